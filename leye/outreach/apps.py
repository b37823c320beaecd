from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "leye.outreach"
    label = "outreach"
    verbose_name = _("摸底和联系")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """How messages leave and what is pushed is judged with the other settings, when the program starts."""
        from django.core import checks

        from leye.outreach.checks import AT_START, judge_sms

        checks.register(judge_sms, AT_START)
