"""Background jobs of hiring: matching county by county, applications that nobody answered, what became of hires."""

import datetime as dt

from procrastinate.contrib.django import app

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.hiring.actions.apply import ExpireApplications
from leye.hiring.actions.hire import DeriveOutcomes
from leye.hiring.actions.match import MatchArea
from leye.ledger.models import Person
from leye.standards.calendar import today

#: 01:10 in Shanghai, after vacancies were brought up to date; the scheduler counts in UTC.
DAILY = "10 17 * * *"


@app.periodic(cron=DAILY)
@app.task(name="hiring.nightly", queue="upkeep", queueing_lock="hiring_nightly")
def nightly(timestamp: int) -> None:
    """Close what nobody answered, derive what became of hires, and match every county that holds people."""
    night = Actor.system(Source.NIGHT)
    with as_service():
        ExpireApplications(night).run()
        DeriveOutcomes(night).run()
    for county in counties(today()):
        MatchArea(night, lo=county.no, hi=county.last).run()


def counties(day: dt.date) -> list[Area]:
    """Counties in use on a day that hold people."""
    with as_service():
        held = Area.objects.filter(level=Level.COUNTY).valid_on(day).order_by("no")
        return [county for county in held if _holds_people(county)]


def _holds_people(county: Area) -> bool:
    return Person.objects.filter(area_id__gte=county.no, area_id__lte=county.last).exists()
