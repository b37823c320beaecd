"""States of an adoption, of a campaign and of a run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdoptionState(models.TextChoices):
    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已采用")
    REJECTED = "rejected", _("未批准")
    ENDED = "ended", _("已停用")


class RunState(models.TextChoices):
    RUNNING = "running", _("进行中")
    FINISHED = "finished", _("已完成")
    FAILED = "failed", _("未完成")


class CampaignState(models.TextChoices):
    PLANNED = "planned", _("尚未开始")
    RUNNING = "running", _("正在开展")
    OVER = "over", _("已结束，待总结")
    CLOSED = "closed", _("已总结")
