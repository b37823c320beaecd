from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitersConfig(AppConfig):
    name = "leye.recruiters"
    label = "recruiters"
    verbose_name = _("单位账号")
    default_auto_field = "django.db.models.BigAutoField"
