"""How ledgers are ordered, and what a check found. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Order(models.TextChoices):
    NAME = "name", _("按姓名")
    HOUSEHOLD = "household", _("按户")


class CheckResult(models.TextChoices):
    SAME = "same", _("无变化")
    CHANGED = "changed", _("有变化，已更新")
