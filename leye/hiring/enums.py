"""Code lists of recommendations, applications and hires. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who thought of this job for this person."""

    MATCHING = "matching", _("系统匹配")
    OFFICER = "officer", _("经办人选定")
    SELF = "self", _("本人选择")
    FAIR = "fair", _("招聘会")


class RecommendationState(models.TextChoices):
    MADE = "made", _("待推荐")
    DELIVERED = "delivered", _("已推荐")
    READ = "read", _("本人已看")
    DECLINED = "declined", _("本人不去")
    APPLIED = "applied", _("已应聘")
    CLOSED = "closed", _("已失效")


class DeclineReason(models.TextChoices):
    """Why the person does not want it. What each changes in later recommendations: leye.hiring.lessons."""

    TOO_FAR = "too_far", _("太远")
    PAY_TOO_LOW = "pay_too_low", _("工资低")
    KIND_OF_WORK = "kind_of_work", _("不想做这类工作")
    HOURS = "hours", _("工作时间不合适")
    HEALTH = "health", _("身体吃不消")
    FAMILY = "family", _("家里离不开")
    NO_CERTIFICATE = "no_certificate", _("没有要求的证书")
    ALREADY_WORKING = "already_working", _("已经有活干")
    DISTRUST = "distrust", _("不放心这家单位")
    OTHER = "other", _("其他原因")


class ChoiceKind(models.TextChoices):
    """What an officer has settled about a person and a job, whatever the matching says."""

    PIN = "pin", _("优先推荐")
    EXCLUDE = "exclude", _("不推荐")


class ApplicationState(models.TextChoices):
    SENT = "sent", _("已应聘")
    SEEN = "seen", _("单位已看")
    INTERVIEW = "interview", _("约定面试")
    OFFERED = "offered", _("拟录用")
    HIRED = "hired", _("已录用")
    REFUSED = "refused", _("未录用")
    WITHDRAWN = "withdrawn", _("本人撤回")
    EXPIRED = "expired", _("逾期未答复")


class RefusalReason(models.TextChoices):
    """Why the employer does not hire."""

    FULL = "full", _("已招满")
    EDUCATION = "education", _("学历不符")
    EXPERIENCE = "experience", _("经验不足")
    CERTIFICATE = "certificate", _("缺少证书")
    SKILL = "skill", _("技能不够")
    HEALTH = "health", _("岗位对身体的要求达不到")
    HOURS = "hours", _("时间对不上")
    PAY = "pay", _("待遇没谈拢")
    NO_SHOW = "no_show", _("没来面试")
    CLOSED = "closed", _("岗位已取消")
    OTHER = "other", _("其他原因")


class HireOutcome(models.TextChoices):
    """What became of a hire at a follow-up, as the ledger shows it; nobody has to report it."""

    STAYED = "stayed", _("仍在岗")
    MOVED_ON = "moved_on", _("换了工作")
    LEFT = "left", _("已离岗")
