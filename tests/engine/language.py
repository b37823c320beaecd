"""A document made on the spot and a few rows: what it says there, the same on DuckDB and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import yaml
from population import PROVINCE, PROVINCE_LAST, areas, group_codes
from scratch import batch_over, fill, with_resolved

from leye.engine import Adoption, Override, resolve
from leye.engine.batch import Batch
from leye.engine.postgres import live_tables
from leye.policy import Pack, build_pack
from leye.standards.calendar import is_working_day

START, END = date(2020, 1, 1), date(2030, 12, 31)
LEAGUE = PROVINCE + 10**8
COUNTY = LEAGUE + 21 * 10**6
TOWN = COUNTY + 1000
VILLAGE = TOWN + 1
OTHER_VILLAGE = PROVINCE + 2 * 10**8 + 21 * 10**6 + 1001


def number(value: Any, **more: Any) -> dict[str, Any]:
    """A parameter with one value for all days of the document."""
    row = {
        "label": "数",
        "unit": "个",
        "clause": "一",
        "values": [{"value": value, "from": START, "to": END}],
    }
    return row | more


def document(
    folder: Path,
    rules: Mapping[str, Any],
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    **about: Any,
) -> Pack:
    """A pack named as its folder, with the rules and parameters given; ``about`` changes pack.yaml."""
    folder.mkdir()
    info = {
        "number": f"试〔2020〕{folder.name}号", "title": "试行文件", "issuers": ["某局"], "area": "150000",
        "issued": "2020-01", "published": START, "valid_from": START, "valid_until": END, "source": "试",
    }  # fmt: skip
    files = {
        "pack": info | about,
        "clauses": [{"ref": "一", "title": "总则"}],
        "parameters": {"one": number(1)} | dict(parameters or {}),
    }
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    module = ModuleType(folder.name)
    vars(module).update(rules)
    return build_pack(folder.name, folder, module)


class World:
    """Rows around one county; ids are given."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            "areas_area": areas(),
            "ledger_groupcode": group_codes(),
        }
        self.last = 0

    def add(self, table: str, **row: Any) -> int:
        """One row in the village unless it says otherwise; gives its id."""
        self.last += 1
        self.rows.setdefault(table, []).append({"id": self.last, "area_id": VILLAGE} | row)
        return self.last

    def person(self, **row: Any) -> int:
        """An able man born in 1990."""
        plain = {"birth_date": date(1990, 1, 1), "sex": "1", "work_capacity": "able", "is_student": False}
        return self.add("ledger_person", **plain | row)

    def hired(self, person: int, started_on: date, **row: Any) -> int:
        """An employment spell."""
        return self.add("ledger_employmentspell", person_id=person, started_on=started_on, **row)

    def served(self, person: int, kind: str, served_on: date, **row: Any) -> int:
        """A service that was given."""
        plain = {"outcome": "done", "item_key": ""}
        return self.add(
            "casework_servicerecord", person_id=person, kind=kind, served_on=served_on, **plain | row
        )

    def claimed(self, rule: str, decided_on: date, **row: Any) -> int:
        """A claim that was paid."""
        return self.add("benefits_claim", rule=rule, decided_on=decided_on, **{"state": "paid"} | row)


class Judge:
    """Judges documents over worlds on both engines."""

    def __init__(self, address: str, connection: psycopg.Connection[Any]) -> None:
        self.address, self.connection = address, connection
        self.batches: dict[tuple[int, ...], tuple[list[Pack], Batch]] = {}

    def batch(self, packs: list[Pack]) -> Batch:
        """The compiled batch of these very packs."""
        key = tuple(map(id, packs))
        if key not in self.batches:
            self.batches[key] = packs, Batch({p.id: p for p in packs})
        return self.batches[key][1]

    def __call__(
        self,
        packs: Pack | list[Pack],
        world: World,
        as_of: date,
        *,
        adopted: list[Adoption] | None = None,
        overrides: list[Override] | None = None,
        **more: Any,
    ) -> dict[str, list[dict[str, Any]]]:
        """Every result; both engines must give the same rows. Adopted by the whole region unless said."""
        some = [packs] if isinstance(packs, Pack) else packs
        known = {p.id: p for p in some}
        everywhere = [Adoption(name, PROVINCE, PROVINCE_LAST, START) for name in known]
        resolved = resolve(
            known, everywhere if adopted is None else adopted, overrides or [], as_of, is_working_day, **more
        )
        rows = with_resolved(world.rows, resolved)
        batch = self.batch(some)
        found = batch_over(batch, rows, as_of)
        fill(self.connection, rows)
        with live_tables(self.address) as runner:
            same = {name: table.to_pylist() for name, table in batch.run(runner, as_of).items()}
        for name, table in found.items():
            assert sorted(map(str, same[name])) == sorted(map(str, table)), name
        return found
