"""Background jobs of the pages for job seekers."""

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from leye.accounts.scope import as_service
from leye.selfservice.models import SignInCode

#: 01:50 in Shanghai; the scheduler counts in UTC.
DAILY = "50 17 * * *"
#: A code is worth nothing after minutes; the line is kept a while for who asks why somebody could not sign in.
KEPT = dt.timedelta(days=30)


def drop_old_codes() -> int:
    """Remove codes that ran out long ago; how many."""
    with as_service():
        return SignInCode.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()[0]


@app.periodic(cron=DAILY)
@app.task(name="selfservice.nightly", queue="upkeep", queueing_lock="selfservice_nightly")
def nightly(timestamp: int) -> None:
    """Drop what ran out."""
    drop_old_codes()
