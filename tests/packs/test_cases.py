"""Every worked case of every pack gives its expected outcome on DuckDB and on PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import psycopg
import pytest
from scratch import batch_over, executing, figures_query, fill, with_resolved

from leye.engine import LiveEvaluator, resolve
from leye.engine.batch import Batch
from leye.engine.cases import Case, load_cases, outcome, world_of
from leye.packs import load_packs
from leye.policy import Benefit, Duty, Indicator, Limit, Pack
from leye.standards.calendar import is_working_day

PACKS = load_packs()
Outcomes = dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]]


def _by_day(pack: Pack) -> dict[date, list[Case]]:
    days: dict[date, list[Case]] = defaultdict(list)
    for case in load_cases(pack):
        days[case.as_of].append(case)
    return days


@pytest.fixture(scope="session")
def outcomes(case_connection: psycopg.Connection[Any]) -> Outcomes:
    """Outcome of each case on both engines, all cases of one day judged together."""
    found: Outcomes = {}
    for pack in PACKS.values():
        packs = {pack.id: pack}
        batch, live, figures = Batch(packs), LiveEvaluator(packs), figures_query(packs)
        execute = executing(case_connection)
        for day, cases in _by_day(pack).items():
            adoptions = [a for case in cases for a in case.adoptions(pack)]
            overrides = [o for case in cases for o in case.overrides(pack)]
            campaigns = [c for case in cases for c in case.campaign_dates(pack)]
            resolved = resolve(packs, adoptions, overrides, day, is_working_day, campaigns)
            rows = with_resolved(world_of(cases), resolved)
            fill(case_connection, rows)
            night = batch_over(batch, rows, day)
            sums = figures.run(execute, [], day)
            for case in cases:
                now = live.person(execute, case.first_id, day)
                here = live.area(execute, case.area, day)
                parts = {
                    "duties": now.duties + here.duties,
                    "findings": now.findings + here.findings,
                    "entitlements": now.entitlements + here.entitlements,
                    "figures": sums,
                }
                found[pack.id, case.name] = (outcome(pack, case, night), outcome(pack, case, parts))
    return found


ALL = [(pack, case) for pack in PACKS.values() for case in load_cases(pack)]


@pytest.mark.parametrize(("pack", "case"), ALL, ids=[case.name for _, case in ALL])
def test_case(outcomes: Outcomes, pack: Pack, case: Case) -> None:
    by_night, live = outcomes[pack.id, case.name]
    assert by_night == dict(case.expect), "DuckDB"
    assert live == dict(case.expect), "PostgreSQL"


def test_there_are_cases_and_their_sentences_are_told_apart() -> None:
    assert len(ALL) >= 100
    assert len({(pack.id, case.name) for pack, case in ALL}) == len(ALL)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)
def test_every_rule_has_a_case_on_each_side(pack: Pack) -> None:
    cases = defaultdict(list)
    for case in load_cases(pack):
        cases[case.rule].append(case.expect)
    for name, rule in pack.rules.items():
        seen = cases[name]
        if isinstance(rule, Duty):
            assert any(e.get("applies") is False for e in seen), f"{name}: 缺少不适用的算例"
            assert any(e.get("met") is True for e in seen), f"{name}: 缺少已完成的算例"
            assert any(e.get("met") is False for e in seen), f"{name}: 缺少未完成的算例"
        elif isinstance(rule, Limit):
            assert {e["found"] for e in seen} == {True, False}, name
        elif isinstance(rule, Benefit):
            assert {e["entitled"] for e in seen} == {True, False}, name
        elif isinstance(rule, Indicator):
            assert len({e["value"] for e in seen}) >= 2, name
    assert set(cases) == set(pack.rules)


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)
def test_every_switch_has_a_case_where_it_is_turned(pack: Pack) -> None:
    turned = {(name, value) for case in load_cases(pack) for name, value in case.values.items()}
    for parameter in pack.parameters.values():
        if parameter.kind == "switch":
            normal = parameter.values[0].value
            missing = [
                c for c in parameter.choices or {} if c != normal and (parameter.name, c) not in turned
            ]
            assert not missing, f"{parameter.name}: 缺少取 {missing} 的算例"
