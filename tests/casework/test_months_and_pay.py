"""A month on public-welfare posts: attendance, assessment, and a pay list that another person approves."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.casework.actions.attendance import (
    AssessmentLine,
    AssessPosts,
    AttendanceLine,
    RecordAttendance,
)
from leye.casework.actions.pay import ApprovePayList, DiscardPayList, MakePayList, pay_of
from leye.casework.actions.placements import EndPlacement, PlacePerson
from leye.casework.actions.posts import AddPost, ChangePost
from leye.casework.models import Attendance, PayLine, PayList, Placement, PublicPost
from leye.casework.months import month_figures, month_rows, on_post_in
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import month_end, today
from tests.ledger.people import BALENG, HEHAO, actor, register, scope

AsUser = Callable[[str], Actor]
TOWN = 150822101000
MONTH = dt.date(2026, 9, 1)


def post(by: Actor, **more: object) -> PublicPost:
    values = {"title": "保洁员", "kind": "rural", "places": 5, "wage_fen": 100_000, **more}
    return AddPost(by, area_no=HEHAO, valid_from=dt.date(2025, 1, 1), **values).run()  # type: ignore[arg-type]  # spelt out by callers


def placed(by: Actor, on: PublicPost, sequence: int, start: dt.date = dt.date(2026, 1, 1)) -> Placement:
    person = register(by, sequence, f"王小{'一二三四五'[sequence - 1]}")
    return PlacePerson(by, person_id=person.pk, post_id=on.pk, started_on=start, term_months=12).run()


def attend(by: Actor, *lines: tuple[Placement, int, int], month: dt.date = MONTH, version: int = 0) -> int:
    typed = [AttendanceLine(one.pk, due, done, version=version) for one, due, done in lines]
    return RecordAttendance(by, month=month, lines=typed).run()


@pytest.mark.parametrize(
    ("wage", "due", "done", "pay"),
    [(100_000, 22, 22, 100_000), (100_000, 22, 0, 0), (100_000, 22, 21, 95_455), (1, 2, 1, 1), (3, 4, 1, 1)],
)
def test_pay_is_the_share_of_days_to_the_fen(wage: int, due: int, done: int, pay: int) -> None:
    assert pay_of(wage, due, done) == pay


def test_a_month_is_recorded_for_many_and_changed_only_by_who_saw_it(as_user: AsUser) -> None:
    town = as_user("town")
    on = post(town)
    first, second = placed(town, on, 1), placed(town, on, 2)
    assert attend(town, (first, 22, 22), (second, 22, 20)) == 2
    assert attend(town, (first, 22, 22), (second, 22, 20), version=1) == 0
    with pytest.raises(Invalid, match="刚被别人登记为20/22天"):
        attend(town, (second, 22, 18))
    assert attend(town, (second, 22, 18), version=1) == 1
    row = Attendance.objects.get(placement=second)
    assert (row.days_done, row.version, row.recorded_by_id, row.events.count()) == (18, 2, town.user_id, 2)


def test_days_that_cannot_be_are_refused_all_at_once(as_user: AsUser) -> None:
    town = as_user("town")
    on = post(town)
    first, late = placed(town, on, 1), placed(town, on, 2, dt.date(2026, 9, 20))
    gone = placed(town, on, 3)
    EndPlacement(town, placement_id=gone.pk, ended_on=dt.date(2026, 8, 31), reason="other").run()
    with pytest.raises(Invalid) as caught:
        attend(town, (first, 22, 23), (late, 22, 12), (gone, 22, 1))
    assert caught.value.problems == {
        f"p{first.pk}": "王小一：实际出勤应在0至22天之间。",
        f"p{late.pk}": "王小二当月在岗只有11天，出勤不能更多。",
        f"p{gone.pk}": "王小三当月不在岗。",
    }
    assert not Attendance.objects.exists()
    with pytest.raises(Invalid, match="本月或以前"):
        attend(town, (first, 22, 22), month=dt.date(2099, 1, 1))


def test_only_days_that_have_come_and_not_the_day_of_leaving(as_user: AsUser) -> None:
    town = as_user("town")
    on, now = post(town), today().replace(day=1)
    stays, left, never = placed(town, on, 1), placed(town, on, 2), placed(town, on, 3, MONTH)
    if today() < month_end(today()):
        with pytest.raises(Invalid, match=f"在岗只有{today().day}天"):
            attend(town, (stays, month_end(now).day, today().day + 1), month=now)
    assert attend(town, (stays, month_end(now).day, today().day), month=now) == 1
    EndPlacement(town, placement_id=left.pk, ended_on=dt.date(2026, 9, 11), reason="other").run()
    EndPlacement(town, placement_id=never.pk, ended_on=MONTH, reason="other").run()
    with pytest.raises(Invalid, match="在岗只有10天"):
        attend(town, (left, 22, 11))
    assert list(on_post_in(scope("town"), MONTH)) == [stays, left]
    EndPlacement(town, placement_id=stays.pk, ended_on=dt.date(2026, 10, 1), reason="other").run()
    assert list(on_post_in(scope("town"), dt.date(2026, 10, 1))) == []


def test_only_the_scope_and_only_a_clerk_assesses(as_user: AsUser) -> None:
    with acting(scope("town")):
        one = placed(actor("town"), post(actor("town")), 1)
    with acting(scope("village2")), pytest.raises(Absent):
        attend(actor("village2"), (one, 22, 22))
    with acting(scope("village")):
        assert attend(actor("village"), (one, 22, 22)) == 1
        with pytest.raises(NotAllowed):
            AssessPosts(actor("village"), month=MONTH, lines=[AssessmentLine(one.pk, "good")]).run()
    town = as_user("town")
    judged = [AssessmentLine(one.pk, "fail", "三次旷工")]
    assert AssessPosts(town, month=MONTH, lines=judged).run() == 1
    assert AssessPosts(town, month=MONTH, lines=judged).run() == 0
    with pytest.raises(Invalid, match="考核结果"):
        AssessPosts(town, month=MONTH, lines=[AssessmentLine(one.pk, "superb")]).run()
    (row,) = month_rows(scope("town"), list(on_post_in(scope("town"), MONTH)), MONTH)
    assert (row.attendance is not None, row.assessment is not None, row.most) == (True, True, 30)
    assert month_figures(scope("town"), MONTH).counts["failed"] == 1


def made(by: Actor, **more: object) -> PayList:
    return MakePayList(by, area_no=TOWN, month=MONTH, **more).run()  # type: ignore[arg-type]  # spelt out by callers


def test_a_list_is_made_once_and_approved_by_another(as_user: AsUser) -> None:
    with acting(scope("town")):
        town = actor("town")
        on = post(town)
        first, second = placed(town, on, 1), placed(town, on, 2)
        attend(town, (first, 20, 20), (second, 20, 15))
        with pytest.raises(Invalid, match="资金来源多出"):
            made(town, pv_fen=180_000)
        with pytest.raises(Invalid, match="其他资金"):
            made(town, other_fen=100)
        found = made(town, pv_fen=140_000, other_fen=10_000, other_note="村集体")
        assert (found.people, found.amount_fen) == (2, 175_000)
        assert list(found.funds.values_list("source", "amount_fen")) == [
            ("pv_income", 140_000), ("employment_fund", 25_000), ("other", 10_000)]  # fmt: skip
        with pytest.raises(ActionError, match="没有还没造表的考勤"):
            made(town)
        with pytest.raises(NotAllowed):
            ApprovePayList(town, pay_list_id=found.pk, version=1).run()
    county = as_user("county")
    done = ApprovePayList(county, pay_list_id=found.pk, version=1).run()
    assert (done.state, done.approved_by_id) == ("approved", county.user_id)
    with pytest.raises(Invalid, match="已审批发放，不能再改"):
        attend(county, (first, 20, 10), version=1)
    with acting(scope("village")), pytest.raises(Invalid, match="已审批发放，不能再改"):
        attend(actor("village"), (first, 20, 10), version=1)
    with pytest.raises(ActionError, match="已审批"):
        DiscardPayList(county, pay_list_id=found.pk).run()


def test_who_made_it_does_not_approve_it(as_user: AsUser) -> None:
    county = as_user("county")
    one = placed(county, post(county), 1)
    attend(county, (one, 22, 22))
    found = made(county)
    with pytest.raises(ActionError, match="不能审批自己"):
        ApprovePayList(county, pay_list_id=found.pk, version=1).run()


@pytest.mark.parametrize("what", ["attendance", "wage", "move"])
def test_what_changed_since_is_not_approved(as_user: AsUser, what: str) -> None:
    county = as_user("county")
    on = post(county)
    one, other = placed(county, on, 1), placed(county, on, 2)
    attend(county, (one, 22, 22), (other, 22, 22))
    found = made(actor("town"))
    if what == "attendance":
        attend(county, (one, 22, 11), version=1)
    elif what == "wage":
        ChangePost(county, post_id=on.pk, title=on.title, places=5, wage_fen=90_000).run()
    else:
        MovePersonArea(county, person_id=one.person_id, area_no=BALENG).run()
        assert PayLine.objects.get(placement=one).area_id == BALENG
        ApprovePayList(county, pay_list_id=found.pk, version=1).run()
        return
    with pytest.raises(ActionError, match="考勤、补贴标准"):
        ApprovePayList(county, pay_list_id=found.pk, version=1).run()
    DiscardPayList(county, pay_list_id=found.pk).run()
    assert Attendance.objects.count() == 2
    assert made(actor("town")).amount_fen in (150_000, 180_000)


def test_nobody_is_paid_for_days_after_leaving(as_user: AsUser) -> None:
    county = as_user("county")
    on = post(county)
    one, gone = placed(county, on, 1), placed(county, on, 2)
    attend(county, (one, 22, 22), (gone, 22, 22))
    found = made(actor("town"))
    EndPlacement(county, placement_id=one.pk, ended_on=dt.date(2026, 9, 11), reason="other").run()
    with pytest.raises(ActionError, match="多于当月在岗天数：王小一"):
        ApprovePayList(county, pay_list_id=found.pk, version=1).run()
    EndPlacement(county, placement_id=gone.pk, ended_on=MONTH, reason="other").run()
    DiscardPayList(county, pay_list_id=found.pk).run()
    attend(county, (one, 22, 10), version=1)
    anew = made(actor("town"))
    assert anew.people == 1
    assert ApprovePayList(county, pay_list_id=anew.pk, version=1).run().state == "approved"


def test_a_post_without_a_wage_is_named(as_user: AsUser) -> None:
    town = as_user("town")
    on = post(town, wage_fen=None, title="护林员")
    attend(town, (placed(town, on, 1), 22, 22))
    with pytest.raises(ActionError, match="护林员"):
        made(town)
    with pytest.raises(Invalid, match="已有1人在岗"):
        ChangePost(town, post_id=on.pk, title="护林员", places=0, wage_fen=80_000).run()
    ChangePost(town, post_id=on.pk, title="护林员", places=1, wage_fen=80_000, duty="assistant").run()
    assert made(town).amount_fen == 80_000
