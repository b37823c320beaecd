"""An uploaded file on its way into the ledger, its rows' marks, and remembered column mappings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.models import Post
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.intake.enums import ImportKind, ImportState, RowState


class ImportBatch(models.Model):
    """One file: where it stands, how its columns are read, how many rows of each mark."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("导入辖区"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name=_("岗位"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("导入人")
    )
    kind = models.CharField(_("内容"), max_length=12, choices=ImportKind.choices)
    source = models.CharField(_("来源"), max_length=20, default="import")
    file_name = models.CharField(_("文件名"), max_length=200)
    file_path = models.CharField(_("保存位置"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    sheet = models.CharField(_("工作表"), max_length=120, blank=True)
    mapping = models.JSONField(_("列对应"), default=dict)
    counts = models.JSONField(_("数量"), default=dict)
    step = models.CharField(_("步骤"), max_length=60, blank=True)
    done_rows = models.PositiveIntegerField(_("已处理行"), default=0)
    total_rows = models.PositiveIntegerField(_("总行数"), default=0)
    problem = models.TextField(_("问题"), blank=True)
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    context_id = models.UUIDField(_("历史标记"), null=True)

    objects: ClassVar[ScopedQuerySet["ImportBatch"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("导入")
        ordering = ["-created_at"]


class ImportRow(models.Model):
    """One row's mark: what it would change or changed, or why it cannot go in."""

    guard = Guard(person=None)

    # No index or constraint of its own for either key: an import writes 100,000 of these at once, the batch is
    # in the index below, and the area is always the batch's.
    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, db_index=False, related_name="rows", verbose_name=_("导入")
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name=_("导入辖区"),
    )
    record = models.PositiveIntegerField(_("顺序"), default=0)
    sheet_row = models.PositiveIntegerField(_("行号"))
    sheet = models.CharField(_("工作表"), max_length=120, blank=True)
    state = models.CharField(_("结果"), max_length=10, choices=RowState.choices)
    label = models.CharField(_("对象"), max_length=120, blank=True)
    target_id = models.BigIntegerField(_("台账编号"), null=True)
    changes = models.JSONField(_("变化"), default=dict)
    problems = models.JSONField(_("问题"), default=list)

    objects: ClassVar[ScopedQuerySet["ImportRow"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("导入行")
        indexes = [models.Index(fields=["batch", "state", "record"], name="import_row_state")]


class ColumnMemory(models.Model):
    """How an area's headers were mapped last time."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "kind", "signature"], name="mapping_once")]
