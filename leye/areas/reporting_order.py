"""Where the order of reporting is not the order of codes.

Document 003 (L20) has Manzhouli (150781, by code in Hulunbuir) and Erenhot (152501, by code in Xilin Gol)
report to the region directly. Each keeps its code and its level (county), but its number stands in a
prefecture slot of its own under 150000000000: positions 81 and 82, which no prefecture code uses. So the range
of Hulunbuir does not hold Manzhouli, and the range of the region does.
Zhalainuoer (150703) is run by Manzhouli for daily affairs but counts in Hulunbuir; it stays with its code.
"""

from leye.areas.enums import Level
from leye.areas.numbering import child_number

#: Six-digit code → (code of the province it reports to, position among the prefectures).
DIRECT = {"150781": (150000000000, 81), "152501": (150000000000, 82)}


def number_of(code12: str) -> int:
    """The position number of a division in the reporting tree."""
    direct = DIRECT.get(code12[:6])
    if direct is None:
        return int(code12)
    province, position = direct
    return child_number(province, Level.PREFECTURE, position) + int(code12[6:])


def parent_code(code12: str, parent: str | None) -> str | None:
    """The 12-digit code of the division it reports to; `parent` is the one its code tells."""
    direct = DIRECT.get(code12[:6])
    return str(direct[0]) if direct and code12.endswith("000000") else parent
