"""Background jobs of the worklist: the nightly run, and a run asked for from a page."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status

QUEUE, UPKEEP = "night", "upkeep"
#: Upkeep leaves a line in the queue each time; these are swept after so many hours.
KEEP_HOURS = 24
#: Only one night at a time works, and only one waits.
LOCK = "night"
#: 02:10 in Shanghai; the scheduler counts in UTC.
NIGHTLY = "10 18 * * *"


@app.periodic(cron=NIGHTLY)
@app.task(name="worklist.nightly", queue=QUEUE, lock=LOCK, queueing_lock="nightly")
def nightly(timestamp: int) -> None:
    """The run of every night; `timestamp` is the moment it was planned for."""
    night()


@app.task(name="worklist.night", queue=QUEUE, lock=LOCK, queueing_lock=LOCK)
def night() -> None:
    """Work out the to-dos of today. A night that runs already, from the command line, does the same work."""
    from leye.worklist.night import NightBusy, run_night  # its engine is loaded only by who runs it

    try:
        run_night()
    except NightBusy:
        return


@app.periodic(cron="*/5 * * * *")
@app.task(name="worklist.take_up_stalled", queue=UPKEEP, queueing_lock="take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Put the jobs of a worker that died back into their queue; every job can be run again.

    Without this a night that was killed would hold its lock for ever, and no night would run after it.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            # The same work waits in the queue already.
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
    await jobs.delete_old_jobs(KEEP_HOURS, queue=UPKEEP)


def ask_for_night() -> bool:
    """Queue a run; False when one waits already. Inside a transaction it begins after the commit."""
    try:
        with transaction.atomic():
            night.defer()
    except AlreadyEnqueued:
        return False
    return True


def night_is_waiting() -> bool:
    """Whether a run is queued or at work."""
    waiting: Any = ProcrastinateJob.objects.filter(queue_name=QUEUE, status__in=("todo", "doing"))
    return bool(waiting.exclude(scheduled_at__isnull=False).exists())
