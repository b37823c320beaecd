"""States and kinds of plans, referrals and hand-over lists. A leaf."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    DRAFT = "draft", _("拟定中")
    AGREED = "agreed", _("执行中")
    ENDED = "ended", _("已结束")


class PlanEnd(models.TextChoices):
    """Why a plan ended. MET may only be said when every goal has its evidence."""

    MET = "met", _("目标达成")
    REPLACED = "replaced", _("改订新计划")
    CASE_EXITED = "case_exited", _("援助对象已退出")
    UNMET = "unmet", _("到期未达成")
    MERGED = "merged", _("两份档案合并")
    OTHER = "other", _("其他原因")


#: A plan ends so with something else; nobody chooses it.
ENDS_WITH = (PlanEnd.CASE_EXITED, PlanEnd.MERGED)


class GoalKind(models.TextChoices):
    """What counts for a goal: a service given, or something that came of it."""

    POLICY_BRIEFING = "policy_briefing", _("政策宣介")
    CAREER_GUIDANCE = "career_guidance", _("职业指导")
    JOB_RECOMMENDATION = "job_recommendation", _("岗位推荐")
    COURSE_RECOMMENDATION = "course_recommendation", _("培训推荐")
    POLICY_HELP = "policy_help", _("协助申请政策")
    COUNSELLING = "counselling", _("心理疏导")
    HOME_VISIT = "home_visit", _("上门走访")
    FOLLOW_UP = "follow_up", _("跟踪调查")
    TRAINED = "trained", _("完成培训")
    CERTIFIED = "certified", _("取得证书")
    EMPLOYED = "employed", _("实现就业")
    KEPT = "kept", _("稳定就业")
    STARTUP = "startup", _("自主创业")
    PUBLIC_POST = "public_post", _("公益性岗位安置")


#: Goals met by services given; the rest are met by what the ledger, the posts and the classes hold.
SERVICE_GOALS = tuple(str(kind) for kind in list(GoalKind)[:8])
#: Goals counted in different jobs or courses, not in records: the same job offered twice is one.
DISTINCT_GOALS = (GoalKind.JOB_RECOMMENDATION, GoalKind.COURSE_RECOMMENDATION)
#: Goals whose number is a number of days.
DAY_GOALS = (GoalKind.KEPT,)


class ReferralState(models.TextChoices):
    SENT = "sent", _("等待答复")
    ACCEPTED = "accepted", _("已接收")
    REJECTED = "rejected", _("未接收")
    EXPIRED = "expired", _("逾期未答复")
    REVOKED = "revoked", _("已撤回")
    DONE = "done", _("已办结")


class HandoverState(models.TextChoices):
    """How far a person of a hand-over list has come (#230): issued, received, verified, followed, closed."""

    ISSUED = "issued", _("已交办")
    RECEIVED = "received", _("已签收")
    FOUND = "found", _("已找到")
    NOT_FOUND = "not_found", _("未找到")
    FOLLOWING = "following", _("跟踪服务中")
    CLOSED = "closed", _("已办结")


class HandoverResult(models.TextChoices):
    """What came of following somebody."""

    WORKING = "working", _("在岗就业")
    HELPED = "helped", _("帮扶后就业")
    NO_WISH = "no_wish", _("无就业意愿")
    LEFT = "left", _("已离开本地")
    MISTAKE = "mistake", _("名单有误")
