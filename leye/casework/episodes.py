"""Zero-employment households kept as episodes: found, cleared by a job, found again when the job ends.

Who is one is said by the adopted documents: a household with an open to-do "at least one member employed". After
every evaluation, at night and at once, the episodes are brought in line with those to-dos. Where no document with
such a duty is adopted, nobody is listed.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q

from leye.adoption.registry import packs
from leye.casework.enums import DeclarationKind
from leye.casework.models import Declaration, Placement, ZeroEpisode
from leye.casework.post_enums import EpisodeEnd
from leye.ledger.models import EmploymentSpell, Household
from leye.policy import Pack
from leye.policy.evidence import Reached, Services
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Todo

#: Items of the checklist: a zero-employment household is to be cleared; is to be given so many services.
CLEARING = {102, 179, 193, 210, 258}
HELPING = {78, 243}
CHUNK = 2000


def _rules(pack: Pack, items: set[int], evidence: type) -> list[str]:
    """The duties of a document towards households that serve these items and are proved in this way."""
    return [
        duty.name
        for duty in pack.duties
        if duty.subject.kind == SubjectKind.HOUSEHOLD
        and isinstance(duty.done_by, evidence)
        and items.intersection(duty.items)
    ]


def listing_rules(pack: Pack) -> list[str]:
    """The duties of a document that put a household on the list: one member is to be employed by a day."""
    return _rules(pack, CLEARING, Reached)


def _named(items: set[int], evidence: type) -> Q:
    """To-dos of these duties, of every document."""
    wanted = Q(pk__in=[])
    for pack in packs().values():
        names = _rules(pack, items, evidence)
        if names:
            wanted |= Q(pack=pack.id, rule__in=names)
    return wanted & Q(subject_kind=SubjectKind.HOUSEHOLD)


def clearing_duties() -> Q:
    """To-dos that a zero-employment household has one member employed."""
    return _named(CLEARING, Reached)


def helping_duties() -> Q:
    """To-dos of services to a zero-employment household."""
    return _named(HELPING, Services)


@dataclass(frozen=True)
class Kept:
    """How many episodes began and ended."""

    found: int
    ended: int


def keep_episodes(day: dt.date, households: Iterable[int] | None = None, using: str = "default") -> Kept:
    """Bring episodes in line with the to-dos of these households (None: of all). Must run as the background role."""
    todos = Todo.objects.using(using).filter(clearing_duties())
    episodes = ZeroEpisode.objects.using(using).filter(ended_on__isnull=True)
    if households is not None:
        keys = list(households)
        if not keys:
            return Kept(0, 0)
        todos, episodes = todos.filter(household_id__in=keys), episodes.filter(household_id__in=keys)
    owed = dict(
        todos.open().order_by().values("household_id").annotate(due=Min("due_on")).values_list("household_id", "due")
    )  # fmt: skip
    standing = {episode.household_id: episode for episode in episodes}
    _end([episode for key, episode in standing.items() if key not in owed], day, using)
    for key, episode in standing.items():
        if key in owed and episode.due_on != owed[key]:
            episode.due_on = owed[key]
            episode.save(using=using, update_fields=["due_on"])
    new = {key: due for key, due in owed.items() if key not in standing}
    _begin(new, day, using)
    return Kept(len(new), sum(1 for key in standing if key not in owed))


def when_worked_out(
    sender: object, day: dt.date, households: Iterable[int] | None, using: str, **more: object
) -> None:
    """Receives leye.worklist.signals.worked_out."""
    if using == "owner":
        with transaction.atomic(using=using):
            keep_episodes(day, households, using)
    else:
        keep_episodes(day, households, using)


def _begin(found: dict[int, dt.date], day: dt.date, using: str) -> None:
    before = dict(
        ZeroEpisode.objects.using(using).filter(household_id__in=found).order_by()
        .values("household_id").annotate(last=Max("pk")).values_list("household_id", "last")
    )  # fmt: skip
    homes = Household.objects.using(using).filter(pk__in=found).values_list("pk", "area_id")
    rows = [
        ZeroEpisode(household_id=key, area_id=area, found_on=day, due_on=found[key], follows_id=before.get(key))
        for key, area in homes
    ]  # fmt: skip
    # Somebody who refreshed the same household meanwhile has written the same.
    ZeroEpisode.objects.using(using).bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def _end(episodes: list[ZeroEpisode], day: dt.date, using: str) -> None:
    if not episodes:
        return
    homes = [episode.household_id for episode in episodes]
    met = set(
        Todo.objects.using(using)
        .filter(clearing_duties(), state=TodoState.DONE, until__gte=day, household_id__in=homes)
        .values_list("household_id", flat=True)
    )
    spells = _first(EmploymentSpell.objects.using(using), sorted(met), day)
    placements = _first(Placement.objects.using(using), sorted(met - spells.keys()), day)
    declared = set(
        Declaration.objects.using(using)
        .filter(household_id__in=homes, kind=DeclarationKind.NO_INTENTION, ended_on__isnull=True)
        .exclude(file_no="")
        .values_list("household_id", flat=True)
    )
    for episode in episodes:
        home = episode.household_id
        episode.ended_on = max(day, episode.found_on)
        episode.spell_id, episode.placement_id = spells.get(home), placements.get(home)
        if home in met:
            episode.end_kind = EpisodeEnd.EMPLOYED
        else:
            episode.end_kind = EpisodeEnd.NO_INTENTION if home in declared else EpisodeEnd.OTHER
    ZeroEpisode.objects.using(using).bulk_update(
        episodes, ["ended_on", "spell", "placement", "end_kind"], batch_size=CHUNK
    )


def _first(rows: Any, homes: list[int], day: dt.date) -> dict[int, int]:
    """By household, the work of a member that goes on and began first."""
    going_on = rows.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day, person__household_id__in=homes
    )
    ordered = going_on.order_by("-started_on", "-pk").values_list("person__household_id", "pk")
    return dict(ordered)
