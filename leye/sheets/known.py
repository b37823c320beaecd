"""What the ledger knows of many people at once: a few queries, however many people."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from leye.accounts.scope import Scope
from leye.casework.models import Placement
from leye.casework.reading import last_contacts
from leye.ledger.cards import running, statuses
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Intention,
    Person,
    Skill,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.sheets.models import LedgerCheck


@dataclass
class Known:
    """What is known of one person on a day; what was not asked for stays empty."""

    status: str = ""
    work: EmploymentSpell | None = None
    last_work: EmploymentSpell | None = None
    placement: Placement | None = None
    registration: UnemploymentRegistration | None = None
    wish: Intention | None = None
    memberships: list[GroupMembership] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    contacted_on: dt.date | None = None
    checked_on: dt.date | None = None

    @property
    def at_work(self) -> bool:
        """Has a job or holds a public-welfare post."""
        return self.work is not None or self.placement is not None

    def membership(self, codes: Collection[str]) -> GroupMembership | None:
        """The current membership of one of some groups; of any group when none is named."""
        fitting = (one for one in self.memberships if not codes or one.group_id in codes)
        return next(fitting, None)


def know(scope: Scope, people: Sequence[Person], parts: Collection[str], day: dt.date) -> dict[int, Known]:
    """What is known of people of the scope, by id. `parts` names what is wanted (see `leye.sheets.columns`)."""
    found = {person.pk: Known() for person in people}
    ids = list(found)
    if "status" in parts:
        for pk, word in statuses(people, day).items():
            found[pk].status = word
    if "work" in parts:
        _work(found, ids, day)
    if "registration" in parts:
        open_ones = UnemploymentRegistration.objects.filter(running(day, "registered_on"), person__in=ids)
        for registration in open_ones:
            found[registration.person_id].registration = registration
    if "wish" in parts:
        # Oldest first: the latest word stays.
        for wish in Intention.objects.filter(person__in=ids, stated_on__lte=day).order_by("stated_on", "pk"):
            found[wish.person_id].wish = wish
    if "groups" in parts:
        _groups(found, ids, day)
    if "skills" in parts:
        for skill in Skill.objects.filter(person__in=ids).order_by("name"):
            found[skill.person_id].skills.append(skill.name)
    if "needs" in parts:
        for need in TrainingNeed.objects.filter(running(day, "stated_on"), person__in=ids):
            found[need.person_id].needs.append(need.subject)
    if "contact" in parts:
        for pk, on in last_contacts(scope, ids).items():
            found[pk].contacted_on = on
    if "check" in parts:
        for check in LedgerCheck.objects.filter(person__in=ids).order_by("week"):
            found[check.person_id].checked_on = check.checked_on
    return found


def _work(found: dict[int, Known], ids: list[int], day: dt.date) -> None:
    """The job that runs, and the one that ended last; the later begun of several. And the post that is held."""
    for spell in EmploymentSpell.objects.filter(person__in=ids, started_on__lte=day).order_by(
        "started_on", "pk"
    ):
        known = found[spell.person_id]
        if spell.ended_on is None or spell.ended_on > day:
            known.work = spell
        elif known.last_work is None or spell.ended_on >= (known.last_work.ended_on or dt.date.min):
            known.last_work = spell
    for placement in _placements(ids, day):
        found[placement.person_id].placement = placement


def _placements(ids: list[int], day: dt.date) -> QuerySet[Placement]:
    return Placement.objects.filter(running(day, "started_on"), person__in=ids)


def _groups(found: dict[int, Known], ids: list[int], day: dt.date) -> None:
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    memberships = GroupMembership.objects.filter(dated, person__in=ids, valid_from__lte=day)
    for membership in memberships.select_related("group"):
        found[membership.person_id].memberships.append(membership)
