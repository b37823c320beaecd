from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.db.models.signals import post_migrate
from django.http import HttpRequest
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
        user_logged_in.connect(log_sign_in, dispatch_uid="leye.sign_in")


def write_guards(using: str, **_kwargs: Any) -> None:
    """Write row-level security after every migration."""
    from leye.accounts.guard import write_policies

    write_policies(connections[using])


def log_sign_in(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """Keep who signed in, when and from which address."""
    from allauth.core.internal.httpkit import get_client_ip

    from leye.accounts.access import log_entrance
    from leye.accounts.enums import Access

    log_entrance(user, Access.SIGN_IN, {"address": get_client_ip(request)})
