"""A questionnaire answered without a network: taken along, written into its round once, and over nobody's word."""

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting, as_service
from leye.areas.models import Area
from leye.casework.models import ServiceRecord
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Intention, Person
from leye.offline.actions.decide import DecideEdit, DropEdit
from leye.offline.enums import EditState, Why
from leye.offline.models import OfflineConflict, OfflineEdit
from leye.offline.people import villages_with_due
from leye.offline.surveys import fits_device
from leye.outreach.actions.questionnaires import SaveQuestionnaire
from leye.outreach.actions.reminders import PauseReminders
from leye.outreach.actions.responses import RecordResponse
from leye.outreach.actions.rounds import CloseRound
from leye.outreach.enums import Measure
from leye.outreach.measures import progress_of
from leye.outreach.models import Questionnaire, Response, SurveyRound, SurveyTarget
from leye.standards.calendar import today
from tests.ledger.people import HEHAO, actor, register, scope
from tests.offline.conftest import Device, kept, take
from tests.offline.test_sync import states
from tests.web.seed import COUNTY, Seeded

pytestmark = pytest.mark.django_db
Become = Callable[[str], Actor]
GIVEN = {"status": "unemployed", "work_capacity": "able", "phone": "13911112222", "wants_work": "yes", "go_out": "no",
         "occupation": "缝纫工", "skills": "电焊、叉车"}  # fmt: skip
DAY = dt.timedelta(days=1)


@pytest.fixture
def pk(corner: Seeded) -> int:
    return corner.people["李建国"]


def asked_online(by: Actor, found: SurveyRound, pk: int, **answers: Any) -> Response:
    """A colleague asks the same person at the office."""
    there = Response.objects.filter(round=found, person=pk).first()
    return RecordResponse(
        by, round_id=found.pk, person_id=pk, answers={**GIVEN, **answers}, answered_on=today(), channel="phone",
        version=there.version if there else 0, person_version=Person.objects.get(pk=pk).version,
    ).run()  # fmt: skip


def close(found: SurveyRound) -> None:
    with acting(scope("county")):
        CloseRound(actor("county"), round_id=found.pk).run()


def answered(found: SurveyRound) -> int:
    with acting(scope("county")):
        return progress_of(found, scope("county"), Area.objects.get(pk=COUNTY)).counts[Measure.ANSWERED]


def test_a_pack_carries_each_questionnaire_once_and_for_each_person_his_round(
    asking: Device, survey: SurveyRound, pk: int
) -> None:
    assert [one["id"] for one in asking.surveys["rounds"]] == [survey.pk]
    (questionnaire,) = asking.surveys["questionnaires"]
    assert questionnaire["schema"]["properties"]["status"]["title"] == "现在在做什么"
    one = asking.people[pk]["surveys"][0]
    assert (one["round"], one["answers"]) == (survey.pk, None)
    assert one["begin"] == {"work_capacity": "able", "phone": "13800000103", "wants_work": "yes"}
    assert asking.people[pk]["known"]["intention.wants_work"] == "yes"


def test_whoever_is_to_be_asked_goes_along_once_and_not_when_left_in_peace(
    corner: Seeded, as_user: Become, request: pytest.FixtureRequest
) -> None:
    with acting(scope("county")):
        new = register(actor("county"), 130, "新来的", HEHAO)
        resting = register(actor("county"), 131, "住院的", HEHAO)
    request.getfixturevalue("survey")
    by = as_user("village")
    PauseReminders(by, person_id=resting.pk, until=today() + DAY, reason="住院").run()
    device = take(by)
    assert new.pk in device.people
    assert resting.pk not in device.people
    assert villages_with_due(by.scope, by.role)[0]["people"] == len(device.people)
    county = as_user("county")
    assert not villages_with_due(county.scope, county.role), "the county does not go from door to door"


def test_answers_become_a_response_a_service_and_facts(asking: Device, survey: SurveyRound, pk: int) -> None:
    record = asking.answers(pk, GIVEN, answered_by="妻子")
    assert states(asking.sync(record)) == [EditState.APPLIED]
    response = Response.objects.get(person=pk)
    assert (response.answers, response.channel, response.answered_by) == (GIVEN, "visit", "妻子")
    assert (response.asked_by_id, response.status, response.go_out) == (asking.by.user_id, "unemployed", "no")
    assert ServiceRecord.objects.get(person=pk, kind="survey").note == "冬季摸底"
    assert Person.objects.get(pk=pk).phone == "13911112222"
    assert answered(survey) == 1


def test_handed_in_again_it_is_one_response(asking: Device, survey: SurveyRound, pk: int) -> None:
    record = asking.answers(pk, GIVEN)
    assert asking.sync(record).results == asking.sync(record).results
    assert Response.objects.get().version == 1
    assert ServiceRecord.objects.filter(kind="survey").count() == 1


def test_the_card_that_comes_back_holds_the_answer(asking: Device, pk: int) -> None:
    (card,) = asking.sync(asking.answers(pk, GIVEN)).people
    assert card["surveys"][0]["answers"] == GIVEN
    assert card["surveys"][0]["by"] == "王小梅"


def test_what_was_asked_anew_on_the_same_device_builds_on_the_first(
    asking: Device, survey: SurveyRound, pk: int
) -> None:
    first = asking.answers(pk, GIVEN)
    asking.people[pk]["surveys"][0]["answers"] = GIVEN
    asking.people[pk]["known"] |= {"person.phone": "13911112222", "intention.occupation": "缝纫工"}
    second = asking.answers(pk, {**GIVEN, "occupation": "电工"})
    assert states(asking.sync(first, second)) == [EditState.APPLIED] * 2
    response = Response.objects.get()
    assert (response.version, response.answers["occupation"]) == (2, "电工")
    assert ServiceRecord.objects.filter(kind="survey").count() == 1


def test_an_answer_that_somebody_else_recorded_is_put_before_the_user(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    record = asking.answers(pk, {**GIVEN, "go_out": "yes"})
    asked_online(as_user("town"), survey, pk)
    assert states(asking.sync(record)) == [EditState.WAITING]
    assert Response.objects.get().answers["go_out"] == "no"
    conflict = OfflineConflict.objects.get()
    assert (conflict.field, conflict.theirs_by) == ("response", "李志强")
    assert "外出务工意愿：想外出" in conflict.mine_text
    assert "外出务工意愿：不想外出" in conflict.theirs_text


@pytest.mark.parametrize(("side", "stands"), [("mine", "yes"), ("theirs", "no")])
def test_the_chosen_answer_stands(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become, side: str, stands: str
) -> None:
    record = asking.answers(pk, {**GIVEN, "go_out": "yes"})
    asked_online(as_user("town"), survey, pk)
    asking.sync(record)
    edit = DecideEdit(as_user("village"), edit_id=record["uuid"], choices={"response": side}).run()
    assert edit.state == EditState.APPLIED
    assert Response.objects.get().answers["go_out"] == stands
    assert answered(survey) == 1


def test_an_answer_changed_again_before_the_decision_is_asked_about_again(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    record = asking.answers(pk, {**GIVEN, "go_out": "yes"})
    asked_online(as_user("town"), survey, pk)
    asking.sync(record)
    asked_online(as_user("county"), survey, pk, go_out="out")
    edit = DecideEdit(as_user("village"), edit_id=record["uuid"], choices={"response": "mine"}).run()
    assert edit.state == EditState.WAITING
    assert "又有人改过" in edit.sentence
    assert Response.objects.get().answers["go_out"] == "out"
    assert OfflineConflict.objects.get().theirs_by == "张建华"


def test_the_same_answer_of_both_is_no_conflict(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    record = asking.answers(pk, GIVEN)
    asked_online(as_user("town"), survey, pk)
    assert states(asking.sync(record)) == [EditState.APPLIED]
    assert Response.objects.get().version == 1
    assert ServiceRecord.objects.filter(kind="survey").count() == 1


def test_an_answer_does_not_overwrite_a_fact_that_somebody_changed(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    record = asking.answers(pk, GIVEN)
    by = as_user("town")
    UpdatePerson(
        by, person_id=pk, version=Person.objects.get(pk=pk).version, changes={"phone": "13733334444"}
    ).run()
    StateIntention(by, person_id=pk, stated_on=today(), wants_work="no").run()
    assert states(asking.sync(record)) == [EditState.WAITING]
    assert not Response.objects.exists()
    fields = dict(OfflineConflict.objects.values_list("field", "theirs_text"))
    assert fields == {"fact:person.phone": "13733334444", "fact:intention.wants_work": "暂时不想"}
    choices = {"fact:person.phone": "theirs", "fact:intention.wants_work": "mine"}
    edit = DecideEdit(as_user("village"), edit_id=record["uuid"], choices=choices).run()
    assert edit.state == EditState.APPLIED
    assert Response.objects.get().answers == GIVEN, "what was answered stays what was answered"
    assert Person.objects.get(pk=pk).phone == "13733334444"
    assert Intention.objects.filter(person=pk).last().wants_work == "yes"  # type: ignore[union-attr]  # it is there


def test_half_a_decision_records_nothing_yet(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    record = asking.answers(pk, {**GIVEN, "go_out": "yes"})
    asked_online(as_user("town"), survey, pk, phone="13733334444")
    asking.sync(record)
    by = as_user("village")
    assert (
        DecideEdit(by, edit_id=record["uuid"], choices={"response": "mine"}).run().state == EditState.WAITING
    )
    assert Response.objects.get().answers["go_out"] == "no"
    edit = DecideEdit(by, edit_id=record["uuid"], choices={"fact:person.phone": "mine"}).run()
    assert edit.state == EditState.APPLIED
    assert (Response.objects.get().version, Person.objects.get(pk=pk).phone) == (2, "13911112222")


def test_a_later_word_about_work_stands_over_an_earlier_answer(
    asking: Device, survey: SurveyRound, pk: int, as_user: Become
) -> None:
    SurveyRound.objects.filter(pk=survey.pk).update(since=today() - 3 * DAY)
    record = asking.answers(pk, GIVEN, on=(today() - DAY).isoformat(), on_typed=True)
    StateIntention(as_user("town"), person_id=pk, stated_on=today(), wants_work="no").run()
    assert states(asking.sync(record)) == [EditState.APPLIED]
    assert Intention.objects.filter(person=pk).last().wants_work == "no"  # type: ignore[union-attr]  # it is there


def test_a_round_closed_meanwhile_is_told_and_the_answers_may_become_a_service(
    asking: Device, survey: SurveyRound, pk: int
) -> None:
    record = asking.answers(pk, GIVEN)
    close(survey)
    assert states(asking.sync(record)) == [EditState.WAITING]
    assert kept(record).why == Why.CLOSED
    assert OfflineConflict.objects.get().theirs_by == "张建华"
    edit = DecideEdit(asking.by, edit_id=record["uuid"], choices={"round": "mine"}).run()
    assert edit.state == EditState.APPLIED
    assert not Response.objects.exists()
    service = ServiceRecord.objects.get(kind="survey")
    assert "冬季摸底" in service.note
    assert "想做什么工作：缝纫工" in service.note
    assert Person.objects.get(pk=pk).phone == "13911112222"


def test_a_round_closed_meanwhile_may_be_left_at_that(asking: Device, survey: SurveyRound, pk: int) -> None:
    first, second = asking.answers(pk, GIVEN), asking.answers(pk, GIVEN)
    close(survey)
    asking.sync(first, second)
    assert (
        DecideEdit(asking.by, edit_id=first["uuid"], choices={"round": "theirs"}).run().state
        == EditState.DROPPED
    )
    assert DropEdit(asking.by, edit_id=second["uuid"]).run().body["answers"] == GIVEN
    assert not ServiceRecord.objects.exists()
    assert Person.objects.get(pk=pk).phone == "13800000103"


def newer(found: SurveyRound, change: Callable[[dict[str, Any]], None]) -> Questionnaire:
    """The round goes on with a next version of its questionnaire."""
    schema = copy.deepcopy(found.questionnaire.schema)
    change(schema)
    with acting(scope("county")):
        made = SaveQuestionnaire(actor("county"), area_no=COUNTY, schema=schema).run()
        SurveyRound.objects.filter(pk=found.pk).update(questionnaire=made)
    return made


def test_a_newer_questionnaire_is_told_and_completed(asking: Device, survey: SurveyRound, pk: int) -> None:
    def change(schema: dict[str, Any]) -> None:
        schema["properties"]["health"] = {"title": "身体怎么样", "type": "string", "enum": ["好", "一般"]}
        schema["required"].append("health")
        schema["allOf"][4]["then"]["properties"].pop("skills")

    record = asking.answers(pk, GIVEN)
    made = newer(survey, change)
    assert states(asking.sync(record)) == [EditState.WAITING]
    assert kept(record).why == Why.NEWER
    assert "问卷换成了" in kept(record).sentence
    edit = DecideEdit(asking.by, edit_id=record["uuid"]).run()
    assert (edit.state, edit.why, edit.body["left"]) == (EditState.WAITING, Why.INVALID, ["health"])
    assert "身体怎么样" in edit.sentence
    edit = DecideEdit(asking.by, edit_id=record["uuid"], answers={"health": "好"}).run()
    assert edit.state == EditState.APPLIED
    response = Response.objects.get()
    assert response.answers == {**{k: v for k, v in GIVEN.items() if k != "skills"}, "health": "好"}
    assert edit.body["questionnaire"] == made.pk


def test_what_the_schema_refuses_waits_with_its_question(
    asking: Device, survey: SurveyRound, pk: int
) -> None:
    record = asking.answers(pk, {**GIVEN, "go_out": "no such", "wage": -1})
    assert states(asking.sync(record)) == [EditState.WAITING]
    edit = kept(record)
    assert (edit.why, edit.body["left"]) == (Why.INVALID, ["go_out", "wage"])
    assert "“期望月薪（元）”：不能小于0。" in edit.sentence
    assert not Response.objects.exists()


def test_what_the_ledger_refuses_waits_with_its_question_and_is_corrected(
    asking: Device, survey: SurveyRound, pk: int
) -> None:
    record = asking.answers(pk, {**GIVEN, "phone": "12"})
    assert states(asking.sync(record)) == [EditState.WAITING]
    assert kept(record).body["left"] == ["phone"]
    assert not Response.objects.exists()
    assert not ServiceRecord.objects.exists()
    edit = DecideEdit(
        asking.by, edit_id=record["uuid"], answers={"phone": "13955556666", "go_out": "yes"}
    ).run()
    assert edit.state == EditState.APPLIED
    assert Response.objects.get().answers == {**GIVEN, "phone": "13955556666"}, (
        "only what was asked for is changed"
    )


def test_who_is_not_on_the_list_waits_with_the_reason(
    asking: Device, survey: SurveyRound, pk: int, corner: Seeded
) -> None:
    record = asking.answers(pk, GIVEN)
    record["body"]["round"] = 2**40
    other = asking.answers(pk, GIVEN)
    with as_service():
        SurveyTarget.objects.filter(person=pk).delete()
    assert states(asking.sync(record, other)) == [EditState.WAITING] * 2
    for one in (record, other):
        assert "不在这次摸底调查的名单里" in kept(one).sentence
        assert kept(one).body["answers"] == GIVEN


@pytest.mark.parametrize(
    "spoil",
    [{"round": "x"}, {"round": 0}, {"round": 2**70}, {"answers": []}, {"answers": {"a": {"b": 1}}},
     {"answers": {"a": 1.5}}, {"answers": {"a": 2**80}}, {"answers": {"a": "长" * 2001}}, {"answers": {"a": ["\x00"]}},
     {"answers": {str(number): "a" for number in range(61)}}, {"base": {}}, {"base": None},
     {"base": {"answers": 7, "known": {}}}, {"base": {"answers": None, "known": {"person.phone": [1]}}}],
)  # fmt: skip
def test_what_is_no_questionnaire_is_refused(asking: Device, pk: int, spoil: dict[str, Any]) -> None:
    record = asking.answers(pk, GIVEN)
    record["body"] |= spoil
    assert states(asking.sync(record)) == ["refused"]
    assert not OfflineEdit.objects.exists()


def test_a_questionnaire_whose_conditions_a_device_cannot_tell_is_not_shown_there(
    survey: SurveyRound, as_user: Become, pk: int
) -> None:
    assert fits_device(survey.questionnaire.schema)

    def change(schema: dict[str, Any]) -> None:
        schema["allOf"][0]["if"] = {"properties": {"phone": {"pattern": "^139"}}, "required": ["phone"]}

    newer(survey, change)
    device = take(as_user("village"))
    assert [one["questionnaire"] for one in device.surveys["rounds"]] == [None]
    assert device.surveys["questionnaires"] == []
    assert device.people[pk]["surveys"], "the person is told that the round is answered with a network"
