"""What is asked: a JSON schema with a name and a version."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.history import tracked
from leye.accounts.querysets import InheritedQuerySet
from leye.areas.models import Area


@tracked
class Questionnaire(models.Model):
    """One version of a questionnaire. A change makes a new version, so that old answers stay readable.

    `area` None: for everybody. It holds questions only, nothing about anybody.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("制定地区")
    )
    name = models.CharField(_("问卷名称"), max_length=80)
    version = models.PositiveIntegerField(_("版次"), default=1)
    schema = models.JSONField(_("题目"))
    valid_from = models.DateField(_("启用日期"))
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("制定人"),
    )

    objects: ClassVar[InheritedQuerySet["Questionnaire"]] = InheritedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("问卷")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name", "version"],
                name="questionnaire_once",
                violation_error_message=_("别人刚刚保存了这份问卷的新版，请刷新后再改。"),
            ),
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=models.Q(area__isnull=True),
                name="questionnaire_for_all_once",
            ),
        ]

    def __str__(self) -> str:
        return _("%(name)s（第%(version)s版）") % {"name": self.name, "version": self.version}
