from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfserviceConfig(AppConfig):
    name = "leye.selfservice"
    label = "selfservice"
    verbose_name = _("求职者自助")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sign-ins to these accounts are logged like those of officers; when files are merged or parted, who is signed
        in to one of them signs in anew.
        """
        from leye.accounts.signals import account_sought
        from leye.ledger.signals import files_merging, files_parting
        from leye.selfservice.actions.merging import sign_out_both
        from leye.selfservice.whose import whose

        account_sought.connect(whose, dispatch_uid="selfservice.whose")
        files_merging.connect(sign_out_both, dispatch_uid="selfservice.merging")
        files_parting.connect(sign_out_both, dispatch_uid="selfservice.parting")
