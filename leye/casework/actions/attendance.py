"""A month on public-welfare posts: attendance of many at once, and how the work was judged (#237, #239)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.models import Assessment, Attendance, PayLine, PayList, Placement
from leye.casework.post_enums import PayListState
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.standards.calendar import month_end, today

#: More lines than this do not stand on one page.
MOST_LINES = 200


@dataclass(frozen=True)
class AttendanceLine:
    """A month of one placement as it was typed; `version` is the one that was shown, 0 when there was none."""

    placement_id: int
    days_due: int
    days_done: int
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class AssessmentLine:
    """How a month of one placement was judged."""

    placement_id: int
    result: str
    discipline: str = ""


def days_on_post(placement: Placement, month: dt.date) -> int:
    """How many days of the calendar month somebody has held the post up to today; 0 when none.

    The day on which a placement ends is not on the post any more, as everywhere (leye.ledger.cards.running).
    """
    first, last = max(month, placement.started_on), min(month_end(month), today())
    if placement.ended_on is not None:
        last = min(last, placement.ended_on - dt.timedelta(days=1))
    return max((last - first).days + 1, 0)


def held_in(month: dt.date, prefix: str = "") -> Q:
    """Placements held on some day of a month; `prefix` leads to the placement, as in "placement__"."""
    gone = {f"{prefix}ended_on__gt": month}
    after_its_first_day = {f"{prefix}ended_on__gt": F(f"{prefix}started_on")}
    held = Q(**{f"{prefix}ended_on__isnull": True}) | (Q(**gone) & Q(**after_its_first_day))
    return held & Q(**{f"{prefix}started_on__lte": month_end(month)})


def beyond_post(pay_list: PayList) -> list[str]:
    """The names of those paid on a list for more days than they were on the post in its month."""
    lines = PayLine.objects.filter(pay_list=pay_list).select_related("placement", "person").order_by("pk")
    return [line.person.name for line in lines if line.days_done > days_on_post(line.placement, line.month)]


def paid_in(placement_ids: Iterable[int], month: dt.date) -> set[int]:
    """The placements whose month stands on an approved pay list: what it was worked out from may not change.

    As the background role: a township's list is not shown to the village whose people are on it.
    """
    with as_service():
        lines = PayLine.objects.filter(
            placement_id__in=list(placement_ids), month=month, pay_list__state=PayListState.APPROVED
        )
        return set(lines.values_list("placement_id", flat=True))


@dataclass(kw_only=True)
class MonthOfPosts(LedgerAction[int]):
    """What attendance and assessment share: the month, and the placements of the scope that were on post in it."""

    month: dt.date

    def placements(self, ids: Sequence[int], problems: Problems) -> dict[int, Placement]:
        """Locked, by key. Raises Absent; adds a problem at `month` or at `p<key>`."""
        if self.month.day != 1 or self.month > today():
            problems.add("month", _("请选择本月或以前的月份。"))
        if len(ids) > MOST_LINES:
            problems.add("month", _("一次最多登记%(most)d人，请分页登记。") % {"most": MOST_LINES})
        problems.check()
        here = Placement.objects.visible_to(self.actor.scope).filter(pk__in=ids).select_related("person")
        found = {row.pk: row for row in here.select_for_update(of=("self",)).order_by("pk")}
        if set(ids) - found.keys():
            raise Absent
        paid = paid_in(found, self.month)
        for pk, placement in found.items():
            self._check_editable(placement.area_id, placement.person_id, held=False)
            if not days_on_post(placement, self.month):
                problems.add(f"p{pk}", _("%(name)s当月不在岗。") % {"name": placement.person.name})
            elif pk in paid:
                problems.add(
                    f"p{pk}", _("%(name)s当月的补贴已审批发放，不能再改。") % {"name": placement.person.name}
                )
        return found


@dataclass(kw_only=True)
class RecordAttendance(MonthOfPosts):
    """Attendance of a month for several people on posts, all or none; the number of lines that changed."""

    allowed = CAN_WRITE_LEDGER

    lines: Sequence[AttendanceLine]

    def execute(self) -> int:
        problems = Problems()
        found = self.placements([line.placement_id for line in self.lines], problems)
        here = Attendance.objects.filter(placement__in=found, month=self.month)
        held = {row.placement_id: row for row in here}
        new: list[Attendance] = []
        changed: list[Attendance] = []
        for line in self.lines:
            placement, row = found[line.placement_id], held.get(line.placement_id)
            note = problems.text(Attendance, "note", line.note)
            wanted = (line.days_due, line.days_done, note)
            if row is not None and wanted == (row.days_due, row.days_done, row.note):
                continue
            self._check_line(line, placement, row, problems)
            row = row or Attendance(
                placement=placement, person_id=placement.person_id, area_id=placement.area_id,
                month=self.month, version=0,
            )  # fmt: skip
            (changed if row.pk else new).append(row)
            row.days_due, row.days_done, row.note = wanted
            row.recorded_by_id, row.version = self.actor.user_id, row.version + 1
        problems.check()
        Attendance.objects.bulk_create(new)
        Attendance.objects.bulk_update(changed, ["days_due", "days_done", "note", "recorded_by", "version"])
        return len(new) + len(changed)

    def _check_line(
        self, line: AttendanceLine, placement: Placement, row: Attendance | None, problems: Problems
    ) -> None:
        name, at = placement.person.name, f"p{placement.pk}"
        if line.version != (row.version if row else 0):
            now = row or Attendance(days_due=0, days_done=0)
            words = _("%(name)s的考勤刚被别人登记为%(done)d/%(due)d天，请核对后再保存。")
            problems.add(at, words % {"name": name, "done": now.days_done, "due": now.days_due})
        if not 1 <= line.days_due <= month_end(self.month).day:
            problems.add(
                at,
                _("%(name)s：应出勤天数应在1至%(most)d之间。")
                % {"name": name, "most": month_end(self.month).day},
            )
        elif not 0 <= line.days_done <= line.days_due:
            problems.add(
                at,
                _("%(name)s：实际出勤应在0至%(due)d天之间。") % {"name": name, "due": line.days_due},
            )
        elif line.days_done > (most := days_on_post(placement, self.month)):
            words = _("%(name)s当月在岗只有%(most)d天，出勤不能更多。")
            problems.add(at, words % {"name": name, "most": most})


@dataclass(kw_only=True)
class AssessPosts(MonthOfPosts):
    """The assessment of a month for several people on posts, all or none; the number that changed."""

    allowed = CAN_MANAGE_POSTS

    lines: Sequence[AssessmentLine]

    def execute(self) -> int:
        problems = Problems()
        found = self.placements([line.placement_id for line in self.lines], problems)
        held = {
            row.placement_id: row for row in Assessment.objects.filter(placement__in=found, month=self.month)
        }
        new: list[Assessment] = []
        changed: list[Assessment] = []
        for line in self.lines:
            placement, row = found[line.placement_id], held.get(line.placement_id)
            problems.choice(Assessment, "result", line.result)
            discipline = problems.text(Assessment, "discipline", line.discipline)
            if row is not None and (row.result, row.discipline) == (line.result, discipline):
                continue
            row = row or Assessment(
                placement=placement, person_id=placement.person_id, area_id=placement.area_id, month=self.month
            )  # fmt: skip
            (changed if row.pk else new).append(row)
            row.result, row.discipline, row.assessed_by_id = line.result, discipline, self.actor.user_id
        problems.check()
        Assessment.objects.bulk_create(new)
        Assessment.objects.bulk_update(changed, ["result", "discipline", "assessed_by"])
        return len(new) + len(changed)
