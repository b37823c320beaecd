"""What is to be marked in a returned workbook: cells with reasons, and a status for each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from leye.standards.text import say
from leye.workbook.cleaning import CleanTable, Level

Status = Literal["new", "changed", "unchanged", "error", "repeat"]

STATUS_LABELS: dict[Status, str] = {
    "new": "新增",
    "changed": "有变化",
    "unchanged": "无变化",
    "error": "有问题",
    "repeat": "重复",
}
STATUS_HEADER = "导入结果"
REASON_HEADER = "问题说明"
ERROR_COLOUR = "FFC7CE"
WARNING_COLOUR = "FFEB9C"
COLOURS: dict[Level, str] = {"error": ERROR_COLOUR, "warning": WARNING_COLOUR}
COMMENTS_AT_MOST = 2_000
"""Comments make a workbook slow to open; beyond this many the added column alone tells the reasons."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """One cell to colour. Rows and columns are 1-based; `column` 0 marks the row as a whole."""

    row: int
    column: int
    level: Level
    reason: str


@dataclass(slots=True)
class SheetMarks:
    """All marks of one sheet. `header_row` is 1-based; `statuses`: row number → status."""

    header_row: int
    cells: list[CellMark] = field(default_factory=list)
    statuses: dict[int, Status] = field(default_factory=dict)

    def reasons(self) -> dict[int, str]:
        """Row number → all its reasons, errors first."""
        lines: dict[int, list[str]] = {}
        for mark in sorted(self.cells, key=lambda mark: (mark.row, mark.level, mark.column)):
            lines.setdefault(mark.row, []).append(mark.reason)
        return {row: "\n".join(dict.fromkeys(reasons)) for row, reasons in lines.items()}

    def levels(self) -> dict[tuple[int, int], Level]:
        """(row, column) → the worse level of the marks on that cell."""
        levels: dict[tuple[int, int], Level] = {}
        for mark in self.cells:
            place = (mark.row, mark.column)
            levels[place] = "error" if "error" in (mark.level, levels.get(place)) else "warning"
        return levels

    def comments(self) -> dict[tuple[int, int], str]:
        """(row, column) → the text of its comment, for the first of them."""
        comments: dict[tuple[int, int], list[str]] = {}
        for mark in self.cells:
            place = (mark.row, mark.column)
            if mark.column and (place in comments or len(comments) < COMMENTS_AT_MOST):
                comments.setdefault(place, []).append(mark.reason)
        return {place: "\n".join(dict.fromkeys(reasons)) for place, reasons in comments.items()}


Marks = dict[str, SheetMarks]
"""Sheet name → its marks."""


def marks_from(clean: CleanTable, statuses: Mapping[int, Status] | None = None) -> Marks:
    """The marks of a cleaned table. `statuses`: record → new, changed or unchanged, where known.

    Records with an error are 有问题 whatever `statuses` says, repetitions are 重复.
    """
    marks: Marks = {}
    for part in clean.table.parts:
        sheet = marks.setdefault(part.sheet, SheetMarks(part.header_row))
        for record in range(part.first, part.first + part.count):
            status = (statuses or {}).get(record)
            if record in clean.failed:
                status = "error"
            elif record in clean.repeats:
                status = "repeat"
            if status:
                sheet.statuses[clean.table.row_numbers[record]] = status
    by_record = [(part, clean.table.row_numbers) for part in clean.table.parts]
    for problem in clean.problems:
        for part, row_numbers in by_record:
            if part.first <= problem.record < part.first + part.count:
                position = part.positions[problem.column] if problem.column is not None else None
                column = 0 if position is None else position + 1
                label = say(clean.kind.field(problem.field).label) + say("：") if problem.field else ""
                mark = CellMark(row_numbers[problem.record], column, problem.level, label + problem.reason)
                marks[part.sheet].cells.append(mark)
    return marks
