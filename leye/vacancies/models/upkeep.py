"""What an area sets for its vacancies: how long one stands without being confirmed, and the lowest wage."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.history import tracked
from leye.accounts.querysets import InheritedQuerySet
from leye.areas.models import Area

#: A month, because the county's job bank is to be brought up to date at least once a month (#240).
WARN_DAYS = 30
#: Half a month more to answer before a vacancy that nobody confirmed is taken down.
UNPUBLISH_DAYS = 15


@tracked
class VacancyRules(models.Model):
    """Set by an area for itself and the areas below that set nothing of their own, with the reason."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="+", verbose_name=_("地区"))
    warn_days = models.PositiveSmallIntegerField(
        _("多少天没有确认就提醒"), default=WARN_DAYS, validators=[MinValueValidator(1)]
    )
    unpublish_days = models.PositiveSmallIntegerField(
        _("提醒后多少天没有确认就下架"), default=UNPUBLISH_DAYS, validators=[MinValueValidator(1)]
    )
    minimum_month_fen = models.BigIntegerField(_("月最低工资标准（分）"), null=True, blank=True)
    minimum_hour_fen = models.BigIntegerField(_("小时最低工资标准（分）"), null=True, blank=True)
    reason = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[InheritedQuerySet["VacancyRules"]] = InheritedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("岗位管理规则")
