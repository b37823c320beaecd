"""One import at work: its range of areas, its columns, and its tables between preview and import."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from leye.accounts.guard import APP_ROLE
from leye.intake.models import ImportBatch
from leye.standards.calendar import today

SCHEMA = "intake_staging"
#: Autovacuum would meet our grants in the catalogue and end in a deadlock; the tables are analysed by hand.
_QUIET = "WITH (autovacuum_enabled = false)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the staging table: SQL name, SQL type, one value a record."""

    name: str
    type: str
    values: Sequence[Any]


@dataclass(slots=True)
class Job:
    """What the SQL of an import needs to know. `lo` to `hi` is the only range it may write."""

    batch_id: int
    area_id: int
    lo: int
    hi: int
    kind: str
    fields: frozenset[str]
    day: dt.date = field(default_factory=today)
    columns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, batch: ImportBatch) -> Job:
        """The job of a batch, whose fields are those of its mapping."""
        fields = frozenset(c["field"] for c in batch.mapping.get("columns", ()) if c.get("field"))
        return cls(batch.pk, batch.area_id, batch.area.no, batch.area.last, batch.kind, fields)

    def table(self, part: str = "rows") -> str:
        """The name of one of its tables."""
        return f"{SCHEMA}.b{self.batch_id}_{part}"

    @property
    def today_sql(self) -> str:
        """Today as an SQL literal."""
        return f"DATE '{self.day.isoformat()}'"

    def inside(self, column: str) -> str:
        """SQL: the area is one that this import may write."""
        return f"({column} BETWEEN {self.lo} AND {self.hi})"

    def make(self, part: str, query: str) -> int:
        """Fill one of its tables from a query; the number of rows. What joins it next knows its size."""
        name = self.table(part)
        made = run(f"CREATE UNLOGGED TABLE {name} {_QUIET} AS {query}")
        run(f"ANALYZE {name}")
        return made

    def stage(self, columns: Sequence[Column], part: str = "rows") -> None:
        """COPY cleaned values into one of its tables."""
        name = self.table(part)
        run(f"CREATE UNLOGGED TABLE {name} ({', '.join(f'{c.name} {c.type}' for c in columns)}) {_QUIET}")
        names = ", ".join(c.name for c in columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
            for row in zip(*(c.values for c in columns), strict=True):
                copy.write_row(row)
        run(f"ANALYZE {name}")

    def parts(self) -> list[str]:
        """Its tables that stand now, by full name."""
        return parts_of(self.batch_id)

    def drop(self) -> None:
        """Remove its tables (as the service role)."""
        if parts := self.parts():
            run(f"DROP TABLE IF EXISTS {', '.join(parts)}")

    def lend(self) -> None:
        """Let the app role read its tables, within this transaction, until `take_back`."""
        run(f"GRANT SELECT ON {', '.join(self.parts())} TO {APP_ROLE}")

    def take_back(self) -> None:
        """Close its tables to the app role again."""
        run(f"REVOKE SELECT ON {', '.join(self.parts())} FROM {APP_ROLE}")


def parts_of(batch_id: int) -> list[str]:
    """The tables of an import that stand now, by full name."""
    found = rows(
        f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}' AND tablename ~ '^b{batch_id}_'"
    )
    return [f"{SCHEMA}.{name}" for (name,) in found]


def staged() -> set[int]:
    """The numbers of the imports that have tables."""
    found = rows(
        f"SELECT DISTINCT split_part(tablename, '_', 1) FROM pg_tables WHERE schemaname = '{SCHEMA}'"
    )
    return {int(name[1:]) for (name,) in found}


def run(statement: str) -> int:
    """Run a statement of ours that takes no values from outside; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def rows(statement: str) -> list[tuple[Any, ...]]:
    """The rows of a query of ours."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def one(statement: str) -> int:
    """The single number a query of ours gives."""
    return int(rows(statement)[0][0] or 0)


def quoted(text: str) -> str:
    """A sentence of ours as an SQL literal."""
    if "%" in text or "\\" in text:
        raise ValueError(text)
    return "'" + text.replace("'", "''") + "'"


def as_json(values: Iterable[Any]) -> list[str]:
    """Each value as JSON text, for a jsonb column."""
    return [json.dumps(value, ensure_ascii=False) for value in values]
