from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "leye.gatherings"
    label = "gatherings"
    verbose_name = _("集中服务")
    default_auto_field = "django.db.models.BigAutoField"
