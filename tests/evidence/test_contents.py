"""A file is what its bytes are: a picture that is a program, cut off, or carries something behind it is refused."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError
from leye.evidence.actions.attachments import tidy_name
from leye.evidence.contents import JPEG, MOST_BYTES, PDF, PNG, Format, check_content
from leye.evidence.drawings import drawn
from leye.evidence.enums import Scan
from leye.evidence.scanning import scan
from leye.ledger.errors import Invalid
from leye.vault.crypto import decrypt
from leye.vault.keys import KeyRing
from leye.vault.sealing import BrokenSealError, resealed, seal, unseal
from tests.evidence.samples import drawing, jpeg, pdf, png

EXE = b"MZ\x90\x00" + b"\0" * 200


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("走访.JPG", jpeg(), JPEG),
        ("扫描.png", png(), PNG),
        ("声明.pdf", pdf(), PDF),
        ("声明.pdf", pdf(b"1 0 obj << /BaseFont /Sim#53un /C (#4aavaScript) >> endobj"), PDF),
        ("a.jpeg", jpeg(), JPEG),
    ],
)
def test_photos_and_scans_are_taken(name: str, content: bytes, found: Format) -> None:
    assert check_content(name, content) == found


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("照片.jpg", EXE, "不是照片或PDF"),
        ("照片.jpg", b"<html><script>alert(1)</script></html>", "不是照片或PDF"),
        ("照片.jpg", png(), "内容是PNG，与文件名不符"),
        ("照片", jpeg(), "与文件名不符"),
        ("照片.png", png()[:-20], "不完整"),
        ("照片.png", png() + EXE, "夹带"),
        ("照片.png", png().replace(b"IDAT", b"IDAX"), "不完整"),
        ("照片.jpg", jpeg()[:-2], "不完整"),
        ("声明.pdf", pdf()[:-7], "不完整"),
        ("声明.pdf", pdf(b"1 0 obj << /S /JavaScript /JS (app.alert) >> endobj"), "带有程序"),
        ("声明.pdf", pdf(b"1 0 obj << /S /J#61vaScript /JS (app.alert) >> endobj"), "带有程序"),
        ("声明.pdf", pdf(b"1 0 obj << /S/#4c#61#75#6E#63#68/F(a.exe) >> endobj"), "带有程序"),
        ("声明.pdf", pdf(b"<</Names<</Embedded#46ile#73 2 0 R>>>>"), "带有程序或附件"),
        ("声明.pdf", pdf(b"1 0 obj << /Type /EmbeddedFile >> endobj"), "带有程序或附件"),
        ("空.jpg", b"", "空文件"),
        ("大.jpg", b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "最大10MB"),
        ("表.xlsx", b"PK\x03\x04" + b"\0" * 100, "不是照片或PDF"),
    ],
)
def test_what_lies_about_its_type_is_refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as caught:
        check_content(name, content)
    assert set(caught.value.problems) == {"file"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请在框内签名"),
        ("data:text/html;base64,AAAA", "请在框内签名"),
        (drawing(ink=0), "还没有签名"),
        (drawing(ink=20), "还没有签名"),
        (drawing()[:-60], "没有传完整"),
        ("data:image/png;base64,AAAA", "没有传完整"),
        ("data:image/png;base64," + "A" * 900_000, "太大"),
    ],
)
def test_a_signature_must_be_drawn(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        drawn(text)


def test_a_drawn_signature_is_a_whole_picture() -> None:
    assert drawn(drawing()) == png(ink=300)


def test_names_keep_their_ending_and_lose_their_folders() -> None:
    assert tidy_name("C:\\Users\\x\\走访 照片.jpg") == "走访 照片.jpg"
    assert tidy_name("../../etc/pass\u202ewd.png") == "passwd.png"
    long = tidy_name("长" * 300 + ".pdf")
    assert len(long) == 120
    assert long.endswith(".pdf")


class Clamd(socketserver.BaseRequestHandler):
    """Speaks the scanner's INSTREAM: chunks with their length before them, nothing ends them."""

    def handle(self) -> None:
        """Answer as clamd does for a clean stream and for the test virus."""
        command = self.request.recv(len(b"nINSTREAM\n"))
        assert command == b"nINSTREAM\n"
        taken = b""
        while True:
            (length,) = struct.unpack(">I", self._exactly(4))
            if length == 0:
                break
            taken += self._exactly(length)
        answer = b"stream: Eicar-Test-Signature FOUND" if b"EICAR" in taken else b"stream: OK"
        self.request.sendall(answer + b"\n")

    def _exactly(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


@pytest.fixture
def scanner(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A scanner that listens on a socket of its own."""
    address = tmp_path / "c"
    with socketserver.UnixStreamServer(str(address), Clamd) as server:
        settings.CLAMAV = str(address)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join(10)


def test_the_scanner_is_asked_where_it_is(scanner: None) -> None:
    assert scan("照片.jpg", jpeg(b"x" * 2000)) == Scan.CLEAN
    with pytest.raises(Invalid, match="查出病毒（Eicar-Test-Signature）"):
        scan("照片.jpg", jpeg(b"EICAR"))


def test_without_a_scanner_it_is_said_and_a_silent_one_takes_nothing(settings: Any, tmp_path: Path) -> None:
    settings.CLAMAV = ""
    assert scan("照片.jpg", jpeg()) == Scan.NONE
    settings.CLAMAV = str(tmp_path / "nobody")
    with pytest.raises(ActionError, match="没有应答"):
        scan("照片.jpg", jpeg())
    settings.CLAMAV = "127.0.0.1:1"
    with pytest.raises(ActionError, match="没有应答"):
        scan("照片.jpg", jpeg())


def test_sealed_files_open_after_the_keys_changed_and_not_after_a_byte_did() -> None:
    old = KeyRing(0, {}, {}, "x").rotated()
    key_cipher, sealed = seal(b"secret papers", old)
    assert b"secret" not in sealed
    new = old.rotated()
    again = resealed(key_cipher, new)
    assert again[0] == new.current
    assert unseal(again, sealed, new.only_current()) == b"secret papers"
    assert len(decrypt(again, new)) == 32
    with pytest.raises(BrokenSealError):
        unseal(key_cipher, sealed[:-1] + bytes([sealed[-1] ^ 1]), old)
