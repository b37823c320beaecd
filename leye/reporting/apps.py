from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "leye.reporting"
    label = "reporting"
    verbose_name = _("报送")
    default_auto_field = "django.db.models.BigAutoField"
