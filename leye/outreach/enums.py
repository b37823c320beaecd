"""States of rounds and messages, what an answer says about work. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkStatus(models.TextChoices):
    """What somebody does at the moment, as told in a survey."""

    UNEMPLOYED = "unemployed", _("没有工作")
    EMPLOYED = "employed", _("在单位上班")
    FLEXIBLE = "flexible", _("灵活就业")
    SELF_EMPLOYED = "self_employed", _("自己创业、经营")
    FARMING = "farming", _("务农务牧")
    STUDENT = "student", _("在校学习")
    RETIRED = "retired", _("退休或不能工作")


#: Answers after which the ledger should hold an employment that runs.
AT_WORK = (WorkStatus.EMPLOYED, WorkStatus.FLEXIBLE, WorkStatus.SELF_EMPLOYED, WorkStatus.FARMING)


class CodePurpose(models.TextChoices):
    """For what a one-time code is."""

    CONFIRM = "confirm", _("本人确认")
    SIGN_IN = "sign_in", _("本人登录")


class GoOut(models.TextChoices):
    """Whether somebody wants to work away from home (外出意愿, #224)."""

    YES = "yes", _("想外出")
    NO = "no", _("不想外出")
    OUT = "out", _("已经在外")


class MessageState(models.TextChoices):
    """Where a message stands. HELD ones were never given to the provider; the reason is kept."""

    QUEUED = "queued", _("等待发送")
    SENDING = "sending", _("正在发送")
    SENT = "sent", _("已交运营商")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("没有送达")
    HELD = "held", _("没有发送")


class Held(models.TextChoices):
    """Why a message was not given to the provider."""

    NO_PHONE = "no_phone", _("没有能收短信的手机号")
    OPTED_OUT = "opted_out", _("对方已退订")
    PAUSED = "paused", _("已暂停提醒")
    LIMIT = "limit", _("近期发过，未超次数才发")
    DECEASED = "deceased", _("已登记死亡")
    CASE_ENDED = "case_ended", _("服务已经结束")


class TemplateState(models.TextChoices):
    DRAFT = "draft", _("待审核")
    APPROVED = "approved", _("可以使用")
    ENDED = "ended", _("已停用")


class Measure(models.TextChoices):
    """What is counted of a survey round; each is a list too."""

    ASKED = "asked", _("应调查")
    REGISTERED = "registered", _("登记到位")
    CONTACTED = "contacted", _("联系到位")
    HELPED = "helped", _("帮扶到位")
    ANSWERED = "answered", _("已调查")
    NUMBER_CLEAR = "number_clear", _("人员底数清")
    CAPACITY_CLEAR = "capacity_clear", _("劳动能力清")
    STATUS_CLEAR = "status_clear", _("就业状态清")
    OUTING_CLEAR = "outing_clear", _("外出意愿清")
    WAITING = "waiting", _("还没调查")
    UNREACHABLE = "unreachable", _("多次没联系上")
    PAUSED = "paused", _("暂停提醒")
    DIFFERS = "differs", _("回答与台账不一致")
    LATE = "late", _("隔了很久才录入")
