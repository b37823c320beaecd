from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitersConfig(AppConfig):
    name = "leye.recruiters"
    label = "recruiters"
    verbose_name = _("单位账号")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sign-ins to these accounts are logged like those of officers."""
        from leye.accounts.signals import account_sought
        from leye.recruiters.whose import whose

        account_sought.connect(whose, dispatch_uid="recruiters.whose")
