"""Groups of people: an extensible list with dates, and who belongs to which from when to when (#2, #180)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area


class GroupCode(models.Model):
    """A group. Local groups name the national group they count as; ended ones name their successor."""

    code = models.CharField(_("代码"), max_length=40, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="local_groups", verbose_name=_("归入")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由何群体接续")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设立地区")
    )
    is_key_group = models.BooleanField(_("重点群体"), default=True)
    is_difficulty = models.BooleanField(_("就业困难人员"), default=False)
    is_sensitive = models.BooleanField(_("敏感,不得公开"), default=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    valid_from = models.DateField(_("启用日期"))
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("群体")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@tracked
class GroupMembership(models.Model):
    """A person's membership of a group, with its evidence. A person may be in several at once."""

    guard = Guard()

    person = models.ForeignKey(
        "ledger.Person",
        models.CASCADE,
        db_constraint=False,
        related_name="memberships",
        verbose_name=_("人员"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    group = models.ForeignKey(GroupCode, models.PROTECT, related_name="memberships", verbose_name=_("群体"))
    valid_from = models.DateField(_("认定日期"))
    valid_to = models.DateField(_("退出日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["GroupMembership"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("群体身份")
        ordering = ["valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "valid_from"],
                name="membership_once",
                violation_error_message=_("此人同一天已认定为该群体。"),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message=_("退出日期不能早于认定日期。"),
            ),
        ]
