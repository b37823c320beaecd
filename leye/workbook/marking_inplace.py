"""Marks written straight into the XML of an .xlsx, leaving all else byte for byte as it was.

For long files (a hundred thousand rows in a few seconds) and for files with pictures or charts, which
openpyxl would drop. Only three things change: cells get a coloured copy of their own style, two cells are
added to a row, and the styles needed for that are appended. Anything unusual in the XML raises Unusual, and
the caller takes another way.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from leye.standards.text import say
from leye.workbook.marks import REASON_HEADER, STATUS_HEADER, STATUS_LABELS, Marks, SheetMarks
from leye.workbook.reading import Sheet, Workbook
from leye.workbook.safe import is_risky, safe_text
from leye.workbook.styles_xml import Styles, Unusual
from leye.workbook.wording import normal

LARGEST_SHEET = 400 * 2**20
"""Bytes of one unpacked sheet that are edited in memory."""

_ROW = re.compile(rb"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_SPANS = re.compile(rb'\s+spans="[^"]*"')
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d+"[^>]*?(/?)>')
_STYLE = re.compile(rb'\ss="(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def write_in_place(workbook: Workbook, source: Path, marks: Marks, out: Path) -> None:
    """Copy `source` to `out` with the marks added. Raises Unusual before anything is written."""
    with zipfile.ZipFile(source) as archive:
        paths = _sheet_paths(archive)
        styles = Styles(archive.read("xl/styles.xml"))
        changed: dict[str, bytes] = {}
        for sheet in workbook.sheets:
            if sheet.name in marks:
                path = paths.get(sheet.name)
                if path is None or archive.getinfo(path).file_size > LARGEST_SHEET:
                    raise Unusual(sheet.name)
                changed[path] = _mark(archive.read(path), sheet, marks[sheet.name], styles)
        changed["xl/styles.xml"] = styles.xml()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as target:
            for item in archive.infolist():
                target.writestr(item.filename, changed.get(item.filename) or archive.read(item))


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive."""
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError) as error:
        raise Unusual("workbook") from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    paths = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in archive.namelist():
            paths[sheet.get("name", "")] = path
    return paths


def _mark(xml: bytes, sheet: Sheet, marks: SheetMarks, styles: Styles) -> bytes:
    header = {normal(str(cell)) for cell in sheet.rows[marks.header_row - 1] if cell is not None}
    if header & {normal(say(STATUS_HEADER)), normal(say(REASON_HEADER))}:
        raise Unusual("marked before")
    if b"<row" in xml and b"<c r=" not in xml:
        raise Unusual("cells without a place")
    status_column = max(len(row) for row in sheet.rows) + 1
    editor = _RowEditor(marks, styles, status_column)
    edited = _ROW.sub(editor, xml)
    if editor.left:
        raise Unusual("rows missing")
    edited = re.sub(rb"<dimension\b[^>]*/>", b"", edited, count=1)
    return _with_widths(edited, status_column)


class _RowEditor:
    """Rewrites one row at a time, for re.sub."""

    def __init__(self, marks: SheetMarks, styles: Styles, status_column: int) -> None:
        self._styles = styles
        self._status_column = status_column
        self._columns = _letters(status_column), _letters(status_column + 1)
        self._header_row = marks.header_row
        self._statuses = marks.statuses
        self._reasons = marks.reasons()
        self._levels: dict[int, dict[int, str]] = {}
        for (row, column), level in marks.levels().items():
            if column:
                self._levels.setdefault(row, {})[column] = level
        self.left = {marks.header_row} | set(self._statuses) | set(self._reasons)

    def __call__(self, match: re.Match[bytes]) -> bytes:
        attributes, cells = match[1], match[2] or b""
        number = _ROW_NUMBER.search(attributes)
        if number is None or b"<extLst" in cells:
            raise Unusual("row")
        row = int(number[1])
        if row not in self.left:
            return match[0]
        self.left.discard(row)
        cells = self._without_far_cells(cells)
        if levels := self._levels.get(row):
            cells = self._coloured(cells, row, levels)
        return b"<row" + _SPANS.sub(b"", attributes) + b">" + cells + self._added(row) + b"</row>"

    def _without_far_cells(self, cells: bytes) -> bytes:
        """Drop empty, merely formatted cells that stand where ours go; cells must come in order."""
        while (at := cells.rfind(b"<c ")) >= 0:
            cell = _CELL.match(cells, at)
            if cell is None:
                raise Unusual("cell")
            if _number(cell[1]) < self._status_column:
                break
            cells = cells[:at]
        return cells

    def _coloured(self, cells: bytes, row: int, levels: dict[int, str]) -> bytes:
        places = {_number(cell[1]): cell for cell in _CELL.finditer(cells)}
        edits: list[tuple[int, int, int, bytes]] = []
        for column, level in levels.items():
            if column in places:
                cell = places[column]
                tag = cell[0]
                style = _STYLE.search(tag)
                new = b' s="%d"' % self._styles.coloured(int(style[1]) if style else 0, level)
                end = len(tag) - len(cell[2]) - 1
                tag = _STYLE.sub(new, tag, count=1) if style else tag[:end] + new + tag[end:]
                edits.append((cell.start(), column, cell.end(), tag))
            else:
                after = [cell.start() for place, cell in places.items() if place > column]
                at = min(after, default=len(cells))
                style_id = self._styles.coloured(0, level)
                edits.append((at, column, at, b'<c r="%s%d" s="%d"/>' % (_letters(column), row, style_id)))
        # From the back, so that places stay right; of new cells before one neighbour the last column first.
        for start, _column, end, tag in sorted(edits, reverse=True):
            cells = cells[:start] + tag + cells[end:]
        return cells

    def _added(self, row: int) -> bytes:
        if row == self._header_row:
            bold = self._styles.bold()
            return _text(self._columns[0], row, say(STATUS_HEADER), bold) + _text(
                self._columns[1], row, say(REASON_HEADER), bold
            )
        added = b""
        if status := self._statuses.get(row):
            style = self._styles.coloured(0, "error") if status == "error" else 0
            added += _text(self._columns[0], row, say(STATUS_LABELS[status]), style)
        if reason := self._reasons.get(row):
            added += _text(self._columns[1], row, reason, self._styles.wrapped(is_risky(reason)))
        return added


def _text(letters: bytes, row: int, text: str, style: int) -> bytes:
    content = escape(safe_text(text)).encode()
    return b'<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
        letters,
        row,
        style,
        content,
    )


def _with_widths(xml: bytes, status_column: int) -> bytes:
    """Give the two added columns a width, unless the sheet already says something about them."""
    widths = b'<col min="%d" max="%d" width="10" customWidth="1"/><col min="%d" max="%d" width="60" customWidth="1"/>'
    widths %= (status_column, status_column, status_column + 1, status_column + 1)
    head, tag, rest = xml.partition(b"<sheetData")
    if b"</cols>" not in head:
        return head + b"<cols>" + widths + b"</cols>" + tag + rest
    last = max((int(number) for number in re.findall(rb'<col\b[^>]*?max="(\d+)"', head)), default=0)
    if last < status_column:
        head = head.replace(b"</cols>", widths + b"</cols>")
    return head + tag + rest


def _letters(column: int) -> bytes:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters.encode()


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
