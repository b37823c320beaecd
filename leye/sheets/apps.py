from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    name = "leye.sheets"
    label = "sheets"
    verbose_name = _("台账表册")
    default_auto_field = "django.db.models.BigAutoField"
