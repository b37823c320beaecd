"""Villages and townships are merged, split and moved to another township: nothing of anybody's file is lost."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.areas import AddArea, free_number
from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, Access
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.areas.numbering import last_below
from leye.areas.paths import forget_paths
from leye.ledger.actions.base import LedgerAction
from leye.ledger.carrying import Carried, carry_homes, carry_posts, carry_unit, standing_documents
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Household, Person
from leye.standards.calendar import today

#: Numbers below one county in the reporting tree.
COUNTY = 10**6


@dataclass(frozen=True)
class Changed:
    """The unit that now holds what was carried, and how much that was."""

    area: Area
    carried: Carried


@dataclass
class ChangeUnits(LedgerAction[Changed]):
    """What merging, splitting and moving have in common: whose units, and since when."""

    allowed = CAN_MANAGE_ACCOUNTS

    def unit(self, no: int, first_day: dt.date) -> Area:
        """A unit below the actor's own, in use, locked. Raises Absent or ActionError."""
        found = Area.objects.select_for_update().filter(pk=no).first()
        if found is None or not self.actor.scope.covers(no):
            raise Absent
        if found.no == self.actor.scope.lo and found.last == self.actor.scope.hi:
            raise NotAllowed(_("只能调整本辖区以下的单位。"))
        if found.level < Level.TOWNSHIP:
            raise ActionError(_("只能调整乡镇（街道）和村（社区）。"))
        if found.valid_to is not None:
            raise ActionError(_("“%(name)s”已经停用。") % {"name": found.name})
        if first_day > today():
            raise Invalid({"first_day": _("生效日期不能晚于今天，请到当天再办理。")})
        if first_day <= found.valid_from:
            raise Invalid({"first_day": _("生效日期应晚于“%(name)s”的启用日期。") % {"name": found.name}})
        return found

    def end(self, area: Area, first_day: dt.date) -> None:
        """The unit ends on the day before; its number is never used again."""
        area.valid_to = first_day - dt.timedelta(days=1)
        area.save(update_fields=["valid_to"])

    def carry_all(self, old: Area, new: Area, first_day: dt.date) -> Carried:
        """People with their files, households, posts; then the old unit ends."""
        if standing_documents(old, first_day):
            raise ActionError(
                _("“%(name)s”自己采用了文件、定了参数或正在开展行动，请先停用或结束，再调整。")
                % {"name": old.name}
            )
        carried = carry_unit(old, new)
        carry_posts(old, new, first_day)
        self.end(old, first_day)
        return carried

    def move_below(self, village: Area, parent: Area, first_day: dt.date) -> Changed:
        """A village under another township: a new number there, the same code and names."""
        same = Area.objects.filter(parent=parent, name=village.name, valid_to__isnull=True)
        if same.exists():
            raise ActionError(
                _("“%(parent)s”下面已有“%(name)s”，请先改用合并。")
                % {"parent": parent.name, "name": village.name}
            )
        no = free_number(parent, Level.VILLAGE)
        new = Area.objects.create(
            no=no, last=last_below(no, Level.VILLAGE), code=village.code, name=village.name,
            official_name=village.official_name, level=village.level, kind=village.kind, parent=parent,
            valid_from=first_day,
        )  # fmt: skip
        return Changed(new, self.carry_all(village, new, first_day))

    def log(self, detail: dict[str, Any]) -> None:
        """One line of the log of what was done to the tree."""
        log_access(self.actor, Access.ACCOUNT, detail={"action": type(self).__name__, **detail})
        forget_paths()


def _in_one_county(one: Area, other: Area) -> None:
    if one.no // COUNTY != other.no // COUNTY:
        raise ActionError(_("不能跨县（市、区、旗）调整；跨县划转的人员请用转入申请办理。"))


@dataclass(kw_only=True)
class MergeUnits(ChangeUnits):
    """One unit goes into another of its level and county. The villages of a township go with it."""

    source_no: int
    into_no: int
    first_day: dt.date

    def execute(self) -> Changed:
        if self.source_no == self.into_no:
            raise Invalid({"into_no": _("请选择另一个单位。")})
        # Locked in one order, so that two who merge the other way round cannot wait for each other.
        units = {no: self.unit(no, self.first_day) for no in sorted((self.source_no, self.into_no))}
        source, into = units[self.source_no], units[self.into_no]
        if source.level != into.level:
            raise Invalid({"into_no": _("只能并入同一级的单位。")})
        _in_one_county(source, into)
        carried = Carried()
        villages = Area.objects.select_for_update().filter(parent=source, valid_to__isnull=True)
        for village in villages.order_by("no"):
            carried.add(self.move_below(village, into, self.first_day).carried)
        carried.add(self.carry_all(source, into, self.first_day))
        self.log({"from": source.no, "area": into.no})
        return Changed(into, carried)

    def describe(self) -> dict[str, Any]:
        """Which, for the history of every row that followed."""
        return {"from": self.source_no, "into": self.into_no}


@dataclass(kw_only=True)
class MoveUnit(ChangeUnits):
    """A village reports to another township of the county from a day on."""

    area_no: int
    parent_no: int
    first_day: dt.date

    def execute(self) -> Changed:
        area = self.unit(self.area_no, self.first_day)
        if area.level != Level.VILLAGE:
            raise ActionError(_("只有村（社区）能划到别的乡镇。"))
        parent = self.unit(self.parent_no, self.first_day)
        if parent.level != Level.TOWNSHIP or parent.pk == area.parent_id:
            raise Invalid({"parent_no": _("请选择另一个乡镇（街道）。")})
        _in_one_county(area, parent)
        changed = self.move_below(area, parent, self.first_day)
        self.log({"from": area.no, "area": changed.area.no})
        return changed

    def describe(self) -> dict[str, Any]:
        """Which, for the history of every row that followed."""
        return {"from": self.area_no, "below": self.parent_no}


@dataclass(kw_only=True)
class SplitUnit(ChangeUnits):
    """A part of a village becomes a village of its own: the households named, and people who belong to none."""

    area_no: int
    name: str
    kind: Kind
    first_day: dt.date
    household_ids: list[int]
    person_ids: list[int]

    def execute(self) -> Changed:
        area = self.unit(self.area_no, self.first_day)
        if area.level != Level.VILLAGE or area.parent is None:
            raise ActionError(_("只有村（社区）能拆分。"))
        homes = Household.objects.visible_to(self.actor.scope).filter(area=area, pk__in=self.household_ids)
        alone = Person.objects.visible_to(self.actor.scope).filter(
            area=area, household__isnull=True, pk__in=self.person_ids
        )
        if not self.household_ids and not self.person_ids:
            raise Invalid({"": _("请至少选择一户，或一个没有入户的人。")})
        if homes.count() != len(set(self.household_ids)) or alone.count() != len(set(self.person_ids)):
            raise Absent
        new = AddArea(self.actor, area.parent, self.name, self.kind, self.first_day).run()
        carried = carry_homes(area, new, self.household_ids, self.person_ids)
        self.log({"from": area.no, "area": new.no})
        return Changed(new, carried)

    def describe(self) -> dict[str, Any]:
        """Which, for the history of every row that followed."""
        return {"from": self.area_no}
