"""The logical tables that facts are made of: one place for their names, columns and types.

They are the physical PostgreSQL tables of the apps (which have more columns), the Parquet files of a
snapshot, and the DuckDB views over them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import ibis
import ibis.expr.types as ir

#: Columns and Ibis types by table. Ids and areas are int64, money is int64 fen, dates are local dates.
LOGICAL_TABLES: dict[str, dict[str, str]] = {
    "areas_area": {
        "no": "int64", "last": "int64", "level": "int32", "kind": "string", "parent_id": "int64",
        "valid_from": "date", "valid_to": "date", "code": "string",
    },
    "ledger_person": {
        "id": "int64", "area_id": "int64", "household_id": "int64", "birth_date": "date", "sex": "string",
        "education": "string", "work_capacity": "string", "is_student": "boolean", "graduated_on": "date",
        "deceased_on": "date", "merged_into_id": "int64", "hukou_code": "string",
    },
    "ledger_household": {"id": "int64", "area_id": "int64", "head_id": "int64"},
    "ledger_groupcode": {
        "code": "string", "parent_id": "string", "is_key_group": "boolean", "is_difficulty": "boolean",
        "valid_from": "date", "valid_to": "date", "successor_id": "string",
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
        "introduced_by_id": "int64", "is_on_job_training": "boolean", "contract_months": "int32",
        "insured_on": "date", "reach": "string", "end_reason": "string",
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
        "extension_approved_on": "date", "kin_relation": "string",
    },
    "market_fair": {
        "id": "int64", "area_id": "int64", "held_on": "date", "status": "string", "mode": "string",
        "is_special": "boolean", "visitors": "int64",
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
    "ledger_employer": {
        "id": "int64", "area_id": "int64", "kind": "string", "size": "string", "in_park": "boolean",
    },
    "casework_declaration": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "household_id": "int64", "kind": "string",
        "declared_on": "date", "ended_on": "date", "reason": "string", "signed_by": "string",
        "file_no": "string",
    },
    "training_class": {
        "id": "int64", "area_id": "int64", "institution_id": "int64", "kind": "string", "mode": "string",
        "started_on": "date", "ended_on": "date", "standard_fen": "int64", "from_outside": "boolean",
        "task_done": "boolean",
    },
    "training_trainee": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "class_id": "int64", "completed_on": "date",
        "certified_on": "date",
    },
    "benefits_claim": {
        "id": "int64", "person_id": "int64", "area_id": "int64", "pack": "string", "rule": "string",
        "subject_kind": "string", "subject_id": "int64", "payee_kind": "string", "payee_id": "int64",
        "amount_fen": "int64", "fund": "string", "decided_on": "date", "paid_on": "date", "state": "string",
    },
    "registers_site": {
        "id": "int64", "area_id": "int64", "kind": "string", "level": "int32", "opened_on": "date",
        "closed_on": "date", "people": "int64",
    },
    "registers_activity": {
        "id": "int64", "area_id": "int64", "kind": "string", "site_id": "int64", "happened_on": "date",
        "quantity": "int64",
    },
    "registers_reading": {
        "id": "int64", "area_id": "int64", "kind": "string", "employer_id": "int64", "site_id": "int64",
        "period_start": "date", "period_end": "date", "value": "int64", "whole": "int64",
    },
}  # fmt: skip

#: Outcomes of a service record that count as given.
GIVEN = ("done", "reached")

#: States of a fair that took place. It counts only when somebody came: `visitors` above nought.
FAIR_OVER = ("held", "reported")

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
    "unlifted_poor": "2019年底未脱贫人口",
    "low_income": "低保对象",
}


def logical_table(name: str) -> ir.Table:
    """One logical table, not bound to any database."""
    return ibis.table(LOGICAL_TABLES[name], name=name)


@dataclass(frozen=True)
class Tables:
    """The logical tables as expressions, bound or unbound, whole or narrowed to a few people.

    ``parent_areas`` is always whole. ``whole`` holds all tables unnarrowed when some are narrowed, for what
    depends on rows of others (who held the same post); join them through the narrowed rows only.
    ``narrowed`` has the logical names of the tables that are narrowed; ``codes`` the group codes with what each
    counts as, where they were made already.
    """

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
    employers: ir.Table
    declarations: ir.Table
    classes: ir.Table
    trainees: ir.Table
    claims: ir.Table
    sites: ir.Table
    activities: ir.Table
    readings: ir.Table
    parent_areas: ir.Table
    whole: Tables | None = None
    narrowed: frozenset[str] = frozenset()
    codes: ir.Table | None = None

    @classmethod
    def of(cls, table: Callable[[str], ir.Table] = logical_table) -> Tables:
        """All tables; ``table`` gives one by its logical name (say ``connection.table``)."""
        names = [f.name for f in fields(cls) if f.name not in ("parent_areas", "whole", "narrowed", "codes")]
        tables = {name: table(logical) for name, logical in zip(names, LOGICAL_TABLES, strict=True)}
        return cls(**tables, parent_areas=tables["areas"].view())

    @classmethod
    def some(cls, narrow: Callable[[str, ir.Table], ir.Table | None]) -> Tables:
        """Tables of which ``narrow(logical name, table)`` gives a narrower one, or None to leave it whole."""
        whole, narrowed = cls.of(), []

        def table(name: str) -> ir.Table:
            some = narrow(name, logical_table(name))
            if some is None:
                return logical_table(name)
            narrowed.append(name)
            return some

        made = cls.of(table)
        return replace(made, parent_areas=whole.parent_areas, whole=whole, narrowed=frozenset(narrowed))

    @property
    def everybody(self) -> Tables:
        """All tables with everybody's rows."""
        return self.whole or self
