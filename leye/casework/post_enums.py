"""Words of public-welfare posts at work: assessment, pay, requests to stay longer; how a household's time without work ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostDuty(models.TextChoices):
    """What a post is for, where documents treat it apart."""

    GENERAL = "", _("一般公益性岗位")
    VILLAGE_ASSISTANT = "assistant", _("村级就业帮扶协管员")


class AssessmentResult(models.TextChoices):
    GOOD = "good", _("优秀")
    PASS = "pass", _("合格")
    FAIL = "fail", _("不合格")


class PayListState(models.TextChoices):
    DRAFT = "draft", _("待审批")
    APPROVED = "approved", _("已审批")


class FundSource(models.TextChoices):
    """Where the money of a pay list comes from."""

    PV_INCOME = "pv_income", _("村级光伏扶贫电站收益")
    EMPLOYMENT_FUND = "employment_fund", _("就业补助资金")
    OTHER = "other", _("其他资金")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("待审批")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")


class EpisodeEnd(models.TextChoices):
    """Why a household is no longer one without work."""

    EMPLOYED = "employed", _("有人就业")
    NO_INTENTION = "no_intention", _("确认暂时无就业意愿")
    OTHER = "other", _("不再符合认定条件")
