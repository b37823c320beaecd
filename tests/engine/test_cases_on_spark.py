"""Every worked case of every pack gives its expected outcome on Spark too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scratch import with_resolved
from snapshots import results_on, write_rows

from leye.engine import resolve
from leye.engine.batch import Batch
from leye.engine.cases import Case, load_cases, outcome, world_of
from leye.engine.spark import SparkEngine
from leye.packs import load_packs
from leye.policy import Pack
from leye.standards.calendar import is_working_day

PACKS = load_packs()
ALL = [(pack, case) for pack in PACKS.values() for case in load_cases(pack)]

Worlds = Iterator[tuple[Pack, date, list[Case]]]


def _worlds() -> Worlds:
    """The cases of one pack and day live in one world."""
    days: dict[tuple[str, date], list[Case]] = defaultdict(list)
    for pack, case in ALL:
        days[pack.id, case.as_of].append(case)
    for (name, day), cases in days.items():
        yield PACKS[name], day, cases


def _asked(pack: Pack, cases: list[Case]) -> Pack:
    """The pack with no rules but those of the cases, and those that shut them out."""
    wanted = {case.rule for case in cases}
    for name, rule in pack.rules.items():
        others = {other.rpartition(".")[2] for other in getattr(rule, "excludes", ())}
        if name in wanted:
            wanted |= others & set(pack.rules)
        elif others & wanted:
            wanted.add(name)
    return replace(pack, rules={name: rule for name, rule in pack.rules.items() if name in wanted})


@pytest.fixture(scope="module")
def outcomes(spark: SparkEngine, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Any]:
    """What came out for each case, two worlds at a time."""

    def judge(world: tuple[Pack, date, list[Case]], folder: Path) -> dict[tuple[str, str], Any]:
        pack, day, cases = world
        packs = {pack.id: pack}
        adoptions = [a for case in cases for a in case.adoptions(pack)]
        overrides = [o for case in cases for o in case.overrides(pack)]
        campaigns = [c for case in cases for c in case.campaign_dates(pack)]
        resolved = resolve(packs, adoptions, overrides, day, is_working_day, campaigns)
        write_rows(with_resolved(world_of(cases), resolved), folder)
        found = results_on(spark, Batch({pack.id: _asked(pack, cases)}), folder, day)
        rows = {name: table.to_pylist() for name, table in found.items()}
        return {(pack.id, case.name): outcome(pack, case, rows) for case in cases}

    home = tmp_path_factory.mktemp("worlds")
    with ThreadPoolExecutor(2) as two:
        jobs = [two.submit(judge, world, home / str(n)) for n, world in enumerate(_worlds())]
    return {key: value for job in jobs for key, value in job.result().items()}


@pytest.mark.parametrize(("pack", "case"), ALL, ids=[f"{pack.id}: {case.name}" for pack, case in ALL])
def test_case_on_spark(outcomes: dict[tuple[str, str], Any], pack: Pack, case: Case) -> None:
    assert outcomes[pack.id, case.name] == dict(case.expect)
