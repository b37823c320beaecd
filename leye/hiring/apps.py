from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "leye.hiring"
    label = "hiring"
    verbose_name = _("推荐和录用")
    default_auto_field = "django.db.models.BigAutoField"
