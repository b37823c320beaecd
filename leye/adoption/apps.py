from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdoptionConfig(AppConfig):
    name = "leye.adoption"
    label = "adoption"
    verbose_name = _("采用")
    default_auto_field = "django.db.models.BigAutoField"
