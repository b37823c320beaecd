"""A survey with messages, random checks, the village's sheets, public-welfare posts, and households without work."""

import datetime as dt

from leye.casework.actions.attendance import (
    AssessmentLine,
    AssessPosts,
    AttendanceLine,
    RecordAttendance,
    days_on_post,
)
from leye.casework.actions.pay import ApprovePayList, MakePayList
from leye.casework.models import Placement, ZeroEpisode
from leye.evidence.actions.checks import DrawRound, RecordCheck
from leye.evidence.models import CheckItem
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.models import Person
from leye.ops.month.team import Team, do
from leye.outreach.actions.messages import QueueMessages
from leye.outreach.actions.questionnaires import in_use
from leye.outreach.actions.responses import RecordAttempt, RecordResponse
from leye.outreach.actions.rounds import StartRound
from leye.outreach.actions.templates import ApproveTemplate, SaveTemplate, digest_of
from leye.outreach.models import SurveyTarget
from leye.sheets.actions.confirming import ConfirmPeople
from leye.sheets.actions.printing import PrintEdition
from leye.standards.calendar import add_months
from leye.worklist.refresh import refresh_people

ANSWERED, NOT_REACHED, WRITTEN_TO = 15, 4, 10
MESSAGE = "{name}您好，{unit}正在了解就业情况，近期会与您联系，请留意来电。"


def survey(team: Team) -> str:
    """A round over the township: some have answered, some could not be reached, some were written to."""
    with team.town.at_work():
        questionnaire = in_use(team.town.actor.scope, team.day).order_by("pk").first()
    if questionnaire is None:
        return "没有问卷"
    listed = do(team.county, StartRound(
        team.county.actor, area_no=team.town.area.pk, title="重点群体就业状况摸底", questionnaire_id=questionnaire.pk,
        since=team.ago(21), until=team.day + dt.timedelta(days=10),
    ))  # fmt: skip
    with team.town.at_work():
        targets = SurveyTarget.objects.visible_to(team.town.actor.scope).filter(round=listed.round)
        people = [target.person for target in targets.select_related("person").order_by("person")[:40]]
    for number, person in enumerate(people[:ANSWERED]):
        answers = {
            "status": "unemployed",
            "work_capacity": "able",
            "wants_work": "yes" if number % 4 else "no",
            "go_out": "yes" if number % 3 == 0 else "no",
        }
        do(team.town, RecordResponse(
            team.town.actor, round_id=listed.round.pk, person_id=person.pk, answers=answers,
            answered_on=team.ago(20 - number), channel="phone", version=0, person_version=person.version,
        ))  # fmt: skip
    for person in people[ANSWERED : ANSWERED + NOT_REACHED]:
        for days in (9, 6, 3):
            do(team.town, RecordAttempt(
                team.town.actor, round_id=listed.round.pk, person_id=person.pk, channel="phone", outcome="no_answer",
                served_on=team.ago(days),
            ))  # fmt: skip
    waiting = people[ANSWERED + NOT_REACHED :][:WRITTEN_TO]
    _write_to(team, listed.round.pk, [person.pk for person in waiting])
    team.refresh(person.pk for person in people[: ANSWERED + NOT_REACHED])
    return f"摸底 {listed.added} 人，已答 {min(ANSWERED, len(people))} 人"


def _write_to(team: Team, round_id: int, people: list[int]) -> None:
    """An approved text to those who have not been asked yet."""
    draft = do(team.county, SaveTemplate(
        team.county.actor, area_no=team.county.area.pk, title="摸底前告知", text=MESSAGE,
    ))  # fmt: skip
    do(team.leader, ApproveTemplate(team.leader.actor, template_id=draft.pk, seen=digest_of(draft)))
    if people:
        do(
            team.town,
            QueueMessages(team.town.actor, person_ids=people, template_id=draft.pk, round_id=round_id),
        )


def checks(team: Team) -> str:
    """Ten services of the month are drawn; half of them are worked off."""
    drawn = do(team.county, DrawRound(
        team.county.actor, area_no=team.town.area.pk, title="服务真实性抽查", since=team.ago(30), until=team.ago(1), number=10,
    ))  # fmt: skip
    with team.county.at_work():
        items = list(CheckItem.objects.visible_to(team.county.actor.scope).filter(round=drawn).order_by("pk"))
    for number, item in enumerate(items[:6]):
        outcome, note = ("confirmed", "本人确认") if number < 5 else ("unreachable", "两次未接听")
        do(
            team.county,
            RecordCheck(team.county.actor, item_id=item.pk, outcome=outcome, way="phone", note=note),
        )
    return f"抽查 {len(items)} 条"


def sheets(team: Team) -> str:
    """The village checks a page of its ledger and prints it."""
    with team.village.at_work():
        people = Person.objects.visible_to(team.village.actor.scope).living().order_by("name_pinyin", "pk")
        ids = list(people.values_list("pk", flat=True)[:40])
    do(team.village, ConfirmPeople(team.village.actor, person_ids=ids, whole_page=True))
    edition = do(team.village, PrintEdition(team.village.actor, area_no=team.village.area.pk, book="all"))
    return f"纸质台账 {edition.people} 人"


def posts(team: Team) -> str:
    """Last month's attendance, assessment and pay list of the township; another person approves it."""
    month = add_months(team.day.replace(day=1), -1)
    with team.county.at_work():
        placed = Placement.objects.visible_to(team.county.actor.scope).in_range(
            team.town.area.no, team.town.area.last
        )
        here = [
            one for one in placed.select_related("person").order_by("pk") if days_on_post(one, month) >= 22
        ][:30]
    if not here:
        return "没有在岗人员"
    lines = [AttendanceLine(one.pk, 22, 22 if number % 5 else 20) for number, one in enumerate(here)]
    do(team.county, RecordAttendance(team.county.actor, month=month, lines=lines))
    results = [
        AssessmentLine(one.pk, "good" if number % 3 == 0 else "pass") for number, one in enumerate(here)
    ]
    do(team.county, AssessPosts(team.county.actor, month=month, lines=results))
    made = do(team.town, MakePayList(team.town.actor, area_no=team.town.area.pk, month=month))
    do(team.leader, ApprovePayList(team.leader.actor, pay_list_id=made.pk, version=made.version))
    return f"公益性岗位 {len(here)} 人"


def households(team: Team) -> str:
    """Two households without work: one is cleared and stays so, the other's job ends and it is found again."""
    with team.county.at_work():
        open_now = ZeroEpisode.objects.visible_to(team.county.actor.scope).filter(ended_on__isnull=True)
        homes = [one.household_id for one in open_now.order_by("pk")]
        people = Person.objects.visible_to(team.county.actor.scope).living().filter(work_capacity="able")
        helped: dict[int, Person] = {}
        for person in people.filter(household__in=homes).order_by("birth_date"):
            helped.setdefault(person.household_id or 0, person)
    for number, person in enumerate(list(helped.values())[:2]):
        started = do(team.county, StartSpell(
            team.county.actor, person_id=person.pk, started_on=team.ago(8), kind="contract",
            employer_name="旗内农畜产品加工企业", work_place=team.county.area.name, wage_fen=380_000,
        ))  # fmt: skip
        refresh_people([person.pk])
        if number == 1:
            do(team.county, EndSpell(
                team.county.actor, spell_id=started.spell.pk, ended_on=team.day, reason="expired",
            ))  # fmt: skip
            refresh_people([person.pk])
    return f"零就业家庭 {min(len(helped), 2)} 户"
