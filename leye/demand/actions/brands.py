"""Labour brands: recognised or put right, their people in and out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.demand.models import BrandMember, LabourBrand
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Employer
from leye.registers.actions.sites import CAN_KEEP_REGISTERS, ChangeSite, OpenSite
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.standards.calendar import today


@dataclass(kw_only=True)
class SaveBrand(LedgerAction[LabourBrand]):
    """Enter a brand (with its line in the register, which documents count), or fill in and put right one that is there."""

    allowed = CAN_KEEP_REGISTERS

    name: str
    level: int
    trade: str
    area_no: int | None = None
    recognised_on: dt.date | None = None
    basis: str = ""
    holder_id: int | None = None
    site_id: int | None = None
    version: int | None = None

    def execute(self) -> LabourBrand:
        values = self._values()
        if self.site_id is None:
            assert self.area_no is not None  # the form of a new brand asks for its area
            if self.recognised_on is None:
                raise ActionError(_("请填写认定日期。"))
            site = OpenSite(
                self.actor, area_no=self.area_no, kind=SiteKind.LABOUR_BRAND, name=self.name,
                opened_on=self.recognised_on, level=self.level,
            ).run()  # fmt: skip
        else:
            site = self.row(Site.objects.filter(kind=SiteKind.LABOUR_BRAND), self.site_id)
            site = ChangeSite(
                self.actor, site_id=site.pk, version=site.version if self.version is None else self.version,
                name=self.name, level=self.level, address=site.address, people=site.people,
            ).run()  # fmt: skip
        brand = LabourBrand.objects.filter(site=site).first() or LabourBrand(site=site)
        brand.area_id = site.area_id
        for name, value in values.items():
            setattr(brand, name, value)
        brand.save()
        return brand

    def _values(self) -> dict[str, Any]:
        problems = Problems()
        values: dict[str, Any] = {
            "trade": problems.text(LabourBrand, "trade", self.trade, required=True),
            "basis": problems.text(LabourBrand, "basis", self.basis),
            "holder": None,
        }
        if self.holder_id is not None:
            values["holder"] = Employer.objects.visible_to(self.actor.scope).filter(pk=self.holder_id).first()
            if values["holder"] is None:
                problems.add("holder_id", _("请选择您辖区台账里的载体单位；没有的请先登记单位。"))
        problems.check()
        return values


@dataclass(kw_only=True)
class AddBrandMember(LedgerAction[BrandMember]):
    """Somebody of the ledger works under a brand from a day on."""

    allowed = CAN_KEEP_REGISTERS

    brand_id: int
    person_id: int
    joined_on: dt.date

    def execute(self) -> BrandMember:
        brand = self.row(LabourBrand.objects.select_related("site"), self.brand_id)
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("joined_on", _("加入日期"), self.joined_on)
        if self.joined_on < brand.site.opened_on:
            problems.add(
                "joined_on", _("加入日期不能早于品牌的认定日期（%(day)s）。") % {"day": brand.site.opened_on}
            )
        if brand.site.closed_on is not None:
            raise ActionError(_("“%(name)s”已撤销，不能再加成员。") % {"name": brand.site.name})
        problems.check()
        return BrandMember.objects.create(
            brand=brand, person=person, area_id=person.area_id, joined_on=self.joined_on
        )


@dataclass(kw_only=True)
class EndBrandMember(LedgerAction[BrandMember]):
    """Somebody no longer works under the brand."""

    allowed = CAN_KEEP_REGISTERS

    member_id: int

    def execute(self) -> BrandMember:
        member = self.row(BrandMember.objects.all(), self.member_id)
        if member.left_on is not None:
            raise ActionError(_("此人已于%(day)s退出。") % {"day": member.left_on})
        member.left_on = max(today(), member.joined_on)
        member.save()
        return member
