"""Sites: opened, put right, and closed."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import Role
from leye.areas.enums import Level
from leye.ledger.actions.base import LedgerAction, Problems
from leye.registers.models import Site

CAN_KEEP_REGISTERS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
#: No site serves more people; more is a mistyped number.
MOST = 100_000_000


def check_people(problems: Problems, people: int | None) -> None:
    """The number of people of a site, where one is given."""
    if people is not None and not 0 <= people <= MOST:
        problems.add("people", _("人数应为0至%(most)d之间的整数。") % {"most": MOST})


@dataclass(kw_only=True)
class OpenSite(LedgerAction[Site]):
    """Enter a site of an area. `level`: of the province 1, city 2, county 3, township 4 or village 5; the area's if None."""

    allowed = CAN_KEEP_REGISTERS

    area_no: int
    kind: str
    name: str
    opened_on: dt.date
    level: int | None = None
    address: str = ""
    people: int | None = None

    def execute(self) -> Site:
        area = self.area(self.area_no)
        problems = Problems()
        problems.choice(Site, "kind", self.kind)
        name = problems.text(Site, "name", self.name, required=True)
        address = problems.text(Site, "address", self.address)
        problems.past("opened_on", _("设立日期"), self.opened_on)
        level = area.level if self.level is None else self.level
        if level not in Level.values:
            problems.add("level", _("请选择级别。"))
        check_people(problems, self.people)
        problems.check()
        return Site.objects.create(
            area_id=area.no,
            kind=self.kind,
            name=name,
            level=level,
            address=address,
            opened_on=self.opened_on,
            people=self.people,
        )


@dataclass(kw_only=True)
class ChangeSite(LedgerAction[Site]):
    """Put name, address, level and people of an open site right; `version` is the one that was shown."""

    allowed = CAN_KEEP_REGISTERS

    site_id: int
    version: int
    name: str
    level: int
    address: str = ""
    people: int | None = None

    def execute(self) -> Site:
        site = self.row(Site.objects.all(), self.site_id)
        if site.version != self.version:
            raise Conflict(_("这条登记刚被别人改过，没有保存。请重新打开，核对后再改。"))
        problems = Problems()
        site.name = problems.text(Site, "name", self.name, required=True)
        site.address = problems.text(Site, "address", self.address)
        if self.level not in Level.values:
            problems.add("level", _("请选择级别。"))
        check_people(problems, self.people)
        problems.check()
        site.level, site.people = self.level, self.people
        site.version += 1
        site.save()
        return site


@dataclass(kw_only=True)
class CloseSite(LedgerAction[Site]):
    """A site is given up on a day, with the reason; what happened there stays."""

    allowed = CAN_KEEP_REGISTERS

    site_id: int
    closed_on: dt.date
    reason: str

    def execute(self) -> Site:
        site = self.row(Site.objects.all(), self.site_id)
        if site.closed_on is not None:
            raise ActionError(_("“%(name)s”已于%(day)s撤销。") % {"name": site.name, "day": site.closed_on})
        problems = Problems()
        problems.past("closed_on", _("撤销日期"), self.closed_on)
        problems.order("closed_on", _("撤销日期"), site.opened_on, self.closed_on)
        reason = problems.text(Site, "close_reason", self.reason)
        if not reason:
            problems.add("reason", _("请填写撤销原因。"))
        problems.check()
        site.closed_on, site.close_reason = self.closed_on, reason
        site.version += 1
        site.save()
        return site
