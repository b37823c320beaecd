"""夜间计算: shown as it was, asked for once, and missed where it is late."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from leye.accounts.scope import as_service
from leye.adoption.enums import RunState
from leye.adoption.models import Run
from leye.adoption.runs import stale_run, step_lines
from leye.standards.calendar import today
from leye.worklist.tasks import NIGHTLY, QUEUE

pytestmark = pytest.mark.django_db

Clients = Callable[[str], Client]
NOTICE = {"pack": "nm_2022_28", "lo": 150822000000, "hi": 150822999999, "message": "文件已到期，延续执行。"}
OTHER = {"pack": "nm_2022_28", "lo": 610622000000, "hi": 610622999999, "message": "只与延川有关。"}


def night(as_of: dt.date, state: str = RunState.FINISHED, **more: object) -> Run:
    with as_service():
        return Run.objects.create(as_of=as_of, state=state, **{
            "finished_at": timezone.now() if state != RunState.RUNNING else None,
            "counts": {"people": 9018, "todos_written": 4418, "seconds": {"evaluate": 3.4}, "notices": [NOTICE, OTHER]},
            **more})  # fmt: skip


def test_the_last_night_with_steps_counts_and_the_notices_of_the_scope(client_of: Clients) -> None:
    run = night(today())
    page = client_of("county").get(f"/runs/{run.pk}/").text
    assert "4,418" in page
    assert "3.40" in page
    assert "延续执行" in page
    assert "只与延川有关" not in page
    assert "已完成" in client_of("county").get("/runs/").text


def test_a_failed_night_says_where_it_stopped_and_that_nothing_is_lost(client_of: Clients) -> None:
    run = night(today(), RunState.FAILED, step="write", problem="磁盘已满", counts={})
    page = client_of("leader").get(f"/runs/{run.pk}/").text
    assert "磁盘已满" in page
    assert "没有丢失" in page
    states = {line.state for line in step_lines(run)}
    assert states == {"done", "failed", "waiting"}


def test_pages_warn_when_the_last_night_is_not_todays(client_of: Clients) -> None:
    client = client_of("leader")
    assert "还没有完成过夜间计算" in client.get("/county/").text
    night(today() - dt.timedelta(days=1))
    assert "今天的夜间计算还没有完成" in client.get("/county/").text
    night(today(), RunState.RUNNING)
    stale = stale_run()
    assert stale is not None
    assert stale.running
    night(today())
    assert stale_run() is None
    assert "今天的夜间计算还没有完成" not in client.get("/county/").text


def test_my_day_warns_too(client_of: Clients) -> None:
    assert "还没有完成过夜间计算" in client_of("village").get("/").text


def test_only_who_approves_starts_a_night_and_only_one_waits(client_of: Clients) -> None:
    for user in ("village", "town", "county", "auditor"):
        assert client_of(user).post("/runs/start/").status_code == 403
    leader = client_of("leader")
    assert leader.get("/runs/start/").status_code == 405
    leader.post("/runs/start/")
    leader.post("/runs/start/")
    assert ProcrastinateJob.objects.filter(queue_name=QUEUE).count() == 1
    assert "正在计算" in leader.get("/runs/").text


def test_progress_is_told_until_it_is_over(client_of: Clients) -> None:
    leader = client_of("leader")
    assert leader.get("/runs/progress/").headers["HX-Redirect"] == "/runs/"
    leader.post("/runs/start/")
    assert "排队等待" in leader.get("/runs/progress/").text
    night(today(), RunState.RUNNING, step="write")
    assert "写入待办和提示" in leader.get("/runs/progress/").text


def test_the_nightly_run_is_planned_for_ten_past_two_in_shanghai() -> None:
    app.perform_import_paths()
    planned = {task.task.name: task for task in app.periodic_registry.periodic_tasks.values()}
    assert planned["worklist.nightly"].cron == NIGHTLY
    next_at = planned["worklist.nightly"].croniter.get_next(
        dt.datetime, start_time=dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    )
    shanghai = next_at.astimezone(dt.timezone(dt.timedelta(hours=8)))
    assert (shanghai.hour, shanghai.minute) == (2, 10)


def test_villages_do_not_look_at_runs(client_of: Clients) -> None:
    assert client_of("village").get("/runs/").status_code == 403
    assert client_of("town").get("/runs/").status_code == 200
