"""Background jobs of outreach: messages that are due leave."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

QUEUE = "messages"


@app.periodic(cron="*/5 * * * *")
@app.task(name="outreach.send_waiting", queue="upkeep", lock=QUEUE, queueing_lock="send_waiting")
def send_waiting(timestamp: int) -> None:
    """Every few minutes: what waited for the morning or for another try; `timestamp` is the planned moment."""
    send()


@app.task(name="outreach.send", queue=QUEUE, lock=QUEUE, queueing_lock=QUEUE)
def send() -> None:
    """Send what is due; run twice it sends nothing twice."""
    from leye.outreach.actions.sending import send_due  # the provider's SDK is loaded only by who sends

    send_due()


def ask_to_send() -> None:
    """Queue the sending. Inside a transaction it begins after the commit."""
    try:
        with transaction.atomic():
            send.defer()
    except AlreadyEnqueued:
        return
