"""Every worked case of every pack gives its expected outcome: on DuckDB, on PostgreSQL, and live.

Spark takes the same cases in tests/engine, where its session is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import psycopg
import pytest
from scratch import batch_over, executing, fill, with_resolved

from leye.engine import LiveEvaluator, resolve
from leye.engine.batch import Batch
from leye.engine.cases import Case, load_cases, outcome, world_of
from leye.engine.postgres import live_tables
from leye.engine.scopes import SCOPES
from leye.packs import load_packs
from leye.packs.worked import missing_sides, read_cases, unturned
from leye.policy import Indicator, Pack
from leye.standards.calendar import is_working_day

PACKS = load_packs()
#: What came out for each case, by engine.
Outcomes = dict[str, dict[str, dict[str, Any]]]
EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)


def _by_day(pack: Pack) -> dict[date, list[Case]]:
    days: dict[date, list[Case]] = defaultdict(list)
    for case in load_cases(pack):
        days[case.as_of].append(case)
    return days


@pytest.fixture(scope="session")
def outcomes(case_address: str, case_connection: psycopg.Connection[Any]) -> Callable[[Pack], Outcomes]:
    """Outcome of each case of a pack on each engine, worked out when the pack is first asked for."""

    @cache
    def of(pack_id: str) -> Outcomes:
        return _outcomes(PACKS[pack_id], case_address, case_connection)

    return lambda pack: of(pack.id)


def _outcomes(pack: Pack, address: str, connection: psycopg.Connection[Any]) -> Outcomes:
    """All cases of one day are judged together."""
    found: Outcomes = defaultdict(dict)
    packs = {pack.id: pack}
    batch, live = Batch(packs), LiveEvaluator(packs)
    for day, cases in _by_day(pack).items():
        adoptions = [a for case in cases for a in case.adoptions(pack)]
        overrides = [o for case in cases for o in case.overrides(pack)]
        campaigns = [c for case in cases for c in case.campaign_dates(pack)]
        resolved = resolve(packs, adoptions, overrides, day, is_working_day, campaigns)
        rows = with_resolved(world_of(cases), resolved)
        fill(connection, rows)
        night = batch_over(batch, rows, day)
        with live_tables(address) as runner:
            inside = {name: table.to_pylist() for name, table in batch.run(runner, day).items()}
        for case in cases:
            answers = found[case.name]
            answers["DuckDB"] = outcome(pack, case, night)
            answers["PostgreSQL"] = outcome(pack, case, inside)
            if (parts := _live(live, pack, case, connection)) is not None:
                answers["live"] = outcome(pack, case, parts)
    return found


def _live(
    live: LiveEvaluator, pack: Pack, case: Case, connection: psycopg.Connection[Any]
) -> dict[str, Any] | None:
    """What the live evaluator says; None for what only the night works out."""
    rule, execute = pack.rules[case.rule], executing(connection)
    if isinstance(rule, Indicator):
        return None
    if rule.subject.kind in SCOPES["person"].kinds:
        return vars(live.person(execute, case.first_id, case.as_of))
    if rule.subject.kind in SCOPES["area"].kinds:
        return vars(live.area(execute, case.area, case.as_of))
    return None


ALL = [(pack, case) for pack in PACKS.values() for case in load_cases(pack)]


@pytest.mark.parametrize(("pack", "case"), ALL, ids=[f"{pack.id}: {case.name}" for pack, case in ALL])
def test_case(outcomes: Callable[[Pack], Outcomes], pack: Pack, case: Case) -> None:
    answers = outcomes(pack)[case.name]
    assert {"DuckDB", "PostgreSQL"} <= set(answers)
    assert answers == {engine: dict(case.expect) for engine in answers}


def test_there_are_cases_and_their_sentences_are_told_apart() -> None:
    assert len(ALL) >= 600
    assert len({(pack.id, case.name) for pack, case in ALL}) == len(ALL)


@EVERY_PACK
def test_every_rule_has_a_case_on_each_side(pack: Pack) -> None:
    cases = read_cases(pack.folder)
    lacking = {rule.name: missing_sides(rule, cases) for rule in pack.rules.values()}
    assert {name: sides for name, sides in lacking.items() if sides} == {}
    assert {case.rule for case in cases} == set(pack.rules)


@EVERY_PACK
def test_every_switch_has_a_case_where_it_is_turned(pack: Pack) -> None:
    assert unturned(pack, read_cases(pack.folder)) == []
