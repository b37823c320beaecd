"""Kinds and modes of training classes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClassKind(models.TextChoices):
    SKILL = "skill", _("职业技能培训")
    STARTUP = "startup", _("创业培训")
    ON_JOB = "on_job", _("以工代训")
    APPRENTICE = "apprentice", _("企业新型学徒制培训")
    ADAPTATION = "adaptation", _("岗位适应性培训")
    NEW_OCCUPATION = "new_occupation", _("新职业培训")
    STAFF = "staff", _("基层工作人员培训")
    AGRI_TECHNICIAN = "agri_technician", _("农民工转农技工培训")


class ClassMode(models.TextChoices):
    OFFLINE = "offline", _("线下")
    ONLINE = "online", _("线上")
    BLENDED = "blended", _("线上线下结合")
