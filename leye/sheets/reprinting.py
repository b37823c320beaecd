"""Editions as PDF, from what was kept when they were printed: the same paper again, whatever changed since."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from leye.areas.paths import full_path
from leye.sheets.columns import COLUMNS
from leye.sheets.models import SheetEdition, SheetPage, SheetRow
from leye.sheets.pdf import PaperColumn, PaperRow, PaperSheet, ledger_pdf
from leye.standards.sheet_numbers import code_text, row_number, shown_number


def pdf_of(editions: Sequence[SheetEdition]) -> bytes:
    """The editions (area selected, one format) as one PDF: three queries. Rows of people who left stay empty.

    Raises NoChineseFont; ValueError when the editions differ in their columns.
    """
    columns = editions[0].columns
    if any(edition.columns != columns for edition in editions):
        raise ValueError("editions of different formats cannot be bound together")
    ids = [edition.pk for edition in editions]
    rows: dict[int, dict[int, SheetRow]] = defaultdict(dict)
    for row in SheetRow.objects.filter(sheet__edition__in=ids):
        rows[row.sheet_id][row.row] = row
    pages: dict[int, list[SheetPage]] = defaultdict(list)
    for page in SheetPage.objects.filter(edition__in=ids).order_by("page"):
        pages[page.edition_id].append(page)
    sheets = [
        _sheet(edition, page, len(pages[edition.pk]), rows[page.pk])
        for edition in editions
        for page in pages[edition.pk]
    ]
    paper = [PaperColumn(str(COLUMNS[key].label), COLUMNS[key].width) for key in columns if key in COLUMNS]
    title = _("%(area)s%(title)s") % {"area": editions[0].area.name, "title": editions[0].title}
    return ledger_pdf(title, _("乐业"), paper, sheets)


def _sheet(edition: SheetEdition, page: SheetPage, count: int, rows: dict[int, SheetRow]) -> PaperSheet:
    keys = [key for key in edition.columns if key in COLUMNS]
    lines = []
    for place in range(1, max(rows, default=0) + 1):
        row = rows.get(place)
        texts = [row.printed.get(key, "") for key in keys] if row else [""] * len(keys)
        lines.append(PaperRow(row_number(page.pk, place), texts))
    return PaperSheet(
        title=edition.title, place=full_path(edition.area), code=code_text(page.pk, page.token),
        edition=_("第%(number)d版") % {"number": edition.number},
        printed=_("打印日期 %(day)s") % {"day": edition.printed_on}, number=shown_number(page.pk),
        page=_("第%(page)d页，共%(pages)d页") % {"page": page.page, "pages": count}, rows=lines,
    )  # fmt: skip
