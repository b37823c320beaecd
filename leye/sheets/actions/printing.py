"""Print a village's ledger: an edition, its sheets, and what stands in each row."""

import secrets
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent
from leye.sheets.books import find_book, format_of, group_codes
from leye.sheets.columns import columns_of, ledger_lines
from leye.sheets.layout import ROWS
from leye.sheets.models import SheetEdition, SheetPage, SheetRow
from leye.sheets.people import Filter, page_after, people_of
from leye.standards.calendar import today
from leye.standards.sheet_numbers import TOKEN_LENGTH, TOKEN_LETTERS

#: People of one edition; a larger village prints its groups one by one.
MOST_PEOPLE = 5000
#: First half of the lock under which editions of an area are counted.
LOCK = 7_364_019


def new_token() -> str:
    """Letters that nobody can guess, for the square code."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _place in range(TOKEN_LENGTH))


@dataclass(kw_only=True)
class PrintEdition(LedgerAction[SheetEdition]):
    """Make the next edition of a village's ledger in the county's format; `leye.sheets.reprinting` sets it as PDF."""

    allowed = CAN_WRITE_LEDGER

    area_no: int
    book: str

    def execute(self) -> SheetEdition:
        area = self.area(self.area_no)
        book = find_book(self.actor.scope, self.book)
        if book is None:
            raise Absent
        day = today()
        people = page_after(
            people_of(self.actor.scope, book, day, Filter(area_no=area.no)), book.order, 0, MOST_PEOPLE
        )
        names = {"area": area.name, "book": book.name, "most": MOST_PEOPLE}
        if not people:
            raise ActionError(_("%(area)s的%(book)s里没有人，不必打印。") % names)
        if len(people) > MOST_PEOPLE:
            raise ActionError(_("%(area)s的%(book)s超过%(most)d人，请分村或分群体打印。") % names)
        columns = columns_of(format_of(area.no))
        lines = ledger_lines(self.actor.scope, people, columns, day, codes=group_codes(book), full=True)
        edition = SheetEdition.objects.create(
            area=area, book=book.slug, title=str(book.name), number=self._next(area.no, book.slug),
            columns=[column.key for column in columns], people=len(people), printed_on=day,
            printed_by_id=self.actor.user,
        )  # fmt: skip
        starts = range(0, len(lines), ROWS)
        pages = SheetPage.objects.bulk_create(
            [SheetPage(edition=edition, area=area, page=page, token=new_token()) for page in range(1, len(starts) + 1)]
        )  # fmt: skip
        keys = edition.columns
        SheetRow.objects.bulk_create(
            [
                SheetRow(
                    sheet=page, person=line.person, area_id=line.person.area_id, row=row,
                    printed=dict(zip(keys, line.texts, strict=True)),
                )
                for page, start in zip(pages, starts, strict=True)
                for row, line in enumerate(lines[start : start + ROWS], 1)
            ]
        )  # fmt: skip
        return edition

    def _next(self, area_no: int, slug: str) -> int:
        """The number of the next edition; two who print at once get two numbers."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashint8(%s))", [LOCK, area_no])
        last = SheetEdition.objects.filter(area_id=area_no, book=slug).aggregate(last=Max("number"))["last"]
        return (last or 0) + 1
