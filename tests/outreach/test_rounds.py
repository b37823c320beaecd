"""Rounds: who is asked, what the numbers count, what an answer does to the ledger."""

import datetime as dt
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.areas.models import Area
from leye.casework.actions.record_service import RecordService
from leye.casework.models import Placement, PublicPost, ServiceRecord
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.cards import WORKING_AGE
from leye.ledger.errors import Absent, ChangedMeanwhile, Invalid
from leye.ledger.models import Intention, Person, Skill, TrainingNeed
from leye.outreach.actions.questionnaires import EndQuestionnaire, SaveQuestionnaire, in_use
from leye.outreach.actions.reminders import PauseReminders, ResumeReminders
from leye.outreach.actions.responses import AnsweredMeanwhile, RecordAttempt, RecordResponse
from leye.outreach.actions.rounds import CloseRound, StartRound, TopUpRound
from leye.outreach.enums import Measure
from leye.outreach.measures import out_of_reach, people_of, progress_below, progress_of
from leye.outreach.models import Response, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import questions_of
from leye.outreach.writing import known_answers
from leye.standards.calendar import add_months, today
from tests.ledger.people import BALENG, HEHAO, actor, history, register, scope
from tests.outreach.conftest import COUNTY, AsUser, Survey, questionnaire

DAY = dt.timedelta(days=1)
ANSWERS = {
    "status": "unemployed", "work_capacity": "able", "phone": "13900000001", "wants_work": "yes", "go_out": "no",
    "occupation": "缝纫工", "wage": 3500, "skills": "电焊、叉车", "needs": "缝纫", "wants_startup": False,
}  # fmt: skip


def answered(by: Actor, survey: Survey, person: Person, **changes: Any) -> Response:
    person.refresh_from_db()
    given: dict[str, Any] = {
        "round_id": survey.round.pk, "person_id": person.pk, "answers": ANSWERS, "answered_on": today(),
        "channel": "phone", "version": 0, "person_version": person.version, **changes,
    }  # fmt: skip
    return RecordResponse(by, **given).run()


def county() -> Area:
    return Area.objects.get(pk=COUNTY)


def test_the_list_holds_who_belongs_to_the_round_and_nobody_else(survey: Survey) -> None:
    with acting(scope("county")):
        assert set(SurveyTarget.objects.values_list("person_id", flat=True)) == {p.pk for p in survey.people}
        target = SurveyTarget.objects.first()
        assert target is not None
        assert history(target).get().pgh_context.metadata["action"] == "StartRound"
    with acting(scope("village2")):
        assert SurveyTarget.objects.count() == 1
    with acting(scope("banner")):
        assert SurveyTarget.objects.count() == 0


def test_who_has_work_is_left_out_unless_asked_for_and_nobody_is_refused(survey: Survey) -> None:
    with acting(scope("county")):
        by = actor("county")
        for person in survey.people:
            StartSpell(by, person_id=person.pk, started_on=today(), kind="flexible").run()
        wanted = {
            "area_no": COUNTY, "title": "第二次", "questionnaire_id": questionnaire().pk, "since": today(),
            "until": today(), "groups": ["returned_worker"],
        }  # fmt: skip
        with pytest.raises(ActionError, match="没有要调查的人"):
            StartRound(by, **wanted).run()
        assert StartRound(by, **wanted, only_unemployed=False).run().added == 3
        with pytest.raises(Invalid, match="问卷"):
            StartRound(by, **{**wanted, "questionnaire_id": 0}).run()
        with pytest.raises(Invalid, match="群体"):
            StartRound(by, **{**wanted, "groups": ["no_such"]}).run()
        with pytest.raises(Invalid, match="不能早于"):
            StartRound(by, **{**wanted, "until": today() - DAY}).run()
    with acting(scope("village")), pytest.raises(NotAllowed):
        StartRound(actor("village"), **{**wanted, "area_no": HEHAO}).run()
    with acting(scope("town")), pytest.raises(Invalid, match="辖区"):
        StartRound(actor("town"), **wanted).run()


def test_children_are_not_asked_about_work(survey: Survey) -> None:
    with acting(scope("county")):
        by = actor("county")
        of_age = register(by, 31, "刚满十六", HEHAO, born=add_months(today(), -12 * WORKING_AGE))
        child = register(by, 33, "差一天", HEHAO, born=add_months(today(), -12 * WORKING_AGE) + DAY)
        for person in (of_age, child):
            AddMembership(by, person_id=person.pk, group_code="returned_worker", valid_from=today()).run()
        assert TopUpRound(by, round_id=survey.round.pk).run().added == 1
        assert SurveyTarget.objects.filter(person=of_age).exists()


def test_who_holds_a_public_welfare_post_has_work(survey: Survey) -> None:
    first, second, third = survey.people
    with acting(scope("county")):
        by = actor("county")
        post = PublicPost.objects.create(
            area_id=COUNTY, title="保洁员", kind="urban", places=3, valid_from=today()
        )
        for person in (second, third):
            Placement.objects.create(
                person=person, area_id=person.area_id, post=post, post_kind="urban", started_on=today() - DAY,
                due_end_on=today(), ended_on=today() if person == third else None,
            )  # fmt: skip
        answered(by, survey, second)
        counts = progress_of(survey.round, scope("county"), county()).counts
        assert (counts[Measure.REGISTERED], counts[Measure.DIFFERS]) == (2, 1)
        again = StartRound(
            by, area_no=COUNTY, title="第二次", questionnaire_id=questionnaire().pk, since=today(), until=today(),
            groups=["returned_worker"],
        ).run()  # fmt: skip
        listed = SurveyTarget.objects.filter(round=again.round).values_list("person_id", flat=True)
        assert set(listed) == {first.pk, third.pk}


def test_a_round_is_topped_up_and_closed_by_its_own_area(survey: Survey) -> None:
    from leye.ledger.actions.memberships import AddMembership

    with acting(scope("county")):
        by = actor("county")
        late = register(by, 30, "后来", BALENG)
        AddMembership(by, person_id=late.pk, group_code="returned_worker", valid_from=today()).run()
    with acting(scope("town")), pytest.raises(Absent):
        TopUpRound(actor("town"), round_id=survey.round.pk).run()
    with acting(scope("county")):
        assert TopUpRound(by, round_id=survey.round.pk).run().added == 1
        assert TopUpRound(by, round_id=survey.round.pk).run().added == 0
        CloseRound(by, round_id=survey.round.pk).run()
        with pytest.raises(ActionError, match="已经结束"):
            CloseRound(by, round_id=survey.round.pk).run()
    with acting(scope("village")), pytest.raises(ActionError, match="已经结束"):
        answered(actor("village"), survey, survey.people[0])


def test_an_answer_goes_into_the_ledger_once_with_its_source(survey: Survey, as_user: AsUser) -> None:
    by = as_user("village")
    person = survey.people[0]
    response = answered(by, survey, person)
    assert (response.status, response.go_out, response.version) == ("unemployed", "no", 1)
    person.refresh_from_db()
    assert (person.phone, person.work_capacity) == ("13900000001", "able")
    said = Intention.objects.get(person=person)
    assert (said.wants_work, said.occupation, said.wage_min_fen) == ("yes", "缝纫工", 350_000)
    assert history(said).get().pgh_context.metadata["source"] == "survey"
    assert set(Skill.objects.values_list("name", flat=True)) == {"电焊", "叉车"}
    assert [need.subject for need in TrainingNeed.objects.all()] == ["缝纫"]
    service = ServiceRecord.objects.get(person=person)
    assert (service.kind, service.outcome, service.channel) == ("survey", "done", "phone")
    # What is known is not asked again, and the same answer changes nothing twice.
    known = known_answers(questions_of(questionnaire().schema), person)
    assert known["skills"] == "叉车、电焊"
    assert known["occupation"] == "缝纫工"
    answered(by, survey, person, version=1, answers={**ANSWERS, "needs": "缝纫、月嫂"})
    assert ServiceRecord.objects.count() == 1
    assert TrainingNeed.objects.count() == 2


def test_a_day_put_right_puts_the_survey_right_and_makes_no_second(survey: Survey) -> None:
    person = survey.people[0]
    SurveyRound.objects.update(since=today() - 9 * DAY)
    with acting(scope("village")):
        by = actor("village")
        answered(by, survey, person)
        answered(by, survey, person, version=1, answered_on=today() - DAY, channel="visit")
        service = ServiceRecord.objects.get(person=person)
        assert (service.served_on, service.channel, service.version) == (today() - DAY, "visit", 2)
        assert "攻坚季摸底" in service.correction
    with acting(scope("town")):
        answered(actor("town"), survey, person, version=2, answered_on=today() - 2 * DAY, channel="visit")
        service.refresh_from_db()
        assert (service.served_on, service.provider_name) == (today() - 2 * DAY, "王小梅")
        assert ServiceRecord.objects.count() == 1
        # The township's own answers: an assistant who asks on another day was there as well.
        answered(actor("town"), survey, survey.people[1])
    with acting(scope("village")):
        answered(actor("village"), survey, survey.people[1], version=1, answered_on=today() - DAY)
        assert ServiceRecord.objects.filter(person=survey.people[1]).count() == 2


def test_what_cannot_be_kept_is_told_question_by_question_and_nothing_is_written(
    survey: Survey, as_user: AsUser
) -> None:
    by, person = as_user("village"), survey.people[0]
    with pytest.raises(Invalid) as refusal:
        answered(by, survey, person, answers={"status": "unemployed"})
    assert set(refusal.value.problems) == {"work_capacity", "wants_work"}
    with pytest.raises(Invalid, match="11位"):
        answered(by, survey, person, answers={**ANSWERS, "phone": "139000"})
    with pytest.raises(Invalid, match="开始日期"):
        answered(by, survey, person, answered_on=today() - DAY)
    assert Response.objects.count() == ServiceRecord.objects.count() == Intention.objects.count() == 0


def test_two_assistants_at_one_door(survey: Survey) -> None:
    person = survey.people[0]
    with acting(scope("town")):
        answered(actor("town"), survey, person)
    with acting(scope("village")):
        with pytest.raises(AnsweredMeanwhile, match="李志强") as refusal:
            answered(actor("village"), survey, person)
        assert refusal.value.theirs.answers == ANSWERS
        assert answered(actor("village"), survey, person, version=1).version == 2


def test_a_file_that_changed_meanwhile_is_not_overwritten(survey: Survey, as_user: AsUser) -> None:
    by, person = as_user("village"), survey.people[0]
    opened = person.version
    UpdatePerson(by, person_id=person.pk, version=opened, changes={"phone": "13700000000"}).run()
    with pytest.raises(ChangedMeanwhile):
        answered(by, survey, person, person_version=opened)
    assert Response.objects.count() == 0


def test_somebody_who_is_not_on_the_list_is_not_asked(survey: Survey, as_user: AsUser) -> None:
    by = as_user("village")
    other = Person.objects.get(name="丁四")
    with pytest.raises(ActionError, match="不在这次摸底调查的名单"):
        answered(by, survey, other)
    with pytest.raises(Absent):
        RecordAttempt(
            by, round_id=survey.round.pk, person_id=survey.people[2].pk, channel="phone", outcome="away"
        ).run()
    with pytest.raises(Invalid, match="没问到"):
        RecordAttempt(
            by, round_id=survey.round.pk, person_id=survey.people[0].pk, channel="phone", outcome="done"
        ).run()


def test_every_number_is_the_length_of_its_list(survey: Survey) -> None:
    first, second, third = survey.people
    with acting(scope("county")):
        by = actor("county")
        answered(by, survey, first)
        answered(by, survey, second, answers={
            "status": "employed", "work_capacity": "none", "where": "苏州"})  # fmt: skip
        RecordService(by, person_id=first.pk, kind="career_guidance", served_on=today()).run()
        RecordService(by, person_id=second.pk, kind="follow_up", served_on=today()).run()
        RecordAttempt(
            by, round_id=survey.round.pk, person_id=third.pk, channel="phone", outcome="no_answer"
        ).run()
        whole = progress_of(survey.round, scope("county"), county())
        assert {measure.value: n for measure, n in whole.counts.items()} == {
            "asked": 3, "registered": 1, "contacted": 2, "helped": 1, "answered": 2, "number_clear": 2,
            "capacity_clear": 2, "status_clear": 2, "outing_clear": 2, "waiting": 1, "unreachable": 0, "paused": 0,
            "differs": 1, "late": 0,
        }  # fmt: skip
        for measure, n in whole.counts.items():
            has = people_of(survey.round, scope("county"), county(), measure, 0, 50)
            lacks = people_of(survey.round, scope("county"), county(), measure, 0, 50, lacking=True)
            assert (len(has), len(lacks)) == (n, 3 - n), measure
        towns = list(Area.objects.filter(parent=county()))
        (town,) = progress_below(survey.round, scope("county"), county(), towns)
        assert town.counts == whole.counts
        assert town.share(Measure.HELPED) == pytest.approx(33.33, abs=0.01)
    with acting(scope("village2")):
        mine = progress_of(survey.round, scope("village2"), county())
        assert mine.counts[Measure.ASKED] == 1


def test_many_attempts_without_contact_come_on_a_list_of_their_own(survey: Survey) -> None:
    person = survey.people[0]
    with acting(scope("county")):
        by = actor("county")
        for channel in ("phone", "visit", "wechat"):
            RecordAttempt(
                by, round_id=survey.round.pk, person_id=person.pk, channel=channel, outcome="bad_number"
            ).run()
        assert progress_of(survey.round, scope("county"), county()).counts[Measure.UNREACHABLE] == 1
        (found,) = out_of_reach(scope("county"), 0, 10)
        assert (found.person_id, found.tries, found.bad_number) == (person.pk, 3, True)
        assert out_of_reach(scope("village2"), 0, 10) == []
        RecordService(by, person_id=person.pk, kind="follow_up", served_on=today(), outcome="away").run()
        assert out_of_reach(scope("county"), 0, 10) == []


def test_who_is_at_rest_is_not_asked_until_the_pause_ends(survey: Survey, as_user: AsUser) -> None:
    by, person = as_user("village"), survey.people[0]
    with pytest.raises(Invalid, match="最多暂停"):
        PauseReminders(by, person_id=person.pk, until=today() + 400 * DAY, reason="住院").run()
    with pytest.raises(Invalid, match="暂停原因"):
        PauseReminders(by, person_id=person.pk, until=today() + DAY, reason=" ").run()
    PauseReminders(by, person_id=person.pk, until=today() + DAY, reason="住院").run()
    village = Area.objects.get(pk=HEHAO)
    counts = progress_of(survey.round, scope("village"), village).counts
    assert (counts[Measure.WAITING], counts[Measure.PAUSED]) == (1, 1)
    ResumeReminders(by, person_id=person.pk).run()
    assert progress_of(survey.round, scope("village"), village).counts[Measure.WAITING] == 2
    with pytest.raises(ActionError, match="没有暂停"):
        ResumeReminders(by, person_id=person.pk).run()


def test_answers_follow_a_person_who_moves_and_one_who_is_merged(survey: Survey) -> None:
    first, second, _third = survey.people
    with acting(scope("county")):
        by = actor("county")
        answered(by, survey, first)
        answered(by, survey, second)
        MovePersonArea(by, person_id=first.pk, area_no=BALENG).run()
        assert Response.objects.get(person=first).area_id == BALENG
        newcomer = register(by, 40, "重复", HEHAO)
        MergePeople(by, survivor_id=newcomer.pk, loser_id=second.pk).run()
        assert Response.objects.get(person=newcomer).area_id == HEHAO
        assert SurveyTarget.objects.filter(person=newcomer).exists()


def test_a_questionnaire_gets_a_new_version_and_old_rounds_keep_theirs(as_user: AsUser) -> None:
    by = as_user("county")
    schema = {"type": "object", "title": "本县问卷", "properties": {"a": {"type": "string", "title": "甲"}}}
    first = SaveQuestionnaire(by, area_no=COUNTY, schema=schema).run()
    second = SaveQuestionnaire(by, area_no=COUNTY, schema={**schema, "description": "二"}).run()
    first.refresh_from_db()
    assert (first.version, second.version, first.valid_to) == (1, 2, today())
    usable = set(in_use(scope("village"), today()).values_list("pk", flat=True))
    assert usable == {second.pk, questionnaire().pk}
    assert set(in_use(scope("banner"), today()).values_list("pk", flat=True)) == {questionnaire().pk}
    with pytest.raises(Absent):
        EndQuestionnaire(by, questionnaire_id=questionnaire().pk).run()
    EndQuestionnaire(by, questionnaire_id=second.pk).run()
    with pytest.raises(NotAllowed):
        SaveQuestionnaire(as_user("village"), area_no=HEHAO, schema=schema).run()
