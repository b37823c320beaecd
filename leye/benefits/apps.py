from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    name = "leye.benefits"
    label = "benefits"
    verbose_name = _("待遇")
    default_auto_field = "django.db.models.BigAutoField"
