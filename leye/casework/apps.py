from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "leye.casework"
    label = "casework"
    verbose_name = _("服务与公益性岗位")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every evaluation, zero-employment households are brought in line; a post held is work for the ledger."""
        from leye.casework.at_work import posts_held
        from leye.casework.episodes import when_worked_out
        from leye.ledger.cards import count_as_work
        from leye.worklist.signals import worked_out

        worked_out.connect(when_worked_out, dispatch_uid="casework.episodes")
        count_as_work(posts_held)
