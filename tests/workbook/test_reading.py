"""Opening files: by content, with errors a clerk can act on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from leye.workbook import errors
from leye.workbook.reading import Limits, open_workbook
from tests.workbook.build import xlsx

ROWS = [["姓名", "身份证号"], ["张三", "11010519491231002X"]]


def _whole() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(ROWS):
            sheet.write_row(i, 0, row)
    return buffer.getvalue()


# Made once: a workbook holds the time it was made, and would differ from one example to the next.
WHOLE = _whole()


def _refusal(path: Path) -> str:
    """What the user is told, or that the file was read; any other exception fails the test."""
    try:
        return f"{open_workbook(path).name}: read"
    except errors.WorkbookError as error:
        return str(error)


def _xls(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("人员")
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    book.save(str(path))
    return path


def test_an_xlsx_named_xls_is_read_by_its_content(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xls.xlsx", ROWS).rename(tmp_path / "a.xls")
    assert open_workbook(path).format == "xlsx"
    assert open_workbook(path).sheets[0].rows == ROWS


def test_an_old_xls_is_read(tmp_path: Path) -> None:
    workbook = open_workbook(_xls(tmp_path / "a.xls"))
    assert (workbook.format, workbook.sheets[0].rows) == ("xls", ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_in_every_usual_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding))
    assert open_workbook(path).sheets[0].rows == ROWS


def test_numbers_protected_as_text_in_csv_lose_their_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,身份证号\n张三,"=""11010519491231002X"""\n', encoding="utf-8")
    assert open_workbook(path).sheets[0].rows[1] == ["张三", "11010519491231002X"]


def test_a_rare_character_of_gb18030_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,电话\n𠮷丽,13800000000".encode("gb18030"))
    assert open_workbook(path).sheets[0].rows[1][0] == "𠮷丽"


def test_a_password_is_told_apart_and_how_to_remove_it(tmp_path: Path) -> None:
    plain = xlsx(tmp_path / "plain.xlsx", ROWS)
    locked = tmp_path / "locked.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("123", target)
    with pytest.raises(errors.PasswordProtected, match="密码"):
        open_workbook(locked)


def test_a_protected_workbook_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    plain = xlsx(tmp_path / "plain.xlsx", ROWS)
    protected = tmp_path / "protected.xlsx"
    with plain.open("rb") as source, protected.open("wb") as target:
        OOXMLFile(source).encrypt("VelvetSweatshop", target)
    workbook = open_workbook(protected)
    assert workbook.sheets[0].rows == ROWS
    assert workbook.path == protected


def test_an_encrypted_xls_is_told_by_its_filepass_record(tmp_path: Path) -> None:
    path = _xls(tmp_path / "a.xls")
    content = bytearray(path.read_bytes())
    # The record after BOF becomes FILEPASS: what is in it does not matter, nobody has the key.
    start = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = start + 4 + 16
    content[after : after + 2] = b"\x2f\x00"
    path.write_bytes(content)
    with pytest.raises(errors.PasswordProtected):
        open_workbook(path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_cut_off_file_is_broken(tmp_path: Path, part: float) -> None:
    content = xlsx(tmp_path / "a.xlsx", ROWS * 200).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(errors.BrokenFile, match="损坏"):
        open_workbook(path)


def test_a_damaged_sheet_is_broken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS * 200)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    content[at : at + 20] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(errors.BrokenFile):
        open_workbook(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        ("<html><table><tr><td>姓名</td></tr></table>".encode(), "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XML"),
        (b"\x01\x00\x02\x00\x00", "无法识别"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(errors.NotAWorkbook, match=what):
        open_workbook(path)


@pytest.mark.parametrize(
    ("member", "what"), [("word/document.xml", "Word"), ("a.xlsx", "压缩包"), ("ppt/a", "幻灯片")]
)
def test_zip_containers_of_other_programs(tmp_path: Path, member: str, what: str) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(errors.NotAWorkbook, match=what):
        open_workbook(path)


def test_a_wps_file_gets_the_wps_hint(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"\x01\x02\x00\x00")
    with pytest.raises(errors.NotAWorkbook, match="WPS"):
        open_workbook(path, name="花名册.et")


def test_too_large_is_refused_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate(201 * 2**20)
    with pytest.raises(errors.TooLarge, match="201 MB"):
        open_workbook(path)


def test_a_zip_bomb_is_refused_even_when_it_lies_about_its_size(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * (8 * 2**20))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/media/bomb.bin") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(errors.TooMuchInside):
        open_workbook(path, Limits(max_unpacked=4 * 2**20))


def test_a_value_in_the_last_cell_does_not_exhaust_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "姓名")
        sheet.write("XFD1048576", "x")
    with pytest.raises(errors.TooManyCells, match="1,048,576"):
        open_workbook(path)


def test_formats_down_to_the_last_row_are_no_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(ROWS):
            sheet.write_row(i, 0, row)
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    assert open_workbook(path).sheets[0].rows == ROWS


def test_more_rows_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,电话\n" + "张三,1\n" * 400, encoding="utf-8")
    with pytest.raises(errors.TooManyRows, match="100"):
        open_workbook(path, Limits(max_rows=100))
    with pytest.raises(errors.TooManyRows):
        open_workbook(xlsx(tmp_path / "a.xlsx", ROWS * 200), Limits(max_rows=100))


def test_no_rows_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    for path in (tmp_path / "empty.csv", xlsx(tmp_path / "blank.xlsx", [])):
        with pytest.raises(errors.NoRows, match="没有数据"):
            open_workbook(path)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
def test_any_bytes_are_either_read_or_refused_in_plain_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.xlsx"
    path.write_bytes(start + content)
    assert "x.xlsx" in _refusal(path)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_workbook_damaged_anywhere_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("any") / "x.xlsx"
    path.write_bytes(content)
    assert _refusal(path)
