"""States of an adoption and of a run."""

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
