"""Where is work stuck? Figures of an area and of the areas just below it, each from one bounded query."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Min, Q

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.standards.calendar import SHANGHAI
from leye.worklist.enums import TodoState
from leye.worklist.models import Todo
from leye.worklist.querysets import TodoQuerySet

#: Days in which what falls due is shown.
SOON = 30

#: Done in time: the evidence lies inside the period itself, or the to-do was closed by its due day. One that was
#: first seen after its due day cannot be called late, because nobody could have closed it here.
ON_TIME = (
    "(t.state = 'done' AND (t.until <= t.due_on AND t.subject_kind <> 'area'"
    " OR (t.closed_at AT TIME ZONE 'Asia/Shanghai')::date <= t.due_on"
    " OR (t.opened_at AT TIME ZONE 'Asia/Shanghai')::date > t.due_on))"
)
#: What the share is taken of: due before the day, or done already; of this year.
COUNTED = "(t.state <> 'lapsed' AND t.due_on >= %(new_year)s AND (t.due_on < %(day)s OR t.state = 'done'))"

_BY_AREA = f"""
SELECT c.no, count(*) FILTER (WHERE {ON_TIME} AND {COUNTED}), count(*) FILTER (WHERE {COUNTED}),
       count(*) FILTER (WHERE t.state = 'open'), count(*) FILTER (WHERE t.state = 'open' AND t.due_on < %(day)s),
       count(*) FILTER (WHERE t.state = 'missed' AND t.due_on >= %(new_year)s)
FROM unnest(%(nos)s::bigint[], %(lasts)s::bigint[]) AS c (no, last)
JOIN worklist_todo t ON t.area_id BETWEEN c.no AND c.last
WHERE t.area_id BETWEEN %(lo)s AND %(hi)s
GROUP BY c.no
"""


@dataclass(frozen=True)
class AreaProgress:
    """One area's to-dos of the year: how many of those due or done were done in time, what is open, what late."""

    area: Area
    own: bool
    on_time: int = 0
    counted: int = 0
    open: int = 0
    overdue: int = 0
    missed: int = 0

    @property
    def share(self) -> float | None:
        """Percent done in time; None where nothing was due or done."""
        return 100 * self.on_time / self.counted if self.counted else None


@dataclass(frozen=True)
class Trend:
    """A number now and at the same point one period earlier."""

    now: int
    before: int


@dataclass(frozen=True)
class Numbers:
    """The to-do numbers of an area. `comparable`: there were to-dos a week ago, so the trends say something."""

    done: Trend
    overdue: Trend
    missed: Trend
    served: int
    to_serve: int
    comparable: bool


def areas_below(area: Area, day: dt.date) -> list[Area]:
    """What reports to an area directly."""
    return list(Area.objects.filter(parent=area).valid_on(day).order_by("no"))


def progress_below(scope: Scope, area: Area, children: Sequence[Area], day: dt.date) -> list[AreaProgress]:
    """The areas below one, the furthest behind first; then the area's own duties, if it has any.

    One query. Areas without any to-do stand last.
    """
    ranges = [(area, area.no, area.no), *((child, child.no, child.last) for child in children)]
    lo, hi = max(area.no, scope.lo), min(area.last, scope.hi)
    with connection.cursor() as cursor:
        cursor.execute(_BY_AREA, {
            "nos": [no for _area, no, _last in ranges], "lasts": [last for _area, _no, last in ranges],
            "lo": lo, "hi": hi, "day": day, "new_year": day.replace(month=1, day=1)})  # fmt: skip
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    own = [AreaProgress(area, True, *found[area.no])] if area.no in found and children else []
    below = [AreaProgress(child, False, *found.get(child.no, ())) for child in children]
    if not children:
        below = [AreaProgress(area, True, *found.get(area.no, ()))]
    below.sort(key=lambda p: (p.share is None, p.share or 0, -p.overdue, p.area.no))
    return below + own


def in_area(scope: Scope, area: Area) -> TodoQuerySet:
    """The to-dos of an area and below, as far as the scope sees them."""
    return Todo.objects.visible_to(scope).in_range(area.no, area.last)


def numbers(scope: Scope, area: Area, day: dt.date) -> Numbers:
    """The to-do numbers of an area with their trends: two queries."""
    monday = day - dt.timedelta(days=day.weekday())
    week = dt.timedelta(days=7)
    month = day.replace(day=1)
    last_month = (month - dt.timedelta(days=1)).replace(day=1)
    # A week ago: known and due by then, and not closed before.
    then = day - week
    was_late = Q(due_on__lt=then, opened_at__date__lte=then) & (
        Q(closed_at__isnull=True) | Q(closed_at__date__gte=then)
    )
    done, missed = Q(state=TodoState.DONE), Q(state=TodoState.MISSED)
    counts = in_area(scope, area).aggregate(
        first=Min("opened_at"),
        done=Count("pk", filter=done & Q(closed_at__date__gte=monday)),
        done_before=Count(
            "pk", filter=done & Q(closed_at__date__gte=monday - week, closed_at__date__lt=monday)
        ),
        overdue=Count("pk", filter=Q(state=TodoState.OPEN, due_on__lt=day)),
        overdue_before=Count("pk", filter=was_late & ~Q(state=TodoState.LAPSED)),
        missed=Count("pk", filter=missed & Q(closed_at__date__gte=month)),
        missed_before=Count(
            "pk", filter=missed & Q(closed_at__date__gte=last_month, closed_at__date__lt=month)
        ),
    )
    people = people_of_the_year(scope, area, day).aggregate(
        all=Count("person_id", distinct=True), served=Count("person_id", distinct=True, filter=Q(have__gt=0)))  # fmt: skip
    return Numbers(
        Trend(counts["done"], counts["done_before"]), Trend(counts["overdue"], counts["overdue_before"]),
        Trend(counts["missed"], counts["missed_before"]), people["served"], people["all"],
        counts["first"] is not None and counts["first"].astimezone(SHANGHAI).date() <= then,
    )  # fmt: skip


def people_of_the_year(scope: Scope, area: Area, day: dt.date) -> TodoQuerySet:
    """To-dos towards people whose period touches this year."""
    of_year = in_area(scope, area).filter(person__isnull=False, until__gte=day.replace(month=1, day=1))
    return of_year.exclude(state=TodoState.LAPSED)


def due_soon(scope: Scope, area: Area, day: dt.date) -> list[tuple[str, str, dt.date, int]]:
    """(pack, rule, due day, how many open) of the next 30 days, the soonest first: one query."""
    open_todos = (
        in_area(scope, area).open().filter(due_on__gte=day, due_on__lte=day + dt.timedelta(days=SOON))
    )
    rows = (
        open_todos.values("pack", "rule", "due_on").annotate(n=Count("pk")).order_by("due_on", "pack", "rule")
    )
    return [(row["pack"], row["rule"], row["due_on"], row["n"]) for row in rows]
