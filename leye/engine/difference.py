"""What changed between two results of duties, found in DuckDB."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from leye.engine.memory import in_memory

#: What makes a to-do the same to-do in two results.
IDENTITY = ("pack", "rule", "subject_kind", "subject_id", "since")
#: What may change about it.
CHANGING = ("person_id", "household_id", "area_id", "until", "due_on", "need", "have", "met")

CHANGES = {
    "new": "新增",
    "changed": "有变化",
    "closed": "已完成",
    "reopened": "重新打开",
    "ended": "期满（已完成）",
    "missed": "期满未完成",
    "vanished": "不再适用",
}


def difference(previous: pa.Table | None, current: pa.Table, as_of: date) -> pa.Table:
    """The rows that differ, each with its ``change`` (a key of CHANGES); unchanged rows are left out.

    ``previous`` has the columns of a duty result: the last result, or the to-dos as they stand. For a row
    that is only in ``previous`` the columns are its old ones: ``missed`` or ``ended`` when its window is
    over, else ``vanished``.
    """
    if previous is None:
        previous = current.slice(0, 0)
    same = " AND ".join(f"p.{c} IS NOT DISTINCT FROM c.{c}" for c in IDENTITY)
    differs = " OR ".join(f"p.{c} IS DISTINCT FROM c.{c}" for c in CHANGING)
    columns = ", ".join(
        f"CASE WHEN c.pack IS NULL THEN p.{name} ELSE c.{name} END AS {name}" for name in current.column_names
    )
    sql = f"""
        SELECT CASE
                 WHEN p.pack IS NULL THEN 'new'
                 WHEN c.pack IS NULL AND p.until >= $as_of THEN 'vanished'
                 WHEN c.pack IS NULL AND p.met THEN 'ended'
                 WHEN c.pack IS NULL THEN 'missed'
                 WHEN c.met AND NOT p.met THEN 'closed'
                 WHEN p.met AND NOT c.met THEN 'reopened'
                 ELSE 'changed'
               END AS change, {columns}
        FROM previous_rows AS p FULL OUTER JOIN current_rows AS c ON {same}
        WHERE p.pack IS NULL OR c.pack IS NULL OR {differs}
        ORDER BY change, pack, rule, subject_kind, subject_id, since
    """
    with in_memory() as connection:
        connection.register("previous_rows", previous)
        connection.register("current_rows", current)
        found = connection.sql(sql, params={"as_of": as_of}).to_arrow_table()
    return found.cast(pa.schema([("change", pa.string()), *current.schema]))
