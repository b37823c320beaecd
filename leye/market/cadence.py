"""The rhythm of fairs that adopted documents ask of areas and sites: what is due, planned, held, and the gap to come.

To-dos know the running week or month; the next one follows from the rule's period. So a gap stands on the board before
it has happened (#32, #33, #55, #201, #268).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leye.accounts.scope import Scope
from leye.adoption.enums import AdoptionState
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import (
    adoptions_about,
    numbers_now,
    overrides_about,
    parameters_of,
    standing_of,
)
from leye.adoption.registry import find_pack, find_rule, packs
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.market.counted import AT_SITES
from leye.market.enums import COMING, OVER, FairKind, FairMode
from leye.market.models import Fair
from leye.policy import Activities, Fairs, Period
from leye.registers.models import Site
from leye.standards.calendar import is_working_day
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Todo

#: The kind of fair that an activity is.
KIND_OF = {activity: kind for kind, activity in AT_SITES.items()}
#: The parameter of a document that says whether fairs held online count.
ONLINE_SWITCH = "online_fairs_count"
MOST = 2000


@dataclass(frozen=True)
class Beat:
    """One period of one rhythm: need, held with attendance, planned, and what is missing still."""

    since: dt.date
    until: dt.date
    due_on: dt.date
    need: int
    have: int
    planned: int
    suggested: dt.date

    @property
    def gap(self) -> int:
        """How many are neither held nor planned."""
        return max(self.need - self.have - self.planned, 0)


@dataclass(frozen=True)
class Rhythm:
    """What one rule asks of one area or site: the running period and the next, if there is one."""

    pack: str
    rule: str
    title: str
    clause: str
    area_no: int
    place: str
    kind: str
    site_id: int | None
    now: Beat
    after: Beat | None

    @property
    def gap(self) -> int:
        """What is missing now and next."""
        return self.now.gap + (self.after.gap if self.after else 0)


def _wanted() -> Q:
    wanted = Q(pk__in=[])
    for pack in packs().values():
        names = [duty.name for duty in pack.duties if _kind_of(duty) is not None]
        if names:
            wanted |= Q(pack=pack.id, rule__in=names)
    return wanted


def _kind_of(duty: Any) -> str | None:
    """The kind of fair that a duty asks for; "" any kind; None: it asks for no fairs."""
    if isinstance(duty.done_by, Fairs):
        return ""
    if isinstance(duty.done_by, Activities):
        return KIND_OF.get(duty.done_by.kind)  # type: ignore[call-overload]  # texts and choices are one
    return None


def rhythms(scope: Scope, day: dt.date) -> list[Rhythm]:
    """Every rhythm of the scope's areas and sites, those with a gap first. A handful of queries for the whole scope."""
    current = Q(state=TodoState.OPEN) | Q(state=TodoState.DONE, until__gte=day)
    todos = list(
        Todo.objects.visible_to(scope)
        .filter(_wanted(), current, since__lte=day, subject_kind__in=(SubjectKind.AREA, SubjectKind.SITE))
        .order_by("due_on", "area_id", "pk")[:MOST]
    )
    newest: dict[tuple[str, str, str, int], Todo] = {}
    for todo in todos:
        newest[todo.pack, todo.rule, todo.subject_kind, todo.subject_id] = todo
    sites = Site.objects.visible_to(scope).in_bulk(
        {todo.subject_id for todo in newest.values() if todo.subject_kind == SubjectKind.SITE}
    )
    board = _Board(scope, day, Area.objects.in_bulk({todo.area_id for todo in newest.values()}))
    found = [
        board.rhythm(todo, sites.get(todo.subject_id) if todo.subject_kind == SubjectKind.SITE else None)
        for todo in newest.values()
        if todo.subject_kind == SubjectKind.AREA or todo.subject_id in sites
    ]
    return sorted(
        found, key=lambda one: (one.now.gap == 0, one.gap == 0, one.now.due_on, one.area_no, one.rule)
    )


class _Board:
    """Fairs, adoptions and switches of a scope, read once."""

    def __init__(self, scope: Scope, day: dt.date, areas: dict[int, Area]) -> None:
        self.scope, self.day, self.areas = scope, day, areas
        fairs = Fair.objects.visible_to(scope).filter(
            held_on__gte=day, held_on__lte=day + dt.timedelta(days=70)
        )
        self.coming = list(
            fairs.filter(status__in=COMING).values_list("area_id", "held_on", "mode", "kind", "site_id")
        )
        self.adoptions = [one for one in adoptions_about(scope) if one.state == AdoptionState.APPROVED]
        self.overrides: dict[str, list[ParameterOverride]] = {}
        self.online: dict[tuple[int, str], bool] = {}

    def rhythm(self, todo: Todo, site: Site | None) -> Rhythm:
        """The rhythm behind a to-do."""
        rule: Any = find_rule(todo.pack, todo.rule)
        area, kind = self.areas[todo.area_id], _kind_of(rule) or ""
        where = path_names(todo.area_id)
        now = self._beat(
            rule, todo.pack, area, site, kind, todo.since, todo.until, todo.due_on, todo.need, todo.have
        )
        after = self._next(todo, rule, area, site, kind)
        return Rhythm(
            todo.pack, todo.rule, rule.title, str(rule.clause.ref), area.no, f"{where} · {site.name}" if site else where,
            kind or FairKind.ON_SITE, site.pk if site else None, now, after,
        )  # fmt: skip

    def _next(self, todo: Todo, rule: Any, area: Area, site: Site | None, kind: str) -> Beat | None:
        """The next week or month, while the document is still in force there."""
        period: Period = rule.per
        if type(period) is not Period or period.name not in ("week", "month"):
            return None
        span = period.span(todo.until + dt.timedelta(days=1))
        if not self._acts(area, todo.pack, span.since):
            return None
        return self._beat(rule, todo.pack, area, site, kind, span.since, span.until, span.until, todo.need, 0)

    def _acts(self, area: Area, pack_id: str, day: dt.date) -> bool:
        """Whether a document is in force in an area on a day, as adoptions stand today."""
        pack = find_pack(pack_id)
        return pack is not None and any(
            one.pack == pack_id and one.area.contains(area.no) and one.valid_from <= day
            and standing_of(one, pack.info, day).acts
            for one in self.adoptions
        )  # fmt: skip

    def _beat(
        self, rule: Any, pack: str, area: Area, site: Site | None, kind: str, since: dt.date, until: dt.date,
        due_on: dt.date, need: int, have: int,
    ) -> Beat:  # fmt: skip
        planned = 0
        for place, day, mode, fair_kind, site_id in self.coming:
            inside = site_id == site.pk if site else area.no <= place <= area.last
            if since <= day <= until and inside and (not kind or kind == fair_kind):
                planned += mode != FairMode.ONLINE or bool(kind) or self._online_counts(rule, pack, area)
        return Beat(since, until, due_on, need, have, planned, suggested_day(self.day, since, until))

    def _online_counts(self, rule: Any, pack_id: str, area: Area) -> bool:
        key = (area.no, pack_id)
        if key not in self.online:
            pack = find_pack(pack_id)
            assert pack is not None
            counts = True
            if ONLINE_SWITCH in parameters_of(pack, rule):
                if pack_id not in self.overrides:
                    self.overrides[pack_id] = list(overrides_about(self.scope, pack_id))
                numbers = numbers_now(pack, area, self.day, self.overrides[pack_id])
                counts = numbers[ONLINE_SWITCH].value != 0
            self.online[key] = counts
        return self.online[key]


def suggested_day(today: dt.date, since: dt.date, until: dt.date) -> dt.date:
    """A working day in the middle of what is left of a period; the last day when no working day is left."""
    first = max(today + dt.timedelta(days=1), since)
    if first >= until:
        return max(until, today)
    day = first + (until - first) // 2
    while day < until and not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


@dataclass(frozen=True)
class Reach:
    """How far mobile fairs have come in a township: villages, and those that had one with attendance."""

    area: Area
    villages: int
    reached: int
    missing: tuple[Area, ...] = ()


def mobile_reach(scope: Scope, since: dt.date, until: dt.date) -> list[Reach]:
    """By township, the villages to which a mobile fair came between two days (#31, #187). Three queries."""
    inside = Area.objects.filter(no__gte=scope.lo, no__lte=scope.hi).valid_on(until)
    villages: dict[int, list[Area]] = {}
    for village in inside.filter(level=Level.VILLAGE).order_by("no"):
        villages.setdefault(village.parent_id or village.no, []).append(village)
    been = _places_of_mobile_fairs(scope, since, until)
    found = []
    for above in Area.objects.filter(no__in=villages).order_by("no"):
        own = villages[above.no]
        missing = tuple(village for village in own if village.no not in been)
        found.append(Reach(above, len(own), len(own) - len(missing), missing))
    return found


def _places_of_mobile_fairs(scope: Scope, since: dt.date, until: dt.date) -> set[int]:
    fairs = Fair.objects.visible_to(scope).filter(
        kind=FairKind.MOBILE, status__in=OVER, visitors__gt=0, held_on__gte=since, held_on__lte=until
    )
    return set(fairs.values_list("area_id", flat=True))


def unfinished(scope: Scope, day: dt.date) -> Iterable[Fair]:
    """Fairs whose day is over and of which nobody has said what came of them, oldest first."""
    fairs = Fair.objects.visible_to(scope).filter(status__in=COMING, held_on__lt=day)
    return fairs.select_related("area").order_by("held_on", "pk")
