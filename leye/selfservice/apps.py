from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfserviceConfig(AppConfig):
    name = "leye.selfservice"
    label = "selfservice"
    verbose_name = _("求职者自助")
    default_auto_field = "django.db.models.BigAutoField"
