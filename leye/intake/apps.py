from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "leye.intake"
    label = "intake"
    verbose_name = _("导入")
    default_auto_field = "django.db.models.BigAutoField"
