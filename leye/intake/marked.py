"""The clerk's own workbook back at any step, cells coloured and reasons beside each row."""

from __future__ import annotations

from pathlib import Path

from leye.accounts.scope import as_service
from leye.intake.checking import read_clean
from leye.intake.enums import ImportState, RowState
from leye.intake.models import ImportBatch, ImportRow
from leye.intake.showing import label_of
from leye.intake.uploads import limits, stored, table_of
from leye.workbook.marking import write_marked
from leye.workbook.marks import CellMark, Marks, SheetMarks, Status, marks_from
from leye.workbook.table import Table

_STATUS: dict[str, Status] = {
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.UNCHANGED: "unchanged",
    RowState.ERROR: "error",
    RowState.KEPT: "changed",
}


def write_marked_copy(batch: ImportBatch, out: Path) -> None:
    """Write the marked copy to `out`. Before the preview the cells alone are judged, not the ledger.

    The rows are read as the service role because the batch was looked up in its reader's scope already.
    """
    source = stored(batch.file_path)
    if batch.state in (ImportState.MAPPING, ImportState.CHECKING, ImportState.FAILED):
        with as_service():
            marks = marks_from(read_clean(batch, lambda words: None))
    else:
        marks = _from_rows(batch)
    write_marked(source, marks, out, limits(), name=batch.file_name)


def _from_rows(batch: ImportBatch) -> Marks:
    kind = batch.kind
    table: Table = table_of(stored(batch.file_path), batch.file_name, kind, batch.sheet)  # type: ignore[arg-type]  # same names
    columns = {c["field"]: place for place, c in enumerate(batch.mapping["columns"]) if c["field"]}
    marks: Marks = {}
    for part in table.parts:
        sheet = marks.setdefault(part.sheet, SheetMarks(part.header_row))
        for record in range(part.first, part.first + part.count):
            sheet.statuses[table.row_numbers[record]] = "unchanged"
    parts = {part.sheet[:120]: part for part in table.parts}
    with as_service():
        rows = list(ImportRow.objects.filter(batch=batch).only("sheet", "sheet_row", "state", "problems"))
    for row in rows:
        part = parts[row.sheet]
        sheet = marks[part.sheet]
        sheet.statuses[row.sheet_row] = _STATUS[row.state]
        for problem in row.problems:
            place = columns.get(problem["field"])
            position = part.positions[place] if place is not None else None
            label = f"{label_of(batch, problem['field'])}：" if problem["field"] else ""
            sheet.cells.append(
                CellMark(row.sheet_row, 0 if position is None else position + 1, problem["level"],
                         label + problem["reason"])
            )  # fmt: skip
    return marks
