"""Two files of one person made into one, with all that is needed to part them again."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models.person import Person


class MergeRecordQuerySet(ScopedQuerySet["MergeRecord"]):
    """Merges."""

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at__isnull=True)


class MergeRecord(models.Model):
    """One merge.

    `moved` and `left` map a model's label to the ids of the loser's rows that went to the survivor, or stayed
    because the survivor already had their like. `before` holds the columns that the merge changed, by record;
    `marks` the last history number of each table at the merge, so that later changes can be seen.
    """

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("责任辖区"))
    survivor = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="+", verbose_name=_("保留档案")
    )
    loser = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="+", verbose_name=_("并入档案")
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("合并人")
    )
    merged_at = models.DateTimeField(_("合并时间"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    moved = models.JSONField(_("移动的记录"), default=dict)
    left = models.JSONField(_("留在原档案的记录"), default=dict)
    before = models.JSONField(_("合并前"), default=dict, encoder=DjangoJSONEncoder)
    marks = models.JSONField(_("历史位置"), default=dict)

    objects: ClassVar[MergeRecordQuerySet] = MergeRecordQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("档案合并")
        ordering = ["-merged_at", "-id"]
