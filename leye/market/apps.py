from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketConfig(AppConfig):
    name = "leye.market"
    label = "market"
    verbose_name = _("招聘会")
    default_auto_field = "django.db.models.BigAutoField"
