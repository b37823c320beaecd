"""An import killed in the middle of writing leaves nothing half done and can be taken up again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from leye.accounts.scope import acting, as_service
from leye.intake.actions.imports import Confirm, TryAgain, is_dead
from leye.intake.enums import ImportState
from leye.intake.progress import AlreadyRunning, Progress
from leye.intake.running import run_write
from leye.ledger.models import GroupMembership, Person
from tests.intake.helpers import actor, again, number, preview, workbook

CHILD = """
import sys
from django import setup
setup()
from leye.ops.boot import boot
boot()
from leye.intake.running import run_write
run_write(int(sys.argv[1]))
"""


def _stand_in_the_way() -> psycopg.Connection[tuple[object, ...]]:
    """A transaction that holds up the last of the writes, so that the kill finds the import in the middle."""
    other = psycopg.connect(**connections["owner"].get_connection_params())
    other.execute("LOCK TABLE ledger_groupmembership IN SHARE MODE")
    return other


def _wait_until_blocked(other: psycopg.Connection[tuple[object, ...]]) -> None:
    """Until somebody waits for a lock on the memberships."""
    watch = psycopg.connect(**connections["owner"].get_connection_params(), autocommit=True)
    with watch:
        for _turn in range(600):
            waiting = watch.execute(
                "SELECT pg_sleep(0.05), count(*) FROM pg_locks WHERE NOT granted"
                " AND relation = 'ledger_groupmembership'::regclass"
            ).fetchone()
            if waiting is not None and waiting[1]:
                return
    raise AssertionError("the import never reached the memberships")


@pytest.mark.slow
def test_killed_in_the_middle_of_writing(own_database: str, tmp_path: Path) -> None:
    rows = [("某人", number(n), "", "河壕村", "残疾人", "有") for n in range(2, 200)]
    batch = preview(workbook(tmp_path / "名单.xlsx", rows))
    who = actor("county")
    with acting(who.scope):
        Confirm(who, batch).run()
    other = _stand_in_the_way()
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(batch.pk)], env={**os.environ})
    try:
        _wait_until_blocked(other)
        assert again(batch).state == ImportState.WRITING
        assert not is_dead(again(batch))
        with pytest.raises(AlreadyRunning), Progress(batch.pk):
            pass
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        other.rollback()
        other.close()
    _wait_until_gone(batch.pk)
    with as_service():
        assert not Person.objects.exists()
        assert not GroupMembership.objects.exists()
    dead = again(batch)
    assert is_dead(dead)
    with acting(who.scope):
        TryAgain(who, dead).run()
    run_write(batch.pk)
    done = again(batch)
    assert done.state == ImportState.DONE, done.problem
    with as_service():
        assert Person.objects.count() == GroupMembership.objects.count() == 198
        assert not Person.objects.exclude(events__pgh_label="insert").exists()


@pytest.mark.slow
def test_the_second_import_of_a_county_waits_and_says_so(own_database: str, tmp_path: Path) -> None:
    batch = preview(workbook(tmp_path / "名单.xlsx", [("某人", number(2), "", "河壕村", "", "")]))
    who = actor("county")
    with acting(who.scope):
        Confirm(who, batch).run()
    first = psycopg.connect(**connections["owner"].get_connection_params())
    first.execute("SELECT pg_advisory_xact_lock(7302, 150822)")
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(batch.pk)], env={**os.environ})
    try:
        with psycopg.connect(**connections["owner"].get_connection_params(), autocommit=True) as watch:
            for _turn in range(600):
                said = watch.execute(
                    "SELECT pg_sleep(0.05), step FROM intake_importbatch WHERE id = %s", [batch.pk]
                ).fetchone()
                if said is not None and "另一个导入正在写入" in str(said[1]):
                    break
        assert said is not None
        assert "另一个导入正在写入" in str(said[1])
        with as_service():
            assert not Person.objects.exists()
    finally:
        first.rollback()
        first.close()
        child.wait(60)
    assert again(batch).state == ImportState.DONE
    with as_service():
        assert Person.objects.count() == 1


def _wait_until_gone(batch_id: int) -> None:
    """Until the server has noticed that the killed program is gone."""
    with psycopg.connect(**connections["owner"].get_connection_params(), autocommit=True) as watch:
        for _turn in range(600):
            held = watch.execute(
                "SELECT pg_sleep(0.05), count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s",
                [batch_id],
            ).fetchone()
            if held is not None and not held[1]:
                return
    raise AssertionError("the lock of the killed import is still held")


@pytest.mark.slow
def test_a_preview_lost_with_the_server_is_asked_for_again(own_database: str, tmp_path: Path) -> None:
    batch = preview(workbook(tmp_path / "名单.xlsx", [("某人", number(2), "", "河壕村", "", "")]))
    who = actor("county")
    with acting(who.scope):
        Confirm(who, batch).run()
    with connections["owner"].cursor() as cursor:
        # What a crash of the server does to unlogged tables.
        cursor.execute(f"TRUNCATE intake_staging.b{batch.pk}_rows, intake_staging.b{batch.pk}_final")
    run_write(batch.pk)
    lost = again(batch)
    assert lost.state == ImportState.FAILED
    assert "重新核对" in lost.problem
    with as_service():
        assert not Person.objects.exists()
