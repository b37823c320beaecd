"""A worker that died at work does not keep the night for ever: the next worker takes its jobs up again."""

import subprocess
import sys

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from leye.worklist.tasks import ask_for_night, night, take_up_stalled


def _die_at_work(job: int) -> None:
    """As a worker leaves a job behind that was killed in it and whose row is swept away since."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s", [job]
        )


def _work(queue: str) -> None:
    """A worker in a process of its own, until its queue is empty."""
    command = [
        sys.executable,
        "-m",
        "leye",
        "django",
        "procrastinate",
        "worker",
        "--one-shot",
        f"--queues={queue}",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=100)


@pytest.mark.parametrize("another_waits", [False, True])
def test_a_night_whose_worker_was_killed_is_run_by_the_next_worker(
    own_database: str, another_waits: bool
) -> None:
    killed = night.defer()
    _die_at_work(killed)
    if another_waits:
        assert ask_for_night()
    take_up_stalled.defer(timestamp=0)
    _work("upkeep")
    states = list(
        ProcrastinateJob.objects.filter(queue_name="night").order_by("id").values_list("status", flat=True)
    )
    assert states == (["failed", "todo"] if another_waits else ["todo"])
    _work("night")
    assert not ProcrastinateJob.objects.filter(queue_name="night", status__in=("todo", "doing")).exists()
