"""Who was written after a snapshot: people through their rows, their employers and classes; areas through theirs."""

import datetime as dt

import pytest
from django.utils import timezone

from leye.accounts.scope import acting
from leye.benefits.models import Claim
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.spells import StartSpell
from leye.registers.actions.activities import RecordActivity
from leye.registers.actions.readings import RecordReading
from leye.registers.actions.sites import OpenSite
from leye.training.actions.classes import OpenClass
from leye.training.actions.trainees import EnrolTrainees
from leye.worklist.touched import Touched, touched_since
from tests.ledger.people import HEHAO, actor, register, scope

pytestmark = pytest.mark.django_db

COUNTY, TOWN = 150822000000, 150822101000
DAY = dt.date(2025, 3, 1)


def touched(since: dt.datetime) -> Touched:
    """What was written since a moment of this transaction, as the test's own connection sees it."""
    return touched_since(since, using="default")


def test_rows_of_areas_touch_the_area_and_rows_of_people_the_person() -> None:
    moment = timezone.now() - dt.timedelta(hours=1)
    with acting(scope("county")):
        county = actor("county")
        OpenSite(county, area_no=COUNTY, kind="gig_market", name="甲", opened_on=DAY).run()
        RecordActivity(county, area_no=HEHAO, kind="ledger_check", happened_on=DAY).run()
        RecordReading(
            county,
            area_no=TOWN,
            kind="skilled_workers",
            period_start=DAY,
            period_end=DAY,
            value=3,
            source="年报",
        ).run()
        person = register(county, 1)
        found = touched(moment)
        assert found.areas == {COUNTY, HEHAO, TOWN}
        assert found.people == {person.pk}


def test_a_claim_touches_its_person_and_its_area() -> None:
    moment = timezone.now() - dt.timedelta(hours=1)
    with acting(scope("county")):
        Claim.objects.create(
            area_id=TOWN, pack="x", rule="y", subject_kind="site", subject_id=1, amount_fen=1, decided_on=DAY
        )
        found = touched(moment)
        assert (found.people, found.areas) == (frozenset(), {TOWN})


def test_an_employer_or_a_class_touches_those_who_work_or_learn_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # People's own histories are left out: only what is written about employers and classes can find them.
    left_out = [("casework_declarationevent", "person_id")], ["market_fairevent"]
    monkeypatch.setattr("leye.worklist.touched._history_tables", lambda: left_out)
    with acting(scope("county")):
        county = actor("county")
        firm = SaveEmployer(county, area_no=COUNTY, name="禾丰", kind="soe").run()
        held = OpenClass(county, area_no=COUNTY, title="一班", kind="skill", started_on=DAY).run()
        worker, learner, _other = (register(county, 2 * n + 1, name="张" + "甲乙丙"[n]) for n in range(3))
        StartSpell(county, person_id=worker.pk, started_on=DAY, kind="contract", employer_id=firm.pk).run()
        EnrolTrainees(county, class_id=held.pk, person_ids=[learner.pk]).run()
        assert touched(timezone.now() - dt.timedelta(hours=1)) == Touched(
            frozenset({worker.pk, learner.pk}), frozenset()
        )
        assert touched(timezone.now() + dt.timedelta(hours=1)).people == frozenset()
