"""People who look for work, as the table that matching asks for; from the ledger, one statement for all of them."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import pyarrow as pa
from django.db import connection

from leye.accounts.scope import as_service
from leye.casework.at_work import at_work_sql
from leye.hiring.enums import RecommendationState
from leye.hiring.lessons import Declined, Lessons, learnt
from leye.hiring.wished_places import radius_of
from leye.matching import SEEKER
from leye.standards.certificates import certificates_held
from leye.standards.pay import monthly_fen
from leye.standards.titles import suggest

#: Groups to whom documents give priority: 2 first of all, 1 next (#98, #143, #207).
PRIORITY = {
    "severe_disabled": 2,
    "older_difficulty": 2,
    "difficulty": 2,
    "disabled": 1,
    "low_income": 1,
    "formerly_poor": 1,
    "relapse_monitored": 1,
    "marginal_household": 1,
    "relocated": 1,
    "returned_worker": 1,
}
#: What somebody who can work only in part is not sent to.
NOT_IN_PART = ("heavy", "height")

_SELECT = """
SELECT p.id, p.area_id, p.education, p.birth_date, p.work_capacity, i.occupation, i.place, i.wage_min_fen,
       (SELECT array_agg(s.name) FROM ledger_skill s WHERE s.person_id = p.id),
       (SELECT array_agg(s.name) FROM ledger_skill s WHERE s.person_id = p.id AND s.certificate <> ''),
       (SELECT array_agg(m.group_id) FROM ledger_groupmembership m WHERE m.person_id = p.id
         AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to > %(day)s)),
       (SELECT coalesce(sum(least(coalesce(e.ended_on, %(day)s), %(day)s) - e.started_on), 0) / 365
          FROM ledger_employmentspell e WHERE e.person_id = p.id AND e.started_on <= %(day)s)
  FROM ledger_person p
  {join} JOIN LATERAL (SELECT * FROM ledger_intention i WHERE i.person_id = p.id AND i.stated_on <= %(day)s
                        ORDER BY i.stated_on DESC, i.id DESC LIMIT 1) i ON {wants}
 WHERE {who} ORDER BY p.id
"""
_WILLING = """p.area_id BETWEEN %(lo)s AND %(hi)s AND p.merged_into_id IS NULL AND p.deceased_on IS NULL
   AND p.work_capacity <> 'none' AND NOT p.is_student AND p.birth_date <= %(adult)s AND p.birth_date > %(old)s
   AND NOT {at_work}"""
#: Matching is for people from 16 to 64; who is older and wants work is helped by hand.
YOUNGEST, OLDEST = 16, 64
COUNTY, TOWNSHIP = 10**6, 10**3


@lru_cache(maxsize=4096)
def occupation_of(words: str) -> str:
    """The occupation that was hoped for, as a code; '' for what cannot be told."""
    found = suggest(words, k=1) if words else []
    return found[0].code if found else ""


def years_before(day: dt.date, years: int) -> dt.date:
    """The day so many years earlier; the last of February for a leap day."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def willing(lo: int, hi: int, day: dt.date) -> pa.Table:
    """Everybody of a range of areas who wants work and has none. Run it as the background role, or inside a scope."""
    who = _WILLING.format(at_work=at_work_sql("p.id"))
    asked: dict[str, int | dt.date] = {
        "lo": lo, "hi": hi, "day": day, "adult": years_before(day, YOUNGEST), "old": years_before(day, OLDEST + 1),
    }  # fmt: skip
    return _table(_SELECT.format(join="", wants="i.wants_work = 'yes'", who=who), asked)


def person(person_id: int, day: dt.date) -> pa.Table:
    """One person, whatever the person wants; no row when the scope does not show the person."""
    return _table(
        _SELECT.format(join="LEFT", wants="true", who="p.id = %(person)s"), {"person": person_id, "day": day}
    )


def _table(statement: str, asked: dict[str, int | dt.date]) -> pa.Table:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows = cursor.fetchall()
    known = lessons_of([row[0] for row in rows])
    lines = [_line(row, known.get(row[0], Lessons()), asked["day"]) for row in rows]
    return pa.Table.from_pylist(lines, schema=SEEKER)


def _line(row: tuple, lessons: Lessons, day: object) -> dict[str, object]:
    pk, area, education, born, capacity, occupation, place, wage, skills, certificates, groups, years = row
    assert isinstance(day, dt.date)
    radius, farthest = radius_of(place or "", area), None
    if lessons.nearer_than is not None:
        # A word said about a job in hand outweighs the wish: it is not widened when there are too few.
        farthest = max(lessons.nearer_than - 1, 0)
        radius = min(radius, farthest)
    return {
        "id": pk, "home": area // COUNTY * COUNTY, "town": area // TOWNSHIP * TOWNSHIP, "education": education,
        "age": day.year - born.year - ((day.month, day.day) < (born.month, born.day)),
        "experience_years": int(years), "occupation": occupation_of(occupation or "") or None, "radius": radius,
        "farthest": farthest, "wage_fen": wage, "floor_fen": lessons.above_fen, "least_fen": lessons.above_fen,
        "skills": skills or [], "certificates": certificates_held(certificates or []), "groups": groups or [],
        "cannot": sorted({*lessons.not_demands, *(NOT_IN_PART if capacity == "partial" else ())}),
        "priority": max((PRIORITY.get(group, 0) for group in groups or ()), default=0),
    }  # fmt: skip


_DECLINED = """
SELECT r.person_id, r.decline_reason, v.occupation, v.pay_low_fen, v.pay_high_fen, v.pay_period, v.pay_months, v.hours,
       v.demands, v.employer_id, v.area_id, r.area_id
  FROM hiring_recommendation r JOIN vacancies_vacancy v ON v.id = r.vacancy_id
 WHERE r.state = %s AND r.person_id = ANY(%s)
"""


def lessons_of(people: Iterable[int]) -> dict[int, Lessons]:
    """What declined recommendations teach about each of these people; who declined nothing is not in it."""
    declined: dict[int, list[Declined]] = {}
    with as_service(), connection.cursor() as cursor:
        cursor.execute(_DECLINED, [RecommendationState.DECLINED, list(people)])
        for (
            pk,
            reason,
            occupation,
            low,
            high,
            period,
            months,
            hours,
            demands,
            employer,
            there,
            home,
        ) in cursor:
            pay = monthly_fen(low, high, period, months)[1]
            one = Declined(
                reason, occupation, pay, hours, tuple(demands or ()), employer, step_between(home, there)
            )
            declined.setdefault(pk, []).append(one)
    return {pk: learnt(found) for pk, found in declined.items()}


def step_between(home: int, there: int) -> int:
    """The narrowest radius that reaches from one area to another: 0 township, 1 county, 2 city, 3 province, 4 beyond."""
    sizes = (TOWNSHIP, COUNTY, 10**8, 10**10)
    return next((radius for radius, size in enumerate(sizes) if home // size == there // size), len(sizes))
