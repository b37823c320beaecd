"""What an area sets for its demand side: when an open job counts as hard to fill, how often key employers are visited."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.history import tracked
from leye.accounts.querysets import InheritedQuerySet
from leye.areas.models import Area

#: A month: the job bank is brought up to date at least once a month (#240), so what has stood for a whole month was
#: seen by everybody and taken by nobody.
SHORTAGE_DAYS = 30
#: Documents ask for "service throughout" (#202) and name no interval; a season keeps pace with orders and with leaving.
VISIT_DAYS = 90


@tracked
class DemandRules(models.Model):
    """Set by an area for itself and the areas below that set nothing of their own, with the reason."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="+", verbose_name=_("地区"))
    shortage_days = models.PositiveSmallIntegerField(
        _("多少天没招满算紧缺"), default=SHORTAGE_DAYS, validators=[MinValueValidator(1)]
    )
    visit_days = models.PositiveSmallIntegerField(
        _("重点企业多少天走访一次"), default=VISIT_DAYS, validators=[MinValueValidator(1)]
    )
    reason = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[InheritedQuerySet["DemandRules"]] = InheritedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("用工需求规则")
