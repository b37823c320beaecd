"""The reasons of a run are those of its snapshot and packs, whatever happened since."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import executing, fill, with_resolved

from leye.engine import Adoption, Explainer, LiveEvaluator, night, resolve
from leye.engine.looking_back import explain_then
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

AS_OF = date(2024, 3, 31)


def test_reasons_of_a_run_are_the_live_reasons_of_that_moment(
    scratch_postgres: str, scratch_connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    packs = load_packs()
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    resolved = resolve(packs, [adoption], [], AS_OF, is_working_day)
    fill(scratch_connection, with_resolved(Population(51, 40, AS_OF).rows, resolved))
    run = night(scratch_postgres, tmp_path, packs, AS_OF)
    explainer, execute = Explainer(LiveEvaluator(packs)), executing(scratch_connection)
    live = {n: explainer.person(execute, n, AS_OF) for n in range(1, 41)}
    with psycopg.connect(scratch_postgres) as other:
        other.execute("UPDATE ledger_person SET work_capacity = 'none'")
        other.execute("DELETE FROM casework_servicerecord")
    told = 0
    for number in range(1, 41, 4):
        then = explain_then(run.folder, number)
        assert sorted(then.rules, key=_key) == sorted(live[number].rules, key=_key), number
        told += len(then.rules)
    assert told
    assert explain_then(run.folder, 999_999).rules == ()


def _key(rule: Any) -> tuple[Any, ...]:
    return (rule.pack, rule.rule, rule.subject_kind, rule.subject_id)
