"""Code lists of employers' accounts and mandates. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberState(models.TextChoices):
    ASKED = "asked", _("待核实")
    VERIFIED = "verified", _("已开通")
    REFUSED = "refused", _("未通过")
    ENDED = "ended", _("已停用")


class MemberRole(models.TextChoices):
    """The first member of a unit looks after its accounts."""

    OWNER = "owner", _("负责人")
    MEMBER = "member", _("成员")


class MandateState(models.TextChoices):
    ASKED = "asked", _("待确认")
    CONFIRMED = "confirmed", _("有效")
    REFUSED = "refused", _("未同意")
    ENDED = "ended", _("已结束")
