"""Tries the worked cases of a pack on DuckDB, without a database server: what `leye pack test` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from leye.engine.batch import Batch
from leye.engine.cases import Case, load_cases, outcome, world_of
from leye.engine.duck import connect, load_rows, resolved_rows
from leye.engine.resolve import resolve
from leye.facts import LOGICAL_TABLES
from leye.policy import Pack
from leye.standards.calendar import is_working_day


@dataclass(frozen=True)
class Tried:
    """A worked case and what came out, in the words of its ``expect``."""

    case: Case
    got: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether everything the case expects came out."""
        return self.got == dict(self.case.expect)

    def differences(self) -> list[str]:
        """Each word that came out otherwise."""
        return [
            f"{word}：应为 {_shown(value)}，得到 {_shown(self.got.get(word))}"
            for word, value in self.case.expect.items()
            if self.got.get(word) != value
        ]


def _shown(value: Any) -> str:
    if value is None:
        return "空"
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def try_cases(pack: Pack, rules: Iterable[str] = ()) -> list[Tried]:
    """Every worked case (of these rules, or of all), judged with all others of its day, in the file's order."""
    wanted = set(rules)
    chosen = [case for case in load_cases(pack) if not wanted or case.rule in wanted]
    days: dict[date, list[Case]] = defaultdict(list)
    for case in chosen:
        days[case.as_of].append(case)
    batch = Batch({pack.id: pack})
    tried = {
        case.name: found for day, cases in days.items() for case, found in _on_day(pack, batch, day, cases)
    }
    return [tried[case.name] for case in chosen]


def _on_day(pack: Pack, batch: Batch, day: date, cases: list[Case]) -> list[tuple[Case, Tried]]:
    adoptions = [a for case in cases for a in case.adoptions(pack)]
    overrides = [o for case in cases for o in case.overrides(pack)]
    campaigns = [c for case in cases for c in case.campaign_dates(pack)]
    resolved = resolve({pack.id: pack}, adoptions, overrides, day, is_working_day, campaigns)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LOGICAL_TABLES}
    rows |= world_of(cases) | resolved_rows(resolved)
    with connect() as connection:
        load_rows(connection, rows)
        results = {name: table.to_pylist() for name, table in batch.run(connection, day).items()}
    return [(case, Tried(case, outcome(pack, case, results))) for case in cases]
