from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    name = "leye.offline"
    label = "offline"
    verbose_name = _("离线工作")
    default_auto_field = "django.db.models.BigAutoField"
