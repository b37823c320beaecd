"""What people ask help for, and where a request stands. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpKind(models.TextChoices):
    WORK = "work", _("找工作")
    TRAINING = "training", _("学技能")
    STARTUP = "startup", _("创业、贷款")
    SUBSIDY = "subsidy", _("补贴和政策")
    CORRECT = "correct", _("更正我的资料")
    OTHER = "other", _("其他")


class HelpState(models.TextChoices):
    NEW = "new", _("等待受理")
    TAKEN = "taken", _("正在办理")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已关闭")


#: States in which somebody still waits for the office.
OPEN = (HelpState.NEW, HelpState.TAKEN)
