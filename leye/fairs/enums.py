"""States of booths, results of talks at a booth, and why somebody said no. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoothState(models.TextChoices):
    APPLIED = "applied", _("待审核")
    ACCEPTED = "accepted", _("已接受")
    REFUSED = "refused", _("未接受")
    WITHDRAWN = "withdrawn", _("已退出")


#: Booths that still stand or may stand.
STANDING = (BoothState.APPLIED, BoothState.ACCEPTED)


class Talk(models.TextChoices):
    """What came of a talk at a booth, the further the later."""

    INTERESTED = "interested", _("有意向")
    INTERVIEW = "interview", _("约面试")
    OFFER = "offer", _("发录用意向")
    HIRED = "hired", _("当场录用")
    REFUSED = "refused", _("没谈成")


#: Talks that count as an agreement reached (达成意向).
AGREED = (Talk.INTERVIEW, Talk.OFFER, Talk.HIRED)


class Reason(models.TextChoices):
    """Why a talk came to nothing; the first ones are the visitor's, the last the employer's."""

    PAY = "pay", _("嫌工资低")
    FAR = "far", _("路远")
    HOURS = "hours", _("时间不合适")
    CONDITIONS = "conditions", _("食宿或劳动条件不合适")
    FAMILY = "family", _("家里走不开")
    SKILL = "skill", _("单位认为技能不符")
    AGE = "age", _("单位认为年龄或体力不符")
    OTHER = "other", _("其他原因")


class VisitSource(models.TextChoices):
    PUBLIC = "public", _("网上预约")
    DESK = "desk", _("现场签到")
