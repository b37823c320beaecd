"""Plans: what they must name, goals met by evidence and by nothing else, templates, one open plan."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.actions.base import ActionError, Conflict, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.cases.actions.plans import AgreePlan, EndPlan, SavePlan, end_plan_of, from_template
from leye.cases.actions.templates import AddStarters, CloseTemplate, SaveTemplate
from leye.cases.goals import Goal, Standing, standings
from leye.cases.models import Plan, PlanTemplate
from leye.cases.plan_enums import PlanState
from leye.casework.actions.record_service import RecordService
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, actor, post, register, scope

DAY = dt.timedelta(days=1)
WHOLE: dict[str, Any] = {
    "helping_unit": "磴口县就业服务中心", "contact_name": "张建华", "contact_phone": "13800138000",
    "goal": "半年内就业", "standard": "三次岗位推荐，就业满三个月",
}  # fmt: skip


@pytest.fixture
def person(db: None) -> Person:
    with acting(scope("town")):
        made = register(actor("town"), 1, "王秀兰", HEHAO)
        SetHelper(actor("town"), person_ids=[made.pk], user_id=post("village").user_id).run()
        return made


def plan_for(person: Person, *goals: Goal, since: dt.date | None = None, **more: Any) -> Plan:
    start = since or today() - 100 * DAY
    values = {**WHOLE, "since": start, "until": start + 180 * DAY, **more}
    with acting(scope("town")):
        return SavePlan(actor("town"), person_id=person.pk, goals=goals, **values).run()


def serve(person: Person, kind: str, on: dt.date, item: str = "", outcome: str = "done") -> None:
    with acting(scope("town")):
        RecordService(
            actor("town"), person_id=person.pk, kind=kind, served_on=on, item=item, outcome=outcome
        ).run()


def stand(plan: Plan) -> list[Standing]:
    with acting(scope("town")):
        return standings([plan])[plan.pk]


def test_a_goal_is_met_by_different_jobs_recommended_since_the_plan_began(person: Person) -> None:
    plan = plan_for(person, Goal("job_recommendation", 2))
    serve(person, "job_recommendation", plan.since - DAY, "保安")
    serve(person, "job_recommendation", plan.since + DAY, "保洁员")
    serve(person, "job_recommendation", plan.since + 2 * DAY, "保洁员")
    serve(person, "job_recommendation", plan.since + 3 * DAY, "厨师", outcome="no_answer")
    serve(person, "home_visit", plan.since + 3 * DAY)
    (one,) = stand(plan)
    assert (one.have, one.met_on) == (1, None)
    serve(person, "job_recommendation", plan.since + 9 * DAY, "厨师")
    (one,) = stand(plan)
    assert (one.have, one.met_on) == (2, plan.since + 9 * DAY)


def test_steady_work_counts_days_of_one_job_and_begins_anew(person: Person) -> None:
    plan = plan_for(person, Goal("employed", 1), Goal("kept", 60), Goal("startup", 1))
    with acting(scope("town")):
        first = StartSpell(
            actor("town"),
            person_id=person.pk,
            kind="contract",
            employer_name="甲厂",
            started_on=plan.since + DAY,
        ).run()
        EndSpell(
            actor("town"), spell_id=first.spell.pk, ended_on=plan.since + 40 * DAY, reason="resigned"
        ).run()
        StartSpell(
            actor("town"),
            person_id=person.pk,
            kind="contract",
            employer_name="乙厂",
            started_on=today() - 50 * DAY,
        ).run()
    employed, kept, startup = stand(plan)
    assert employed.met_on == plan.since + DAY
    assert (kept.have, kept.met_on) == (50, None)
    assert startup.have == 0
    with acting(scope("town")):
        (later,) = [one for one in standings([plan], today() + 10 * DAY)[plan.pk] if one.goal.kind == "kept"]
    assert later.met_on == today() + 10 * DAY


def test_late_is_said_of_what_was_due_before(person: Person) -> None:
    start = today() - 30 * DAY
    plan = plan_for(person, Goal("home_visit", 1, due_on=start + 10 * DAY), since=start)
    (one,) = stand(plan)
    assert one.late(today())
    assert not one.late(start + 10 * DAY)
    serve(person, "home_visit", start + 5 * DAY)
    (one,) = stand(plan)
    assert not one.late(today())


def test_many_plans_ask_as_many_questions_as_one(person: Person) -> None:
    with acting(scope("town")):
        others = [register(actor("town"), n, "李建国", HEHAO) for n in range(2, 7)]
    goals = [Goal(kind) for kind in ("home_visit", "employed", "trained", "public_post")]
    plans = [plan_for(one, *goals) for one in [person, *others]]
    with acting(scope("town")):
        with CaptureQueriesContext(connection) as one_plan:
            standings(plans[:1])
        with CaptureQueriesContext(connection) as all_plans:
            standings(plans)
    assert len(one_plan) == len(all_plans) == 4


def test_a_plan_of_services_alone_asks_for_services_alone(person: Person) -> None:
    plan = plan_for(person, Goal("home_visit"), Goal("follow_up"))
    with acting(scope("town")), CaptureQueriesContext(connection) as asked:
        standings([plan])
    assert ["casework_servicerecord" in query["sql"] for query in asked] == [True]


def test_a_plan_is_agreed_only_with_everything_the_document_asks_it_to_name(person: Person) -> None:
    plan = plan_for(person, contact_name="", standard="")
    with acting(scope("town")):
        with pytest.raises(ActionError, match="联系人、考核标准、分项目标"):
            AgreePlan(actor("town"), plan_id=plan.pk, agreed_on=today()).run()
        goals = [Goal("home_visit")]
        SavePlan(
            actor("town"), person_id=person.pk, plan_id=plan.pk, version=plan.version, since=plan.since,
            until=plan.until, goals=goals, **WHOLE,
        ).run()  # fmt: skip
        agreed = AgreePlan(actor("town"), plan_id=plan.pk, agreed_on=today()).run()
        assert agreed.state == PlanState.AGREED
        with pytest.raises(Conflict, match="没有写入"):
            SavePlan(
                actor("town"),
                person_id=person.pk,
                plan_id=plan.pk,
                version=1,
                since=plan.since,
                until=plan.until,
            ).run()
        # What is changed has to be agreed anew.
        changed = SavePlan(
            actor("town"), person_id=person.pk, plan_id=plan.pk, version=agreed.version, since=plan.since,
            until=plan.until, goals=goals, **{**WHOLE, "goal": "三个月内就业"},
        ).run()  # fmt: skip
        assert (changed.state, changed.agreed_on) == (PlanState.DRAFT, None)


def test_a_plan_is_met_by_evidence_not_by_saying_so(person: Person) -> None:
    plan = plan_for(person, Goal("home_visit"), Goal("employed", text="到县内企业上班"))
    serve(person, "home_visit", today())
    with acting(scope("town")):
        end: dict[str, Any] = {"plan_id": plan.pk, "ended_on": today()}
        with pytest.raises(Invalid, match="商定"):
            EndPlan(actor("town"), reason="met", **end).run()
        AgreePlan(actor("town"), plan_id=plan.pk, agreed_on=today()).run()
        with pytest.raises(Invalid, match="到县内企业上班"):
            EndPlan(actor("town"), reason="met", **end).run()
        with pytest.raises(Invalid, match="结束说明"):
            EndPlan(actor("town"), reason="other", **end).run()
        with pytest.raises(Invalid, match="结束原因"):
            EndPlan(actor("town"), reason="case_exited", **end).run()
        StartSpell(
            actor("town"), person_id=person.pk, kind="contract", employer_name="甲厂", started_on=today()
        ).run()
        ended = EndPlan(actor("town"), reason="met", **end).run()
        assert (ended.state, ended.end_reason) == (PlanState.ENDED, "met")
        with pytest.raises(ActionError, match="已结束"):
            SavePlan(
                actor("town"), person_id=person.pk, plan_id=plan.pk, since=plan.since, until=plan.until
            ).run()


def test_one_plan_at_a_time_and_the_end_of_a_case_ends_it(person: Person) -> None:
    plan = plan_for(person)
    with pytest.raises(ActionError, match="一人一策"):
        plan_for(person)
    with acting(scope("town")):
        ended = end_plan_of(person.pk, today())
        assert ended is not None
        assert (ended.pk, ended.end_reason) == (plan.pk, "case_exited")
        assert end_plan_of(person.pk, today()) is None
    plan_for(person)


def test_back_up_dates_and_goals_are_checked(person: Person) -> None:
    for more, words in (
        ({"backup_id": post("village2").user_id}, "后备联系人"),
        ({"backup_id": post("village").user_id}, "另一个人"),
        ({"until": today() - 200 * DAY}, "计划到期"),
        ({"until": today() + 900 * DAY}, "两年"),
        ({"contact_phone": "123"}, "手机"),
        ({"group_code": "nonsense"}, "类别"),
    ):
        with pytest.raises(Invalid, match=words):
            plan_for(person, **more)
    with pytest.raises(Invalid, match="1至99"):
        plan_for(person, Goal("home_visit", 100))
    with pytest.raises(Invalid, match="期限"):
        plan_for(person, Goal("home_visit", 1, due_on=today() + 900 * DAY))
    assert plan_for(person, backup_id=post("town").user_id).backup_id == post("town").user_id


def test_the_plan_goes_where_the_person_goes_and_nobody_else_sees_it(person: Person) -> None:
    plan = plan_for(person, Goal("home_visit"))
    with acting(scope("town")):
        MovePersonArea(actor("town"), person_id=person.pk, area_no=BALENG).run()
    with acting(scope("village2")):
        assert Plan.objects.get().area_id == BALENG
    with acting(scope("village")):
        assert Plan.objects.count() == 0
        with pytest.raises(Absent):
            AgreePlan(actor("village"), plan_id=plan.pk, agreed_on=today()).run()
    with acting(scope("auditor")), pytest.raises(NotAllowed):
        AgreePlan(actor("auditor"), plan_id=plan.pk, agreed_on=today()).run()


def test_templates_are_seen_below_and_kept_by_their_area(person: Person) -> None:
    with acting(scope("county")):
        made = AddStarters(actor("county"), area_no=150822000000).run()
        assert len(made) == 6
        assert {one.group_id for one in made} >= {"graduate", "difficulty"}
        assert AddStarters(actor("county"), area_no=150822000000).run() == []
        CloseTemplate(actor("county"), template_id=made[0].pk).run()
    with acting(scope("village")):
        seen = PlanTemplate.objects.filter(closed_on__isnull=True)
        assert len(seen) == 5
        start = from_template(seen.get(title__startswith="就业困难"), today())
        assert start["until"] > today()
        assert start["goals"][0].due_on == today() + 15 * DAY
    with acting(scope("town")), pytest.raises(Absent):
        SaveTemplate(
            actor("town"), template_id=made[1].pk, area_no=150822101000, title="改名", goal="一", standard="二", months=6,
            goals=[Goal("home_visit")],
        ).run()  # fmt: skip
    with acting(scope("banner")):
        assert PlanTemplate.objects.count() == 0
    with as_service():
        assert PlanTemplate.objects.get(pk=made[1].pk).title == made[1].title


def test_a_plan_follows_its_person_into_another_file(db: None) -> None:
    with acting(scope("county")):
        single = register(actor("county"), 5, "王秀兰", HEHAO)
        alone = plan_for(single)
        standing = register(actor("county"), 7, "王秀兰", BALENG)
        MergePeople(actor("county"), survivor_id=standing.pk, loser_id=single.pk).run()
        alone.refresh_from_db()
        assert (alone.person_id, alone.area_id) == (standing.pk, BALENG)
