"""A run can be run again from what it kept, and is kept as long as the policy says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import fill, with_resolved

from leye.engine import Adoption, SnapshotBroken, night, resolve
from leye.engine.archive import Kept, Record, RecordBroken, remove, superfluous
from leye.engine.night import Night
from leye.engine.replay import RunUnknown, find_run, replay
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

AS_OF = date(2024, 3, 31)
PACKS = load_packs()


@pytest.fixture
def run(scratch_postgres: str, scratch_connection: psycopg.Connection[Any], tmp_path: Path) -> Night:
    """One finished night over a small ledger."""
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    resolved = resolve(PACKS, [adoption], [], AS_OF, is_working_day)
    fill(scratch_connection, with_resolved(Population(41, 50, AS_OF).rows, resolved))
    return night(scratch_postgres, tmp_path, PACKS, AS_OF)


def test_a_run_gives_the_same_rows_again(run: Night) -> None:
    again = replay(run.folder)
    assert again.same
    assert not again.engine_changed
    assert {t.name: t.rows for t in again.tables}["duties"] == run.results.duties.num_rows > 0
    assert again.record.digest == Record.read(run.folder).digest


def test_it_uses_the_packs_of_then_and_leaves_those_of_now_alone(run: Night) -> None:
    rules = run.folder / "packs" / "nm_2022_28" / "service.py"
    rules.write_text(rules.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(RecordBroken, match="政策包与当时的不一致"):
        replay(run.folder)
    assert load_packs()["nm_2022_28"].rules["survey"] is not None
    assert load_packs()["nm_2022_28"].digest == PACKS["nm_2022_28"].digest


def test_another_result_then_is_noticed(run: Night) -> None:
    was = Record.read(run.folder)
    Record(**{**vars(was), "results": {**was.results, "duties": "0" * 64}}).write(run.folder)
    again = replay(run.folder)
    assert [t.name for t in again.tables if not t.same] == ["duties"]


def test_a_snapshot_that_was_touched_is_refused(run: Night) -> None:
    path = run.folder / "snapshot" / "ledger_person.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(SnapshotBroken, match="ledger_person 在计算之后被改动"):
        replay(run.folder)


def test_a_run_is_found_by_the_beginning_of_its_name(run: Night) -> None:
    assert find_run(run.folder.parent, run.run_id[:6]) == run.folder
    assert find_run(run.folder.parent, "last") == run.folder
    with pytest.raises(RunUnknown, match=run.run_id):
        find_run(run.folder.parent, "zzz")


def _kept(day: date, as_of: date | None = None, hour: int = 3) -> Kept:
    taken = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Kept(Path(f"run-{day}-{as_of}-{hour}"), taken, as_of or day)


TODAY = date(2026, 11, 21)


def test_days_of_a_month_and_month_ends_of_years_are_kept() -> None:
    runs = [_kept(TODAY - timedelta(days=n)) for n in range(900)]
    gone = superfluous(runs, TODAY, days=31, years=2)
    left = sorted({k.taken_on for k in runs} - {k.taken_on for k in gone})
    daily = [TODAY - timedelta(days=n) for n in range(30, -1, -1)]
    assert left[-31:] == daily
    assert date(2024, 11, 30) in left
    assert date(2024, 10, 31) not in left
    assert len(left[:-31]) == 23
    assert all((day + timedelta(days=1)).day == 1 for day in left[:-31])


def test_of_one_day_the_newest_run_is_kept_and_a_recount_does_not_push_it_out() -> None:
    first, second, recount = _kept(TODAY, hour=1), _kept(TODAY, hour=5), _kept(TODAY, date(2025, 1, 31), 6)
    assert superfluous([first, second, recount], TODAY, days=31, years=10) == [first]
    later = TODAY + timedelta(days=90)
    assert superfluous([first, second, recount], later, days=31, years=10) == [first]


@given(
    st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 21)), max_size=60),
    st.integers(0, 60),
    st.integers(0, 12),
)
def test_pruning_keeps_the_newest_and_has_nothing_left_to_do_the_second_time(
    days: list[date], keep_days: int, keep_years: int
) -> None:
    runs = [_kept(day, hour=n % 24) for n, day in enumerate(days)]
    gone = superfluous(runs, TODAY, days=keep_days, years=keep_years)
    left = [k for k in runs if k not in gone]
    assert bool(left) == bool(runs)
    assert superfluous(left, TODAY, days=keep_days, years=keep_years) == []


def test_a_run_is_removed_whole(run: Night) -> None:
    assert [k.folder for k in Kept.all_in(run.folder.parent)] == [run.folder]
    remove(run.folder)
    assert list(run.folder.parent.iterdir()) == []
