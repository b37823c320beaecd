"""States of a claim, and who is paid."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    """A claim stands while it is approved or paid."""

    APPROVED = "approved", _("已批准")
    PAID = "paid", _("已发放")
    REFUSED = "refused", _("未批准")
    RECOVERED = "recovered", _("已追回")


STANDING = (ClaimState.APPROVED, ClaimState.PAID)


class PayeeKind(models.TextChoices):
    PERSON = "person", _("个人")
    EMPLOYER = "employer", _("用人单位")
    INSTITUTION = "institution", _("培训机构")
    AGENCY = "agency", _("人力资源服务机构")
    SITE = "site", _("场所、载体")


class ClaimSubject(models.TextChoices):
    """What a claim was decided for: the subject of its rule."""

    PERSON = "person", _("人员")
    HOUSEHOLD = "household", _("家庭")
    PLACEMENT = "placement", _("公益性岗位安置")
    SPELL = "spell", _("招用")
    TRAINEE = "trainee", _("培训学员")
    TRAINING = "training", _("培训班")
    SITE = "site", _("场所、载体")
    ACTIVITY = "activity", _("活动")
    FAIR = "fair", _("招聘会")
    EMPLOYER = "employer", _("用人单位")
    AREA = "area", _("地区")
