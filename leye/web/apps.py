from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "leye.web"
    label = "web"
    verbose_name = _("页面")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext

        from leye.standards.text import use_translator

        use_translator(gettext)

        from leye.outreach.reminders import stop_reminding
        from leye.web.reminding import service_ended, service_over_sql

        stop_reminding(service_ended, service_over_sql)
