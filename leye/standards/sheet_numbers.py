"""Numbers of printed sheets and of their rows, with a check digit each, and what the square code on a sheet says.

The check digit is Damm's (python-stdnum): it finds every single wrong digit and every two neighbours exchanged.
A row's digit is worked out over the sheet's number too, so that a row typed under another sheet is noticed in
nine cases of ten.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stdnum import damm

from leye.standards.text import PlainError, clean_cell

SERIAL_DIGITS = 7
MAX_SERIAL = 10**SERIAL_DIGITS - 1
#: Letters and digits of a token that cannot be mistaken for one another.
TOKEN_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 6
_MARK = "LEYE-S1"
_CODE = re.compile(rf"{_MARK}:(\d{{8}}):([{TOKEN_LETTERS}]{{{TOKEN_LENGTH}}})")
_SEPARATORS = re.compile(r"[\s\-·.]+")


class SheetNumberError(PlainError):
    """A number of a sheet or of a row that cannot be right; `kind` says why."""


class Scan(NamedTuple):
    """What was scanned or typed: the sheet's serial number, and the token of its square code ('' when typed)."""

    serial: int
    token: str


def sheet_number(serial: int) -> str:
    """The number printed on a sheet: 1234567 gives its seven digits and a check digit."""
    if not 1 <= serial <= MAX_SERIAL:
        raise ValueError(f"no sheet has the serial number {serial}")
    digits = f"{serial:0{SERIAL_DIGITS}d}"
    return digits + damm.calc_check_digit(digits)


def shown_number(serial: int) -> str:
    """The number as it is printed and read aloud, in two groups of four."""
    number = sheet_number(serial)
    return f"{number[:4]} {number[4:]}"


def read_sheet_number(text: object) -> int:
    """The serial number behind a typed sheet number; spaces and dashes do not matter. Raises SheetNumberError."""
    digits = _SEPARATORS.sub("", clean_cell(text))
    if not digits:
        raise SheetNumberError("empty", "请填写或扫描表册编号。")
    if not re.fullmatch(r"\d{8}", digits, re.ASCII):
        raise SheetNumberError("shape", "表册编号是表头二维码旁的8位数字，“{text}”不是。", text=digits[:20])
    if not damm.is_valid(digits) or int(digits[:SERIAL_DIGITS]) == 0:
        raise SheetNumberError("check", "表册编号“{text}”有一位不对，请照表头重新核对。", text=digits)
    return int(digits[:SERIAL_DIGITS])


def row_number(serial: int, row: int) -> str:
    """The number printed before a row (1 to 99) of a sheet: two digits and a check digit, as 07-4."""
    digits = f"{row:02d}"
    return f"{digits}-{damm.calc_check_digit(f'{serial:0{SERIAL_DIGITS}d}{digits}')}"


def read_row_number(serial: int, text: object) -> int:
    """The row behind a typed row number of a sheet; the dash does not matter. Raises SheetNumberError."""
    digits = _SEPARATORS.sub("", clean_cell(text))
    if not re.fullmatch(r"\d{3}", digits, re.ASCII):
        raise SheetNumberError("row_shape", "行号是每行最前面的3位数字，“{text}”不是。", text=digits[:20])
    if not damm.is_valid(f"{serial:0{SERIAL_DIGITS}d}{digits}"):
        raise SheetNumberError("row_check", "这一页没有行号“{text}”，请核对是不是另一页的行。", text=digits)
    return int(digits[:2])


def code_text(serial: int, token: str) -> str:
    """What the square code of a sheet says. The token shows that this installation printed it."""
    return f"{_MARK}:{sheet_number(serial)}:{token}"


def read_scan(text: object) -> Scan:
    """A scanned square code, or a sheet number typed by hand. Raises SheetNumberError for any other code."""
    scanned = clean_cell(text).upper().replace(" ", "")
    if found := _CODE.fullmatch(scanned):
        return Scan(read_sheet_number(found[1]), found[2])
    if re.search(r"[A-Z:/]", scanned):
        raise SheetNumberError(
            "foreign", "扫到的不是本系统表册上的二维码。请扫表头右上角的二维码，或输入旁边的8位编号。"
        )
    return Scan(read_sheet_number(scanned), "")
