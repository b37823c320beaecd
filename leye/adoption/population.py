"""The people of one area as the engine's tables in a folder: cut from last night's snapshot, or exported now."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.adoption.enums import RunState
from leye.adoption.models import Run
from leye.adoption.nights import nights_home
from leye.areas.models import Area
from leye.engine import export_snapshot
from leye.engine.memory import in_memory
from leye.facts.tables import LOGICAL_TABLES
from leye.standards.calendar import today

#: Tables that are taken whole: their rows belong to no area, or people are employed, placed and trained by units of
#: other areas.
WHOLE = ("ledger_groupcode", "adoption_arearule", "adoption_areavalue", "ledger_employer", "training_class")


@dataclass(frozen=True)
class Source:
    """Where the tables lie, and where they came from in words."""

    folder: Path
    words: str


def population(area: Area, folder: Path) -> Source:
    """The logical tables of an area: last night's snapshot as it is when it holds nobody else, else cut or exported
    into the folder.

    Members of an area's households who answer to another area come along, because a household is counted whole.
    """
    run = Run.objects.filter(state=RunState.FINISHED, as_of=today()).exclude(key="").order_by("-pk").first()
    snapshot = nights_home() / f"run-{run.key}" / "snapshot" if run else None
    if run and snapshot and (snapshot / "manifest.json").exists() and _is_whole(snapshot):
        taken = timezone.localtime(run.snapshot_at) if run.snapshot_at else None
        words = _("按%(when)s夜间快照计算") % {"when": f"{taken:%m-%d %H:%M} " if taken else ""}
        if _holds_only(snapshot, area):
            return Source(snapshot, words)
        _cut(snapshot, folder, area)
        return Source(folder, words)
    exported = folder / "export"
    export_snapshot(_owner_uri(), exported)
    _cut(exported, folder, area)
    shutil.rmtree(exported)
    return Source(folder, _("按此刻的台账计算"))


def _is_whole(snapshot: Path) -> bool:
    """Whether a snapshot has every table of this version of the product."""
    return all((snapshot / f"{name}.parquet").exists() for name in LOGICAL_TABLES)


def _holds_only(snapshot: Path, area: Area) -> bool:
    """Whether everybody in a snapshot answers to an area: nothing is to be cut out then."""
    with in_memory() as connection:
        people = (snapshot / "ledger_person.parquet").as_posix()
        row = connection.execute(
            "SELECT min(area_id), max(area_id) FROM read_parquet(?)", [people]
        ).fetchone()
    return row is not None and row[0] is not None and area.no <= row[0] and row[1] <= area.last


def _cut(snapshot: Path, folder: Path, area: Area) -> None:
    """Copy the rows of the area out of a snapshot."""
    with in_memory() as connection:
        for name in LOGICAL_TABLES:
            path = (snapshot / f"{name}.parquet").as_posix().replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        inside = f"BETWEEN {area.no} AND {area.last}"
        connection.execute(
            "CREATE TEMP TABLE kept AS SELECT id FROM ledger_person"
            f" WHERE area_id {inside} OR household_id IN (SELECT household_id FROM ledger_person"
            f" WHERE area_id {inside} UNION ALL SELECT id FROM ledger_household WHERE area_id {inside})"
        )
        for name, columns in LOGICAL_TABLES.items():
            if name in WHOLE:
                where = "true"
            elif name == "areas_area":
                where = f"no <= {area.last} AND last >= {area.no}"
            elif name == "ledger_person":
                where = "id IN (SELECT id FROM kept)"
            elif "person_id" in columns:
                where = f"person_id IN (SELECT id FROM kept) OR (person_id IS NULL AND area_id {inside})"
            else:
                where = f"area_id {inside}"
            target = (folder / f"{name}.parquet").as_posix().replace("'", "''")
            connection.execute(f"COPY (SELECT * FROM {name} WHERE {where}) TO '{target}' (FORMAT parquet)")


def _owner_uri() -> str:
    """The owner's connection, which Django may have pointed at another database, as a libpq address."""
    settings = connections["owner"].settings_dict
    parts = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"],
             "password": settings["PASSWORD"], "dbname": settings["NAME"]}  # fmt: skip
    return psycopg.conninfo.make_conninfo(**{key: value for key, value in parts.items() if value})
