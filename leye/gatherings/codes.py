"""What stands on an attendance sheet, and what a scanner or a hand sends back of it.

A QR code holds `LEYE-J-<sheet>-<row>`: the sheet's number with its check digit and the row's. Typed are the rows
alone (`1-12 15 17`), or such a code. Nothing personal is in a code.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leye.standards.check_digit import strip_check, with_check
from leye.standards.text import clean_cell

PREFIX = "LEYE-J"
#: Nobody holds a briefing for more; a longer range is a slip of the hand.
MOST_ROWS = 2000
_CODE = re.compile(r"LEYE-J-(\d{7,13})-(\d{2,6})")
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_SEPARATORS = re.compile(r"[\s,，;；、.。]+")


def row_code(gathering_id: int, row: int) -> str:
    """What the QR code of a row holds."""
    return f"{PREFIX}-{with_check(gathering_id, 6)}-{with_check(row)}"


@dataclass
class Read:
    """Rows that were understood, and a sentence for each piece that was not."""

    rows: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)


def read_rows(text: str, gathering_id: int, rows: int) -> Read:
    """The rows of one sheet that a text of scanned codes and typed numbers names. `rows`: how many the sheet has."""
    read = Read()
    tidy = re.sub(r"\s*[-－—–~～至到]\s*", "-", clean_cell(text.replace("\n", " ")))
    for piece in filter(None, _SEPARATORS.split(tidy.upper())):
        try:
            found = _rows_of(piece, gathering_id)
        except ValueError as error:
            read.problems.append(str(error))
            continue
        outside = [row for row in found if not 1 <= row <= rows]
        if outside:
            read.problems.append(
                _("“%(piece)s”：这张签到表只有%(rows)d行，请核对行号。") % {"piece": piece, "rows": rows}
            )
            continue
        read.repeated |= read.rows & set(found)
        read.rows |= set(found)
    return read


def _rows_of(piece: str, gathering_id: int) -> range:
    """The rows that one piece names. Raises ValueError with a sentence."""
    if match := _CODE.fullmatch(piece):
        try:
            sheet, row = strip_check(match[1]), strip_check(match[2])
        except ValueError as error:
            raise ValueError(
                _("“%(piece)s”：校验位不对，请重新扫码或改输行号。") % {"piece": piece}
            ) from error
        if sheet != gathering_id:
            raise ValueError(
                _("“%(piece)s”是另一张签到表（编号%(number)s）的码，没有记入这一场。")
                % {"piece": piece, "number": match[1]}
            )
        return range(row, row + 1)
    if match := _RANGE.fullmatch(piece):
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last or last - first >= MOST_ROWS:
            raise ValueError(_("“%(piece)s”：请把小的行号写在前面。") % {"piece": piece})
        return range(first, last + 1)
    raise ValueError(_("“%(piece)s”不是这张签到表的码，也不是行号。") % {"piece": piece[:60]})
