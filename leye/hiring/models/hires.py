"""Hires, the seat and the job that came of them, and what the ledger shows one, three and six months later."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.hiring.enums import HireOutcome
from leye.hiring.models.applying import Application
from leye.ledger.models import EmploymentSpell, Person
from leye.vacancies.models import Vacancy


@tracked
class Hire(models.Model):
    """Somebody took a seat of a vacancy: `spell` is the job in the ledger. One hire for an application."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="hires", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="hires", verbose_name=_("岗位"))
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="hire", verbose_name=_("应聘")
    )
    spell = models.OneToOneField(
        EmploymentSpell, models.PROTECT, related_name="+", verbose_name=_("就业经历")
    )
    started_on = models.DateField(_("上岗日期"))
    hired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人")
    )

    objects: ClassVar[ScopedQuerySet["Hire"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("录用")
        ordering = ["-started_on", "-id"]
        indexes = [models.Index(fields=["area", "started_on"], name="hire_area_day")]


@tracked
class FollowUp(models.Model):
    """A look at a hire after so many months. `outcome` is derived from the ledger on or after the day."""

    guard = Guard()

    hire = models.ForeignKey(Hire, models.CASCADE, related_name="follow_ups", verbose_name=_("录用"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="hire_follow_ups", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    months = models.PositiveSmallIntegerField(_("上岗后几个月"))
    due_on = models.DateField(_("回访日期"))
    outcome = models.CharField(_("结果"), max_length=10, choices=HireOutcome.choices, blank=True)
    seen_on = models.DateField(_("查明日期"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=120, blank=True)

    objects: ClassVar[ScopedQuerySet["FollowUp"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("录用回访")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["area", "outcome", "due_on"], name="follow_up_area_due")]
        constraints = [models.UniqueConstraint(fields=["hire", "months"], name="follow_up_once")]
