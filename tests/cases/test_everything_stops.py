"""When a case ends, everything that was going on for the person stops with it."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone

from leye.accounts.models import Share
from leye.accounts.scope import acting, as_service
from leye.areas.models import Area
from leye.cases.actions.exit import ExitCase
from leye.cases.actions.plans import SavePlan
from leye.cases.actions.referrals import AnswerReferral, SendReferral
from leye.cases.caseload import loads
from leye.cases.goals import Goal
from leye.cases.models import Case, Plan, Referral, ReferralNotice
from leye.casework.actions.deaths import RecordDeath
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import StartSpell
from leye.ledger.models import Person
from leye.outreach.actions.messages import QueueMessages
from leye.outreach.actions.rounds import StartRound, TopUpRound
from leye.outreach.actions.sending import send_due
from leye.outreach.enums import Measure
from leye.outreach.measures import people_of, progress_of
from leye.outreach.models import Message, SurveyRound
from leye.standards.calendar import SHANGHAI, today
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_people
from tests.cases.making import again, ago, applied, registered
from tests.ledger.people import HEHAO, actor, register, scope
from tests.outreach.conftest import COUNTY, questionnaire
from tests.outreach.test_messages import Fake, template
from tests.web.seed import adopt

BANNER, YANCHUAN = 150823000000, 610622000000
NOON = dt.datetime.combine(today(), dt.time(12), SHANGHAI)


@dataclass
class Helped:
    """Somebody for whom everything is going on."""

    person: Person
    case: Case
    round: SurveyRound
    message: Message


@pytest.fixture
def helped(db: None, monkeypatch: pytest.MonkeyPatch) -> Helped:
    """A plan, a referral that waits, one that is worked on, a survey, a message, and follow-ups a document asks for."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    adopt()
    with acting(scope("town")):
        town = actor("town")
        person = register(town, 1, "王秀兰", HEHAO, phone="13800000001", work_capacity="able")
        RegisterUnemployment(town, person_id=person.pk, place_kind="household", registered_on=ago(9)).run()
        AddMembership(town, person_id=person.pk, group_code="returned_worker", valid_from=ago(9)).run()
        case = registered(town, applied(town, person))
        SavePlan(
            town, person_id=person.pk, since=ago(5), until=today() + dt.timedelta(90), goals=[Goal("follow_up", 4)]
        ).run()  # fmt: skip
        for area in (BANNER, YANCHUAN):
            SendReferral(
                town, person_id=person.pk, what="推荐到乳品厂", expires_on=today() + dt.timedelta(9), to_area_no=area
            ).run()  # fmt: skip
    with acting(scope("banner")):
        AnswerReferral(
            actor("banner"), notice_id=ReferralNotice.objects.get(area=BANNER).pk, accept=True
        ).run()
    text = template("{name}您好，请回电。")
    with acting(scope("county")):
        asked = StartRound(
            actor("county"), area_no=COUNTY, title="摸底", questionnaire_id=questionnaire().pk, since=ago(1), until=today(),
            groups=["returned_worker"],
        ).run()  # fmt: skip
    with acting(scope("village")):
        queued = QueueMessages(
            actor("village"), person_ids=[person.pk], template_id=text.pk, round_id=asked.round.pk
        ).run()
        refresh_people([person.pk])
    return Helped(person, case, asked.round, queued.messages[0])


def waiting(helped: Helped) -> int:
    with acting(scope("county")):
        area = Area.objects.get(pk=COUNTY)
        listed = people_of(helped.round, scope("county"), area, Measure.WAITING, 0, 9)
        counts = progress_of(helped.round, scope("county"), area).counts
        assert len(listed) == counts[Measure.WAITING]
        assert counts[Measure.ASKED] == 1, "that somebody was to be asked stays true"
        return len(listed)


def follow_ups() -> int:
    with as_service():
        return Todo.objects.filter(rule="monthly_follow_up").open().count()


def leave(helped: Helped, kind: str) -> None:
    with acting(scope("town")):
        town = actor("town")
        if kind == "deceased":
            RecordDeath(town, person_id=helped.person.pk, deceased_on=today()).run()
        if kind == "employed":
            StartSpell(
                town,
                person_id=helped.person.pk,
                started_on=today(),
                kind="contract",
                employer_name="红牛肉厂",
            ).run()
        ExitCase(
            town, case_id=helped.case.pk, version=again(helped.case).version, kind=kind, exited_on=today(),
            note="去了苏州，本人来电说明",
        ).run()  # fmt: skip
        refresh_people([helped.person.pk])


@pytest.mark.parametrize("kind", ["left_area", "deceased", "employed", "withdrawn", "not_eligible"])
def test_plan_referrals_survey_messages_and_follow_ups_end_with_the_case(helped: Helped, kind: str) -> None:
    assert (waiting(helped), follow_ups()) == (1, 1)
    leave(helped, kind)
    with as_service():
        plan = Plan.objects.get()
        assert (plan.ended_on, plan.end_reason) == (today(), "case_exited")
        states = dict(Referral.objects.values_list("to_area", "state"))
        assert states[YANCHUAN] == "revoked"
        # Where work was found, the area that helped still tells what came of it.
        assert states[BANNER] == ("accepted" if kind == "employed" else "done")
        assert dict(ReferralNotice.objects.values_list("area", "state")) == states
        assert (Share.objects.get().valid_to < today()) == (kind != "employed")
        send_due(Fake())
        stands = Message.objects.get(pk=helped.message.pk)
        assert (stands.state, stands.held) == ("held", "deceased" if kind == "deceased" else "case_ended")
        town = Area.objects.get(pk=150822101000)
        assert sum(one.cases + one.quiet for one in loads(scope("town"), town, today())) == 0
    assert waiting(helped) == 0
    # The registration ends with the case for these reasons, and with it what a document asks for the registered.
    if kind in ("left_area", "deceased", "employed"):
        assert follow_ups() == 0
    with acting(scope("county")):
        assert TopUpRound(actor("county"), round_id=helped.round.pk).run().added == 0
    assert waiting(helped) == 0


def test_who_applies_again_is_asked_again(helped: Helped) -> None:
    leave(helped, "withdrawn")
    assert waiting(helped) == 0
    with acting(scope("town")):
        applied(actor("town"), helped.person, days=0)
    assert waiting(helped) == 1


def test_a_case_that_ended_before_a_survey_began_says_nothing_about_it(helped: Helped) -> None:
    leave(helped, "withdrawn")
    with acting(scope("county")):
        new = StartRound(
            actor("county"), area_no=COUNTY, title="明天的摸底", questionnaire_id=questionnaire().pk,
            since=today() + dt.timedelta(1), until=today() + dt.timedelta(9), groups=["returned_worker"],
        ).run()  # fmt: skip
    assert waiting(Helped(helped.person, helped.case, new.round, helped.message)) == 1
