from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "leye.cases"
    label = "cases"
    verbose_name = _("援助对象")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """When services of people change, their cases are brought in line; two files made one keep one plan;
        who goes along with a part of a village keeps what was begun there.
        """
        from leye.cases.actions.carrying import follow_people
        from leye.cases.actions.merging import settle_plans
        from leye.cases.actions.serving import when_services_changed
        from leye.casework.signals import services_changed
        from leye.ledger.signals import files_merging, people_carried

        services_changed.connect(when_services_changed, dispatch_uid="cases.serving")
        files_merging.connect(settle_plans, dispatch_uid="cases.plans")
        people_carried.connect(follow_people, dispatch_uid="cases.carried")
