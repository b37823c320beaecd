from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "leye.cases"
    label = "cases"
    verbose_name = _("援助对象")
    default_auto_field = "django.db.models.BigAutoField"
