"""Dated parameters. Numbers never stand in a rule: they stand here, with unit, clause and dates."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ibis import _
from ibis.common.deferred import Deferred

from leye.policy.clauses import Clause
from leye.policy.errors import ParameterOutsideDates, ParameterUnknown

#: Prefix of the columns that carry parameter values beside the facts.
COLUMN_PREFIX = "p__"


def param(name: str) -> Deferred:
    """The value of a parameter of the rule's own pack, for the area of the subject, as a deferred column."""
    return _[COLUMN_PREFIX + name]


@dataclass(frozen=True)
class ParameterValue:
    """One value and the days it holds, both ends included; ``until`` None means no end was set."""

    value: int
    since: date
    until: date | None
    note: str = ""

    def covers(self, day: date) -> bool:
        """Whether the value holds on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Parameter:
    """A number or switch of one pack.

    ``kind`` is ``number``, ``switch`` or ``target``. A switch lists its ``choices`` (value → meaning). A
    target holds in the area it was set for and not in each area inside it.
    ``local`` tells that the document names no number and the value is a local decision.
    ``section_h`` is the number of the ambiguity it settles, if any; ``reason`` says why this choice.
    """

    pack: str
    name: str
    label: str
    unit: str
    clause: Clause
    values: tuple[ParameterValue, ...]
    kind: str = "number"
    choices: Mapping[int, str] | None = None
    reason: str = ""
    local: bool = False
    section_h: int | None = None

    def value_on(self, day: date, *, standing: bool = False) -> int:
        """The value on a day.

        ``standing``: the document was adopted past its own dates, so the last value goes on.
        Raises ParameterOutsideDates when no value holds; never answers 0 for "unknown".
        """
        for value in self.values:
            if value.covers(day):
                return value.value
        last = max(self.values, key=lambda v: v.since)
        if standing and last.until is not None and day > last.until:
            return last.value
        raise ParameterOutsideDates(
            self.pack, self.name, self.label, str(self.clause), day, "、".join(map(_span, self.values))
        )


def _span(value: ParameterValue) -> str:
    return f"{value.since.isoformat()}至{value.until.isoformat() if value.until else '今'}"


class Parameters(Mapping[str, Parameter]):
    """The parameters of one pack by name; an unknown name raises with the nearest ones."""

    def __init__(self, pack: str, parameters: Iterable[Parameter]) -> None:
        self.pack = pack
        self._by_name = {p.name: p for p in parameters}

    def __getitem__(self, name: str) -> Parameter:
        try:
            return self._by_name[name]
        except KeyError:
            near = difflib.get_close_matches(name, self._by_name, n=3, cutoff=0.5)
            raise ParameterUnknown(self.pack, name, near) from None

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self):  # type: ignore[no-untyped-def]  # Mapping's iterator type adds nothing here
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    @classmethod
    def from_rows(cls, pack: str, rows: Mapping[str, Mapping[str, object]]) -> Parameters:
        """Read parameters.yaml. Raises ValueError when a label, unit, clause or date is missing."""
        return cls(pack, [_parameter(pack, name, row) for name, row in rows.items()])


def _parameter(pack: str, name: str, row: Mapping[str, object]) -> Parameter:
    for needed in ("label", "unit", "clause", "values"):
        if not row.get(needed):
            raise ValueError(f"参数 {name} 缺少 {needed}。")
    values = row["values"]
    if not isinstance(values, list):
        raise ValueError(f"参数 {name} 的 values 应为列表。")
    choices = row.get("choices")
    section_h = row.get("section_h")
    return Parameter(
        pack=pack,
        name=name,
        label=str(row["label"]),
        unit=str(row["unit"]),
        clause=Clause(str(row["clause"])),
        values=tuple(_value(name, v) for v in values),
        kind="switch" if choices else "target" if row.get("target") else "number",
        choices={int(k): str(v) for k, v in choices.items()} if isinstance(choices, dict) else None,
        reason=str(row.get("reason", "")),
        local=bool(row.get("local", False)),
        section_h=int(str(section_h)) if section_h is not None else None,
    )


def _value(name: str, row: Mapping[str, object]) -> ParameterValue:
    since, until, value = row.get("from"), row.get("to"), row.get("value")
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"参数 {name} 的取值“{value}”应为整数（开关用 0、1、2）。")
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise ValueError(f"参数 {name} 的取值 {value} 缺少起止日期（from 必填，to 可空）。")
    return ParameterValue(value, since, until, str(row.get("note", "")))
