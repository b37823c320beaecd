"""The tables of a world: their columns, and the numbers that rows get."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from leye.ops.world.draw import Ints

_N, _D, _T, _B = pa.int64(), pa.date32(), pa.string(), pa.bool_()

#: Columns by physical table, in the order in which tables are written. `source` names where the row came from
#: and becomes history context, not a column. A person's plain number becomes cipher and index on the way in.
SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "ledger_household": {"id": _N, "area_id": _N, "number": _T, "head_id": _N, "address": _T, "version": _N},
    "ledger_person": {
        "id": _N, "area_id": _N, "household_id": _N, "relation": _T, "name": _T, "name_pinyin": _T,
        "name_initials": _T, "id_number": _T, "id_tail": _T, "birth_date": _D, "sex": _T, "ethnic": _T,
        "education": _T, "phone": _T, "address": _T, "hukou_code": _T, "work_capacity": _T, "is_student": _B,
        "graduated_on": _D, "deceased_on": _D, "helper_id": _N, "note": _T, "merged_into_id": _N, "version": _N,
        "source": _T,
    },
    "ledger_groupmembership": {
        "id": _N, "person_id": _N, "area_id": _N, "group_id": _T, "valid_from": _D, "valid_to": _D,
        "evidence": _T, "source": _T,
    },
    "ledger_employer": {
        "id": _N, "area_id": _N, "uscc": _T, "name": _T, "contact": _T, "phone": _T, "address": _T,
        "industry": _T, "version": _N,
    },
    "ledger_unemploymentregistration": {
        "id": _N, "person_id": _N, "area_id": _N, "place_kind": _T, "place_id": _N, "registered_on": _D,
        "ended_on": _D, "end_reason": _T, "source": _T,
    },
    "ledger_employmentspell": {
        "id": _N, "person_id": _N, "area_id": _N, "employer_id": _N, "employer_name": _T, "kind": _T,
        "channel": _T, "work_place": _T, "wage_fen": _N, "started_on": _D, "ended_on": _D, "end_reason": _T,
        "source": _T,
    },
    "ledger_intention": {
        "id": _N, "person_id": _N, "area_id": _N, "wants_work": _T, "wants_startup": _B, "occupation": _T,
        "place": _T, "wage_min_fen": _N, "stated_on": _D, "source": _T,
    },
    "ledger_skill": {
        "id": _N, "person_id": _N, "area_id": _N, "name": _T, "level": _T, "certificate": _T, "stated_on": _D,
    },
    "ledger_trainingneed": {
        "id": _N, "person_id": _N, "area_id": _N, "subject": _T, "stated_on": _D, "ended_on": _D,
    },
    "casework_servicerecord": {
        "id": _N, "person_id": _N, "area_id": _N, "kind": _T, "served_on": _D, "channel": _T, "outcome": _T,
        "item": _T, "item_key": _T, "provider_id": _N, "provider_name": _T, "note": _T, "recorded_at": _T,
    },
    "casework_publicpost": {
        "id": _N, "area_id": _N, "title": _T, "kind": _T, "employer_name": _T, "places": _N, "wage_fen": _N,
        "valid_from": _D, "valid_to": _D,
    },
    "casework_placement": {
        "id": _N, "person_id": _N, "area_id": _N, "post_id": _N, "post_kind": _T, "ordinal": _N,
        "started_on": _D, "due_end_on": _D, "ended_on": _D, "end_reason": _T,
    },
    "market_fair": {
        "id": _N, "area_id": _N, "title": _T, "held_on": _D, "place": _T, "mode": _T, "is_special": _B,
        "industry": _T, "employers": _N, "vacancies": _N, "visitors": _N, "agreed": _N, "status": _T,
    },
    "reporting_submission": {
        "id": _N, "area_id": _N, "form": _T, "period_start": _D, "period_end": _D, "submitted_on": _D,
        "document_no": _T, "submitted_by_id": _N,
    },
}  # fmt: skip

#: No day: what days since 1970 hold where a date is empty. Chosen far outside every real date.
NO_DAY = -(10**6)


class Rows:
    """Collects columns for one part of the world and gives Arrow tables; ids run on over all parts."""

    def __init__(self, next_ids: dict[str, int]) -> None:
        self._next = next_ids
        self._parts: dict[str, list[pa.Table]] = defaultdict(list)

    def peek(self, table: str) -> int:
        """The id that the table's next row will get."""
        return self._next.get(table, 1)

    def add(self, table: str, count: int, **columns: Any) -> Ints:
        """Add rows; a column is an array, or one value for all. Missing text is '', other missing is null.

        Returns the ids given.
        """
        ids = self.peek(table) + np.arange(count)
        self._next[table] = self.peek(table) + count
        schema = SCHEMAS[table]
        if unknown := columns.keys() - schema.keys():
            raise KeyError(f"{table} has no column {sorted(unknown)}")
        columns["id"] = ids
        if "version" in schema:
            columns.setdefault("version", 1)
        arrays = [
            _column(columns.get(name, "" if kind == _T else None), kind, count)
            for name, kind in schema.items()
        ]
        if count:
            self._parts[table].append(pa.table(arrays, schema=pa.schema(list(schema.items()))))
        return ids

    def tables(self) -> Iterator[tuple[str, pa.Table]]:
        """Each table that has rows, in the order of writing."""
        for name in SCHEMAS:
            if self._parts[name]:
                yield name, pa.concat_tables(self._parts[name]).combine_chunks()


def _column(values: Any, kind: pa.DataType, count: int) -> pa.Array:
    if values is None:
        return pa.nulls(count, kind)
    if not isinstance(values, np.ndarray | list | pa.Array):
        return pa.repeat(pa.scalar(values, kind), count)
    if kind == _D and isinstance(values, np.ndarray):
        return pa.array(values.astype(np.int32), pa.int32(), mask=values <= NO_DAY).cast(_D)
    return values if isinstance(values, pa.Array) else pa.array(values, kind)
