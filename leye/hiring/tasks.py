"""Background jobs of hiring: matching, applications that nobody answered, what became of hires."""

from procrastinate.contrib.django import app

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import ExpireApplications
from leye.hiring.actions.follow import DeriveOutcomes
from leye.hiring.counties import counties_within, match_counties

#: 01:10 in Shanghai, after vacancies were brought up to date; the scheduler counts in UTC.
DAILY = "10 17 * * *"


@app.periodic(cron=DAILY)
@app.task(name="hiring.nightly", queue="upkeep", queueing_lock="hiring_nightly")
def nightly(timestamp: int) -> None:
    """Close what nobody answered, derive what became of hires, and match every county that holds people.

    Raises CountiesFailed after the last county when some could not be matched.
    """
    night = Actor.system(Source.NIGHT)
    with as_service():
        ExpireApplications(night).run()
        DeriveOutcomes(night).run()
    match_counties(counties_within(), night).check()
