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
        "industry": _T, "version": _N, "kind": _T, "size": _T, "in_park": _B,
    },
    "ledger_unemploymentregistration": {
        "id": _N, "person_id": _N, "area_id": _N, "place_kind": _T, "place_id": _N, "registered_on": _D,
        "ended_on": _D, "end_reason": _T, "source": _T,
    },
    "ledger_employmentspell": {
        "id": _N, "person_id": _N, "area_id": _N, "employer_id": _N, "employer_name": _T, "kind": _T,
        "channel": _T, "work_place": _T, "wage_fen": _N, "started_on": _D, "ended_on": _D, "end_reason": _T,
        "introduced_by_id": _N, "is_on_job_training": _B, "contract_months": _N, "insured_on": _D, "reach": _T,
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
        "started_on": _D, "due_end_on": _D, "ended_on": _D, "end_reason": _T, "extension_approved_on": _D,
        "kin_relation": _T,
    },
    "casework_declaration": {
        "id": _N, "person_id": _N, "area_id": _N, "household_id": _N, "kind": _T, "declared_on": _D,
        "ended_on": _D, "reason": _T, "signed_by": _T, "file_no": _T,
    },
    "training_class": {
        "id": _N, "area_id": _N, "institution_id": _N, "title": _T, "kind": _T, "mode": _T, "started_on": _D,
        "ended_on": _D, "standard_fen": _N, "from_outside": _B, "task_done": _B,
    },
    "training_trainee": {
        "id": _N, "person_id": _N, "area_id": _N, "class_id": _N, "enrolled_on": _D, "completed_on": _D,
        "certified_on": _D,
    },
    "benefits_claim": {
        "id": _N, "person_id": _N, "area_id": _N, "pack": _T, "rule": _T, "subject_kind": _T,
        "subject_id": _N, "payee_kind": _T, "payee_id": _N, "payee_name": _T, "amount_fen": _N, "fund": _T,
        "decided_on": _D, "paid_on": _D, "recovered_on": _D, "state": _T, "document_no": _T,
    },
    "registers_site": {
        "id": _N, "area_id": _N, "kind": _T, "name": _T, "level": _N, "address": _T, "opened_on": _D,
        "closed_on": _D, "close_reason": _T, "people": _N,
    },
    "registers_activity": {
        "id": _N, "area_id": _N, "kind": _T, "site_id": _N, "happened_on": _D, "quantity": _N, "note": _T,
    },
    "registers_reading": {
        "id": _N, "area_id": _N, "kind": _T, "employer_id": _N, "site_id": _N, "period_start": _D,
        "period_end": _D, "value": _N, "whole": _N, "source": _T,
    },
    "market_fair": {
        "id": _N, "area_id": _N, "title": _T, "held_on": _D, "place": _T, "mode": _T, "is_special": _B,
        "industry": _T, "kind": _T, "employers": _N, "vacancies": _N, "visitors": _N, "agreed": _N, "status": _T,
    },
    "reporting_submission": {
        "id": _N, "area_id": _N, "form": _T, "period_start": _D, "period_end": _D, "submitted_on": _D,
        "document_no": _T, "submitted_by_id": _N,
    },
}  # fmt: skip

#: Tables in which `source` is a column of the row itself.
OWN_SOURCE = ("registers_reading",)
#: What a column holds that nobody fills: empty text, no; other kinds are null.
EMPTY = {_T: "", _B: False}

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
        """Add rows; a column is an array, or one value for all. Missing text is '', a missing yes or no is no, other
        missing is null.

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
        arrays = [_column(columns.get(name, EMPTY.get(kind)), kind, count) for name, kind in schema.items()]
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
