"""Background jobs of cases."""

from procrastinate.contrib.django import app

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.cases.actions.referrals import ExpireReferrals

#: 00:20 in Shanghai, when a day has ended; the scheduler counts in UTC.
DAILY = "20 16 * * *"


@app.periodic(cron=DAILY)
@app.task(name="cases.expire_referrals", queue="upkeep", queueing_lock="expire_referrals")
def expire_referrals(timestamp: int) -> None:
    """Close the referrals whose day for an answer is over; `timestamp` is the moment it was planned for."""
    ExpireReferrals(Actor.system(Source.NIGHT)).run()
