"""What a file really is, judged by its content and never by its name."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Literal

import olefile

from leye.workbook.errors import BrokenFile, NotAWorkbook, PasswordProtected

Format = Literal["xlsx", "xls", "csv"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FILEPASS = 0x002F
_END_OF_SUBSTREAM = 0x000A
_RESAVE = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”，再上传新文件。"
_SEND_TABLE = "请上传 .xlsx、.xls 或 .csv 格式的表格。"

# (first bytes, what it is)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片（PNG）"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"GIF8", "图片（GIF）"),
    (b"BM6", "图片（BMP）"),
    (b"Rar!", "压缩包（RAR）"),
    (b"7z\xbc\xaf", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gzip）"),
    (b"{\\rtf", "写字板文档（RTF）"),
    (b"SQLite format 3", "数据库文件"),
    (b"MZ", "程序文件"),
)


def sniff(path: Path, name: str) -> Format:
    """Tell the format of a file from its content.

    `name` is what the user called it, for messages. Raises NotAWorkbook, PasswordProtected or BrokenFile.
    """
    with path.open("rb") as file:
        head = file.read(8192)
    if head.startswith(_OLE):
        return _sniff_ole(path, name)
    if head.startswith(b"PK"):
        return _sniff_zip(path, name)
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise NotAWorkbook(name=name, what=what, advice=_SEND_TABLE)
    if head[:4] in (b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00"):
        raise NotAWorkbook(name=name, what="很老的 Excel 格式", advice=_RESAVE)
    return _sniff_text(head, name)


def _sniff_text(head: bytes, name: str) -> Format:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    if b"\x00" in head:
        raise NotAWorkbook(name=name, what="无法识别的文件", advice=_hint_by_name(name) or _SEND_TABLE)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        raise NotAWorkbook(name=name, what="网页表格（有些系统导出的“假 Excel”）", advice=_RESAVE)
    if start.startswith(b"<?xml") or b"mso-application" in start:
        raise NotAWorkbook(name=name, what="XML 表格", advice=_RESAVE)
    return "csv"


def _sniff_zip(path: Path, name: str) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in members else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError) as error:
        raise BrokenFile(name=name) from error
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "xl/workbook.bin" in members:
        raise NotAWorkbook(name=name, what="二进制工作簿（.xlsb）", advice=_RESAVE)
    if "opendocument.spreadsheet" in kind:
        raise NotAWorkbook(name=name, what="ODS 表格", advice=_RESAVE)
    if "word/document.xml" in members or "opendocument.text" in kind:
        what = "Word 文档"
        raise NotAWorkbook(name=name, what=what, advice="请把里面的表格复制到 Excel，保存为 .xlsx 后上传。")
    if any(member.startswith("ppt/") for member in members):
        raise NotAWorkbook(name=name, what="幻灯片", advice=_SEND_TABLE)
    if any(member.startswith("xl/") for member in members):
        raise BrokenFile(name=name)
    raise NotAWorkbook(name=name, what="压缩包（ZIP）", advice="请先解压，再上传里面的表格文件。")


def _sniff_ole(path: Path, name: str) -> Format:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            streams = {"/".join(parts) for parts in ole.listdir()}
            if "EncryptedPackage" in streams:
                raise PasswordProtected(name=name)
            book = next((stream for stream in ("Workbook", "Book") if stream in streams), None)
            content = ole.openstream(book).read(64 * 1024) if book else b""
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise BrokenFile(name=name) from error
    if book:
        if _has_filepass(content):
            raise PasswordProtected(name=name)
        return "xls"
    if "WordDocument" in streams:
        raise NotAWorkbook(
            name=name, what="Word 或 WPS 文字文档", advice="请把里面的表格复制到 Excel，保存为 .xlsx 后上传。"
        )
    if "PowerPoint Document" in streams:
        raise NotAWorkbook(name=name, what="幻灯片", advice=_SEND_TABLE)
    raise NotAWorkbook(name=name, what="无法识别的文件", advice=_hint_by_name(name) or _SEND_TABLE)


def _has_filepass(content: bytes) -> bool:
    """Whether the first substream of a BIFF workbook holds a FILEPASS record ([MS-XLS] 2.4.117)."""
    at = 0
    while at + 4 <= len(content):
        record, size = struct.unpack_from("<HH", content, at)
        if record == _FILEPASS:
            return True
        if record == _END_OF_SUBSTREAM:
            return False
        at += 4 + size
    return False


def _hint_by_name(name: str) -> str:
    if name.lower().endswith((".et", ".ett", ".wps")):
        return "请用 WPS 打开它，选“文件—另存为—Excel 文件（*.xlsx）”，再上传新文件。"
    return ""
