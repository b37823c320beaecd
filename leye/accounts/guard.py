"""Row-level security for every guarded table, its history too, written from one declaration on the model.

A model that holds personal rows declares `guard = Guard()`; after every migration the policies are written
again from these declarations, so that no table can be added and forgotten (a test walks all tables).
"""

from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

APP_ROLE = "leye_app"
SERVICE_ROLE = "leye_service"


@dataclass(frozen=True)
class Guard:
    """Which columns carry the responsible area's number and the person who can be shared (None: nobody).

    `held`: only who holds the person may write the row, under the person's own area (for tables below the ledger,
    which have no foreign key to it).
    `above`: rows of the areas above may be read too, because rows of people below point to them; for what says
    nothing about anybody.
    `employer`: columns with the employers whose members may read the row; `via`: the column of a row that says so.
    With `answers` they may write it too. History is the office's alone.
    """

    area: str = "area_id"
    person: str | None = "person_id"
    held: bool = False
    above: bool = False
    employer: tuple[str, ...] = ()
    via: str = ""
    answers: bool = False


def setting(name: str, cast: str) -> str:
    """SQL for a setting of this transaction; NULL, so that nothing is visible, when it was not set."""
    return f"(NULLIF(current_setting('leye.{name}', true), ''))::{cast}"


def guarded_models() -> list[tuple[type[models.Model], Guard, bool]]:
    """Every guarded model and the history model of each: (model, guard, is history)."""
    found: list[tuple[type[models.Model], Guard, bool]] = []
    for model in apps.get_models(include_auto_created=True):
        tracked: Any = getattr(model, "pgh_tracked_model", None)
        declared = getattr(tracked or model, "guard", None) or getattr(tracked, "history_guard", None)
        if not isinstance(declared, Guard):
            continue
        person = declared.person
        if tracked is not None and person == tracked._meta.pk.column:
            person = "pgh_obj_id"
        found.append((model, replace(declared, person=person), tracked is not None))
    return found


def employers_columns(model: type[models.Model]) -> tuple[str | None, type[models.Model], tuple[str, ...]]:
    """Where a model's row names its employers: (own foreign key to go by or None, the model there, its columns)."""
    guard: Guard = model.guard  # type: ignore[attr-defined]  # asked of guarded models only
    if not guard.via:
        return None, model, guard.employer
    key = next(field for field in model._meta.concrete_fields if field.column == guard.via)
    there: Any = key.related_model
    return key.name, there, there.guard.employer


def _employers(model: type[models.Model]) -> str:
    """SQL for rows of the employers in the scope; empty for a model that has none."""
    key, there, columns = employers_columns(model)
    if not columns:
        return ""
    named = " OR ".join(f"{column} = ANY ({setting('employers', 'bigint[]')})" for column in columns)
    if key is None:
        return f" OR {named}"
    # An array that is made once: the index on the key stays usable.
    table, via = there._meta.db_table, model.guard.via  # type: ignore[attr-defined]  # as above
    return f" OR {via} = ANY (ARRAY(SELECT id FROM {table} WHERE {named}))"


def _policies(model: type[models.Model], guard: Guard, history: bool) -> list[str]:
    table = model._meta.db_table
    inside = f"{guard.area} >= {setting('lo', 'bigint')} AND {guard.area} <= {setting('hi', 'bigint')}"
    # A scalar subquery is evaluated once, and a bare column keeps the index on the person usable.
    shared = f" OR {guard.person} = ANY ({setting('shared', 'bigint[]')})" if guard.person else ""
    edited = f" OR {guard.person} = ANY ({setting('shared_edit', 'bigint[]')})" if guard.person else ""
    above = (
        f" OR EXISTS (SELECT FROM areas_area a WHERE a.no = {table}.{guard.area}"
        f" AND a.no <= {setting('lo', 'bigint')} AND a.last >= {setting('hi', 'bigint')})"
        if guard.above and not history
        else ""
    )
    theirs = "" if history else _employers(model)
    answered = theirs if guard.answers else ""
    added = f"({inside}{edited}{answered})"
    if guard.held:
        added += (
            f" AND EXISTS (SELECT 1 FROM ledger_person p WHERE p.id = {table}.{guard.person}"
            f" AND p.area_id = {table}.{guard.area})"
        )
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        *(
            f"DROP POLICY IF EXISTS {name} ON {table}"
            for name in ("scope_read", "scope_add", "scope_change", "scope_remove", "service_all")
        ),
        f"CREATE POLICY scope_read ON {table} FOR SELECT TO {APP_ROLE}"
        f" USING ({inside}{shared}{above}{theirs})",
        f"CREATE POLICY service_all ON {table} TO {SERVICE_ROLE} USING (true) WITH CHECK (true)",
    ]
    if history:
        statements.append(f"CREATE POLICY scope_add ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK (true)")
    else:
        statements += [
            f"CREATE POLICY scope_add ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({added})",
            f"CREATE POLICY scope_change ON {table} FOR UPDATE TO {APP_ROLE} USING ({inside}{edited}{answered})"
            f" WITH CHECK ({added})",
            f"CREATE POLICY scope_remove ON {table} FOR DELETE TO {APP_ROLE} USING ({inside})",
        ]
    return statements


#: Tables that may only be added to, whoever asks; every history table is one too.
APPEND_ONLY = ("accounts_accesslog",)

#: History triggers name their context through this function. As the owner, so that nobody else may write contexts.
CONTEXT_BY_OWNER = "ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER SET search_path = public"

#: A post's unexpired shares, which it must know before it has a scope. Runs as the owner and tells no more.
#: Only people who are still where the share was made: whichever way they moved, an import too, it does not follow.
SHARES = """
CREATE OR REPLACE FUNCTION leye_shares(for_post bigint, on_day date)
RETURNS TABLE (person bigint, may_edit boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.person_id, bool_or(s."right" = 'edit')
  FROM accounts_share s JOIN ledger_person p ON p.id = s.person_id AND p.area_id = s.area_id
  WHERE s.post_id = for_post AND s.valid_from <= on_day AND s.valid_to >= on_day GROUP BY s.person_id
$$
"""


def append_only_tables() -> list[str]:
    """The tables of which no row may be changed or removed."""
    histories = [model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return sorted({*APPEND_ONLY, *histories})


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
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations, pghistory_context FROM {APP_ROLE}, {SERVICE_ROLE}",
    ]
    guards: list[str] = []
    for model, guard, history in guarded_models():
        guards += _policies(model, guard, history)
    guards += [
        f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE}, {SERVICE_ROLE}" for table in append_only_tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(";\n".join([*roles, SHARES, CONTEXT_BY_OWNER, *grants, *guards]))
