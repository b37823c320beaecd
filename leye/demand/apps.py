from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemandConfig(AppConfig):
    name = "leye.demand"
    label = "demand"
    verbose_name = _("用工需求")
    default_auto_field = "django.db.models.BigAutoField"
