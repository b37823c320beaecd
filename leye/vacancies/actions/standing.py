"""What officers find out about units that post: verified, closed, entitled to post for others (#83, #115, #267)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.enums import OPEN, AgencyKind, VacancyState
from leye.vacancies.indexing import refresh_postings
from leye.vacancies.models import EmployerStanding, Vacancy


@dataclass(kw_only=True)
class SaveStanding(LedgerAction[EmployerStanding]):
    """Note what was found out. A unit that is closed has its open vacancies taken down in the same moment."""

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    employer_id: int
    verified: bool = False
    verified_how: str = ""
    closed_on: dt.date | None = None
    closed_reason: str = ""
    agency_kind: str = ""
    licence: str = ""
    licence_until: dt.date | None = None
    version: int | None = None

    def execute(self) -> EmployerStanding:
        employer = self.row(Employer.objects.all(), self.employer_id)
        found = EmployerStanding.objects.select_for_update().filter(employer=employer).first()
        if found and self.version is not None and found.version != self.version:
            raise Conflict(_("这家单位的核实情况刚被别人改过，没有保存。请重新打开，核对后再改。"))
        standing = found or EmployerStanding(employer=employer, version=0)
        standing.area_id = employer.area_id
        problems = Problems()
        standing.verified_how = problems.text(EmployerStanding, "verified_how", self.verified_how)
        standing.closed_reason = problems.text(EmployerStanding, "closed_reason", self.closed_reason)
        standing.licence = problems.text(EmployerStanding, "licence", self.licence)
        problems.choice(EmployerStanding, "agency_kind", self.agency_kind, required=False)
        if self.verified and not employer.uscc:
            problems.add("verified", _("这家单位还没有统一社会信用代码，先在单位资料里填上再核实。"))
        if self.verified and not standing.verified_how:
            problems.add("verified_how", _("请写明怎样核实的，例如：核对营业执照原件。"))
        problems.past("closed_on", _("停业、注销日期"), self.closed_on)
        if self.agency_kind == AgencyKind.AGENCY and not standing.licence:
            problems.add("licence", _("人力资源服务机构请填许可证号（人力资源市场暂行条例第十八条）。"))
        problems.check()
        if self.verified and standing.verified_on is None:
            standing.verified_on, standing.verified_by_id = today(), self.actor.user_id
        elif not self.verified:
            standing.verified_on = standing.verified_by_id = None
        standing.closed_on, standing.agency_kind = self.closed_on, self.agency_kind
        standing.licence_until = self.licence_until
        standing.version += 1
        standing.save()
        if standing.closed_on is not None:
            self._take_down(employer)
        return standing

    def _take_down(self, employer: Employer) -> None:
        open_ones = list(
            Vacancy.objects.visible_to(self.actor.scope)
            .select_for_update(of=("self",))
            .filter(employer=employer, status__in=OPEN)
        )
        for vacancy in open_ones:
            vacancy.status = VacancyState.UNPUBLISHED
            vacancy.reason = _("单位已停业或注销，自动下架。")
            vacancy.version += 1
            vacancy.save()
        refresh_postings([vacancy.pk for vacancy in open_ones])
