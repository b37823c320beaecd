"""Background jobs. The functions do the same when called directly (command line, tests)."""

from procrastinate.contrib.django import app

from leye.intake import running

QUEUE = "intake"


@app.task(name="intake.read", queue=QUEUE)
def read_upload(batch_id: int) -> None:
    """See running.run_read."""
    running.run_read(batch_id)


@app.task(name="intake.check", queue=QUEUE)
def check_batch(batch_id: int) -> None:
    """See running.run_check."""
    running.run_check(batch_id)


@app.task(name="intake.write", queue=QUEUE)
def write_batch(batch_id: int) -> None:
    """See running.run_write."""
    running.run_write(batch_id)
