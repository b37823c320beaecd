"""Checks on the zip container of an .xlsx before it is parsed: size, damage, absurd used areas.

The reader builds a dense grid of the used area, so one stray value in the last cell of a sheet would ask
for terabytes, and the sizes a zip declares about itself can lie. Both are looked at here on the real,
unpacked bytes, a megabyte at a time.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from leye.workbook.errors import BrokenFile, TooManyCells, TooMuchInside

_CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
_FAR_COLUMN = re.compile(rb' r="[A-Z]{2,3}\d')
# A cell with content: its start tag does not close itself. Styled empty cells take no room.
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d+)"[^>]*[^/]>')
_OVERLAP = 256


def check_archive(path: Path, name: str, *, max_unpacked: int, max_rows: int, max_cells: int) -> None:
    """Unpack every member once and refuse what would exhaust the machine.

    Raises TooMuchInside above `max_unpacked` bytes in all, TooManyCells when a sheet's used area exceeds
    `max_cells`, and BrokenFile when a member is damaged or cut off.
    """
    too_much = TooMuchInside(name=name, limit=max_unpacked / 2**20)
    left = max_unpacked
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            if sum(member.file_size for member in members) > max_unpacked:
                raise too_much
            for member in members:
                is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
                area = _UsedArea() if is_sheet else None
                for chunk in _unpacked(file, member):
                    left -= len(chunk)
                    if left < 0:
                        raise too_much
                    if area is not None:
                        area.feed(chunk)
                if area is not None and area.looks_large(max_rows):
                    row, column = _exact_extent(_unpacked(file, member))
                    if row * column > max_cells:
                        raise TooManyCells(name=name, row=row, column=column)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, NotImplementedError) as error:
        raise BrokenFile(name=name) from error


class _UsedArea:
    """A cheap first look at a sheet: the last row number, and whether any cell is beyond column Z."""

    def __init__(self) -> None:
        self.last_row = 0
        self.far_column = False
        self._tail = b""

    def feed(self, chunk: bytes) -> None:
        text = self._tail + chunk
        at = text.rfind(b"<row ")
        if at >= 0 and (found := _ROW.match(text, at)):
            self.last_row = max(self.last_row, int(found.group(1)))
        if not self.far_column:
            self.far_column = _FAR_COLUMN.search(text) is not None
        self._tail = text[-_OVERLAP:]

    def looks_large(self, max_rows: int) -> bool:
        return self.far_column | (self.last_row > max_rows)


def _exact_extent(chunks: Iterator[bytes]) -> tuple[int, int]:
    """The last row and column (1-based) that hold a value."""
    columns: set[bytes] = set()
    last_row = 0
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        for column, row in _FILLED.findall(text):
            columns.add(column)
            last_row = max(last_row, int(row))
        tail = text[-_OVERLAP:]
    return last_row, max((_column_number(column) for column in columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _unpacked(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes in pieces, following the packed data itself and not the declared size."""
    file.seek(member.header_offset)
    magic, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if magic != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    if member.flag_bits & 1:
        raise zipfile.BadZipFile("encrypted member")
    file.seek(name_length + extra_length, 1)
    if member.compress_type == zipfile.ZIP_STORED:
        left = member.compress_size
        while left > 0:
            chunk = file.read(min(_CHUNK, left))
            if not chunk:
                raise zipfile.BadZipFile("cut off")
            left -= len(chunk)
            yield chunk
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("unusual compression")
    unpacker = zlib.decompressobj(-15)
    left = member.compress_size
    packed = b""
    crc = 0
    while not unpacker.eof:
        if not packed:
            packed = file.read(min(_CHUNK, left))
            left -= len(packed)
        chunk = unpacker.decompress(packed, _CHUNK)
        if not chunk and not packed and not unpacker.eof:
            raise zipfile.BadZipFile("cut off")
        packed = unpacker.unconsumed_tail
        crc = zlib.crc32(chunk, crc)
        if chunk:
            yield chunk
    if crc != member.CRC:
        raise zipfile.BadZipFile("checksum")
