"""What a file is by its content, never by its name alone: a photo, a scan, a PDF, whole and without programs in it.

Three witnesses must agree: the signature of the bytes (puremagic), the structure of the format, and the ending of
the name. Nothing here opens a picture: it is never drawn on the server.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.utils.translation import gettext as _

from leye.ledger.errors import Invalid

MOST_BYTES = 10 * 2**20
PNG_MARK = b"\x89PNG\r\n\x1a\n"
#: Names in a PDF that make a reader run or unpack something.
PDF_PROGRAMS = (b"JavaScript", b"Launch", b"EmbeddedFile", b"RichMedia")


def _however_spelt(name: bytes) -> bytes:
    """A pattern for a name of a PDF, any character of which may be written by its number (ISO 32000-1, 7.3.5)."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (char, char) for char in name)


_PROGRAM = re.compile(b"/(?:" + b"|".join(map(_however_spelt, PDF_PROGRAMS)) + b")")


@dataclass(frozen=True)
class Format:
    """A format that is taken: its media type, the endings people give it, and its name in sentences."""

    media_type: str
    endings: tuple[str, ...]
    words: str


JPEG = Format("image/jpeg", ("jpg", "jpeg", "jfif", "jpe"), "JPG")
PNG = Format("image/png", ("png",), "PNG")
PDF = Format("application/pdf", ("pdf",), "PDF")
FORMATS = (JPEG, PNG, PDF)


def check_content(name: str, content: bytes) -> Format:
    """The format of a file. Raises Invalid at field `file` with what is wrong and what to do."""
    if not content:
        raise Invalid({"file": _("“%(name)s”是空文件，请重新选择。") % {"name": name}})
    if len(content) > MOST_BYTES:
        words = _("“%(name)s”有%(size).1fMB，最大%(most)dMB；请用手机压缩照片或分开上传。")
        raise Invalid(
            {"file": words % {"name": name, "size": len(content) / 2**20, "most": MOST_BYTES // 2**20}}
        )
    found = _by_signature(content)
    if found is None:
        raise Invalid({"file": _("“%(name)s”不是照片或PDF。只能上传JPG、PNG、PDF文件。") % {"name": name}})
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in found.endings:
        words = _("“%(name)s”的内容是%(kind)s，与文件名不符，没有收下。请用原来的文件，不要改扩展名。")
        raise Invalid({"file": words % {"name": name, "kind": found.words}})
    if not _whole(found, content):
        words = _("“%(name)s”不完整，或后面夹带了别的内容，没有收下。请重新拍照或扫描后再传。")
        raise Invalid({"file": words % {"name": name}})
    if found is PDF and _PROGRAM.search(content):
        words = _("“%(name)s”里带有程序或附件，没有收下。请重新扫描，或打印成不带附件的PDF。")
        raise Invalid({"file": words % {"name": name}})
    return found


def _by_signature(content: bytes) -> Format | None:
    """The format that the first bytes tell."""
    try:
        guesses = puremagic.magic_string(content[:4096])
    except puremagic.PureError:
        return None
    types = {guess.mime_type for guess in guesses if guess.offset == 0}
    return next((one for one in FORMATS if one.media_type in types), None)


def _whole(found: Format, content: bytes) -> bool:
    if found is PNG:
        return _whole_png(content)
    if found is JPEG:
        # Phones write a preview or a film behind the picture; a picture cut off has no end mark at all.
        return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-256 * 1024 :]
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _whole_png(content: bytes) -> bool:
    """Every chunk with its checksum, the header first, the end last, and nothing behind it."""
    if not content.startswith(PNG_MARK):
        return False
    at, first = len(PNG_MARK), True
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content) or (first and kind != b"IHDR"):
            return False
        (sum_written,) = struct.unpack(">I", content[end - 4 : end])
        if zlib.crc32(content[at + 4 : end - 4]) != sum_written:
            return False
        if kind == b"IEND":
            return end == len(content)
        at, first = end, False
    return False


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a whole PNG."""
    width, height = struct.unpack(">II", content[16:24])
    return int(width), int(height)
