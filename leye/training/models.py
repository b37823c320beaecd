"""Training classes, and who attended them with what result."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Employer, Person
from leye.training.enums import ClassKind, ClassMode
from leye.training.querysets import CourseQuerySet


@tracked
class TrainingClass(models.Model):
    """A class that an institution holds in an area. `task_done`: the institution fulfilled its yearly task."""

    # People of a village attend classes of its county: who sees them sees what they attended.
    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("开班地区"))
    institution = models.ForeignKey(
        Employer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training_classes",
        verbose_name=_("培训机构"),
    )
    title = models.CharField(_("班级名称"), max_length=120)
    kind = models.CharField(_("培训类型"), max_length=16, choices=ClassKind.choices)
    mode = models.CharField(_("培训方式"), max_length=8, choices=ClassMode.choices, default=ClassMode.OFFLINE)
    started_on = models.DateField(_("开班日期"))
    ended_on = models.DateField(_("结业日期"), null=True, blank=True)
    standard_fen = models.BigIntegerField(_("人均补贴标准（分）"), null=True, blank=True)
    from_outside = models.BooleanField(_("县外引进的机构"), default=False, db_default=False)
    task_done = models.BooleanField(_("机构完成年度培训任务"), default=False, db_default=False)
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["TrainingClass"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        db_table = "training_class"
        verbose_name = _("培训班")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "started_on"],
                name="training_class_once",
                violation_error_message=_("同一天已开办同名培训班。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="training_class_dates_in_order",
                violation_error_message=_("结业日期不能早于开班日期。"),
            ),
            models.CheckConstraint(
                condition=models.Q(standard_fen__isnull=True) | models.Q(standard_fen__gte=0),
                name="training_class_standard_not_negative",
                violation_error_message=_("补贴标准不能为负数。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Trainee(models.Model):
    """A person in a class: enrolled, perhaps completed, perhaps certified."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="trainings", verbose_name=_("学员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    training_class = models.ForeignKey(
        TrainingClass,
        models.PROTECT,
        db_column="class_id",
        related_name="trainees",
        verbose_name=_("培训班"),
    )
    enrolled_on = models.DateField(_("报名日期"), null=True, blank=True)
    completed_on = models.DateField(_("结业日期"), null=True, blank=True)
    certified_on = models.DateField(_("取证日期"), null=True, blank=True)
    certificate = models.CharField(_("证书编号"), max_length=60, blank=True, default="", db_default="")

    objects: ClassVar[ScopedQuerySet["Trainee"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("培训学员")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "training_class"],
                name="trainee_once",
                violation_error_message=_("此人已在这个培训班的名单上。"),
            ),
        ]


@tracked
class Course(models.Model):
    """A course that people may still join: what it is for, what it ends with, when, where, for how many.

    `occupation`: the work it leads to, a code of the national classification; `certificate`: what it ends with, as
    vacancies name it. What was held, with its people, is a TrainingClass.
    """

    # A village recommends the courses of its township and county.
    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("开班地区"))
    title = models.CharField(_("课程名称"), max_length=80)
    institution = models.CharField(_("培训机构"), max_length=80, blank=True, default="", db_default="")
    occupation = models.CharField(_("面向职业"), max_length=12, blank=True, default="", db_default="")
    certificate = models.CharField(_("结业取得的证书"), max_length=60, blank=True, default="", db_default="")
    starts_on = models.DateField(_("开课日期"))
    seats = models.PositiveIntegerField(_("名额"), default=30, db_default=30)
    place = models.CharField(_("上课地点"), max_length=120, blank=True, default="", db_default="")
    closed_on = models.DateField(_("停止推荐日期"), null=True, blank=True)

    objects: ClassVar[CourseQuerySet] = CourseQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("培训课程")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "starts_on"],
                name="course_once",
                violation_error_message=_("同一天开课的同名课程已经登记。"),
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="course_has_seats",
                                   violation_error_message=_("名额至少为1。")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """How a record names it; the same course of the same institution is the same item."""
        return f"{self.institution} {self.title}".strip()[:120]
