"""The logical tables that facts are made of: one place for their names, columns and types.

They are the physical PostgreSQL tables of the apps (which have more columns), the Parquet files of a
snapshot, and the DuckDB views over them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import ibis
import ibis.expr.types as ir

#: Columns and Ibis types by table. Ids and areas are int64, money is int64 fen, dates are local dates.
LOGICAL_TABLES: dict[str, dict[str, str]] = {
    "areas_area": {
        "no": "int64", "last": "int64", "level": "int32", "kind": "string", "parent_id": "int64",
        "valid_from": "date", "valid_to": "date",
    },
    "ledger_person": {
        "id": "int64", "area_id": "int64", "household_id": "int64", "birth_date": "date", "sex": "string",
        "education": "string", "work_capacity": "string", "is_student": "boolean", "graduated_on": "date",
        "deceased_on": "date", "merged_into_id": "int64", "hukou_code": "string",
    },
    "ledger_household": {"id": "int64", "area_id": "int64", "head_id": "int64"},
    "ledger_groupcode": {
        "code": "string", "parent_id": "string", "is_key_group": "boolean", "is_difficulty": "boolean",
        "valid_from": "date", "valid_to": "date",
    },
    "ledger_groupmembership": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "group_id": "string",
        "valid_from": "date", "valid_to": "date",
    },
    "ledger_unemploymentregistration": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "place_kind": "string",
        "registered_on": "date", "ended_on": "date",
    },
    "ledger_employmentspell": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "employer_id": "int64", "channel": "string",
        "kind": "string", "started_on": "date", "ended_on": "date", "wage_fen": "int64",
    },
    "ledger_intention": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "wants_work": "string",
        "wants_startup": "boolean", "stated_on": "date",
    },
    "ledger_trainingneed": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "stated_on": "date", "ended_on": "date",
    },
    "casework_servicerecord": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "kind": "string", "served_on": "date",
        "outcome": "string", "item_key": "string",
    },
    "casework_placement": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "post_id": "int64", "post_kind": "string",
        "started_on": "date", "due_end_on": "date", "ended_on": "date", "ordinal": "int32",
    },
    "market_fair": {
        "id": "int64", "area_id": "int64", "held_on": "date", "status": "string", "mode": "string",
        "is_special": "boolean",
    },
    "reporting_submission": {
        "id": "int64", "area_id": "int64", "form": "string", "period_start": "date", "period_end": "date",
        "submitted_on": "date",
    },
    "adoption_arearule": {
        "id": "int64", "pack": "string", "rule": "string", "lo": "int64", "hi": "int64", "since": "date",
        "until": "date", "due_on": "date", "as_of": "date",
    },
    "adoption_areavalue": {
        "id": "int64", "pack": "string", "name": "string", "lo": "int64", "hi": "int64", "value": "int64",
        "as_of": "date",
    },
}  # fmt: skip

#: Outcomes of a service record that count as given.
GIVEN = ("done", "reached")

#: National group codes a rule may ask for; a local group counts as its parent.
GROUPS: dict[str, str] = {
    "graduate": "高校毕业生",
    "formerly_poor": "脱贫人口",
    "relapse_monitored": "防止返贫监测对象",
    "farmer_herder": "农牧民工",
    "veteran": "退役军人",
    "disabled": "残疾人",
    "severe_disabled": "重度残疾人",
    "difficulty": "就业困难人员",
    "older_difficulty": "大龄就业困难人员",
    "marginal_household": "边缘户",
    "returned_worker": "返乡回流人员",
    "relocated": "易地扶贫搬迁人员",
    "fishing_ban": "退捕渔民",
    "registered_poor": "建档立卡贫困人口",
    "low_income": "低保对象",
}


def logical_table(name: str) -> ir.Table:
    """One logical table, not bound to any database."""
    return ibis.table(LOGICAL_TABLES[name], name=name)


@dataclass(frozen=True)
class Tables:
    """The logical tables as expressions, bound or unbound, whole or narrowed to a few people."""

    areas: ir.Table
    people: ir.Table
    households: ir.Table
    group_codes: ir.Table
    memberships: ir.Table
    registrations: ir.Table
    spells: ir.Table
    intentions: ir.Table
    training_needs: ir.Table
    services: ir.Table
    placements: ir.Table
    fairs: ir.Table
    submissions: ir.Table
    area_rules: ir.Table
    area_values: ir.Table
    parent_areas: ir.Table

    @classmethod
    def of(cls, table: Callable[[str], ir.Table] = logical_table) -> Tables:
        """All tables; ``table`` gives one by its logical name (say ``connection.table``)."""
        names = [*LOGICAL_TABLES, "areas_area"]
        tables = {f.name: table(n) for f, n in zip(fields(cls), names, strict=True)}
        return cls(**tables | {"parent_areas": tables["parent_areas"].view()})
