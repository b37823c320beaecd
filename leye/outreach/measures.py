"""How far a survey round has come: every number is the length of a list, and one statement defines both.

Three measures say who is registered, contacted and helped (#3), four say what is clear (#224); the others are lists to
work through. A service or a contact counts from the round's first day until it is closed. Whose case ended in that
time is asked no more, and stays among those who were to be asked.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.casework.actions.record_service import LATE_AFTER_DAYS
from leye.casework.at_work import at_work_sql
from leye.casework.enums import ATTEMPTS
from leye.facts import GIVEN
from leye.facts.households import ONLY_ASKING
from leye.outreach.enums import AT_WORK, Measure
from leye.outreach.models import SurveyRound
from leye.outreach.reminders import over_sql
from leye.standards.calendar import SHANGHAI, today

#: So many attempts on different days or by different ways, without reaching anybody: somebody else must help.
MANY_ATTEMPTS = 3

_FLAGS = """
WITH target AS (
  SELECT t.person_id, t.area_id FROM outreach_surveytarget t
  WHERE t.round_id = %(round)s AND t.area_id BETWEEN %(lo)s AND %(hi)s
), contact AS (
  SELECT s.person_id,
    bool_or(s.outcome <> ALL (%(attempts)s)) AS reached,
    bool_or(s.outcome = 'working') AS working,
    bool_or(s.outcome = ANY (%(given)s) AND s.kind <> ALL (%(asking)s)) AS helped,
    count(DISTINCT (s.served_on, s.channel)) FILTER (WHERE s.outcome = ANY (%(attempts)s)) AS tries,
    max(s.served_on) AS tried_on
  FROM casework_servicerecord s JOIN target USING (person_id)
  WHERE s.served_on BETWEEN %(since)s AND %(last)s GROUP BY s.person_id
), known AS (
  SELECT target.*, p.deceased_on IS NOT NULL AS dead, p.work_capacity, r.id AS response, r.status, r.go_out,
    COALESCE(contact.reached, false) OR r.id IS NOT NULL AS reached, COALESCE(contact.working, false) AS working,
    COALESCE(contact.helped, false) AS helped, COALESCE(contact.tries, 0) AS tries, contact.tried_on,
    (r.recorded_at AT TIME ZONE 'Asia/Shanghai')::date - r.answered_on > %(late)s AS late,
    {has_work} AS has_work, {over} AS over,
    EXISTS (SELECT FROM ledger_unemploymentregistration u WHERE u.person_id = target.person_id
      AND u.registered_on <= %(day)s AND (u.ended_on IS NULL OR u.ended_on > %(day)s)) AS enrolled,
    EXISTS (SELECT FROM outreach_reminderpause q WHERE q.person_id = target.person_id AND q.until >= %(day)s) AS at_rest
  FROM target JOIN ledger_person p ON p.id = target.person_id LEFT JOIN contact USING (person_id)
    LEFT JOIN outreach_response r ON r.round_id = %(round)s AND r.person_id = target.person_id
), flag AS (
  SELECT person_id, area_id, tries, tried_on,
    true AS asked,
    has_work OR enrolled AS registered,
    reached AS contacted,
    helped,
    response IS NOT NULL AS answered,
    reached OR dead AS number_clear,
    work_capacity <> 'unknown' AS capacity_clear,
    COALESCE(status, '') <> '' OR working OR dead AS status_clear,
    COALESCE(go_out, '') <> '' OR response IS NOT NULL AND work_capacity = 'none' OR dead AS outing_clear,
    response IS NULL AND NOT dead AND NOT over AND NOT at_rest AS waiting,
    NOT reached AND NOT dead AND NOT over AND tries >= %(many)s AS unreachable,
    response IS NULL AND NOT dead AND NOT over AND at_rest AS paused,
    COALESCE(status = ANY (%(at_work)s) AND NOT has_work OR status = 'unemployed' AND has_work, false) AS differs,
    COALESCE(late, false) AS late
  FROM known
)
"""
_COUNTS = ", ".join(f"count(*) FILTER (WHERE {measure.value})" for measure in Measure)
_BELOW = f"""
SELECT c.no, {_COUNTS}
FROM unnest(%(nos)s::bigint[], %(lasts)s::bigint[]) AS c (no, last) JOIN flag ON flag.area_id BETWEEN c.no AND c.last
GROUP BY c.no
"""
_WHOLE = f"SELECT {_COUNTS} FROM flag"
_PEOPLE = """
SELECT person_id, tries, tried_on, answered FROM flag WHERE {condition} ORDER BY area_id, person_id
LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Progress:
    """Counts of one area, by measure."""

    area: Area
    counts: dict[Measure, int]

    def share(self, measure: Measure) -> float | None:
        """Percent of those who are asked; None where nobody is."""
        whole = self.counts[Measure.ASKED]
        return 100 * self.counts[measure] / whole if whole else None


@dataclass(frozen=True)
class Listed:
    """Somebody on a list: attempts in the round, the last day of one or of a contact, whether answers are there."""

    person_id: int
    tries: int
    tried_on: dt.date | None
    answered: bool


def _params(found: SurveyRound, scope: Scope, area: Area) -> dict[str, Any]:
    closed = found.closed_at.astimezone(SHANGHAI).date() if found.closed_at else None
    return {
        "round": found.pk, "lo": max(area.no, scope.lo), "hi": min(area.last, scope.hi), "day": closed or today(),
        "since": found.since, "last": closed or dt.date.max, "attempts": [str(one) for one in ATTEMPTS],
        "given": list(GIVEN), "asking": list(ONLY_ASKING), "many": MANY_ATTEMPTS,
        "at_work": [str(one) for one in AT_WORK], "late": LATE_AFTER_DAYS,
    }  # fmt: skip


def _flagged(ending: str) -> str:
    """A statement over the flags of everybody in a round. Whose service is over is asked of the floors above."""
    flags = _FLAGS.format(has_work=at_work_sql("target.person_id"), over=over_sql("target.person_id"))
    return flags + ending


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def progress_of(found: SurveyRound, scope: Scope, area: Area) -> Progress:
    """The counts of a round in an area, as far as the scope sees it: one query."""
    return Progress(
        area, dict(zip(Measure, _rows(_flagged(_WHOLE), _params(found, scope, area))[0], strict=True))
    )


def progress_below(found: SurveyRound, scope: Scope, area: Area, children: Sequence[Area]) -> list[Progress]:
    """The counts of each area below one, and of those who answer to the area itself: one query."""
    ranges = [*((child, child.no, child.last) for child in children), (area, area.no, area.no)]
    params = {
        **_params(found, scope, area), "nos": [no for _area, no, _last in ranges],
        "lasts": [last for _area, _no, last in ranges],
    }  # fmt: skip
    counted = {row[0]: dict(zip(Measure, row[1:], strict=True)) for row in _rows(_flagged(_BELOW), params)}
    return [Progress(one, counted[one.no]) for one, _no, _last in ranges if one.no in counted]


def people_of(
    found: SurveyRound,
    scope: Scope,
    area: Area,
    measure: Measure,
    start: int,
    stop: int,
    lacking: bool = False,
) -> list[Listed]:
    """The list behind a number; `lacking`: behind what is still short of it. In the order of their villages."""
    condition = f"NOT {measure.value}" if lacking else measure.value
    params = {**_params(found, scope, area), "limit": stop - start, "offset": start}
    return [Listed(*row) for row in _rows(_flagged(_PEOPLE.format(condition=condition)), params)]


@dataclass(frozen=True)
class OutOfReach:
    """Somebody whom nobody has reached: attempts since the last contact, the first and last of their days."""

    person_id: int
    tries: int
    first_on: dt.date
    last_on: dt.date
    bad_number: bool


_OUT_OF_REACH = """
SELECT p.id, count(DISTINCT (s.served_on, s.channel)), min(s.served_on), max(s.served_on),
  bool_or(s.outcome = 'bad_number')
FROM casework_servicerecord s JOIN ledger_person p ON p.id = s.person_id
WHERE s.area_id BETWEEN %(lo)s AND %(hi)s AND s.served_on >= %(since)s AND s.outcome = ANY (%(attempts)s)
  AND p.merged_into_id IS NULL AND p.deceased_on IS NULL
  AND NOT EXISTS (SELECT FROM casework_servicerecord c WHERE c.person_id = s.person_id AND c.served_on >= s.served_on
    AND c.outcome <> ALL (%(attempts)s))
GROUP BY p.id, p.area_id HAVING count(DISTINCT (s.served_on, s.channel)) >= %(many)s
ORDER BY p.area_id, p.id LIMIT %(limit)s OFFSET %(offset)s
"""
#: Older attempts say nothing about today.
LOOK_BACK = dt.timedelta(days=180)


def out_of_reach(scope: Scope, start: int, stop: int) -> list[OutOfReach]:
    """Whoever could not be reached in several attempts since anybody was spoken to, in any round or none."""
    params = {
        "lo": scope.lo, "hi": scope.hi, "since": today() - LOOK_BACK, "attempts": [str(one) for one in ATTEMPTS],
        "many": MANY_ATTEMPTS, "limit": stop - start, "offset": start,
    }  # fmt: skip
    return [OutOfReach(*row) for row in _rows(_OUT_OF_REACH, params)]
