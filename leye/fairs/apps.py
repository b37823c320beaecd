from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairsConfig(AppConfig):
    name = "leye.fairs"
    label = "fairs"
    verbose_name = _("招聘会现场")
    default_auto_field = "django.db.models.BigAutoField"
