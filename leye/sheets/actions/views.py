"""Saved views of the ledger, and the county's one format for paper."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.areas.enums import Level
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.groups import valid_groups
from leye.sheets.columns import COLUMNS
from leye.sheets.enums import Order
from leye.sheets.models import LedgerView, SheetFormat
from leye.standards.calendar import today

#: More columns no screen shows and no paper holds.
MOST_COLUMNS = 20
MOST_ON_PAPER = 12


def check_columns(problems: Problems, columns: list[str], most: int) -> list[str]:
    """The chosen columns in the order of the list of all; the name stands first whether chosen or not."""
    if unknown := [key for key in columns if key not in COLUMNS]:
        problems.add("columns", _("没有这个栏目：%(names)s。") % {"names": "、".join(unknown)})
    chosen = [key for key in COLUMNS if key in columns or key == "name"]
    if len(chosen) < 2:
        problems.add("columns", _("请在姓名之外至少选一个栏目。"))
    if len(chosen) > most:
        problems.add(
            "columns", _("最多%(most)d个栏目，现选了%(count)d个。") % {"most": most, "count": len(chosen)}
        )
    return chosen


@dataclass(kw_only=True)
class SaveView(LedgerAction[LedgerView]):
    """Keep a ledger of one's own area under a name, or change one (`view_id`); areas below it may open it too."""

    allowed = CAN_WRITE_LEDGER

    name: str
    groups: list[str]
    columns: list[str]
    order: str = Order.NAME
    area_no: int = 0
    view_id: int | None = None

    def execute(self) -> LedgerView:
        problems = Problems()
        name = problems.text(LedgerView, "name", self.name, required=True)
        problems.choice(LedgerView, "order", self.order)
        columns = check_columns(problems, self.columns, MOST_COLUMNS)
        if self.view_id is None:
            view = LedgerView(area=self.area(self.area_no), made_by_id=self.actor.user)
        else:
            view = self.row(LedgerView.objects.all(), self.view_id)
            view.version += 1
        known = {group.code for group in valid_groups(view.area_id, today())}
        if set(self.groups) - known - set(view.groups):
            problems.add("groups", _("请从列表中选择群体。"))
        problems.check()
        view.name, view.groups, view.columns, view.order = name, sorted(set(self.groups)), columns, self.order
        view.save()
        return view


@dataclass(kw_only=True)
class RemoveView(LedgerAction[None]):
    """Take a saved view away; the people in it and the sheets printed from it stay."""

    allowed = CAN_WRITE_LEDGER

    view_id: int

    def execute(self) -> None:
        view = self.row(LedgerView.objects.all(), self.view_id)
        if self.actor.role == Role.VILLAGE_ASSISTANT and view.made_by_id != self.actor.user_id:
            raise NotAllowed(_("这个台账是别人设立的，请由设立人或乡镇经办员删除。"))
        view.delete()


@dataclass(kw_only=True)
class SetFormat(LedgerAction[SheetFormat]):
    """Set the columns in which every village of a county prints its ledgers (#220); sheets already printed stay."""

    allowed = (Role.COUNTY_OFFICER,)

    area_no: int
    columns: list[str]

    def execute(self) -> SheetFormat:
        area = self.area(self.area_no)
        if area.level != Level.COUNTY:
            raise ActionError(_("表册格式由县里统一制定。"))
        problems = Problems()
        columns = check_columns(problems, self.columns, MOST_ON_PAPER)
        if "number" in columns:
            problems.add("columns", _("纸面上不印完整身份证号，请改用“证号后四位”。"))
        problems.check()
        found = SheetFormat.objects.select_for_update(of=("self",)).filter(area=area).first()
        kept = found or SheetFormat(area=area, version=0)
        kept.columns, kept.version = columns, kept.version + 1
        kept.save()
        return kept
