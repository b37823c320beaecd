"""The ledgers: those that documents ask for by group, and those that an area keeps beside them (#15, #218)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.ledger.models import GroupCode
from leye.sheets.enums import Order
from leye.sheets.models import LedgerView, SheetFormat

#: Columns of a sheet of paper where the county has set no format of its own.
PAPER = (
    "name",
    "sex",
    "age",
    "tail",
    "phone",
    "status",
    "employer",
    "work_place",
    "wage",
    "wants_work",
    "note",
)
_WHO = ("name", "sex", "age", "number", "phone", "village")
_WORK = ("status", "employer", "work_place", "wage", "wants_work", "checked_on")


@dataclass(frozen=True)
class Book:
    """A ledger. `groups`: codes of the groups in it, empty for everybody; `view`: the saved view behind it."""

    slug: str
    name: str | Promise
    groups: tuple[str, ...] = ()
    columns: tuple[str, ...] = (*_WHO, *_WORK)
    order: str = Order.NAME
    registered: bool = False
    view: LedgerView | None = field(default=None, compare=False)


BOOKS = (
    Book("all", _("劳动力台账"), columns=(*_WHO, "groups", *_WORK)),
    Book("graduates", _("高校毕业生台账"), ("graduate",), (*_WHO, "education", "graduated_on", *_WORK)),
    Book(
        "unemployed", _("登记失业人员台账"),
        columns=(*_WHO, "registered_on", "left_why", "wants_work", "occupation", "contacted_on", "checked_on"),
        registered=True),
    Book("migrants", _("农牧民工台账"), ("farmer_herder",), (*_WHO, *_WORK)),
    Book(
        "formerly-poor", _("脱贫人口台账"), ("formerly_poor", "registered_poor"),
        (*_WHO, "work_capacity", *_WORK), Order.HOUSEHOLD),
    Book("fishing-ban", _("退捕渔民台账"), ("fishing_ban",), (*_WHO, "since", *_WORK)),
    Book(
        "monitored", _("防止返贫监测对象台账"), ("relapse_monitored",),
        (*_WHO, "household", "relation", "since", "evidence", *_WORK), Order.HOUSEHOLD),
    Book(
        "marginal", _("边缘易致贫户台账"), ("marginal_household",),
        (*_WHO, "household", "relation", "since", *_WORK), Order.HOUSEHOLD),
    Book(
        "returned", _("返乡回流人员台账"), ("returned_worker",),
        (*_WHO, "since", "last_place", "left_on", "left_why", "wants_work", "occupation", "checked_on")),
    Book("difficulty", _("就业困难人员台账"), ("difficulty",), (*_WHO, "since", "evidence", *_WORK)),
    Book("veterans", _("退役军人台账"), ("veteran",), (*_WHO, *_WORK)),
)  # fmt: skip
BUILT_IN = {book.slug: book for book in BOOKS}
#: Slugs of saved views begin so; the number of the view follows.
SAVED = "v"


def book_of(view: LedgerView) -> Book:
    """A saved view as a ledger."""
    return Book(
        f"{SAVED}{view.pk}", view.name, tuple(view.groups), tuple(view.columns), view.order, view=view
    )


def books(scope: Scope) -> list[Book]:
    """The built-in ledgers, then the saved ones of the scope's areas and of those above them."""
    return [*BOOKS, *map(book_of, LedgerView.objects.usable_in(scope))]


def find_book(scope: Scope, slug: str) -> Book | None:
    """A ledger by its slug; None for one that is not there or belongs to somebody else's area."""
    if slug in BUILT_IN:
        return BUILT_IN[slug]
    number = slug.removeprefix(SAVED)
    if slug == number or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    view = LedgerView.objects.usable_in(scope).filter(pk=int(number)).first()
    return book_of(view) if view else None


def parents_of_groups() -> dict[str, str | None]:
    """Each group's code with that of the group it counts as."""
    return dict(GroupCode.objects.values_list("code", "parent_id"))


def group_codes(book: Book, parents: Mapping[str, str | None] | None = None) -> list[str]:
    """The codes of a ledger's groups with every group that counts as one of them, at any depth.

    `parents`: each group's code with that of the group it counts as, when the caller has read them.
    """
    wanted = set(book.groups)
    parents = parents_of_groups() if parents is None else parents
    grown = True
    while grown:
        below = {code for code, parent in parents.items() if parent in wanted} - wanted
        wanted |= below
        grown = bool(below)
    return sorted(wanted)


def format_of(area_no: int) -> tuple[str, ...]:
    """The columns in which an area's sheets are printed: its county's one format, else the usual one."""
    found = SheetFormat.objects.filter(area__no__lte=area_no, area__last__gte=area_no).first()
    return tuple(found.columns) if found else PAPER
