"""Who was changed after a snapshot was taken: read from the history, which no write can go round."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections

from leye.accounts.guard import Guard

#: Apps whose rows rules look at; of some of them, rows that belong to an area and not to a person.
AREA_EVIDENCE_APPS = ("market", "reporting", "training", "benefits", "registers")
EVIDENCE_APPS = ("ledger", "casework", *AREA_EVIDENCE_APPS)
#: What says something about people through their own rows: history of it, table of theirs, column to it.
THROUGH = (
    ("ledger_employerevent", "ledger_employmentspell", "employer_id"),
    ("training_trainingclassevent", "training_trainee", "class_id"),
)


@dataclass(frozen=True)
class Touched:
    """Keys of people and numbers of areas with a write since some moment."""

    people: frozenset[int]
    areas: frozenset[int]


def _history_tables() -> tuple[list[tuple[str, str]], list[str]]:
    """(table, person column) of histories about people, and tables of histories about areas' own work."""
    people: list[tuple[str, str]] = []
    areas: list[str] = []
    for model in apps.get_models():
        tracked: Any = getattr(model, "pgh_tracked_model", None)
        guard = getattr(tracked, "guard", None)
        if tracked is None or not isinstance(guard, Guard):
            continue
        if tracked._meta.app_label not in EVIDENCE_APPS:
            continue
        table = model._meta.db_table
        of_person = guard.person and tracked._meta.get_field(guard.person.removesuffix("_id"))
        if guard.person == "id":
            people.append((table, "pgh_obj_id"))
        elif guard.person:
            people.append((table, guard.person))
        # A row that may have nobody belongs to its area then.
        if tracked._meta.app_label in AREA_EVIDENCE_APPS and (not of_person or of_person.null):
            areas.append(table)
    return people, areas


def touched_since(moment: dt.datetime, using: str = "owner") -> Touched:
    """People and areas written since `moment`.

    `moment` is the start of the oldest transaction that ran when the snapshot was taken: a transaction that
    began before it and committed after it is found too.
    """
    people_tables, area_tables = _history_tables()
    people = " UNION ".join(
        f"SELECT {column} FROM {table} WHERE pgh_created_at >= %(moment)s" for table, column in people_tables
    )
    for event, table, column in THROUGH:
        people += (
            f" UNION SELECT t.person_id FROM {event} e JOIN {table} t ON t.{column} = e.pgh_obj_id"
            " WHERE e.pgh_created_at >= %(moment)s"
        )
    areas = " UNION ".join(
        f"SELECT area_id FROM {table} WHERE pgh_created_at >= %(moment)s" for table in area_tables
    )
    with connections[using].cursor() as cursor:
        cursor.execute(people, {"moment": moment})
        person_ids = frozenset(row[0] for row in cursor.fetchall() if row[0] is not None)
        cursor.execute(areas, {"moment": moment})
        area_nos = frozenset(row[0] for row in cursor.fetchall() if row[0] is not None)
    return Touched(person_ids, area_nos)
