"""A month's shortage occupations of an area: drafted by one, published by another, and from then on as it was."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.demand.enums import ListState

if TYPE_CHECKING:
    from leye.accounts.scope import Scope


class ShortageQuerySet(ScopedQuerySet["ShortageList"]):
    """Lists of shortage occupations."""

    def about(self, scope: "Scope") -> Self:
        """Those made inside a scope, and those published by the areas above it."""
        above = Q(area__no__lte=scope.lo, area__last__gte=scope.hi, state=ListState.PUBLISHED)
        return self.filter(Q(area_id__gte=scope.lo, area_id__lte=scope.hi) | above)


@tracked
class ShortageList(models.Model):
    """`month` is its first day; `as_of` the day on which the lines were counted, with `days` as the rule said then."""

    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("地区"))
    month = models.DateField(_("月份"))
    as_of = models.DateField(_("统计日期"))
    days = models.PositiveSmallIntegerField(_("多少天没招满算紧缺"))
    state = models.CharField(_("状态"), max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("编制人")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发布人")
    )
    published_on = models.DateField(_("发布日期"), null=True)
    reason = models.CharField(_("撤回原因"), max_length=200, blank=True, default="")

    objects: ClassVar[ShortageQuerySet] = ShortageQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("紧缺职业清单")
        ordering = ["-month", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "month"],
                condition=~models.Q(state=ListState.WITHDRAWN),
                name="shortage_list_once",
                violation_error_message=_("这个月的紧缺职业清单已经有了。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ListState.PUBLISHED)
                | models.Q(published_on__isnull=False)
                & models.Q(published_by__isnull=False)
                & ~models.Q(published_by=models.F("made_by")),
                name="shortage_list_second_person",
                violation_error_message=_("清单须由编制人以外的人发布。"),
            ),
        ]


@tracked
class ShortageLine(models.Model):
    """One occupation of a list. Pay in fen a month, NULL when every vacancy is negotiable."""

    guard = Guard(person=None, above=True)

    list = models.ForeignKey(ShortageList, models.CASCADE, related_name="lines", verbose_name=_("清单"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("地区"))
    occupation = models.CharField(_("职业"), max_length=12)
    name = models.CharField(_("职业名称"), max_length=80)
    vacancies = models.PositiveIntegerField(_("岗位数"))
    seats = models.PositiveIntegerField(_("缺口人数"))
    days = models.PositiveIntegerField(_("平均空缺天数"))
    people = models.PositiveIntegerField(_("愿意做的人"))
    pay_low_fen = models.BigIntegerField(_("月薪从（分）"), null=True)
    pay_high_fen = models.BigIntegerField(_("月薪到（分）"), null=True)
    needs = models.PositiveIntegerField(_("想学的人"), default=0)
    classes = models.PositiveIntegerField(_("今年培训班"), default=0)

    objects: ClassVar[ScopedQuerySet["ShortageLine"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("紧缺职业")
        ordering = ["-seats", "-days", "occupation"]
        constraints = [models.UniqueConstraint(fields=["list", "occupation"], name="shortage_line_once")]
