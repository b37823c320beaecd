"""Groups that a locality sets up for itself, each counting as a national one (#2; 32 in section H)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import GroupCode


@dataclass(kw_only=True)
class AddLocalGroup(LedgerAction[GroupCode]):
    """Set up a group for an area and what lies below it, counting as a national group."""

    allowed = (Role.COUNTY_OFFICER, Role.SUPERVISOR)

    name: str
    parent_code: str
    area_no: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    basis: str = ""
    is_sensitive: bool = True

    def execute(self) -> GroupCode:
        area = self.area(self.area_no)
        problems = Problems()
        name = problems.text(GroupCode, "name", self.name, required=True)
        basis = problems.text(GroupCode, "basis", self.basis)
        problems.order("valid_to", _("停用日期"), self.valid_from, self.valid_to)
        parent = GroupCode.objects.filter(pk=self.parent_code, area__isnull=True).first()
        if parent is None:
            problems.add("parent_code", _("请选择归入的国家群体。"))
        elif parent.valid_to is not None and parent.valid_to < self.valid_from:
            problems.add("parent_code", _("“%(name)s”已停用，请归入仍在使用的群体。") % {"name": parent.name})
        problems.check()
        known = Q(area__isnull=True) | Q(area__no__lte=area.no, area__last__gte=area.no)
        if GroupCode.objects.filter(known, name=name).exists():
            raise Invalid({"name": _("已有同名群体“%(name)s”，不必再设。") % {"name": name}})
        if parent is None:
            raise Absent
        return GroupCode.objects.create(
            code=self._free_code(),
            name=name,
            parent=parent,
            area=area,
            is_key_group=parent.is_key_group,
            is_difficulty=parent.is_difficulty,
            is_sensitive=self.is_sensitive or parent.is_sensitive,
            basis=basis,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )

    def _free_code(self) -> str:
        used = GroupCode.objects.filter(area_id=self.area_no).count()
        taken = set(
            GroupCode.objects.filter(code__startswith=f"local_{self.area_no}_").values_list("code", flat=True)
        )
        return next(
            code
            for number in range(used + 1, used + len(taken) + 2)
            if (code := f"local_{self.area_no}_{number}") not in taken
        )


@dataclass(kw_only=True)
class EndGroup(LedgerAction[GroupCode]):
    """Close a local group on a day, naming the group that follows it. Memberships stay in the files."""

    allowed = (Role.COUNTY_OFFICER, Role.SUPERVISOR)

    code: str
    valid_to: dt.date
    successor_code: str | None = None

    def execute(self) -> GroupCode:
        group = GroupCode.objects.select_for_update(of=("self",)).filter(pk=self.code).first()
        if group is None:
            raise Absent
        if group.area_id is None or not self.actor.scope.covers(group.area_id):
            raise ActionError(_("“%(name)s”不是您辖区设立的群体，不能停用。") % {"name": group.name})
        problems = Problems()
        problems.order("valid_to", _("停用日期"), group.valid_from, self.valid_to)
        successor = GroupCode.objects.filter(pk=self.successor_code).first() if self.successor_code else None
        if self.successor_code and (successor is None or successor.pk == group.pk):
            problems.add("successor_code", _("请从列表中选择接续的群体。"))
        problems.check()
        group.valid_to = self.valid_to
        group.successor = successor
        group.save(update_fields=["valid_to", "successor"])
        return group
