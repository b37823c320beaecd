"""Row-level security for every guarded table, its history too, written from one declaration on the model.

A model that holds personal rows declares `guard = Guard()`; after every migration the policies are written
again from these declarations, so that no table can be added and forgotten (a test walks all tables).
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

APP_ROLE = "leye_app"
SERVICE_ROLE = "leye_service"


@dataclass(frozen=True)
class Guard:
    """Which columns carry the responsible area's number and the person who can be shared (None: nobody)."""

    area: str = "area_id"
    person: str | None = "person_id"


def setting(name: str, cast: str) -> str:
    """SQL for a setting of this transaction; NULL, so that nothing is visible, when it was not set."""
    return f"(NULLIF(current_setting('leye.{name}', true), ''))::{cast}"


def guarded_models() -> list[tuple[type[models.Model], Guard, bool]]:
    """Every guarded model and the history model of each: (model, guard, is history)."""
    found: list[tuple[type[models.Model], Guard, bool]] = []
    for model in apps.get_models(include_auto_created=True):
        tracked: Any = getattr(model, "pgh_tracked_model", None)
        declared = getattr(tracked or model, "guard", None)
        if not isinstance(declared, Guard):
            continue
        person = declared.person
        if tracked is not None and person == tracked._meta.pk.column:
            person = "pgh_obj_id"
        found.append((model, Guard(declared.area, person), tracked is not None))
    return found


def _policies(table: str, guard: Guard, history: bool) -> list[str]:
    inside = f"{guard.area} >= {setting('lo', 'bigint')} AND {guard.area} <= {setting('hi', 'bigint')}"
    # A scalar subquery is evaluated once, and a bare column keeps the index on the person usable.
    shared = f" OR {guard.person} = ANY ({setting('shared', 'bigint[]')})" if guard.person else ""
    edited = f" OR {guard.person} = ANY ({setting('shared_edit', 'bigint[]')})" if guard.person else ""
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in
          ("scope_read", "scope_add", "scope_change", "scope_remove", "service_all")),
        f"CREATE POLICY scope_read ON {table} FOR SELECT TO {APP_ROLE} USING ({inside}{shared})",
        f"CREATE POLICY service_all ON {table} TO {SERVICE_ROLE} USING (true) WITH CHECK (true)",
    ]
    if history:
        statements.append(f"CREATE POLICY scope_add ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK (true)")
    else:
        statements += [
            f"CREATE POLICY scope_add ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({inside}{edited})",
            f"CREATE POLICY scope_change ON {table} FOR UPDATE TO {APP_ROLE} USING ({inside}{edited})"
            f" WITH CHECK ({inside}{edited})",
            f"CREATE POLICY scope_remove ON {table} FOR DELETE TO {APP_ROLE} USING ({inside})",
        ]
    return statements


#: Tables that may only be added to, whoever asks.
APPEND_ONLY = ("accounts_accesslog",)


def write_policies(connection: BaseDatabaseWrapper) -> None:
    """Roles, grants and policies, written anew as the owner. Safe to repeat."""
    roles = [
        f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;"
        f" END $$"
        for role in (APP_ROLE, SERVICE_ROLE)
    ]
    grants = [
        f"GRANT {APP_ROLE}, {SERVICE_ROLE} TO CURRENT_USER",
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}, {SERVICE_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}, {SERVICE_ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}, {SERVICE_ROLE}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APP_ROLE}, {SERVICE_ROLE}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE}, {SERVICE_ROLE}",
    ]
    guards: list[str] = []
    for model, guard, history in guarded_models():
        table = model._meta.db_table
        guards += _policies(table, guard, history)
        if history or table in APPEND_ONLY:
            guards.append(f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE}, {SERVICE_ROLE}")
    with connection.cursor() as cursor:
        cursor.execute(";\n".join([*roles, *grants, *guards]))
