from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfserviceConfig(AppConfig):
    name = "leye.selfservice"
    label = "selfservice"
    verbose_name = _("求职者自助")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sign-ins to these accounts are logged like those of officers."""
        from leye.accounts.signals import account_sought
        from leye.selfservice.whose import whose

        account_sought.connect(whose, dispatch_uid="selfservice.whose")
