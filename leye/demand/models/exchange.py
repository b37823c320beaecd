"""A list of people given to another department for one purpose, and the jobs it gives in return (#264)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.demand.enums import ExchangeState
from leye.ledger.models import GroupCode, Person


@tracked
class Exchange(models.Model):
    """Whom it is about (`group`), what is told of them (`fields`), to whom, for what, and until when it is wanted back."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("提供地区"))
    department = models.CharField(_("接收部门"), max_length=80)
    receiver = models.CharField(_("接收人"), max_length=60)
    purpose = models.CharField(_("用途"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200)
    group = models.ForeignKey(
        GroupCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人群")
    )
    fields = models.JSONField(_("提供的内容"), default=list)
    return_by = models.DateField(_("何时回复岗位"))
    state = models.CharField(
        _("状态"), max_length=10, choices=ExchangeState.choices, default=ExchangeState.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("编制人")
    )
    made_on = models.DateField(_("编制日期"))
    sent_on = models.DateField(_("送出日期"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("送出人")
    )
    answered_on = models.DateField(_("回复日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["Exchange"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("名单交换")
        ordering = ["-made_on", "-id"]

    def __str__(self) -> str:
        return self.department


@tracked
class ExchangePerson(models.Model):
    """Somebody who stands on a list."""

    guard = Guard()

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="people", verbose_name=_("名单交换"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="exchanges", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )

    objects: ClassVar[ScopedQuerySet["ExchangePerson"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("名单上的人")
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "person"],
                name="exchange_person_once",
                violation_error_message=_("此人已在名单上。"),
            )
        ]
