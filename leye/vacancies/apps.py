from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VacanciesConfig(AppConfig):
    name = "leye.vacancies"
    label = "vacancies"
    verbose_name = _("岗位")
    default_auto_field = "django.db.models.BigAutoField"
