"""One reader for each kind of value: a raw cell in, a clean value out, PlainError when it cannot be used."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from leye.standards.codes import EDUCATION, ETHNIC, SEX
from leye.standards.dates import parse_date, read_date
from leye.standards.money import to_fen
from leye.standards.names import clean_name
from leye.standards.pay import parse_pay
from leye.standards.phones import clean_phone
from leye.standards.text import PlainError, clean_cell, say
from leye.standards.uscc import parse_uscc
from leye.workbook.choices import Choices
from leye.workbook.fields import Field
from leye.workbook.reading import Cell

Reader = Callable[[Cell], Any]

_SEPARATORS = re.compile(r"[、，,;；/|｜\s]+")
_AREA_CODE = re.compile(r"\d{12}")
_SHORT_AREA_CODE = re.compile(r"\d{6}|\d{9}")
_NOTHING = frozenset(
    ("", "无", "-", "--", "—", "——", "/", "暂无", "没有", "none", "null", "n/a", "#n/a", "否")
)
_EMPTY = frozenset(("", "-", "--", "—", "——", "/", "\\", "null", "none", "n/a", "#n/a"))
_LONGEST_EMPTY = 8
_PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)


class ValueProblem(PlainError):
    """A cell that cannot be used, found here rather than in leye.standards."""


class Noted(NamedTuple):
    """A usable value with remarks worth showing beside it."""

    value: Any
    remarks: tuple[str, ...]


def as_text(cell: Cell) -> str:
    """A cell as a person would read it: dates as 2024-03-01, whole numbers without .0."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return clean_cell(cell)


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing: blank, only spaces, or a dash."""
    if not isinstance(cell, str):
        return cell is None or cell != cell
    if cell and "\u4e00" <= cell[0] <= "\u9fff":
        return False
    return (len(cell) <= _LONGEST_EMPTY or cell.isspace()) and clean_cell(cell).casefold() in _EMPTY


def finite(cell: Cell) -> Cell:
    """The cell, with an infinite number (only damaged or forged files hold one) as the text it shows."""
    return str(cell) if isinstance(cell, float) and math.isinf(cell) else cell


def reader_for(field: Field, more_choices: Mapping[str, str] | None = None) -> Reader:
    """The function that reads one filled cell of a field: the clean value (or Noted), or PlainError raised.

    `more_choices` are further wordings → codes of a coded field, such as an area's own group codes.
    Identity numbers have a reader of their own in leye.standards.identity.
    """
    if field.choices is not None:
        words = field.choices.words()
        words.update({word.casefold(): code for word, code in (more_choices or {}).items()})
        reader = _read_several if field.kind == "choices" else _read_one
        return partial(reader, words=words, field=field, choices=field.choices)
    if field.kind == "text":
        return partial(_read_text, field=field)
    return _READERS[field.kind]


def _read_text(cell: Cell, field: Field) -> str | None:
    text = as_text(cell)
    if text.casefold() in _NOTHING:
        return None
    if len(text) > field.longest:
        raise ValueProblem(
            "long",
            "{label}有{count}个字，最多{most}个。请缩短，其余内容可写到备注。",
            label=say(field.label),
            count=len(text),
            most=field.longest,
        )
    return text


def _read_name(cell: Cell) -> str:
    if isinstance(cell, int | float | dt.date):
        raise ValueProblem("name", "“{text}”不是姓名。请照证件填写。", text=as_text(cell))
    return clean_name(cell)


def _read_phone(cell: Cell) -> str:
    if isinstance(cell, str) and _PLAIN_MOBILE.fullmatch(cell):
        return cell
    return clean_phone(cell)


def _read_day(cell: Cell) -> dt.date:
    return parse_date(cell)


def _read_month(cell: Cell) -> dt.date:
    return parse_date(cell, precision="month")


def _read_sex(cell: Cell) -> str:
    code = SEX.code_for(cell)
    if code not in ("1", "2"):
        raise ValueProblem("sex", "性别“{text}”看不出男女。请填“男”或“女”。", text=as_text(cell))
    return code


def _read_area(cell: Cell) -> str:
    text = as_text(cell).replace(" ", "")
    if text.isdigit() and not _AREA_CODE.fullmatch(text):
        if _SHORT_AREA_CODE.fullmatch(text):
            return text.ljust(12, "0")
        raise ValueProblem(
            "area_code",
            "区划代码“{text}”应为12位，现有{count}位。请填12位统计用区划代码，或直接填村（社区）名称。",
            text=text[:30],
            count=len(text),
        )
    return text


def _read_one(cell: Cell, words: Mapping[str, str], field: Field, choices: Choices) -> str:
    text = as_text(cell).casefold()
    code = words.get(text) or words.get(text.replace(" ", ""))
    if code is None:
        raise _unknown(field, as_text(cell), choices)
    return code


def _read_several(
    cell: Cell, words: Mapping[str, str], field: Field, choices: Choices
) -> tuple[str, ...] | Noted | None:
    """Codes in the order written; words that are no code but known by a notice are remarked on."""
    text = as_text(cell).casefold()
    pieces = [text] if text in words else [word for word in _SEPARATORS.split(text) if word not in _NOTHING]
    codes: dict[str, None] = {}
    remarks: dict[str, None] = {}
    for word in pieces:
        if word in words:
            codes[words[word]] = None
        elif word not in choices.notices:
            raise _unknown(field, word, choices)
        elif notice := choices.notices[word]:
            remarks[say(notice)] = None
    value = tuple(codes) or None
    return Noted(value, tuple(remarks)) if remarks else value


def _unknown(field: Field, text: str, choices: Choices) -> ValueProblem:
    return ValueProblem(
        "choice",
        "看不懂{label}“{text}”。可以填：{known}。",
        label=say(field.label),
        text=text[:30],
        known="、".join(list(choices.labels.values())[:8]),
    )


_READERS: dict[str, Reader] = {
    "name": _read_name,
    "phone": _read_phone,
    "date": _read_day,
    "month": _read_month,
    "birth": read_date,
    "sex": _read_sex,
    "ethnic": ETHNIC.code_for,
    "education": EDUCATION.code_for,
    "money": to_fen,
    "pay": parse_pay,
    "uscc": parse_uscc,
    "area": _read_area,
}
