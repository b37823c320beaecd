"""Kinds and states of fairs, and how often one comes again. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FairMode(models.TextChoices):
    OFFLINE = "offline", _("现场")
    ONLINE = "online", _("线上")
    BOTH = "both", _("线上线下")


class FairKind(models.TextChoices):
    ON_SITE = "on_site", _("现场招聘会")
    ONLINE = "online", _("网络招聘会")
    MOBILE = "mobile", _("流动招聘会（进村进社区）")
    GIG_DAY = "gig_day", _("零工市场活动日")
    RESETTLEMENT = "resettlement", _("安置区专场招聘")


class FairState(models.TextChoices):
    PLANNED = "planned", _("计划中")
    ANNOUNCED = "announced", _("已公告")
    HELD = "held", _("已举办")
    REPORTED = "reported", _("已总结")
    CANCELLED = "cancelled", _("已取消")


#: Fairs that are still to come (or whose results nobody has written), and those that took place.
COMING = (FairState.PLANNED, FairState.ANNOUNCED)
OVER = (FairState.HELD, FairState.REPORTED)


class Every(models.TextChoices):
    WEEK = "week", _("每周")
    MONTH = "month", _("每月")
