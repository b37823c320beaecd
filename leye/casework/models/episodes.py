"""The times in which a household had labour and nobody in work."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.models.posts import Placement
from leye.casework.post_enums import EpisodeEnd
from leye.ledger.models import EmploymentSpell, Household


@tracked
class ZeroEpisode(models.Model):
    """One stretch of time as a zero-employment household: found, cleared by a job, or over for another reason.

    A household that falls back has a new row, which names the one it follows. Rows are written by the program alone
    (leye.casework.episodes), from what the adopted documents' rules find.
    """

    guard = Guard(person=None)

    household = models.ForeignKey(
        Household, models.CASCADE, related_name="zero_episodes", verbose_name=_("家庭")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    found_on = models.DateField(_("发现日期"))
    due_on = models.DateField(_("消除期限"))
    ended_on = models.DateField(_("消除日期"), null=True, blank=True)
    end_kind = models.CharField(_("怎样消除"), max_length=14, choices=EpisodeEnd.choices, blank=True)
    spell = models.ForeignKey(
        EmploymentSpell,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("消除凭据（就业）"),
    )
    placement = models.ForeignKey(
        Placement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("消除凭据（公益性岗位）"),
    )
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("上一次")
    )

    objects: ClassVar[ScopedQuerySet["ZeroEpisode"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("零就业家庭认定")
        ordering = ["-found_on", "-id"]
        indexes = [
            models.Index(
                fields=["area", "due_on"],
                condition=models.Q(ended_on__isnull=True),
                name="episode_open_area",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=models.Q(ended_on__isnull=True),
                name="episode_open_once",
                violation_error_message=_("这一户已在零就业家庭名单里。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("found_on")),
                name="episode_dates_in_order",
            ),
        ]
