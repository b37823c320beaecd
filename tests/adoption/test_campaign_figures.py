"""The figures of a campaign are counted in the folder of a run, and stay as they are once it is closed."""

import datetime as dt
import shutil
from collections.abc import Iterator

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.adoption.actions.campaigns import CloseCampaign, SetCampaignDays
from leye.adoption.campaigns import CampaignFigures, figures_of
from leye.adoption.models import Campaign
from leye.adoption.nights import nights_home
from leye.casework.models import ServiceRecord
from leye.standards.calendar import today
from leye.worklist.night import run_night
from tests.ledger.people import actor
from tests.worklist.people import adopt, unemployed

COUNTY, TOWN, VILLAGE = 150822000000, 150822101000, 150822101201
DAY = dt.timedelta(days=1)


@pytest.fixture
def served(own_database: str) -> Iterator[int]:
    """A county that adopted the big document; one person, served once; last night's run is there."""
    adopt(COUNTY)
    shutil.rmtree(nights_home(), ignore_errors=True)
    person = unemployed("150822199003040021", VILLAGE).pk
    with as_service():
        ServiceRecord.objects.create(
            person_id=person, area_id=VILLAGE, kind="follow_up", served_on=today(), outcome="done"
        )
    run_night()
    yield person
    shutil.rmtree(nights_home(), ignore_errors=True)


def test_the_figures_come_from_the_run_and_stay_when_the_campaign_is_closed(served: int) -> None:
    owner = Campaign.objects.using("owner")
    words = {"pack": "nm_2022_28", "name": "x", "title": "行动", "basis": "测试"}
    made = owner.create(area_id=COUNTY, since=today() - DAY, until=today() + DAY, **words)
    with as_service():
        found = figures_of(Campaign.objects.get(pk=made.pk))
    lines = {line.rule: line for line in found.duties}
    assert (lines["monthly_follow_up"].people, lines["monthly_follow_up"].met) == (1, 1)
    assert lines["recommended_jobs"].met == 0
    assert found.services == (("follow_up", 1, 1),)
    towns = {line.no: line for line in found.areas}
    assert (towns[TOWN].served, towns[TOWN].people) == (1, 1)
    assert found.served == 1
    with as_service():
        closed = CloseCampaign(
            actor("county"), Campaign.objects.get(pk=made.pk), summary="全县组织走访，逐人落实服务任务，成效明显，群众满意。",
            cases="", suggestions="").run()  # fmt: skip
        with pytest.raises(ActionError, match="已经总结"):
            SetCampaignDays(actor("county"), closed, since=today(), until=today(), report_due_on=None).run()
    assert CampaignFigures.of(closed.figures) == found
    shutil.rmtree(nights_home(), ignore_errors=True)
    assert CampaignFigures.of(Campaign.objects.using("owner").get(pk=made.pk).figures).served == 1
