"""One table out of a workbook: sheets with the same header joined, totals, footers and blanks left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from leye.workbook.errors import NoHeader, NoRows
from leye.workbook.fields import Kind
from leye.workbook.header import Header, find_header
from leye.workbook.reading import Cell, Sheet, Workbook
from leye.workbook.wording import normal

_TOTAL = re.compile(
    r"^[\s(（]*(合\s*计|总\s*计|小\s*计|共\s*计|本页小计|累\s*计|total)\s*($|[:：\d(（人户])", re.IGNORECASE
)
_FOOTER = re.compile(
    r"^\s*(填\s*表|制\s*表|审\s*核|复\s*核|审\s*批|统计|填报|负责人|单位负责人|联系人|经办人|主管|签字|盖章|分管领导"
    r"|备\s*注|说\s*明|注\d?|填写说明|填报说明)[^:：]{0,8}[:：]"
)
#: Why a sheet with rows of its own is left out; the pages warn of it.
OTHER_HEADER = "表头与主要工作表不同"
_COUNTER = frozenset(("序号", "编号", "行号", "序列", "no", "号"))


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one sheet in a table.

    `positions[j]` is the 0-based column on this sheet of table column j, or None where the sheet lacks it;
    `header_row` and the row numbers of a table are 1-based, as Excel shows them.
    """

    sheet: str
    sheet_index: int
    header_row: int
    positions: tuple[int | None, ...]
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet or row that was left out, with the reason in Chinese. `row` is 0 for a whole sheet."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class Table:
    """All records of a workbook, column by column.

    `columns[j][i]` is the raw cell of record i in column j; `row_numbers[i]` its row on its sheet; records
    of `parts[k]` are those from `first` on, `count` of them.
    """

    headers: tuple[str, ...]
    columns: list[list[Cell]]
    row_numbers: list[int]
    parts: tuple[Part, ...]
    skipped: list[Skipped] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def place(self, record: int) -> tuple[str, int]:
        """Sheet name and row number of a record."""
        part = next(part for part in self.parts if part.first <= record < part.first + part.count)
        return part.sheet, self.row_numbers[record]


def read_table(workbook: Workbook, kind: Kind | None = None, only: Sequence[str] | None = None) -> Table:
    """Find the data of a workbook and join it into one table.

    `only` names the sheets to take (the user's choice); otherwise the longest sheet with a good header is taken
    with all visible sheets that share its header. The others are listed in `skipped`.
    Raises NoHeader when no sheet has a header, NoRows when there is nothing below it.
    """
    skipped: list[Skipped] = []
    found: list[tuple[int, Sheet, Header]] = []
    for index, sheet in enumerate(workbook.sheets):
        if only is not None and sheet.name not in only:
            skipped.append(Skipped(sheet.name, 0, "没有选中"))
        elif only is None and sheet.hidden:
            skipped.append(Skipped(sheet.name, 0, "隐藏的工作表"))
        elif not any(cell not in ("", None) for row in sheet.rows for cell in row):
            skipped.append(Skipped(sheet.name, 0, "空白工作表"))
        elif (header := find_header(sheet, kind)) is None:
            skipped.append(Skipped(sheet.name, 0, "没有找到表头"))
        else:
            found.append((index, sheet, header))
    if not found:
        raise NoHeader(name=workbook.name)
    good_enough = 0.7 * max(header.score for _index, _sheet, header in found)
    main = max(
        (item for item in found if item[2].score >= good_enough),
        key=lambda item: (len(item[1].rows), -item[0]),
    )
    table = _join(found, main, skipped)
    if not table.row_numbers:
        raise NoRows(name=workbook.name)
    return table


def _join(
    found: Sequence[tuple[int, Sheet, Header]], main: tuple[int, Sheet, Header], skipped: list[Skipped]
) -> Table:
    headers = list(main[2].names)
    keys = _keys(headers)
    chosen: list[tuple[int, Sheet, Header, dict[tuple[str, int], int]]] = []
    for index, sheet, header in found:
        own = {key: column for column, key in enumerate(_keys(header.names)) if key[0]}
        if sheet is not main[1] and not _alike(set(own), {key for key in keys if key[0]}):
            skipped.append(Skipped(sheet.name, 0, OTHER_HEADER))
            continue
        for key, column in own.items():
            if key not in keys:
                keys.append(key)
                headers.append(header.names[column])
        chosen.append((index, sheet, header, own))
    columns: list[list[Cell]] = [[] for _ in keys]
    numbers: list[int] = []
    parts: list[Part] = []
    for index, sheet, header, own in chosen:
        rows, row_numbers = _data_rows(sheet, header, skipped)
        unnamed = {key: column for column, key in enumerate(_keys(header.names)) if not key[0]}
        positions = tuple(own.get(key, unnamed.get(key) if sheet is main[1] else None) for key in keys)
        parts.append(Part(sheet.name, index, header.bottom + 1, positions, len(numbers), len(rows)))
        numbers.extend(row_numbers)
        flipped = list(zip(*rows, strict=True)) if rows else []
        for target, position in zip(columns, positions, strict=True):
            if position is not None and position < len(flipped):
                target.extend(flipped[position])
            else:
                target.extend([""] * len(rows))
    used = [
        column
        for column, name in enumerate(headers)
        if name or any(c not in ("", None) for c in columns[column])
    ]
    return Table(
        headers=tuple(headers[column] for column in used),
        columns=[columns[column] for column in used],
        row_numbers=numbers,
        parts=tuple(
            Part(p.sheet, p.sheet_index, p.header_row, tuple(p.positions[c] for c in used), p.first, p.count)
            for p in parts
        ),
        skipped=skipped,
    )


def _keys(names: Sequence[str]) -> list[tuple[str, int]]:
    """Names made comparable; a name used twice on a sheet is numbered, unnamed columns are numbered too."""
    seen: dict[str, int] = {}
    keys = []
    for name in names:
        form = normal(name) if name else ""
        seen[form] = seen.get(form, -1) + 1
        keys.append((form, seen[form]))
    return keys


def _alike(own: set[tuple[str, int]], others: set[tuple[str, int]]) -> bool:
    shared = len(own & others)
    return shared >= 2 and shared >= 0.75 * min(len(own), len(others))


def _data_rows(sheet: Sheet, header: Header, skipped: list[Skipped]) -> tuple[list[list[Cell]], list[int]]:
    """The rows of people below a header, with their 1-based row numbers."""
    _fill_down(sheet, header)
    width = len(header.names)
    counters = {column for column, name in enumerate(header.names) if normal(name) in _COUNTER}
    few = max(3, (sum(map(bool, header.names)) - len(counters)) // 2)
    heading = [name.split("/")[-1] for name in header.names]
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for number, row in enumerate(sheet.rows[header.bottom + 1 :], start=header.bottom + 2):
        filled = [column for column, cell in enumerate(row) if cell != "" and cell is not None]
        if not filled:
            continue
        start = filled[0]
        # Only rows of few cells, or starting like the header, need a closer look.
        if len(filled) <= few or (start < width and row[start] == heading[start]):
            reason = _why_no_record(row, filled, counters, few, heading)
            if reason is not None:
                if reason:
                    skipped.append(Skipped(sheet.name, number, reason))
                continue
        if len(row) != width:
            row = row[:width] + [""] * (width - len(row))
        rows.append(row)
        numbers.append(number)
    return rows, numbers


def _why_no_record(
    row: Sequence[Cell],
    filled: Sequence[int],
    counters: set[int],
    few: int,
    heading: Sequence[str],
) -> str | None:
    """Why a row is no record: a reason, '' for a row that is as good as blank, None when it is a record."""
    texts_of = {column: str(row[column]).strip() for column in filled}
    if all(not text or (column in counters and text[0].isdigit()) for column, text in texts_of.items()):
        return ""
    texts = [texts_of[column] for column in filled if isinstance(row[column], str) and texts_of[column]]
    is_few = len(filled) <= few
    if is_few and texts and _TOTAL.match(texts[0]):
        return "合计行"
    if is_few and any(_FOOTER.match(text) for text in texts[:2]):
        return "表尾说明"
    if len(filled) == 1 and len(heading) > 2 and texts and len(texts[0]) > 20:
        return "说明文字"
    same = sum(column < len(heading) and texts_of[column] == heading[column] for column in filled)
    if same >= 2 and same >= 0.8 * len(filled):
        return "重复的表头"
    return None


def _fill_down(sheet: Sheet, header: Header) -> None:
    """Give every row of a vertically merged cell its value (a household's head over its members).

    Only the first column of a merge is filled: a cell merged sideways is still one value.
    """
    for top, left, bottom, _right in sheet.merges:
        if top <= header.bottom or bottom == top:
            continue
        value = sheet.rows[top][left] if top < len(sheet.rows) and left < len(sheet.rows[top]) else ""
        if value in ("", None):
            continue
        for row in sheet.rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = value
