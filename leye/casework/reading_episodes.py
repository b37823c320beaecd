"""Zero-employment households as lists and figures: who stands now, who was cleared by whose job, what was done."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from leye.accounts.scope import Scope
from leye.areas.paths import path_names
from leye.casework.enums import Outcome
from leye.casework.episodes import clearing_duties, helping_duties
from leye.casework.models import Placement, ServiceRecord, ZeroEpisode
from leye.casework.post_enums import EpisodeEnd
from leye.facts.households import ONLY_ASKING
from leye.ledger.models import EmploymentSpell, Person
from leye.worklist.models import Todo


class Standing(StrEnum):
    """The lists: standing now, of these overdue or fallen back, cleared by a job, over otherwise."""

    OPEN = "open"
    LATE = "late"
    AGAIN = "again"
    CLEARED = "cleared"
    OVER = "over"


def episodes_in(scope: Scope, standing: Standing, day: dt.date | None = None) -> QuerySet[ZeroEpisode]:
    """Episodes of the scope's households: those standing by their due day, those over with the latest first."""
    rows = ZeroEpisode.objects.visible_to(scope).select_related("household__head")
    now = rows.filter(ended_on__isnull=True).order_by("due_on", "pk")
    over = rows.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")
    match standing:
        case Standing.LATE:
            return now.filter(due_on__lt=day)
        case Standing.AGAIN:
            return now.filter(follows__isnull=False)
        case Standing.CLEARED:
            return over.filter(end_kind=EpisodeEnd.EMPLOYED)
        case Standing.OVER:
            return over.exclude(end_kind=EpisodeEnd.EMPLOYED)
    return now


@dataclass(frozen=True)
class Figures:
    """How many households stand in each list."""

    standing: int
    late: int
    again: int
    cleared: int
    over: int


def figures_of(scope: Scope, day: dt.date) -> Figures:
    """The lists' lengths, in one query."""
    now, over = Q(ended_on__isnull=True), Q(ended_on__isnull=False)
    counts = ZeroEpisode.objects.visible_to(scope).aggregate(
        standing=Count("pk", filter=now),
        late=Count("pk", filter=now & Q(due_on__lt=day)),
        again=Count("pk", filter=now & Q(follows__isnull=False)),
        cleared=Count("pk", filter=over & Q(end_kind=EpisodeEnd.EMPLOYED)),
        over=Count("pk", filter=over & ~Q(end_kind=EpisodeEnd.EMPLOYED)),
    )
    return Figures(**counts)


@dataclass
class EpisodeRow:
    """An episode in a list: whose, where, how much help of how much, and the job that cleared it."""

    episode: ZeroEpisode
    head: str
    place: str
    have: int
    need: int | None
    members: int
    work: "Work | None" = None


@dataclass(frozen=True)
class Work:
    """Who found which work, from when."""

    person_id: int
    name: str
    at: str
    started_on: dt.date
    ended_on: dt.date | None


def rows_of(scope: Scope, episodes: Sequence[ZeroEpisode]) -> list[EpisodeRow]:
    """The rows of a page, in a fixed number of queries."""
    homes = [episode.household_id for episode in episodes]
    helps = helps_of(scope, episodes)
    needs = _needs(scope, homes)
    works = _works(scope, episodes)
    members = dict(
        Person.objects.visible_to(scope).filter(household_id__in=homes, deceased_on__isnull=True, merged_into_id__isnull=True)
        .order_by().values("household_id").annotate(n=Count("pk")).values_list("household_id", "n")
    )  # fmt: skip
    return [
        EpisodeRow(
            episode, episode.household.head.name if episode.household.head else "", path_names(episode.area_id),
            *_had(episode, helps, needs), members.get(episode.household_id, 0), works.get(episode.pk),
        )
        for episode in episodes
    ]  # fmt: skip


def _had(
    episode: ZeroEpisode, helps: dict[int, int], needs: dict[int, tuple[int, int]]
) -> tuple[int, int | None]:
    """Services given of those needed: as the document counts while it asks, else those since the finding."""
    if episode.ended_on is None and episode.household_id in needs:
        return needs[episode.household_id]
    return helps.get(episode.pk, 0), None


def _needs(scope: Scope, homes: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By household: services given and needed, of the duty of the adopted document that asks for most."""
    todos = Todo.objects.visible_to(scope).filter(helping_duties(), household_id__in=list(homes))
    rows = todos.exclude(state="lapsed").order_by("until", "need").values_list("household_id", "have", "need")
    return {home: (have, need) for home, have, need in rows}


def helps_of(scope: Scope, episodes: Sequence[ZeroEpisode]) -> dict[int, int]:
    """By episode: services given to members while it stood; mere asking is none."""
    if not episodes:
        return {}
    records = given_to([episode.household_id for episode in episodes], scope)
    rows = records.filter(served_on__gte=min(episode.found_on for episode in episodes))
    found: dict[int, int] = {}
    by_home: dict[int, list[dt.date]] = {}
    for home, day in rows.values_list("person__household_id", "served_on"):
        by_home.setdefault(home, []).append(day)
    for episode in episodes:
        days = by_home.get(episode.household_id, [])
        until = episode.ended_on or dt.date.max
        found[episode.pk] = sum(episode.found_on <= day <= until for day in days)
    return found


def given_to(homes: Sequence[int], scope: Scope) -> QuerySet[ServiceRecord]:
    """Services that count as help, given to the members of households."""
    people = Person.objects.visible_to(scope).filter(household_id__in=homes)
    records = ServiceRecord.objects.visible_to(scope).filter(person__in=people, outcome=Outcome.DONE)
    return records.exclude(kind__in=ONLY_ASKING).order_by("-served_on", "-pk")


def _works(scope: Scope, episodes: Sequence[ZeroEpisode]) -> dict[int, Work]:
    """By episode: the work that cleared it, where the scope may see who does it."""
    found: dict[int, Work] = {}
    spells = {episode.spell_id: episode.pk for episode in episodes if episode.spell_id}
    placements = {episode.placement_id: episode.pk for episode in episodes if episode.placement_id}
    if spells:
        rows = EmploymentSpell.objects.visible_to(scope).filter(pk__in=spells)
        for one in rows.select_related("person", "employer"):
            at = one.employer.name if one.employer else one.employer_name
            found[spells[one.pk]] = Work(
                one.person_id, one.person.name, at or str(one.get_kind_display()), one.started_on, one.ended_on
            )  # fmt: skip
    if placements:
        held = Placement.objects.visible_to(scope).filter(pk__in=placements)
        for post in held.select_related("person", "post"):
            found[placements[post.pk]] = Work(
                post.person_id, post.person.name, post.post.title, post.started_on, post.ended_on
            )
    return found


@dataclass
class EpisodeFile:
    """Everything about one household's times without work, newest first, with the services of the one looked at."""

    row: EpisodeRow
    history: list[EpisodeRow] = field(default_factory=list)
    services: list[ServiceRecord] = field(default_factory=list)
    todos: list[Todo] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)


def episode_file(scope: Scope, pk: int) -> EpisodeFile | None:
    """One episode with its evidence; None when it is not in the scope."""
    found = ZeroEpisode.objects.visible_to(scope).filter(pk=pk).select_related("household__head").first()
    if found is None:
        return None
    home = found.household_id
    all_of_it = ZeroEpisode.objects.visible_to(scope).filter(household_id=home)
    rows = rows_of(scope, list(all_of_it.select_related("household__head").order_by("-found_on", "-pk")))
    given = given_to([home], scope).filter(served_on__gte=found.found_on)
    if found.ended_on is not None:
        given = given.filter(served_on__lte=found.ended_on)
    todos = Todo.objects.visible_to(scope).filter(clearing_duties() | helping_duties(), household_id=home)
    members = Person.objects.visible_to(scope).filter(household_id=home, deceased_on__isnull=True)
    return EpisodeFile(
        row=next(row for row in rows if row.episode.pk == pk),
        history=[row for row in rows if row.episode.pk != pk],
        services=list(given.select_related("person", "provider")),
        todos=list(todos.open().order_by(F("due_on"), "pk")),
        members=list(members.filter(merged_into_id__isnull=True).order_by("birth_date", "pk")),
    )
