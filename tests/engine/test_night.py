"""The night: snapshot, evaluation, difference; run again, killed, simulated."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pytest
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import batch_over, fill, with_resolved

from leye.engine import (
    Adoption,
    Manifest,
    ResolvedStale,
    Results,
    SnapshotBroken,
    difference,
    evaluate,
    export_snapshot,
    night,
    resolve,
)
from leye.engine.batch import Batch
from leye.facts import LOGICAL_TABLES
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

AS_OF = date(2024, 3, 31)
PACKS = load_packs()
ADOPTION = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))


@pytest.fixture
def ledger(scratch_connection: psycopg.Connection[Any]) -> dict[str, list[dict[str, Any]]]:
    """A small ledger with its resolved adoption, in the scratch tables."""
    resolved = resolve(PACKS, [ADOPTION], [], AS_OF, is_working_day)
    rows = with_resolved(Population(31, 60, AS_OF).rows, resolved)
    fill(scratch_connection, rows)
    return rows


def test_a_night_finds_what_the_rows_say_and_a_second_one_changes_nothing(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    steps: list[str] = []
    first = night(scratch_postgres, tmp_path, PACKS, AS_OF, progress=lambda s, _: steps.append(s))
    assert {"export", "person_facts", "duties", "evaluate", "difference"} <= set(steps)
    expected = batch_over(Batch(PACKS), ledger, AS_OF)
    assert first.results.duties.to_pylist() == expected["duties"]
    assert first.results.figures.to_pylist() == expected["figures"]
    assert set(first.changes["change"].to_pylist()) == {"new"}
    assert first.changes.num_rows == first.results.duties.num_rows
    assert first.manifest.rows["ledger_person"] == 60
    second = night(scratch_postgres, tmp_path, PACKS, AS_OF, previous=first.results.duties)
    assert second.reused
    assert second.run_id == first.run_id
    assert second.changes.num_rows == 0
    assert second.results.duties.equals(first.results.duties)


def test_a_killed_night_leaves_nothing_that_stops_the_next(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Stands for a kill at this step."""

    def stop_at(name: str) -> Any:
        def progress(step: str, seconds: float) -> None:
            if step == name:
                raise Killed

        return progress

    for step in ("export ledger_person", "export", "person_facts", "duties", "evaluate"):
        with pytest.raises(Killed):
            night(scratch_postgres, tmp_path, PACKS, AS_OF, progress=stop_at(step))
    done = night(scratch_postgres, tmp_path, PACKS, AS_OF)
    assert not done.reused
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"run-{done.run_id}"]
    assert Results.read(done.folder).duties.equals(done.results.duties)


def test_the_same_database_exports_to_the_same_bytes(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    first = export_snapshot(scratch_postgres, tmp_path / "a")
    second = export_snapshot(scratch_postgres, tmp_path / "b")
    assert first.sha256 == second.sha256
    assert first.digest == second.digest
    assert first.oldest_transaction_at <= first.taken_at
    assert Manifest.read(tmp_path / "a") == first
    assert set(first.rows) == set(LOGICAL_TABLES)


def test_what_is_written_while_a_snapshot_is_taken_is_not_in_it(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    def write(step: str, seconds: float) -> None:
        if step == "export areas_area":
            with psycopg.connect(scratch_postgres) as other:
                other.execute("INSERT INTO ledger_person (id) VALUES (999)")

    assert export_snapshot(scratch_postgres, tmp_path / "a", progress=write).rows["ledger_person"] == 60
    assert export_snapshot(scratch_postgres, tmp_path / "b").rows["ledger_person"] == 61


def test_an_incomplete_snapshot_says_what_is_missing(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    export_snapshot(scratch_postgres, tmp_path / "a")
    (tmp_path / "a" / "ledger_person.parquet").unlink()
    with pytest.raises(SnapshotBroken, match=r"ledger_person.*重新导出"):
        Manifest.read(tmp_path / "a")
    with pytest.raises(SnapshotBroken, match="没有清单"):
        Manifest.read(tmp_path / "nowhere")


def test_an_adoption_can_be_simulated_over_a_snapshot(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    export_snapshot(scratch_postgres, tmp_path / "a")
    nothing = resolve(PACKS, [], [], AS_OF, is_working_day)
    assert evaluate(PACKS, tmp_path / "a", AS_OF, resolved=nothing).duties.num_rows == 0
    league = Adoption("nm_2022_28", PROVINCE + 10**8, PROVINCE + 2 * 10**8 - 1, date(2022, 1, 1))
    part = resolve(PACKS, [league], [], AS_OF, is_working_day)
    found = evaluate(PACKS, tmp_path / "a", AS_OF, resolved=part, memory_mb=500, scratch=tmp_path / "s")
    whole = evaluate(PACKS, tmp_path / "a", AS_OF)
    inside = [r for r in whole.duties.to_pylist() if league.lo <= r["area_id"] <= league.hi]
    assert found.duties.to_pylist() == inside
    assert inside


def test_a_night_on_a_day_without_resolved_adoptions_stops_and_loses_nothing(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(ResolvedStale, match=r"2024-04-01.*只有 2024-03-31.*重新计算"):
        night(scratch_postgres, tmp_path, PACKS, date(2024, 4, 1))


def test_resolved_adoptions_of_an_older_pack_are_noticed(
    scratch_postgres: str, ledger: dict[str, Any], tmp_path: Path
) -> None:
    export_snapshot(scratch_postgres, tmp_path / "a")
    old = resolve(PACKS, [ADOPTION], [], AS_OF, is_working_day)
    old.values = [v for v in old.values if v.name != "follow_ups"]
    with pytest.raises(ResolvedStale, match=r"nm_2022_28 缺少参数 follow_ups"):
        evaluate(PACKS, tmp_path / "a", AS_OF, resolved=old)


def _duties(*rows: tuple[int, date, date, int, int]) -> pa.Table:
    made = [
        {
            "pack": "p", "rule": "r", "subject_kind": "person", "subject_id": n, "person_id": n,
            "household_id": None, "area_id": 1, "since": since, "until": until, "due_on": until,
            "need": need, "have": have, "met": have >= need,
        }
        for n, since, until, need, have in rows
    ]  # fmt: skip
    schema = pa.schema(
        [("pack", pa.string()), ("rule", pa.string()), ("subject_kind", pa.string()),
         ("subject_id", pa.int64()), ("person_id", pa.int64()), ("household_id", pa.int64()),
         ("area_id", pa.int64()), ("since", pa.date32()), ("until", pa.date32()), ("due_on", pa.date32()),
         ("need", pa.int32()), ("have", pa.int32()), ("met", pa.bool_())]
    )  # fmt: skip
    return pa.Table.from_pylist(made, schema=schema)


def test_each_kind_of_change_is_told_apart() -> None:
    feb, mar = (date(2024, 2, 1), date(2024, 2, 29)), (date(2024, 3, 1), date(2024, 3, 31))
    before = _duties(
        (1, *mar, 3, 1), (2, *mar, 3, 1), (3, *mar, 3, 2), (4, *mar, 1, 1), (5, *feb, 1, 0),
        (6, *feb, 1, 1), (7, *mar, 1, 0), (8, *mar, 1, 0),
    )  # fmt: skip
    after = _duties(
        (1, *mar, 3, 1), (2, *mar, 3, 2), (3, *mar, 3, 3), (4, *mar, 2, 1), (8, *mar, 1, 0), (9, *mar, 1, 0)
    )
    found = difference(before, after, date(2024, 3, 15))
    assert dict(zip(found["subject_id"].to_pylist(), found["change"].to_pylist(), strict=True)) == {
        2: "changed", 3: "closed", 4: "reopened", 5: "missed", 6: "ended", 7: "vanished", 9: "new",
    }  # fmt: skip
    assert found.schema.field("need").type == pa.int32()


def test_a_window_is_missed_the_day_after_it_ends_and_not_on_its_last_day() -> None:
    old = _duties((1, date(2024, 3, 1), date(2024, 3, 31), 1, 0))
    nothing = old.slice(0, 0)
    assert difference(old, nothing, date(2024, 3, 31))["change"].to_pylist() == ["vanished"]
    assert difference(old, nothing, date(2024, 4, 1))["change"].to_pylist() == ["missed"]
