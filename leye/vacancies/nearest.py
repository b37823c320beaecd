"""Finding postings the nearest first, counted between counties; within a county as every search orders them.

The counties around a place are taken by their distance, as many at a time as hold no more postings of what is asked
than the index gives quickly; a page mostly needs one such part. A county that alone holds more is walked through from
its newest, as a search of that county is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.ledger.errors import Invalid
from leye.vacancies.asking import Ask, Conditions, conditions_of
from leye.vacancies.distance import counties_within, kilometres, point_of
from leye.vacancies.search import COLUMNS, PAGE, TAKEN, Cursor, Frequencies, Hit, Query, by_tiers

#: How far is looked when nothing else is asked for.
REACH_KM = 200
#: So many postings of what is asked are taken at a time: some pages, for where words are commoner than they seemed.
#: Each more county in a part is a longer reading of the index.
IN_A_PART = 100
#: Beyond so many parts without a full page, what was found is the page: the next goes on from there.
MOST_PARTS = 12


class NearCursor(NamedTuple):
    """The last row of a page, and which of the counties it stands in, the nearest being 0."""

    rank: int
    in_title: bool
    published_on: dt.date
    vacancy_id: int


@dataclass(frozen=True)
class FoundNear:
    """A page, the nearest first, with the kilometres of each row by its county; `total` may be a guess."""

    rows: list[Hit]
    total: int
    exact: bool
    after: NearCursor | None
    away: dict[int, int]


def search_near(ask: Ask, after: NearCursor | None = None, size: int = PAGE) -> FoundNear:
    """A page of what is asked for around the county of `ask.area`. Raises Invalid without a county, or its point."""
    counties = _around(ask)
    conditions = conditions_of(replace(ask, area=None, km=0))
    terms = {no: f"=a{no // 10**6:06d}" for no in counties}
    known = Frequencies.of(replace(conditions, alls=(*conditions.alls, tuple(terms.values()))))
    everywhere = known.query(conditions.alls, conditions.words, conditions.extra)
    share = everywhere.likely / known.all if known.all else 0.0
    likely = [known.postings.get(terms[no], 0) * share for no in counties]
    if everywhere.text and everywhere.likely <= TAKEN:
        # What is rare in the whole country is read whole: quicker than the index of many counties.
        titles = _titles(conditions)
        in_title = known.query(conditions.alls, titles, conditions.extra) if titles else None
        rows = _taken(everywhere, in_title, counties, after, size + 1)
        start = len(counties)
    else:
        rows, start = _by_parts(conditions, known, counties, likely, after, size + 1)
    more = len(rows) > size or start < len(counties)
    page = rows[:size]
    last = page[-1] if page and more else None
    cursor = NearCursor(last[0], last[1].in_title, last[1].published_on, last[1].vacancy_id) if last else None
    exact = after is None and not more
    total = len(page) if exact else max(round(sum(likely)), len(page))
    return FoundNear(
        [hit for _rank, hit in page], total, exact, cursor,
        distances(ask, sorted({counties[rank] for rank, _hit in page})),
    )  # fmt: skip


def _by_parts(
    conditions: Conditions,
    known: Frequencies,
    counties: list[int],
    likely: list[float],
    after: NearCursor | None,
    wanted: int,
) -> tuple[list[tuple[int, Hit]], int]:
    """The first rows, some counties at a time; and the place of the first county that was not asked."""
    rows: list[tuple[int, Hit]] = []
    start, part = (after.rank if after else 0), 0
    while start < len(counties) and len(rows) < wanted and part < MOST_PARTS:
        end, held = start + 1, likely[start]
        while end < len(counties) and held + likely[end] <= IN_A_PART:
            held += likely[end]
            end += 1
        here = after if after and after.rank >= start else None
        rows += _part(conditions, known, counties, (start, end), here, wanted - len(rows))
        start, part = end, part + 1
    return rows, start


def _titles(conditions: Conditions) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"=t{word}" for word in group) for group in conditions.words)


def _around(ask: Ask) -> list[int]:
    """The counties within reach, the nearest first. Raises Invalid."""
    area = Area.objects.filter(pk=ask.area).first() if ask.area is not None else None
    if area is None:
        raise Invalid({"area": _("按远近排，请先填在哪里。")})
    found = counties_within(area.no, ask.km or REACH_KM) if area.level >= Level.COUNTY else None
    if found is None:
        raise Invalid(
            {"area": _("“%(name)s”太大或没有坐标，不能按远近排；请填县（区）或乡镇。") % {"name": area.name}}
        )
    return found


def _part(
    conditions: Conditions,
    known: Frequencies,
    counties: list[int],
    part: tuple[int, int],
    after: NearCursor | None,
    wanted: int,
) -> list[tuple[int, Hit]]:
    """The first rows of some counties, each with its county's place in the order of distance."""
    start, end = part
    here = (*conditions.alls, tuple(f"=a{no // 10**6:06d}" for no in counties[start:end]))
    everything = known.query(here, conditions.words, conditions.extra)
    titles = _titles(conditions)
    in_title = known.query(here, titles, conditions.extra) if titles else None
    if end - start == 1 and everything.likely > TAKEN:
        cursor = Cursor(*after[1:]) if after else None
        return [(start, hit) for hit in by_tiers(everything, in_title, cursor, wanted)]
    return _taken(everything, in_title, counties, after, wanted)


def _taken(
    query: Query, in_title: Query | None, counties: list[int], after: NearCursor | None, wanted: int
) -> list[tuple[int, Hit]]:
    """The first rows of all that the index gives, by distance."""
    where, values = query.where
    ranked, title = ("terms @@ %s::tsquery", [in_title.text]) if in_title else ("false", [])
    below, start = "true", list[Any]()
    if after is not None:
        below = "(-rank, in_title, published_on, vacancy_id) < (%s, %s, %s, %s)"
        start = [-after.rank, *after[1:]]
    order = "rank, in_title DESC, published_on DESC, vacancy_id DESC"
    sql = (
        "WITH hits AS MATERIALIZED (SELECT vacancy_id, published_on, array_position(%s::bigint[], area_id / 1000000) - 1"
        f" AS rank, {ranked} AS in_title FROM vacancies_posting WHERE {where}), page AS (SELECT * FROM hits"
        f" WHERE rank IS NOT NULL AND {below}"
        f" ORDER BY {order} LIMIT {wanted}) SELECT {', '.join(f'p.{name}' for name in COLUMNS)}, page.in_title, page.rank"
        f" FROM page JOIN vacancies_posting p USING (vacancy_id)"
        " ORDER BY page.rank, page.in_title DESC, p.published_on DESC, p.vacancy_id DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [[no // 10**6 for no in counties], *title, *values, *start])
        return [(row[-1], Hit._make(row[:-1])) for row in cursor.fetchall()]


def distances(ask: Ask, counties: list[int]) -> dict[int, int]:
    """Whole kilometres from the county of `ask.area` to each of these, by county number; the county itself is 0."""
    home = next((area for area in chain(ask.area or 0) if area.level == Level.COUNTY), None)
    here = point_of(home) if home else None
    if home is None or here is None:
        return {}
    areas = Area.objects.filter(no__in=counties)
    return {
        area.no: 0 if area.no == home.no else round(kilometres(here, there))
        for area in areas
        if (there := point_of(area)) is not None
    }
