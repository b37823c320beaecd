"""What goes into cells we write: text stays text, so that nothing a person typed is run as a formula."""

from __future__ import annotations

import re
from typing import Any

# OWASP's list of first characters that spreadsheet programs may take for a formula or command.
_RISKY = re.compile(r"[=+\-@\t\r\n|%＝＋－＠]")
# Control characters that XML 1.0 cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767
"""Characters one cell of an .xlsx may hold."""


def safe_text(text: str) -> str:
    """Text that every spreadsheet program can load; over-long text is cut with a mark."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def is_risky(text: str) -> bool:
    """Whether text could be taken for a formula when the file is saved as .csv and opened again."""
    return bool(text) and _RISKY.match(text) is not None


class TextWriter:
    """Writes text cells with XlsxWriter: as strings always, with Excel's own quote prefix where risky.

    The quote prefix is what typing an apostrophe first does: the value is unchanged and shown as it is.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._quoted: dict[int, Any] = {}

    def write(
        self, sheet: Any, row: int, column: int, text: str, properties: dict[str, Any], plain: Any
    ) -> None:
        """Write `text`; `plain` is the format made from `properties`, used when the text is harmless."""
        if is_risky(text):
            key = id(plain)
            if key not in self._quoted:
                self._quoted[key] = self._book.add_format({**properties, "quote_prefix": True})
            plain = self._quoted[key]
        sheet.write_string(row, column, safe_text(text), plain)
