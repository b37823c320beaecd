"""Rows into PostgreSQL by COPY, as the owner, in the caller's transaction.

With history, the statement-level triggers stay on and every COPY leaves one event a row under a context that
names its source. Without (benchmark worlds), triggers and foreign keys are not run and secondary indexes are
built at the end; `check_references` then looks for rows that point nowhere.
"""

import io
import json
import uuid
from collections.abc import Callable

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql
from pyarrow import csv

from leye.ops.world.options import WorldError
from leye.ops.world.tables import OWN_SOURCE, SCHEMAS
from leye.vault.crypto import encrypt, index_of, ring

Connection = psycopg.Connection[tuple[object, ...]]
SLICE = 200_000
_CIPHERED = "id_number"


class Copier:
    """Writes Arrow tables; `history=False` is for benchmark worlds and needs no event of any row."""

    def __init__(self, connection: Connection, history: bool) -> None:
        self.connection, self.history = connection, history
        self.counts: dict[str, int] = dict.fromkeys(SCHEMAS, 0)
        self._indexes: list[str] = []
        if not history:
            self._quieten()

    def write(self, name: str, table: pa.Table) -> None:
        """One table's rows, apart by their source."""
        self.counts[name] += len(table)
        if name == "ledger_person":
            table = with_ciphers(table)
        if name in OWN_SOURCE or "source" not in table.column_names:
            self._copy(name, table, "survey" if name in ("ledger_household", "ledger_employer") else "clerk")
            return
        sources = table["source"]
        table = table.drop_columns(["source"])
        for source in sorted(pc.unique(sources).to_pylist()) if self.history else [""]:
            self._copy(name, table.filter(pc.equal(sources, source)) if source else table, source)

    def _copy(self, name: str, table: pa.Table, source: str) -> None:
        with self.connection.cursor() as cursor:
            if self.history:
                context = {"action": "DemoWorld", "user": None, "post": None, "source": source}
                cursor.execute(
                    "SELECT set_config('pghistory.context_id', %s, true),"
                    " set_config('pghistory.context_metadata', %s, true)", [str(uuid.uuid4()), json.dumps(context)],
                )  # fmt: skip
            columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(name), columns)
            with cursor.copy(statement) as copy:
                for start in range(0, len(table), SLICE):
                    copy.write(_csv(table.slice(start, SLICE)))

    def _quieten(self) -> None:
        """Switch triggers off for this transaction, and take secondary indexes away until `finish`."""
        try:
            with self.connection.transaction():
                self.connection.execute("SET LOCAL session_replication_role = replica")
        except psycopg.errors.InsufficientPrivilege as error:
            raise WorldError(
                "不留历史的写入需要数据库超级用户权限。请换用超级用户连接，或去掉 --no-history。"
            ) from error
        rows = self.connection.execute(
            "SELECT i.indexdef, i.indexname FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname"
            " JOIN pg_index x ON x.indexrelid = c.oid WHERE i.schemaname = 'public' AND i.tablename = ANY (%s)"
            " AND NOT x.indisunique AND NOT x.indisprimary", [list(SCHEMAS)],
        ).fetchall()  # fmt: skip
        for definition, name in rows:
            self._indexes.append(str(definition))
            self.connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(name))))

    def finish(self, progress: Callable[[str], None]) -> None:
        """Indexes back, sequences past the last id."""
        if self._indexes:
            progress(f"建立 {len(self._indexes)} 个索引")
            self.connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
            for definition in self._indexes:
                self.connection.execute(definition.encode())
        if not self.history:
            self.connection.execute("SET LOCAL session_replication_role = origin")
        for name in SCHEMAS:
            self.connection.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({}, 'id'), greatest(max(id), 1)) FROM {}"
                ).format(sql.Literal(name), sql.Identifier(name))
            )


def with_ciphers(table: pa.Table) -> pa.Table:
    """The people with cipher and index instead of the plain number, as text that PostgreSQL reads as bytes."""
    keys = ring()
    numbers = table[_CIPHERED].to_pylist()
    ciphers = ["\\x" + encrypt(number, keys).hex() for number in numbers]
    indexes = ["\\x" + index_of(number, keys).hex() for number in numbers]
    table = table.drop_columns([_CIPHERED])
    return table.append_column("id_cipher", pa.array(ciphers)).append_column("id_index", pa.array(indexes))


def _csv(table: pa.Table) -> bytes:
    """CSV in which null is nothing and '' is a pair of quotes: what COPY takes for null and empty text."""
    sink = io.BytesIO()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False, quoting_style="needed"))
    return sink.getvalue()


#: Child rows must carry the person's own area; each pair (table, column, table, column) must exist.
REFERENCES = (
    ("ledger_person", "household_id", "ledger_household", "id"), ("ledger_person", "area_id", "areas_area", "no"),
    ("ledger_household", "head_id", "ledger_person", "id"), ("ledger_employmentspell", "employer_id", "ledger_employer", "id"),
    ("ledger_employmentspell", "introduced_by_id", "ledger_employer", "id"),
    ("casework_placement", "post_id", "casework_publicpost", "id"),
    ("casework_declaration", "household_id", "ledger_household", "id"),
    ("training_class", "institution_id", "ledger_employer", "id"),
    ("training_trainee", "class_id", "training_class", "id"), ("registers_activity", "site_id", "registers_site", "id"),
    ("registers_reading", "employer_id", "ledger_employer", "id"), ("registers_reading", "site_id", "registers_site", "id"),
    ("ledger_groupmembership", "group_id", "ledger_groupcode", "code"),
)  # fmt: skip
CHILDREN = (
    "ledger_groupmembership", "ledger_unemploymentregistration", "ledger_employmentspell", "ledger_intention",
    "ledger_skill", "ledger_trainingneed", "casework_servicerecord", "casework_placement",
    "casework_declaration", "training_trainee", "benefits_claim",
)  # fmt: skip


def check_references(connection: Connection) -> None:
    """Look for rows that point nowhere. Raises WorldError naming the table."""
    tests = []
    for table, column, other, key in REFERENCES:
        missing = f"c.{column} IS NOT NULL AND o.{key} IS NULL"
        tests.append(
            (
                table,
                f"SELECT 1 FROM {table} c LEFT JOIN {other} o ON o.{key} = c.{column} WHERE {missing} LIMIT 1",
            )
        )
    for table in CHILDREN:
        own = "p.id = c.person_id AND p.area_id = c.area_id"
        tests.append(
            (table, f"SELECT 1 FROM {table} c LEFT JOIN ledger_person p ON {own} WHERE p.id IS NULL LIMIT 1")
        )
    for table, query in tests:
        if connection.execute(query.encode()).fetchone():
            raise WorldError(f"生成的数据中 {table} 有指向不存在记录的行，已全部撤回。请报告此问题。")
