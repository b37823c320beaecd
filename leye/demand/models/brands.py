"""Labour brands: what the register of sites does not say of one, and the people who work under it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Employer, Person
from leye.registers.models import Site


@tracked
class LabourBrand(models.Model):
    """A brand's trade, basis and holder. Name, level and dates are those of its site, which documents count."""

    guard = Guard(person=None)

    site = models.OneToOneField(Site, models.PROTECT, related_name="brand", verbose_name=_("劳务品牌"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在地区"))
    trade = models.CharField(_("行业、工种"), max_length=60)
    basis = models.CharField(_("认定文件"), max_length=200, blank=True)
    holder = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="brands", verbose_name=_("载体单位")
    )

    objects: ClassVar[ScopedQuerySet["LabourBrand"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("劳务品牌")

    def __str__(self) -> str:
        return self.site.name


@tracked
class BrandMember(models.Model):
    """Somebody works under a brand, from when to when."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="brands", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    brand = models.ForeignKey(LabourBrand, models.CASCADE, related_name="members", verbose_name=_("劳务品牌"))
    joined_on = models.DateField(_("加入日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["BrandMember"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("品牌成员")
        ordering = ["-joined_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "person"],
                condition=models.Q(left_on__isnull=True),
                name="brand_member_once",
                violation_error_message=_("此人已是这个品牌的成员。"),
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="brand_member_dates",
                violation_error_message=_("退出日期不能早于加入日期。"),
            ),
        ]
