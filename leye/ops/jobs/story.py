"""What came of the first matching in one county of the demo: jobs told to people, declined, applied for, one hire."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.areas.loading import load_areas
from leye.hiring.actions.apply import Apply, Invite, MarkSeen, Offer, OpenSlot, Refuse
from leye.hiring.actions.hire import HirePerson
from leye.hiring.actions.recommend import Decline, Deliver
from leye.hiring.counties import counties_within, match_counties
from leye.hiring.enums import RecommendationState
from leye.hiring.models import Application, Recommendation
from leye.ops.jobs.units import open_units
from leye.ops.jobs.vacancies import COAST, fill_job_bank
from leye.ops.month.team import Member, Team, do, find_team
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy

#: Jobs told to people of the village and the township; what they say of them in turns.
TOLD = 18
ANSWERS = (
    "apply",
    "too_far",
    "apply",
    "",
    "pay_too_low",
    "apply",
    "kind_of_work",
    "",
    "apply",
    "hours",
    "apply",
    "family",
)
CHANNELS = ("phone", "visit", "wechat", "counter")


def has_jobs() -> bool:
    """Whether there are vacancies already, or this is no demo."""
    return Vacancy.objects.using("owner").exists() or find_team() is None


def fill_and_match() -> str:
    """Fill the job banks of the demo's counties, match everybody, and tell what came of some; in words."""
    load_areas(COAST, siblings=False)
    counties = counties_within()
    vacancies = fill_job_bank(counties)
    night = Actor.system(Source.NIGHT)
    result = match_counties(counties, night)
    result.check()
    team = find_team()
    told = tell(team) if team else ""
    # What was declined changes what is picked next, as in the following night.
    again = match_counties([one for one in counties if team and one.contains(team.town.area.pk)], night)
    again.check()
    count = result.count
    few = count.fewer + count.none
    return f"岗位 {vacancies} 个，{count.people} 人要找工作：{count.three} 人各有三个，{few} 人写明原因{told}"


def tell(team: Team) -> str:
    """Officers tell people of their jobs; some decline with a reason, some apply, one is hired."""
    told = _deliver(team, team.village, TOLD // 2)
    told += _deliver(team, team.town, TOLD // 2, {one.person_id for one in told})
    applications = []
    for number, one in enumerate(told):
        answer = ANSWERS[number % len(ANSWERS)]
        if answer == "apply":
            applications.append(do(team.town, Apply(
                team.town.actor, person_id=one.person_id, vacancy_id=one.vacancy_id, contact=True,
            )))  # fmt: skip
        elif answer:
            do(team.town, Decline(team.town.actor, recommendation_id=one.pk, reason=answer))
    hired = _answers(team, applications)
    units = open_units(team, applications)
    team.refresh({one.person_id for one in told})
    return f"；告诉本人 {len(told)} 个，应聘 {len(applications)} 份，录用 {hired} 人{units}"


def _deliver(team: Team, member: Member, most: int, but: Collection[int] = ()) -> list[Recommendation]:
    """The best job of so many people of a member's area, none of them twice, without those of `but`."""
    with member.at_work():
        made = Recommendation.objects.visible_to(member.actor.scope).filter(state=RecommendationState.MADE)
        made = made.exclude(person_id__in=but)
        best: dict[int, int] = {}
        for pk, person in made.order_by("person_id", "-points").values_list("pk", "person_id"):
            best.setdefault(person, pk)
    return [
        do(
            member,
            Deliver(member.actor, recommendation_id=pk, channel=CHANNELS[n % len(CHANNELS)], on=team.day),
        )
        for n, pk in enumerate(list(best.values())[:most])
    ]


def _answers(team: Team, applications: list[Application]) -> int:
    """Employers answer: seen, invited, offered, refused, hired; the rest wait. How many were hired."""
    county = team.county
    hired = 0
    for number, one in enumerate(applications):
        if number == 0:
            do(county, Offer(county.actor, application_id=one.pk))
            do(county, HirePerson(county.actor, application_id=one.pk, started_on=today(), wage_fen=380_000))
            hired += 1
        elif number == 1:
            do(
                county,
                Refuse(county.actor, application_id=one.pk, reason="experience", answer="希望有半年以上经验"),
            )
        elif number == 2:
            starts = timezone.now() + dt.timedelta(days=2)
            slot = do(county, OpenSlot(
                county.actor, vacancy_id=one.vacancy_id, starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
                place=f"{county.area.name}人力资源市场二楼", capacity=5,
            ))  # fmt: skip
            do(county, Invite(county.actor, application_id=one.pk, slot_id=slot.pk))
        elif number == 3:
            do(county, MarkSeen(county.actor, application_id=one.pk))
    return hired
