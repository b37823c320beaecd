from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "leye.accounts"
    label = "accounts"
    verbose_name = _("账号与岗位")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.apps import apps

        # The last app's signal, so that every table and every history trigger stands.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(write_guards, sender=last, dispatch_uid="leye.guards")


def write_guards(using: str, **_kwargs: Any) -> None:
    """Write row-level security after every migration."""
    from leye.accounts.guard import write_policies

    write_policies(connections[using])
