from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    name = "leye.worklist"
    label = "worklist"
    verbose_name = _("待办")
    default_auto_field = "django.db.models.BigAutoField"
