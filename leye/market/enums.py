"""Kinds and states of fairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FairMode(models.TextChoices):
    OFFLINE = "offline", _("现场")
    ONLINE = "online", _("线上")
    BOTH = "both", _("线上线下")


class FairState(models.TextChoices):
    PLANNED = "planned", _("计划中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")
