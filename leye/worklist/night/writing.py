"""Write a night's differences back: one staging table, one transaction, nobody's later work overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.db import connections, transaction

from leye.worklist.schedule import suggested_day_sql
from leye.worklist.touched import Touched

DUTY_STAGE = "worklist_night_duty"
FINDING_STAGE = "worklist_night_finding"

_STAGES = {
    DUTY_STAGE: """
        pack text, rule text, subject_kind text, subject_id bigint, person_id bigint, household_id bigint,
        area_id bigint, since date, until date, due_on date, need int, have int, state text""",
    FINDING_STAGE: """
        kind text, pack text, rule text, subject_kind text, subject_id bigint, person_id bigint, area_id bigint,
        value bigint, bound bigint, rank int""",
}

#: People and areas written since the snapshot are left to the evaluation that follows, live.
_UNTOUCHED = (
    "(s.person_id IS NULL OR s.person_id <> ALL (%(people)s))"
    " AND (s.subject_kind <> 'area' OR s.subject_id <> ALL (%(areas)s))"
    " AND (s.subject_kind <> 'household' OR s.subject_id <> ALL (%(homes)s))"
)

_OPENED = "GREATEST(s.since, %(as_of)s::date)"
_SUGGESTED = suggested_day_sql("COALESCE(s.person_id, s.subject_id)", _OPENED, "s.due_on")

_WRITE_TODOS = f"""
INSERT INTO worklist_todo AS t (pack, rule, subject_kind, subject_id, person_id, household_id, area_id, since, until,
                                due_on, suggested_on, need, have, state, run, opened_at, changed_at, closed_at)
SELECT s.pack, s.rule, s.subject_kind, s.subject_id, s.person_id, s.household_id, s.area_id, s.since, s.until,
       s.due_on, {_SUGGESTED}, s.need, s.have, s.state, %(run)s, now(), now(),
       CASE WHEN s.state <> 'open' THEN now() END
FROM {DUTY_STAGE} s
WHERE {_UNTOUCHED}
ON CONFLICT (pack, rule, subject_kind, subject_id, since) DO UPDATE
SET need = EXCLUDED.need, have = EXCLUDED.have, until = EXCLUDED.until, due_on = EXCLUDED.due_on,
    area_id = EXCLUDED.area_id, household_id = EXCLUDED.household_id, state = EXCLUDED.state, run = EXCLUDED.run,
    changed_at = now(),
    closed_at = CASE WHEN EXCLUDED.state = t.state THEN t.closed_at ELSE EXCLUDED.closed_at END
WHERE t.changed_at < %(moment)s
"""

_CLOSE_FINDINGS = f"""
UPDATE worklist_finding f SET state = 'closed', closed_on = %(as_of)s, run = %(run)s, changed_at = now()
WHERE f.state = 'open' AND f.changed_at < %(moment)s AND f.pack <> ALL (%(left_out)s)
  AND (f.person_id IS NULL OR f.person_id <> ALL (%(people)s))
  AND NOT EXISTS (SELECT FROM {FINDING_STAGE} s WHERE s.pack = f.pack AND s.rule = f.rule
                  AND s.subject_kind = f.subject_kind AND s.subject_id = f.subject_id)
"""

_WRITE_FINDINGS = f"""
INSERT INTO worklist_finding AS f (kind, pack, rule, subject_kind, subject_id, person_id, area_id, value, bound, rank,
                                   state, run, found_on, changed_at)
SELECT s.kind, s.pack, s.rule, s.subject_kind, s.subject_id, s.person_id, s.area_id, s.value, s.bound, s.rank, 'open',
       %(run)s, %(as_of)s, now()
FROM {FINDING_STAGE} s
WHERE {_UNTOUCHED}
ON CONFLICT (pack, rule, subject_kind, subject_id) WHERE state = 'open' DO UPDATE
SET value = EXCLUDED.value, bound = EXCLUDED.bound, rank = EXCLUDED.rank, run = EXCLUDED.run, changed_at = now(),
    reasons = NULL
WHERE f.changed_at < %(moment)s
  AND (f.value, f.bound, f.rank) IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.bound, EXCLUDED.rank)
"""


@dataclass(frozen=True)
class Written:
    """Rows that a night wrote."""

    todos: int
    findings: int


def fill_stages(uri: str, duties: pa.Table, findings: pa.Table) -> None:
    """Empty staging tables, filled by COPY. A run that died before leaves nothing that matters."""
    with connections["owner"].cursor() as cursor:
        for name, columns in _STAGES.items():
            cursor.execute(f"DROP TABLE IF EXISTS {name}; CREATE UNLOGGED TABLE {name} ({columns})")
    with dbapi.connect(uri) as connection, connection.cursor() as cursor:
        for name, table in ((DUTY_STAGE, duties), (FINDING_STAGE, findings)):
            if table.num_rows:
                cursor.adbc_ingest(name, table, mode="append")
        connection.commit()


def drop_stages() -> None:
    """The staging tables are no longer needed."""
    with connections["owner"].cursor() as cursor:
        for name in _STAGES:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def apply_stages(touched: Touched, homes: Iterable[int], params: dict[str, Any]) -> Written:
    """Stage to tables in one transaction. `params`: run, as_of, moment (rows changed after it are not ours) and
    left_out (packs that were not judged, whose findings stay).
    """
    bound = {
        "left_out": [],
        **params,
        "people": sorted(touched.people),
        "areas": sorted(touched.areas),
        "homes": sorted(homes),
    }
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(_WRITE_TODOS, bound)
        todos = cursor.rowcount
        cursor.execute(_CLOSE_FINDINGS, bound)
        findings = cursor.rowcount
        cursor.execute(_WRITE_FINDINGS, bound)
        findings += cursor.rowcount
    return Written(todos, findings)
