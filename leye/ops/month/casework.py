"""Cases in every state, plans, referrals, and a briefing for a village."""

import datetime as dt
from typing import Any

from django.db.models import Q

from leye.accounts.enums import Source
from leye.areas.models import Area
from leye.cases.actions.apply import Apply
from leye.cases.actions.exit import ExitCase
from leye.cases.actions.owners import AssignOwner
from leye.cases.actions.plans import AgreePlan, SavePlan
from leye.cases.actions.referrals import SendReferral
from leye.cases.actions.register import ConfirmLabourers, RegisterCase
from leye.cases.enums import ExitKind
from leye.cases.goals import Goal
from leye.cases.models import Case
from leye.cases.plan_enums import GoalKind
from leye.casework.actions.record_service import RecordServices
from leye.gatherings.actions.gather import PlanGathering, RecordAttendance
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.spells import StartSpell
from leye.ledger.models import Person
from leye.ops.month.team import Member, Team, do

CHANNELS = (
    Source.COUNTER, Source.SURVEY, Source.DEPARTMENT, Source.PORTAL, Source.GRADUATE_SYSTEM, Source.DISPUTE,
)  # fmt: skip
GIVERS = {
    Source.DEPARTMENT: "旗民政局", Source.DISPUTE: "旗劳动人事争议仲裁院", Source.PORTAL: "网上求助渠道",
    Source.GRADUATE_SYSTEM: "高校毕业生求职登记系统",
}  # fmt: skip
WISHES = ("想在本地找份工作", "想学一门技术再就业", "想了解公益性岗位", "希望有人帮忙联系外地用工单位")
#: People who apply; of them two thirds are registered, half are served, one in eight has found work.
APPLIED = 24
PLANS, AGREED = 6, 4


def unemployed(member: Member, count: int) -> list[Person]:
    """Living people of the member's area who are registered unemployed and can work, in the order of the ledger."""
    with member.at_work():
        people = Person.objects.visible_to(member.actor.scope).living()
        open_now = Q(registrations__ended_on__isnull=True, registrations__isnull=False)
        able = people.filter(open_now, work_capacity="able").distinct().order_by("pk")
        return list(able.filter(cases__isnull=True)[:count])


def cases(team: Team) -> str:
    """Applications by all channels; most are registered and served, some have found work, one was no labourer."""
    people = unemployed(team.town, APPLIED)
    opened = [
        (person, do(team.town, Apply(
            team.town.actor, person_id=person.pk, channel=channel, applied_on=team.ago(30 - number),
            asked_for=WISHES[number % len(WISHES)], handed_by=GIVERS.get(channel, ""),
            owner_id=team.town.user_id if number % 5 else None,
        )))
        for number, person in enumerate(people)
        for channel in (CHANNELS[number % len(CHANNELS)],)
    ]  # fmt: skip
    registered = opened[: len(opened) * 2 // 3]
    employed = max(len(opened) // 8, 1)
    for number, (_person, case) in enumerate(registered):
        no_labourer = number == len(registered) - 1
        do(team.town, RegisterCase(
            team.town.actor, case_id=case.pk, version=case.version, registered_on=team.ago(28 - number),
            is_labourer=not no_labourer, reason="在校学习，明年毕业" if no_labourer else "",
        ))  # fmt: skip
    for number, (person, _case) in enumerate(registered[: len(opened) // 2]):
        for kinds, days in ((["policy_briefing", "career_guidance"], 24), (["home_visit"], 16)):
            _serve(team, person, kinds, team.ago(max(days - number, 1)))
    for number, (person, case) in enumerate(registered[:employed]):
        started = team.ago(6 - number)
        do(team.town, StartSpell(
            team.town.actor, person_id=person.pk, started_on=started, kind="contract",
            employer_name="旗内农畜产品加工企业", work_place=team.county.area.name, wage_fen=420_000,
        ))  # fmt: skip
        found = _current(team, case)
        do(team.town, ExitCase(
            team.town.actor, case_id=case.pk, version=found.version, kind=ExitKind.EMPLOYED, exited_on=team.day,
            note="已签订劳动合同",
        ))  # fmt: skip
    confirmed = [case.pk for _person, case in registered[employed:-1][:6]]
    if confirmed:
        do(team.county, ConfirmLabourers(team.county.actor, case_ids=confirmed))
    unowned = [
        case.pk for number, (_person, case) in enumerate(opened) if number % 10 == 0 and number >= employed
    ]
    if unowned:
        do(team.town, AssignOwner(team.town.actor, case_ids=unowned, user_id=team.town.user_id))
    team.refresh(person.pk for person, _case in opened)
    return f"援助对象 {len(opened)} 人"


def _serve(team: Team, person: Person, kinds: list[str], day: dt.date) -> None:
    do(team.town, RecordServices(
        team.town.actor, person_ids=[person.pk], kinds=kinds, served_on=day, channel="visit", place=team.town.area.name,
    ))  # fmt: skip


def _current(team: Team, case: Case) -> Case:
    with team.town.at_work():
        return Case.objects.get(pk=case.pk)


def plans(team: Team) -> str:
    """One file, one plan, for people who are being served; two referrals that wait for an answer."""
    with team.town.at_work():
        mine = (
            Case.objects.open().filter(first_served_on__isnull=False).select_related("person").order_by("pk")
        )
        people = [case.person for case in mine[:PLANS]]
    if people:
        do(team.town, SetHelper(
            team.town.actor, person_ids=[person.pk for person in people], user_id=team.town.user_id,
        ))  # fmt: skip
    for number, person in enumerate(people):
        plan = do(team.town, SavePlan(
            team.town.actor, person_id=person.pk, since=team.ago(20 - number), until=team.day + dt.timedelta(days=160),
            helping_unit="旗人力资源和社会保障局", contact_name=team.county.name, contact_phone="15400001101",
            goal="三个月内实现稳定就业", standard="签订劳动合同并连续在岗三个月", goals=_goals(team),
        ))  # fmt: skip
        if number < AGREED:
            do(team.town, AgreePlan(team.town.actor, plan_id=plan.pk, agreed_on=team.ago(19 - number)))
    answer_by = team.day + dt.timedelta(days=7)
    others = Area.objects.filter(parent=team.county.area, valid_to__isnull=True).exclude(pk=team.town.area.pk)
    neighbour = others.order_by("no").first()
    if people:
        do(team.town, SendReferral(
            team.town.actor, person_id=people[0].pk, what="想学电焊，请安排技能培训", expires_on=answer_by,
            to_unit="旗职业技能培训学校",
        ))  # fmt: skip
    if neighbour is not None and len(people) > 1:
        do(team.town, SendReferral(
            team.town.actor, person_id=people[1].pk, what="在贵地打零工，请就近联系岗位", expires_on=answer_by,
            to_area_no=neighbour.pk,
        ))  # fmt: skip
    return f"帮扶计划 {len(people)} 份"


def _goals(team: Team) -> list[Goal]:
    soon = team.day + dt.timedelta(days=30)
    return [
        Goal(GoalKind.CAREER_GUIDANCE, 1, due_on=soon),
        Goal(GoalKind.JOB_RECOMMENDATION, 3, due_on=soon),
        Goal(GoalKind.EMPLOYED, 1, due_on=team.day + dt.timedelta(days=90)),
    ]


def briefing(team: Team) -> str:
    """A briefing for sixty of a village ten days ago, from its sheet; and one that is planned."""
    with team.village.at_work():
        people = Person.objects.visible_to(team.village.actor.scope).living().filter(work_capacity="able")
        asked = list(people.order_by("pk").values_list("pk", flat=True)[:60])
    told: dict[str, Any] = {
        "area_no": team.village.area.pk,
        "kind": "policy_briefing",
        "place": "村委会会议室",
    }
    held = do(team.village, PlanGathering(
        team.village.actor, title="秋冬季稳岗政策宣讲", held_on=team.ago(10), person_ids=asked, **told,
    ))  # fmt: skip
    came = do(team.village, RecordAttendance(
        team.village.actor, gathering_id=held.pk, rows=[row for row in range(1, held.rows + 1) if row % 8],
    ))  # fmt: skip
    do(team.village, PlanGathering(
        team.village.actor, title="技能培训项目推介", held_on=team.day + dt.timedelta(days=3), person_ids=asked[:30], **told,
    ))  # fmt: skip
    team.refresh(came.touched)
    return f"集中宣讲 {len(came.touched)} 人"
