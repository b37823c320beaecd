"""States of a to-do and of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TodoState(models.TextChoices):
    OPEN = "open", _("待办")
    DONE = "done", _("已完成")
    MISSED = "missed", _("到期未完成")
    LAPSED = "lapsed", _("不再适用")


class SubjectKind(models.TextChoices):
    PERSON = "person", _("人员")
    HOUSEHOLD = "household", _("家庭")
    AREA = "area", _("地区")
    PLACEMENT = "placement", _("公益性岗位安置")


class FindingKind(models.TextChoices):
    LIMIT = "limit", _("红线")
    BENEFIT = "benefit", _("待遇")


class FindingState(models.TextChoices):
    OPEN = "open", _("待处理")
    CLOSED = "closed", _("已消除")
