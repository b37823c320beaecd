"""How wide the columns of a printed sheet are, and in which size a text fits its cell. Lengths in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: A4 lying, 10 mm free at both sides.
PAPER_WIDTH = 277.0
ROW_NUMBER_WIDTH = 15.0
SIGNATURE_WIDTH = 27.0
ROWS = 20
#: Free space at both sides of a cell's text, together.
PADDING = 2.2
#: (size in points, lines) that a cell may take, the best first; the paper's format asks for 11 points.
SIZES = ((11.0, 1), (9.5, 1), (8.5, 1), (7.5, 2))
POINT = 0.3528
#: A letter or digit is this much as wide as a Chinese character.
NARROW = 0.56


@dataclass(frozen=True)
class Fitted:
    """A text as it goes into its cell: size in points, and its lines."""

    size: float
    lines: list[str]


def width_of(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(NARROW if char.isascii() else 1.0 for char in text)


def column_widths(wanted: Sequence[float]) -> list[float]:
    """The columns' widths, stretched or pressed so that together they fill what number and signature leave."""
    room = PAPER_WIDTH - ROW_NUMBER_WIDTH - SIGNATURE_WIDTH
    scale = room / sum(wanted)
    edges = [round(sum(wanted[:place]) * scale, 2) for place in range(len(wanted) + 1)]
    return [round(right - left, 2) for left, right in pairwise(edges)]


def fit(text: str, width: float) -> Fitted:
    """The largest size in which a text fits a cell; what fits none is cut, and a … says so."""
    for size, lines in SIZES:
        broken = _broken(text, (width - PADDING) / (size * POINT))
        if len(broken) <= lines:
            return Fitted(size, broken)
    size, lines = SIZES[-1]
    most = (width - PADDING) / (size * POINT)
    kept = _broken(text, most)[:lines]
    while kept[-1] and width_of(kept[-1]) + 1 > most:
        kept[-1] = kept[-1][:-1]
    return Fitted(size, [*kept[:-1], kept[-1] + "…"])


def _broken(text: str, most: float) -> list[str]:
    """The text in lines no wider than so many characters; Chinese may break anywhere."""
    lines = [""]
    used = 0.0
    for char in text:
        wide = NARROW if char.isascii() else 1.0
        if used + wide > most and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += wide
    return lines
