"""What a person wants and can do, each dated: intentions, skills, training needs (13 in section H)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.enums import Wish
from leye.ledger.models.person import Person


@tracked
class Intention(models.Model):
    """What the person said about work on a day; the latest one counts."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="intentions", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    wants_work = models.CharField(_("就业意愿"), max_length=8, choices=Wish.choices)
    wants_startup = models.BooleanField(_("创业意愿"), default=False)
    occupation = models.CharField(_("意向职业"), max_length=60, blank=True)
    place = models.CharField(_("意向地点"), max_length=60, blank=True)
    wage_min_fen = models.BigIntegerField(_("期望月薪(分)"), null=True, blank=True)
    stated_on = models.DateField(_("了解日期"))

    objects: ClassVar[ScopedQuerySet["Intention"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("就业意愿")
        ordering = ["stated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "stated_on"], name="intention_once")]


@tracked
class Skill(models.Model):
    """A skill or certificate."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="skills", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    name = models.CharField(_("技能"), max_length=60)
    level = models.CharField(_("等级"), max_length=20, blank=True)
    certificate = models.CharField(_("证书编号"), max_length=60, blank=True)
    stated_on = models.DateField(_("了解日期"))

    objects: ClassVar[ScopedQuerySet["Skill"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("技能")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="skill_once")]


@tracked
class TrainingNeed(models.Model):
    """A wish to raise skills, from when to when; without it the training duty cannot be judged."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="needs", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    subject = models.CharField(_("培训内容"), max_length=60)
    stated_on = models.DateField(_("了解日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["TrainingNeed"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("培训需求")
        ordering = ["stated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "subject", "stated_on"], name="need_once")]
