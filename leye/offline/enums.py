"""What a record made without a network can be, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditKind(models.TextChoices):
    SERVICE = "service", _("服务记录")
    FIELDS = "fields", _("情况变化")
    ANSWERS = "answers", _("问卷回答")


class EditState(models.TextChoices):
    APPLIED = "applied", _("已入账")
    WAITING = "waiting", _("等您决定")
    DROPPED = "dropped", _("已放弃")


class Why(models.TextChoices):
    """Why a record waits for its maker."""

    NOTHING = "", _("无")
    CONFLICT = "conflict", _("别人也改过")
    EXPIRED = "expired", _("离线资料已过期")
    CLOCK = "clock", _("设备时间不准")
    INVALID = "invalid", _("填写有误")
    ABSENT = "absent", _("此人已不在辖区")
    OUTSIDE = "outside", _("不在带走的名单里")
    NEWER = "newer", _("问卷换了新版")
    CLOSED = "closed", _("摸底已经结束")


class Side(models.TextChoices):
    NONE = "", _("未选")
    MINE = "mine", _("用我的")
    THEIRS = "theirs", _("用现有的")
