"""Public-welfare posts and who holds them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import PlacementEnd, PostKind
from leye.casework.post_enums import PostDuty
from leye.ledger.models import Person


@tracked
class PublicPost(models.Model):
    """A public-welfare post with a number of places."""

    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    title = models.CharField(_("岗位名称"), max_length=80)
    kind = models.CharField(_("岗位类型"), max_length=10, choices=PostKind.choices)
    duty = models.CharField(
        _("岗位用途"), max_length=12, choices=PostDuty.choices, blank=True, default="", db_default=""
    )
    employer_name = models.CharField(_("用人单位"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("名额"), default=1)
    wage_fen = models.BigIntegerField(_("月岗位补贴(分)"), null=True, blank=True)
    valid_from = models.DateField(_("设立日期"))
    valid_to = models.DateField(_("撤销日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["PublicPost"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位")
        ordering = ["area_id", "title"]

    def __str__(self) -> str:
        return self.title


@tracked
class Placement(models.Model):
    """A person on a public-welfare post, for a term; `ordinal` counts the person's placements."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="placements", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    post = models.ForeignKey(PublicPost, models.PROTECT, related_name="placements", verbose_name=_("岗位"))
    post_kind = models.CharField(_("岗位类型"), max_length=10, choices=PostKind.choices)
    ordinal = models.PositiveSmallIntegerField(_("第几次安置"), default=1)
    started_on = models.DateField(_("上岗日期"))
    due_end_on = models.DateField(_("政策期满日期"))
    ended_on = models.DateField(_("离岗日期"), null=True, blank=True)
    end_reason = models.CharField(_("离岗原因"), max_length=14, choices=PlacementEnd.choices, blank=True)
    extension_reason = models.CharField(_("延期原因"), max_length=200, blank=True, default="", db_default="")
    extension_approved_on = models.DateField(_("延期批准日期"), null=True, blank=True)
    kin_relation = models.CharField(
        _("与用人单位或村组负责人的亲属关系"), max_length=60, blank=True, default="", db_default=""
    )

    objects: ClassVar[ScopedQuerySet["Placement"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位安置")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="placement_one_post",
                violation_error_message=_("此人已在公益性岗位上,不能一人多岗。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="placement_dates_in_order",
                violation_error_message=_("离岗日期不能早于上岗日期。"),
            ),
        ]
