"""A fair that was held last week, with booths, visitors and talks; one that is announced; and a monthly one."""

import datetime as dt

from leye.fairs.actions.booths import AcceptBooth, Offer, SignUp
from leye.fairs.actions.finish import FinishFair
from leye.fairs.actions.talks import RecordTalks
from leye.fairs.actions.visits import CheckIn
from leye.fairs.models import Booth
from leye.fairs.results import counted
from leye.ledger.models import Person
from leye.market.actions.fairs import AnnounceFair, PlanFair, ReportFair
from leye.market.actions.series import PlanSeries, StartSeries
from leye.market.enums import Every
from leye.market.models import Fair
from leye.ops.month.team import Team, do

VISITORS = 40
EMPLOYERS = (
    ("旗番茄制品加工厂", (Offer("分拣工", 20, "3500–4500元/月", "能站立作业"), Offer("机修工", 2, "6500元/月"))),
    ("乌梁素海旅游服务有限公司", (Offer("客房服务员", 8, "3200元/月，包食宿"), Offer("游船安全员", 4, "4000元/月"))),
    ("旗建筑劳务有限公司", (Offer("钢筋工", 15, "280元/天"), Offer("电焊工", 3, "7000–9000元/月", "持证"))),
    ("河套粮油有限公司", (Offer("装卸工", 10, "计件，月均5000元"),)),
)  # fmt: skip
RESULTS = ("interested", "interview", "interested", "offer", "refused", "interview", "hired", "refused")
REASONS = ("pay", "far", "skill")


def fairs(team: Team) -> str:
    """All of it by the county's officer."""
    held = _plan(team, "返乡人员专场招聘会", team.ago(6), is_special=True)
    came, talked = _held(team, held, _booths(team, held))
    coming = _plan(team, "冬季岗位对接会", team.day + dt.timedelta(days=9))
    do(team.county, AnnounceFair(team.county.actor, fair_id=coming.pk))
    _booths(team, coming)
    do(team.county, SignUp(
        team.county.actor, fair_id=coming.pk, name="旗纺织服装厂", contact="贺经理", posts=[Offer("缝纫工", 12, "计件")],
    ))  # fmt: skip
    series = do(team.county, StartSeries(
        team.county.actor, fair_id=coming.pk, title="月月有招聘", every=Every.MONTH,
    ))  # fmt: skip
    do(team.county, PlanSeries(team.county.actor, series_id=series.pk, months=3))
    team.refresh()
    return f"招聘会来访 {came} 人、洽谈 {talked} 人次"


def _plan(team: Team, title: str, day: dt.date, is_special: bool = False) -> Fair:
    return do(team.county, PlanFair(
        team.county.actor, area_no=team.county.area.pk, title=title, held_on=day, place="人力资源市场一楼大厅",
        starts_at=dt.time(9), ends_at=dt.time(12), organiser=f"{team.county.area.name}就业服务中心", is_special=is_special,
    ))  # fmt: skip


def _booths(team: Team, fair: Fair) -> list[Booth]:
    found = []
    for name, posts in EMPLOYERS:
        booth = do(team.county, SignUp(team.county.actor, fair_id=fair.pk, name=name, posts=posts))
        found.append(do(team.county, AcceptBooth(team.county.actor, booth_id=booth.pk)))
    return found


def _held(team: Team, fair: Fair, booths: list[Booth]) -> tuple[int, int]:
    """Who came, who talked to whom, and the numbers: (visitors, talks)."""
    with team.county.at_work():
        people = Person.objects.visible_to(team.county.actor.scope).living().filter(work_capacity="able")
        ids = list(people.order_by("-pk").values_list("pk", flat=True)[:VISITORS])
    visits = [do(team.county, CheckIn(team.county.actor, fair_id=fair.pk, person_id=pk)).visit for pk in ids]
    for name, phone in (("孙来福", "13900000021"), ("马晓燕", "13900000022"), ("田志刚", "13900000023")):
        visits.append(
            do(team.county, CheckIn(team.county.actor, fair_id=fair.pk, name=name, phone=phone)).visit
        )
    for place, visit in enumerate(visits[::2]):
        result = RESULTS[place % len(RESULTS)]
        do(team.county, RecordTalks(
            team.county.actor, booth_id=booths[place % len(booths)].pk, visit_ids=[visit.pk], result=result,
            reason=REASONS[place % len(REASONS)] if result == "refused" else "",
        ))  # fmt: skip
    with team.county.at_work():
        numbers = counted(fair).as_numbers()
    do(team.county, FinishFair(team.county.actor, fair_id=fair.pk, **numbers))
    summary = "来的多是返乡人员。电焊工没有人应，分拣工当场录用多。下一场提前一周把岗位发到村。"
    do(team.county, ReportFair(team.county.actor, fair_id=fair.pk, summary=summary))
    team.touched |= set(ids)
    return len(visits), len(visits[::2])
