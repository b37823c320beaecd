"""Lists of cases that want somebody's attention: each a filter on the cases, so lists and counts agree."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from leye.accounts.models import Post
from leye.accounts.scope import Scope
from leye.cases.deadlines import REGISTER_WITHIN_DAYS, SERVE_WITHIN_DAYS, STUCK_AFTER_DAYS, late_since
from leye.cases.enums import CaseState, ExitKind
from leye.cases.models import Case
from leye.cases.models.cases import CaseQuerySet
from leye.casework.enums import ATTEMPTS, DeclarationKind
from leye.casework.models import Declaration, Placement, ServiceRecord
from leye.ledger.actions.helpers import HELPING_ROLES
from leye.ledger.cards import running
from leye.ledger.models import EmploymentSpell

#: Longer lists are not counted to the end; their number shows as "more than".
MOST_COUNTED = 10_000


class CaseList(models.TextChoices):
    """The lists, in the order of the tabs."""

    OPEN = "open", _("在办")
    OVERDUE = "overdue", _("超期")
    STUCK = "stuck", _("停滞")
    UNOWNED = "unowned", _("无人经办")
    ENDING = "ending", _("可退出")
    UNCONFIRMED = "unconfirmed", _("待县级确认")


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to: a range of areas, a channel, an owner."""

    lo: int | None = None
    hi: int | None = None
    channel: str = ""
    owner_id: int | None = None

    def apply(self, cases: CaseQuerySet) -> CaseQuerySet:
        """The cases that fit."""
        if self.lo is not None and self.hi is not None:
            cases = cases.in_range(self.lo, self.hi)
        if self.channel:
            cases = cases.filter(channel=self.channel)
        if self.owner_id is not None:
            cases = cases.filter(owner_id=self.owner_id)
        return cases


def cases_on(which: CaseList, scope: Scope, day: dt.date, narrowed: Narrowed | None = None) -> CaseQuerySet:
    """The cases of a list on a day, the oldest application first: open ones, but for what awaits confirmation."""
    cases = Case.objects.visible_to(scope).filter(person__merged_into__isnull=True)
    cases = (narrowed or Narrowed()).apply(cases if which == CaseList.UNCONFIRMED else cases.open())
    return cases.filter(_condition(which, day)).order_by("applied_on", "pk")


def counted(cases: CaseQuerySet) -> int:
    """How many, up to MOST_COUNTED + 1."""
    return cases.order_by().values("pk")[: MOST_COUNTED + 1].count()


def overdue(day: dt.date) -> Q:
    """Waiting for registration, or for the first service, longer than it should take."""
    register_by = late_since(day, REGISTER_WITHIN_DAYS)
    serve_by = late_since(day, SERVE_WITHIN_DAYS)
    return Q(state=CaseState.APPLIED, applied_on__lt=register_by) | Q(
        state=CaseState.REGISTERED, registered_on__lt=serve_by
    )


def stuck(day: dt.date) -> Q:
    """In hand for long, and nobody was reached for as long: attempts are no contact."""
    since = late_since(day, STUCK_AFTER_DAYS)
    contacts = ServiceRecord.objects.filter(person_id=OuterRef("person_id"), served_on__gte=since)
    return Q(applied_on__lt=since) & Q(~Exists(contacts.exclude(outcome__in=ATTEMPTS)))


def unowned(day: dt.date) -> Q:
    """Given to nobody, or to somebody who holds no post there any more (moved on, or the person moved)."""
    posts = Post.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        user_id=OuterRef("owner_id"),
        role__in=HELPING_ROLES,
        valid_from__lte=day,
        area__no__lte=OuterRef("area_id"),
        area__last__gte=OuterRef("area_id"),
    )
    return Q(owner__isnull=True) | Q(~Exists(posts))


def ending(day: dt.date) -> Q:
    """What happened since speaks for an exit: a job began, the person died, a set says that nobody wants work.

    A declaration without a file number is still being put together.

    Only proposed: a case ends by an action of somebody who has looked at it.
    """
    spells = EmploymentSpell.objects.filter(running(day, "started_on"), person_id=OuterRef("person_id"))
    placements = Placement.objects.filter(running(day, "started_on"), person_id=OuterRef("person_id"))
    declared = Declaration.objects.filter(
        household_id=OuterRef("person__household_id"),
        kind=DeclarationKind.NO_INTENTION,
        ended_on__isnull=True,
    ).exclude(file_no="")
    begun = Q(started_on__gte=OuterRef("applied_on"))
    return (
        Q(person__deceased_on__isnull=False)
        | Q(Exists(spells.filter(begun)))
        | Q(Exists(placements.filter(begun)))
        | Q(Exists(declared))
    )


def unconfirmed(day: dt.date) -> Q:
    """Registered by a township, or ended as not eligible; the county has not confirmed it (#212)."""
    registered = Q(exited_on__isnull=True, registered_on__isnull=False)
    return Q(confirmed_on__isnull=True) & (registered | Q(exit_kind=ExitKind.NOT_ELIGIBLE))


def _condition(which: CaseList, day: dt.date) -> Q:
    match which:
        case CaseList.OVERDUE:
            return overdue(day)
        case CaseList.STUCK:
            return stuck(day)
        case CaseList.UNOWNED:
            return unowned(day)
        case CaseList.ENDING:
            return ending(day)
        case CaseList.UNCONFIRMED:
            return unconfirmed(day)
    return Q()


def is_late(case: Case, day: dt.date) -> bool:
    """Whether an open case is over its time: the same test as the list's, for one row."""
    if case.state == CaseState.APPLIED:
        return case.applied_on < late_since(day, REGISTER_WITHIN_DAYS)
    if case.state == CaseState.REGISTERED and case.registered_on is not None:
        return case.registered_on < late_since(day, SERVE_WITHIN_DAYS)
    return False
