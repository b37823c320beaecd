"""Cleaning of text cells, and the one door through which this floor speaks to people.

Spreadsheets from townships carry full-width digits, invisible characters and every kind of space.
Everything here is loss-free for meaning: only width, invisible marks and outer space change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x3164, 0x0085], " "
)
# Zero-width and direction marks, soft hyphen, byte order mark. Variation selectors stay: names may need them.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF, *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F],
    None,
)  # fmt: skip
_FOLD: dict[int, int | str | None] = {**_FULL_WIDTH, **_SPACES, **_INVISIBLE}
_TIDY: dict[int, int | str | None] = {**_SPACES, **_INVISIBLE}

_translate: Callable[[str], str] = str


def use_translator(translate: Callable[[str], str]) -> None:
    """Let the floors above give the function (such as gettext) that translates our Chinese."""
    global _translate
    _translate = translate


def say(template: str, **fields: Any) -> str:
    """The sentence `template` in the reader's language, its {named} places filled from `fields`."""
    return _translate(template).format(**fields)


class PlainError(ValueError):
    """A value that cannot be used. str() is one or two Chinese sentences: what is wrong and what to do.

    `kind` is a short stable English word for programs and counts; `fields` are the named places.
    """

    def __init__(self, kind: str, template: str, **fields: Any) -> None:
        super().__init__(kind, template, fields)
        self.kind = kind
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        return say(self.template, **self.fields)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild_error, (type(self), self.kind, self.template, self.fields)


def _rebuild_error(
    error_class: type[PlainError], kind: str, template: str, fields: dict[str, Any]
) -> PlainError:
    return error_class(kind, template, **fields)


def fold_width(text: str) -> str:
    """Full-width ASCII to half-width, all spaces to the plain one, invisible characters dropped.

    Unlike NFKC it leaves every Chinese character, circled numbers and fractions as they are.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_FOLD)


def trim(text: str) -> str:
    """Outer space of any kind (also BOM and zero-width characters anywhere) removed; width untouched."""
    return text.translate(_TIDY).strip()


def clean_cell(value: object) -> str:
    """A cell as tidy text: None and NaN become '', 3.0 becomes '3', inner runs of space become one space."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return re.sub(r"\s+", " ", fold_width(str(value))).strip()


def is_cjk(char: str) -> bool:
    """Whether `char` is a Chinese character: unified, extensions A to J, compatibility, 〇, or private use.

    Private use characters count because police systems stored rare name characters there.
    """
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or 0xE000 <= code <= 0xF8FF
        or 0xF0000 <= code <= 0x10FFFD
        or code == 0x3007
    )
