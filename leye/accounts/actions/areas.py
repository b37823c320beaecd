"""Changes of the tree: a zone or local unit of one's own, and the end of a unit.

They stand here and not in leye.areas because every change needs somebody who may make it.
"""

import datetime as dt
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, Access
from leye.accounts.models import Post
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.areas.numbering import POSITIONS, child_number, last_below
from leye.areas.paths import forget_paths
from leye.standards import divisions

#: Rows that must have a living unit, and which of them count: the dead, files merged into others and homes in which
#: nobody is left may stay behind, as may what merely happened there (a fair, a report).
LIVING: dict[str, dict[str, Any]] = {
    "ledger.Person": {"merged_into__isnull": True, "deceased_on__isnull": True},
    "ledger.Household": {
        "people__merged_into__isnull": True,
        "people__deceased_on__isnull": True,
        "people__isnull": False,
    },
    "ledger.Employer": {},
}
#: What may be added below the national list, by level: zones and farms at any, else what is usual there.
LOCAL_KINDS: dict[Level, tuple[Kind, ...]] = {
    Level.PREFECTURE: (Kind.ZONE, Kind.FARM),
    Level.COUNTY: (Kind.ZONE, Kind.FARM),
    Level.TOWNSHIP: (Kind.ZONE, Kind.FARM, Kind.TOWN, Kind.TOWNSHIP, Kind.SUBDISTRICT, Kind.SUMU),
    Level.VILLAGE: (Kind.ZONE, Kind.FARM, Kind.VILLAGE, Kind.COMMUNITY, Kind.GACHA),
}


def free_number(parent: Area, level: Level) -> int:
    """The last free position under a unit whose row is locked. Raises ActionError when none is left."""
    taken = set(Area.objects.filter(no__gt=parent.no, no__lte=parent.last).values_list("no", flat=True))
    for position in range(POSITIONS[level], 0, -1):
        no = child_number(parent.no, level, position)
        inside = no > parent.no and last_below(no, level) <= parent.last
        if inside and no not in taken and divisions.find(str(no)) is None:
            return no
    raise ActionError(_("“%(name)s”下面的编号已用完。") % {"name": parent.name})


class AddArea(Action[Area]):
    """Add a zone (管理区、经开区、园区 #135) or another local unit that is not in the national list.

    It takes the last free position under its parent, so that later national codes, which count from the front,
    find theirs free. Its code is a local one: its own position number.
    """

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(self, actor: Actor, parent: Area, name: str, kind: Kind, valid_from: dt.date) -> None:
        super().__init__(actor)
        self.parent, self.name, self.kind, self.valid_from = parent, name.strip(), kind, valid_from

    def check(self) -> None:
        """Under a unit of one's own that lives, with a name nobody else there has."""
        super().check()
        if not self.actor.scope.covers(self.parent.no):
            raise NotAllowed(_("只能在本辖区内增设。"))
        if self.parent.level >= Level.VILLAGE:
            raise ActionError(_("村（社区）下面不能再设单位。"))
        if self.parent.valid_to and self.parent.valid_to < self.valid_from:
            raise ActionError(_("“%(name)s”已停用，不能在它下面增设。") % {"name": self.parent.name})
        level = Level(self.parent.level + 1)
        if self.kind not in LOCAL_KINDS[level]:
            usual = "、".join(str(kind.label) for kind in LOCAL_KINDS[level])
            raise ActionError(
                _("“%(parent)s”下面是%(level)s单位，类型只能是%(usual)s。")
                % {"parent": self.parent.name, "level": level.label, "usual": usual}
            )
        if not self.name:
            raise ActionError(_("没有填名称。"))
        if Area.objects.filter(parent=self.parent, name=self.name, valid_to__isnull=True).exists():
            raise ActionError(
                _("“%(parent)s”下面已有“%(name)s”。") % {"parent": self.parent.name, "name": self.name}
            )

    def execute(self) -> Area:
        """The new unit."""
        # One at a time under a parent, or two would take the same position.
        Area.objects.select_for_update().get(pk=self.parent.pk)
        level = Level(self.parent.level + 1)
        no = free_number(self.parent, level)
        area = Area.objects.create(
            no=no,
            last=last_below(no, level),
            code=str(no),
            name=self.name,
            official_name=self.name,
            level=level,
            kind=self.kind,
            parent=self.parent,
            valid_from=self.valid_from,
        )
        log_access(self.actor, Access.ACCOUNT, detail={"action": "AddArea", "area": no})
        forget_paths()
        return area

    def describe(self) -> dict[str, Any]:
        """Where."""
        return {"parent": self.parent.no}


class EndArea(Action[Area]):
    """End a unit with a last day. Nobody may be left in it: move people first."""

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(self, actor: Actor, area: Area, last_day: dt.date) -> None:
        super().__init__(actor)
        self.area, self.last_day = area, last_day

    def check(self) -> None:
        """Below one's own area, with nothing living in it."""
        super().check()
        # Nobody moves in while this is looked at.
        self.area = Area.objects.select_for_update().get(pk=self.area.pk)
        if not self.actor.scope.covers(self.area.no) or self.area.no == self.actor.scope.lo:
            raise NotAllowed(_("只能停用本辖区以下的单位。"))
        if self.area.valid_to:
            raise ActionError(_("“%(name)s”已经停用。") % {"name": self.area.name})
        if self.last_day < self.area.valid_from:
            raise ActionError(_("停用日期不能早于启用日期。"))
        if left := self._left_behind():
            raise ActionError(
                _("“%(name)s”里还有%(left)s，请先转到别的单位，再停用。")
                % {"name": self.area.name, "left": "、".join(left)}
            )

    def _left_behind(self) -> list[str]:
        inside = {"area_id__gte": self.area.no, "area_id__lte": self.area.last}
        found = [
            (
                _("下级单位"),
                Area.objects.filter(
                    no__gt=self.area.no, no__lte=self.area.last, valid_to__isnull=True
                ).count(),
            ),
            (
                _("岗位"),
                Post.objects.filter(**inside).not_over_on(self.last_day + dt.timedelta(days=1)).count(),
            ),
        ]
        for label, counted in LIVING.items():
            model = apps.get_model(label)
            rows = model._default_manager.filter(**inside, **counted).distinct()
            found.append((str(model._meta.verbose_name), rows.count()))
        return [_("%(what)s%(count)d个") % {"what": what, "count": count} for what, count in found if count]

    def execute(self) -> Area:
        """The ended unit; its number is never used again."""
        self.area.valid_to = self.last_day
        self.area.save(update_fields=["valid_to"])
        log_access(self.actor, Access.ACCOUNT, detail={"action": "EndArea", "area": self.area.no})
        forget_paths()
        return self.area

    def describe(self) -> dict[str, Any]:
        """Which."""
        return {"ended": self.area.no}
