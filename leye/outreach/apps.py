from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "leye.outreach"
    label = "outreach"
    verbose_name = _("摸底和联系")
    default_auto_field = "django.db.models.BigAutoField"
