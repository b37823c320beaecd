from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    name = "leye.areas"
    label = "areas"
    verbose_name = _("区划")
    default_auto_field = "django.db.models.BigAutoField"
