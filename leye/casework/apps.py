from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "leye.casework"
    label = "casework"
    verbose_name = _("服务与公益性岗位")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every evaluation, zero-employment households are brought in line."""
        from leye.casework.episodes import when_worked_out
        from leye.worklist.signals import worked_out

        worked_out.connect(when_worked_out, dispatch_uid="casework.episodes")
