"""The population of the engine's benchmarks: logical tables written straight to Parquet, with five documents in force.

People come from the generator of `leye world`, without a database. Every county adopts all five documents, those past
their own dates as standing local rules, with numbers for what a template leaves open, some numbers that differ from
county to county, and campaigns on local dates, so that no document lies idle on the day.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.parts.night_world import AS_OF, SERVICES, packs_hash, size_name, snapshots, source_hash
from leye.engine import Adoption, CampaignDates, Override, Resolved, resolve
from leye.engine.duck import resolved_tables
from leye.engine.snapshot import MANIFEST, Manifest, write_manifest
from leye.facts.tables import LOGICAL_TABLES
from leye.packs import load_packs
from leye.policy import Pack
from leye.standards.calendar import is_working_day

Say = Callable[[str], None]

#: Ids of one slice lie this far from those of the next.
APART = 1_000_000_000
#: Columns that hold ids of rows that every slice has of its own.
IDS = {
    "id", "person_id", "household_id", "head_id", "merged_into_id", "employer_id", "introduced_by_id", "post_id",
    "institution_id", "class_id", "subject_id", "payee_id", "site_id",
}  # fmt: skip
#: Tables that are the same for everybody.
SHARED = ("areas_area", "ledger_groupcode", "adoption_arearule", "adoption_areavalue")

YEAR = AS_OF.year
SINCE = dt.date(YEAR, 1, 1)
#: The days on which counties run the campaigns of documents from other years.
CAMPAIGNS = {
    ("sn_2020_q4", "season"): (dt.date(YEAR, 4, 1), dt.date(YEAR, 6, 30)),
    ("sn_2020_26", "special_help"): (SINCE, dt.date(YEAR, 12, 31)),
    ("city_2020", "norms_year"): (SINCE, dt.date(YEAR, 12, 31)),
    ("city_2020", "online_month"): (dt.date(YEAR, 6, 1), dt.date(YEAR, 6, 30)),
    ("city_2020", "spring_wind"): (dt.date(YEAR, 2, 1), dt.date(YEAR, 6, 30)),
}
#: Numbers of the document that some counties set otherwise: pack, parameter, and what is added by turns.
DIFFERING = (
    ("nm_2022_28", "policy_briefings", (0, 1, 2)), ("nm_2022_28", "job_recommendations", (0, 0, 1)),
    ("nm_2022_28", "working_age_from", (0, 0, 2)), ("sn_2020_26", "retirement_age_female", (0, 5, 0)),
    ("sn_2020_q4", "working_age_from", (0, 2, 0)), ("yz_2024_15", "expansion_amount", (0, 50_000, 0)),
)  # fmt: skip
#: What a template leaves open, by unit.
FILLED = {"人": 1_000, "万分比": 9_000, "个": 20, "家": 10, "次": 2, "个月": 12, "分": 20_000_000}


@dataclass(frozen=True)
class County:
    """A range of areas that adopts."""

    lo: int
    hi: int


def snapshot(people: int, say: Say, slices: int = 1) -> Path:
    """A snapshot folder of so many people; made when missing, and given what is in force when a pack has changed.

    `slices`: so many copies of one slice, with ids of their own.
    """
    folder = snapshots() / f"straight_{size_name(people)}_{source_hash()}"
    if not (folder / MANIFEST).exists():
        for old in snapshots().glob(f"straight_{size_name(people)}_*"):
            shutil.rmtree(old)
        partial = folder.with_name(folder.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        if slices > 1:
            _copies(snapshot(people // slices, say), slices, partial, say)
        else:
            _generate(people, partial, say)
        partial.rename(folder)
    in_force = packs_hash()
    stamp = folder / "packs.txt"
    if not stamp.exists() or stamp.read_text() != in_force:
        say("working out what is in force")
        _put_in_force(folder, load_packs())
        stamp.write_text(in_force)
    return folder


def rows_of(folder: Path) -> Mapping[str, int]:
    """How many rows each table has."""
    return Manifest.read(folder).rows


def _generate(people: int, folder: Path, say: Say) -> None:
    """All counties, one after the other: in memory is one county at a time."""
    from leye.ops.world.county import Maker
    from leye.ops.world.options import WorldOptions
    from leye.ops.world.places import county_places
    from leye.ops.world.scene import Seats

    say(f"making {people:,} people as Parquet (once)")
    maker = Maker(WorldOptions(people, as_of=AS_OF, services=SERVICES, history=False))
    writers = {name: pq.ParquetWriter(folder / f"{name}.parquet", schema_of(name), compression="zstd")
               for name in LOGICAL_TABLES if name not in SHARED}  # fmt: skip
    for code in maker.shares:
        for name, table in maker.county(county_places(maker.options, code), Seats()).rows.tables():
            if name in writers:
                writers[name].write_table(logical(name, table))
    for writer in writers.values():
        writer.close()
    for name, table in (("areas_area", _areas()), ("ledger_groupcode", _groups())):
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _copies(slice_of: Path, count: int, folder: Path, say: Say) -> None:
    """The slice so many times, streamed: ids shifted, everything else as it is."""
    import duckdb

    say(f"putting {count} slices together (once)")
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '2GB'")
    for name, columns in LOGICAL_TABLES.items():
        source, target = slice_of / f"{name}.parquet", folder / f"{name}.parquet"
        if name in SHARED:
            shutil.copy(source, target)
            continue
        parts = []
        for place in range(count):
            shifted = ", ".join(f"{c} + {place * APART} AS {c}" if c in IDS else c for c in columns)
            parts.append(f"SELECT {shifted} FROM read_parquet('{source.as_posix()}')")
        connection.execute(
            f"COPY ({' UNION ALL '.join(parts)}) TO '{target.as_posix()}' (FORMAT parquet, COMPRESSION zstd)"
        )
    connection.close()


def schema_of(name: str) -> pa.Schema:
    """A logical table in Arrow's types."""
    return ibis.schema(LOGICAL_TABLES[name]).to_pyarrow()


def logical(name: str, table: pa.Table) -> pa.Table:
    """A table of the generator with the columns and types of the logical table; what it lacks is null."""
    schema = schema_of(name)
    columns = [
        table[field.name].cast(field.type) if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]  # fmt: skip
    return pa.Table.from_arrays(columns, schema=schema)


def _django() -> None:
    """Models without a database: the tree of areas and the codes of groups are written with them."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leye.config.settings")
    if not apps.ready:
        django.setup()


def _areas() -> pa.Table:
    _django()
    from leye.areas.loading import rows_below
    from leye.ops.world.build import WIDE_AREAS

    return _table("areas_area", [vars(area) for area in rows_below(WIDE_AREAS)])


def _groups() -> pa.Table:
    _django()
    from leye.ops.codes import NATIONAL_GROUPS

    names = (
        "code",
        "",
        "is_difficulty",
        "is_key_group",
        "parent_id",
        "valid_from",
        "valid_to",
        "successor_id",
    )
    return _table("ledger_groupcode", [dict(zip(names, row, strict=True)) for row in NATIONAL_GROUPS])


def _table(name: str, rows: list[Any]) -> pa.Table:
    columns = LOGICAL_TABLES[name]
    made = [{column: row[column] for column in columns} for row in rows]
    return pa.Table.from_pylist(made, schema=schema_of(name))


def counties(folder: Path) -> list[County]:
    """The counties that have people."""
    import duckdb

    areas, people = (
        f"'{(folder / f'{name}.parquet').as_posix()}'" for name in ("areas_area", "ledger_person")
    )
    found = duckdb.sql(
        f"SELECT a.no, a.last FROM {areas} AS a SEMI JOIN (SELECT DISTINCT area_id FROM {people}) AS p"
        " ON p.area_id BETWEEN a.no AND a.last WHERE a.level = 3 ORDER BY a.no"
    ).fetchall()
    return [County(*row) for row in found]


def adoptions(packs: Mapping[str, Pack], some: list[County]) -> list[Adoption]:
    """Every county adopts every document, standing."""
    return [Adoption(pack, county.lo, county.hi, SINCE, standing=True) for pack in packs for county in some]


def overrides(packs: Mapping[str, Pack], some: list[County]) -> Iterator[Override]:
    """What templates leave open, filled in by each county; and numbers that differ from county to county."""
    for pack in packs.values():
        for parameter in pack.parameters.values():
            if parameter.to_fill:
                value = FILLED[parameter.unit]
                yield from (Override(pack.id, parameter.name, c.lo, c.hi, value, SINCE) for c in some)
    for pack_id, name, more in DIFFERING:
        if pack_id not in packs or name not in packs[pack_id].parameters:
            raise LookupError(f"the benchmark sets {pack_id}.{name}, which is no parameter any more")
        usual = packs[pack_id].parameters[name].value_on(AS_OF, standing=True)
        for place, county in enumerate(some):
            if add := more[place % len(more)]:
                yield Override(pack_id, name, county.lo, county.hi, usual + add, SINCE)


def campaigns(some: list[County]) -> Iterator[CampaignDates]:
    """Campaigns of documents from other years on local dates around the day."""
    for (pack, name), (since, until) in CAMPAIGNS.items():
        yield from (CampaignDates(pack, name, county.lo, county.hi, since, until) for county in some)


def in_force(folder: Path, packs: Mapping[str, Pack]) -> Resolved:
    """What is in force in a population on the day."""
    some = counties(folder)
    return resolve(
        packs, adoptions(packs, some), overrides(packs, some), AS_OF, is_working_day, campaigns(some)
    )


def _put_in_force(folder: Path, packs: Mapping[str, Pack]) -> None:
    for name, table in resolved_tables(in_force(folder, packs)).items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    rows = {name: pq.ParquetFile(folder / f"{name}.parquet").metadata.num_rows for name in LOGICAL_TABLES}
    moment = f"{AS_OF.isoformat()}T00:00:00Z"
    write_manifest(folder, moment, moment, rows)
