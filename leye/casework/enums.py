"""What is done for people, how, and with what result; kinds of public-welfare posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    POLICY_BRIEFING = "policy_briefing", _("政策宣介")
    CAREER_GUIDANCE = "career_guidance", _("职业指导")
    JOB_RECOMMENDATION = "job_recommendation", _("岗位推荐")
    COURSE_RECOMMENDATION = "course_recommendation", _("培训推荐")
    FOLLOW_UP = "follow_up", _("跟踪调查")
    SERVICE_LIST = "service_list", _("送达服务和政策清单")
    POLICY_HELP = "policy_help", _("协助申请政策")
    SURVEY = "survey", _("摸底调查")
    COUNSELLING = "counselling", _("心理疏导")
    HOME_VISIT = "home_visit", _("上门走访")
    OTHER = "other", _("其他服务")


class ServiceChannel(models.TextChoices):
    VISIT = "visit", _("上门")
    PHONE = "phone", _("电话")
    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")
    COUNTER = "counter", _("窗口")
    GROUP = "group", _("集中宣讲")
    ONLINE = "online", _("线上")


class Outcome(models.TextChoices):
    """Two-click outcomes. Only DONE counts as a service given; the others are attempts or news."""

    DONE = "done", _("已办到")
    NO_ANSWER = "no_answer", _("没联系上")
    WORKING = "working", _("已在就业")
    AWAY = "away", _("外出不在")
    REFUSES = "refuses", _("本人拒绝")
    HUNG_UP = "hung_up", _("接通后挂断")
    BAD_NUMBER = "bad_number", _("号码不对")
    MOVED = "moved", _("已搬走")
    SENT = "sent", _("信息已送达，未回复")


#: Nobody was spoken to: somebody tried. Every other outcome is contact, with the person or with who knows.
ATTEMPTS = (Outcome.NO_ANSWER, Outcome.HUNG_UP, Outcome.BAD_NUMBER, Outcome.SENT)
#: What a person may enter; that a message arrived only its receipt says.
OUTCOMES_BY_HAND = [(one.value, one.label) for one in Outcome if one != Outcome.SENT]


class PostKind(models.TextChoices):
    URBAN = "urban", _("城镇公益性岗位")
    RURAL = "rural", _("乡村公益性岗位")
    TEMPORARY = "temporary", _("临时公益性岗位")


class PlacementEnd(models.TextChoices):
    EXPIRED = "expired", _("期满退出")
    EMPLOYED = "employed", _("转为市场就业")
    RETIRED = "retired", _("退休")
    ASSESSED_OUT = "assessed_out", _("考核不合格")
    OTHER = "other", _("其他")


class TransferState(models.TextChoices):
    SENT = "sent", _("已提出")
    ACCEPTED = "accepted", _("已同意")
    DECLINED = "declined", _("未同意")


class DeclarationKind(models.TextChoices):
    NO_INTENTION = "no_intention", _("无就业意愿声明")


class SignedBy(models.TextChoices):
    """Who put a name under a declaration, and how."""

    SELF = "self", _("本人签字")
    FAMILY = "family", _("家属代签")
    REMOTE = "remote", _("远程确认")
