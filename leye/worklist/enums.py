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
    SPELL = "spell", _("招用")
    TRAINEE = "trainee", _("培训学员")
    TRAINING = "training", _("培训班")
    EMPLOYER = "employer", _("用人单位")
    SITE = "site", _("场所、载体")
    ACTIVITY = "activity", _("活动")
    READING = "reading", _("数据")
    CLAIM = "claim", _("待遇发放")
    FAIR = "fair", _("招聘会")


class FindingKind(models.TextChoices):
    LIMIT = "limit", _("红线")
    BENEFIT = "benefit", _("待遇")


class FindingState(models.TextChoices):
    OPEN = "open", _("待处理")
    CLOSED = "closed", _("已消除")
