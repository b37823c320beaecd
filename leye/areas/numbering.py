"""Position numbers: 2 digits for province, prefecture and county, 3 for township and village."""

from leye.areas.enums import Level

DIGITS_BELOW = {
    Level.PROVINCE: 10,
    Level.PREFECTURE: 8,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 3,
    Level.VILLAGE: 0,
}
#: Largest position a level can hold under its parent.
POSITIONS = {
    Level.PROVINCE: 99,
    Level.PREFECTURE: 99,
    Level.COUNTY: 99,
    Level.TOWNSHIP: 999,
    Level.VILLAGE: 999,
}


def last_below(no: int, level: int) -> int:
    """The last number of the subtree of an area at `level`."""
    return no + 10 ** DIGITS_BELOW[Level(level)] - 1


def child_number(parent_no: int, level: int, position: int) -> int:
    """The number of the child at `position` (1-based) under a parent.

    Raises ValueError when the position does not fit.
    """
    if not 1 <= position <= POSITIONS[Level(level)]:
        raise ValueError(f"position {position} does not fit level {level}")
    return parent_no + position * 10 ** DIGITS_BELOW[Level(level)]
