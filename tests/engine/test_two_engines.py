"""The same expressions on PostgreSQL and DuckDB give the same rows, with every document in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import batch_over, executing, fill, live_person, with_resolved

from leye.engine.batch import Batch
from leye.engine.live import LiveEvaluator
from leye.engine.resolve import Adoption, resolve
from leye.engine.scopes import NIGHT_ONLY, NightOnly
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

PEOPLE = 150

#: The tables of the subjects that are judged one at a time.
SINGLE = {
    "area": ("areas_area", "no"), "site": ("registers_site", "id"), "training": ("training_class", "id"),
    "employer": ("ledger_employer", "id"),
}  # fmt: skip


@pytest.fixture(scope="module")
def compiled() -> tuple[Batch, LiveEvaluator]:
    """All shipped packs, compiled once for the night and for live."""
    packs = load_packs()
    assert not packs.broken
    return Batch(packs), LiveEvaluator(packs)


def _sorted(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(str(v) for v in row.values()) for row in rows)


@pytest.mark.parametrize(
    ("seed", "as_of"), [(11, date(2024, 3, 31)), (12, date(2024, 2, 29)), (15, date(2025, 1, 1))]
)
def test_everything_about_everybody_is_the_same_live_and_by_night(
    scratch_connection: psycopg.Connection[Any], compiled: tuple[Batch, LiveEvaluator], seed: int, as_of: date
) -> None:
    batch, live = compiled
    adoptions = [Adoption(pack, PROVINCE, PROVINCE_LAST, date(2020, 1, 1), None, True) for pack in live.packs]
    resolved = resolve(live.packs, adoptions, [], as_of, is_working_day, strict=False)
    assert not resolved.of_kind("fault")
    rows = with_resolved(Population(seed, PEOPLE, as_of).rows, resolved)
    fill(scratch_connection, rows)
    by_night = batch_over(batch, rows, as_of)
    results = [live_person(live, scratch_connection, n, as_of) for n in range(1, PEOPLE + 1)]
    execute = executing(scratch_connection)
    for kind, (table, key) in SINGLE.items():
        results += [live.subject(execute, kind, row[key], as_of) for row in rows[table]]
    for name in ("duties", "findings", "entitlements"):
        night = [row for row in by_night[name] if row["subject_kind"] not in NIGHT_ONLY]
        now = {str(row): row for result in results for row in getattr(result, name)}
        assert _sorted(list(now.values())) == _sorted(night), f"{name}, seed {seed}"
        assert night, f"{name}, seed {seed}"
    assert by_night["figures"], f"seed {seed}"


def test_live_says_what_it_leaves_to_the_night(
    scratch_connection: psycopg.Connection[Any], compiled: tuple[Batch, LiveEvaluator]
) -> None:
    execute = executing(scratch_connection)
    for kind in NIGHT_ONLY:
        with pytest.raises(NightOnly, match="今晚"):
            compiled[1].subject(execute, kind, 1, date(2024, 3, 31))
    with pytest.raises(ValueError, match="with its person"):
        compiled[1].subject(execute, "spell", 1, date(2024, 3, 31))


def test_live_asks_only_the_documents_in_force_there(scratch_connection: psycopg.Connection[Any]) -> None:
    packs, day = load_packs(), date(2024, 3, 31)
    live = LiveEvaluator(packs)
    here = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    rows = Population(11, 30, day).rows
    fill(scratch_connection, with_resolved(rows, resolve(packs, [here], [], day, is_working_day)))
    assert any(live_person(live, scratch_connection, n, day).duties for n in range(1, 31))
    assert set(live._queries) == {("person", ("nm_2022_28",))}
    fill(scratch_connection, with_resolved(rows, resolve(packs, [], [], day, is_working_day)))
    assert live_person(live, scratch_connection, 1, day).duties == []
