"""Kinds and states of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    PEOPLE = "people", _("人员")
    HOUSEHOLDS = "households", _("家庭成员")
    EMPLOYERS = "employers", _("用人单位")
    SPELLS = "spells", _("就业经历")
    SERVICES = "services", _("服务记录")
    APPLICATIONS = "applications", _("援助申请名单")
    VACANCIES = "vacancies", _("岗位")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("读取中")
    MAPPING = "mapping", _("待核对列")
    CHECKING = "checking", _("核对数据中")
    PREVIEWED = "previewed", _("待确认")
    WRITING = "writing", _("导入中")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("未完成")


#: States in which a background job works on the file.
RUNNING = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.WRITING)


class RowState(models.TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("有变化")
    UNCHANGED = "unchanged", _("无变化")
    ERROR = "error", _("有问题")
    KEPT = "kept", _("撤销时保留")
