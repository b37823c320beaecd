"""Simplified characters of a text, so that documents published in traditional characters can be compared."""

from __future__ import annotations

from functools import cache

from leye.standards.tables import read_rows


@cache
def _table() -> dict[int, str]:
    return {ord(traditional): simplified for traditional, simplified in read_rows("simplified.csv.gz")}


def simplified(text: str) -> str:
    """The text with each traditional character replaced by its simplified one; words are not rewritten."""
    return text.translate(_table())
