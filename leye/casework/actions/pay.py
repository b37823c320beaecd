"""Monthly pay lists: made from attendance, approved by another person of the county, or thrown away (#237)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import Role
from leye.casework.actions.attendance import beyond_post, held_in
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.models import Attendance, PayFund, PayLine, PayList, Placement, PublicPost
from leye.casework.post_enums import FundSource, PayListState
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import today
from leye.standards.money import show_yuan

CAN_APPROVE_PAY = (Role.COUNTY_OFFICER, Role.COUNTY_LEADER)
NAMES_SHOWN = 5


def pay_of(wage_fen: int, days_due: int, days_done: int) -> int:
    """A month's pay in fen for the days at work, half a fen upwards: the whole wage for full attendance."""
    return (wage_fen * days_done * 2 + days_due) // (2 * days_due)


def unpaid(area_no: int, last: int, month: dt.date) -> QuerySet[Attendance]:
    """Attendance of a month in an area's subtree that stands on no pay list yet.

    Without those whose placement ended before the month, which was written down after their attendance.
    """
    here = Attendance.objects.filter(area_id__gte=area_no, area_id__lte=last, month=month)
    return here.filter(held_in(month, "placement__")).exclude(placement__pay_lines__month=month)


@dataclass(kw_only=True)
class MakePayList(LedgerAction[PayList]):
    """A pay list of an area and a month from the attendance that is on none yet.

    `pv_fen` comes from the village solar stations, `other_fen` from other money; the rest from the employment fund.
    """

    allowed = CAN_MANAGE_POSTS

    area_no: int
    month: dt.date
    pv_fen: int = 0
    other_fen: int = 0
    other_note: str = ""

    def execute(self) -> PayList:
        area = self.area(self.area_no)
        problems = Problems()
        if self.month.day != 1 or self.month > today():
            problems.add("month", _("请选择本月或以前的月份。"))
        other_note = problems.text(PayFund, "note", self.other_note)
        if self.other_fen and not other_note:
            problems.add("other_note", _("请写明其他资金是什么资金。"))
        problems.check()
        rows = unpaid(area.no, area.last, self.month).filter(
            area_id__gte=self.actor.scope.lo, area_id__lte=self.actor.scope.hi
        )
        found = list(rows.select_related("placement__post").order_by("area_id", "placement_id"))
        if not found:
            raise ActionError(_("当月没有还没造表的考勤。请先登记考勤。"))
        without = sorted({row.placement.post.title for row in found if row.placement.post.wage_fen is None})
        if without:
            raise ActionError(
                _("这些岗位没有填月岗位补贴，不能造表：%(titles)s。请先修改岗位。")
                % {"titles": "、".join(without)}
            )
        lines = [_line(row, self.month) for row in found]
        total = sum(line.amount_fen for line in lines)
        funds = self._funds(total, other_note)
        made = PayList.objects.create(
            area=area, month=self.month, people=len(lines), amount_fen=total, made_by_id=self.actor.user
        )
        for line in lines:
            line.pay_list = made
        PayLine.objects.bulk_create(lines)
        PayFund.objects.bulk_create([
            PayFund(pay_list=made, area=area, source=source, amount_fen=fen, note=note) for source, fen, note in funds
        ])  # fmt: skip
        return made

    def _funds(self, total: int, other_note: str) -> Sequence[tuple[str, int, str]]:
        problems = Problems()
        for name, fen in (("pv_fen", self.pv_fen), ("other_fen", self.other_fen)):
            if fen < 0:
                problems.add(name, _("金额不能为负数。"))
        rest = total - self.pv_fen - self.other_fen
        if rest < 0:
            words = _("本表共%(total)s，资金来源多出%(over)s。")
            problems.add("pv_fen", words % {"total": show_yuan(total), "over": show_yuan(-rest)})
        problems.check()
        parts = [
            (FundSource.PV_INCOME, self.pv_fen, ""),
            (FundSource.EMPLOYMENT_FUND, rest, ""),
            (FundSource.OTHER, self.other_fen, other_note),
        ]
        return [(str(source), fen, note) for source, fen, note in parts if fen]


def _line(row: Attendance, month: dt.date) -> PayLine:
    wage = row.placement.post.wage_fen or 0
    return PayLine(
        placement=row.placement, person_id=row.person_id, area_id=row.area_id, month=month, days_due=row.days_due,
        days_done=row.days_done, wage_fen=wage, amount_fen=pay_of(wage, row.days_due, row.days_done),
    )  # fmt: skip


def no_longer_fits(pay_list: PayList) -> int:
    """How many lines no longer agree with attendance, wage or where the person is."""
    lines = PayLine.objects.filter(pay_list=pay_list)
    same = lines.filter(
        placement__attendances__month=F("month"),
        placement__attendances__days_due=F("days_due"),
        placement__attendances__days_done=F("days_done"),
        placement__post__wage_fen=F("wage_fen"),
    )
    return pay_list.people - same.count()


def hold_still(pay_list: PayList) -> None:
    """Lock what a list was worked out from until it is decided on: its placements, then their posts.

    Each by key, as attendance locks the placements of a month, so that neither waits for the other for ever. Who is
    recording attendance or changing a wage is waited for; who comes later finds the month paid.
    """
    placements = Placement.objects.filter(pay_lines__pay_list=pay_list).order_by("pk")
    posts = {one.post_id for one in placements.select_for_update(of=("self",))}
    list(PublicPost.objects.filter(pk__in=posts).order_by("pk").select_for_update())


@dataclass(kw_only=True)
class ApprovePayList(LedgerAction[PayList]):
    """The county approves what another person made, exactly as shown; nothing of it can be changed afterwards."""

    allowed = CAN_APPROVE_PAY

    pay_list_id: int
    version: int

    def execute(self) -> PayList:
        found = _draft(self, self.pay_list_id)
        if found.version != self.version:
            raise Conflict(_("这张表刚被改过，没有审批。请重新打开核对。"))
        if found.made_by_id == self.actor.user:
            raise ActionError(_("造表人不能审批自己造的表，请由另一个人审批。"))
        hold_still(found)
        if changed := no_longer_fits(found):
            raise ActionError(
                _("造表以后，有%(n)d人的考勤、补贴标准或所在辖区有变动。请删除这张表，重新造表。")
                % {"n": changed}
            )
        if beyond := beyond_post(found):
            raise ActionError(
                _("这些人的出勤天数多于当月在岗天数：%(names)s。请删除这张表，改正考勤后重新造表。")
                % {"names": "、".join(beyond[:NAMES_SHOWN])}
            )
        funded = found.funds.aggregate(sum=Sum("amount_fen"))["sum"] or 0
        if funded != found.amount_fen:
            raise ActionError(_("资金来源合计与应发金额不一致，请重新造表。"))
        found.state, found.approved_by_id = PayListState.APPROVED, self.actor.user
        found.approved_at, found.version = timezone.now(), found.version + 1
        found.save()
        return found


@dataclass(kw_only=True)
class DiscardPayList(LedgerAction[None]):
    """A draft is thrown away, so that it can be made anew; its attendance stays."""

    allowed = CAN_MANAGE_POSTS

    pay_list_id: int

    def execute(self) -> None:
        _draft(self, self.pay_list_id).delete()


def _draft(action: LedgerAction[PayList] | LedgerAction[None], pk: int) -> PayList:
    found = action.row(PayList.objects.all(), pk)
    if found.state != PayListState.DRAFT:
        raise ActionError(_("这张表已审批，不能再改。"))
    return found
