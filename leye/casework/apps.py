from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "leye.casework"
    label = "casework"
    verbose_name = _("服务与公益性岗位")
    default_auto_field = "django.db.models.BigAutoField"
