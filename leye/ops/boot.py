"""Bring Django up beside a database that runs."""

import os


def boot() -> None:
    """Start the embedded server if it is ours, make its database, and set Django up. Safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leye.config.settings")
    from leye.ops.postgres import create_database, start_server

    start_server()
    create_database()
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from leye.ops.postgres import point_django_at_server

    point_django_at_server()


def migrate(verbosity: int = 0) -> None:
    """Bring the schema up to date as the owner, with the cache table and the national codes."""
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    call_command("createcachetable", database="owner", verbosity=verbosity)
    from leye.ops.codes import load_codes

    load_codes()
    from django.db import connections

    from leye.accounts.guard import write_policies

    write_policies(connections["owner"])
