"""Dated parameters. Numbers never stand in a rule: they stand here, with unit, clause and dates."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import ibis
from ibis import _
from ibis.common.deferred import Deferred

from leye.policy.clauses import Clause
from leye.policy.errors import ParameterOutsideDates, ParameterToFill, ParameterUnknown
from leye.policy.periods import as_date, as_number

#: Prefix of the columns that carry parameter values beside the facts.
COLUMN_PREFIX = "p__"


def param(name: str) -> Deferred:
    """The value of a parameter of the rule's own pack, for the area of the subject, as a deferred column."""
    return _[COLUMN_PREFIX + name]


def param_date(name: str) -> Deferred:
    """The value of a parameter of kind ``date`` as a date column, to be compared with facts that are dates."""
    number = param(name)
    parts = (number // 10000, number // 100 % 100, number % 100)
    return ibis.date(*(part.cast("int32") for part in parts))


#: Units that make a parameter a date or an amount of money (whole fen).
DATE_UNIT, MONEY_UNIT = "日期", "分"


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
    """A number, switch, date or amount of one pack.

    ``kind`` is ``number``, ``switch``, ``target``, ``date`` (unit 日期, kept as the number yyyymmdd) or
    ``money`` (unit 分, shown in yuan). A switch lists its ``choices`` (value → meaning). A target holds in the
    area it was set for and not in each area inside it.
    ``to_fill``: the document leaves the number open (``X``); it has no value until an area gives its own.
    ``ended``: the order lapsed with its last value, so that having none afterwards is no mistake.
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
    to_fill: bool = False
    ended: bool = False

    def has_value(self, day: date) -> bool:
        """Whether the document itself gives a value on the day, or gave one that a standing adoption keeps."""
        try:
            self.value_on(day, standing=True)
        except (ParameterOutsideDates, ParameterToFill):
            return False
        return True

    def lapsed(self, day: date) -> bool:
        """Whether the order has ended by the day, as it was meant to."""
        return self.ended and all(v.until is not None and v.until < day for v in self.values)

    def show(self, value: int | None) -> str:
        """A value in words: the choice, the date, yuan, or the number with its unit."""
        if value is None:
            return "待填写" if self.to_fill else "没有取值"
        if self.choices is not None:
            return self.choices.get(value, str(value))
        if self.unit == DATE_UNIT:
            return as_date(value).isoformat()
        if self.unit == MONEY_UNIT:
            yuan, fen = divmod(value, 100)
            return f"{yuan:,}.{fen:02d}元" if fen else f"{yuan:,}元"
        return f"{value}{self.unit}"

    def value_on(self, day: date, *, standing: bool = False) -> int:
        """The value on a day.

        ``standing``: the document was adopted past its own dates, so the last value goes on.
        Raises ParameterOutsideDates when no value holds, and ParameterToFill when the document gives none at
        all; never answers 0 for "unknown".
        """
        if not self.values:
            raise ParameterToFill(self.pack, self.name, self.label, str(self.clause))
        for value in self.values:
            if value.covers(day):
                return value.value
        last = max(self.values, key=lambda v: v.since)
        if standing and not self.ended and last.until is not None and day > last.until:
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
    to_fill = bool(row.get("to_fill", False))
    for needed in ("label", "unit", "clause") if to_fill else ("label", "unit", "clause", "values"):
        if not row.get(needed):
            raise ValueError(f"参数 {name} 缺少 {needed}。")
    values = row.get("values") or []
    if not isinstance(values, list):
        raise ValueError(f"参数 {name} 的 values 应为列表。")
    choices = row.get("choices")
    section_h = row.get("section_h")
    unit = str(row["unit"])
    parameter = Parameter(
        pack=pack,
        name=name,
        label=str(row["label"]),
        unit=unit,
        clause=Clause(str(row["clause"])),
        values=tuple(_value(name, unit, v) for v in values),
        kind=_kind(unit, bool(choices), bool(row.get("target"))),
        choices={int(k): str(v) for k, v in choices.items()} if isinstance(choices, dict) else None,
        reason=str(row.get("reason", "")),
        local=bool(row.get("local", False)),
        section_h=int(str(section_h)) if section_h is not None else None,
        to_fill=to_fill,
        ended=bool(row.get("ended", False)),
    )
    _one_at_a_time(parameter)
    return parameter


def _kind(unit: str, choices: bool, target: bool) -> str:
    if choices or target:
        return "switch" if choices else "target"
    return {DATE_UNIT: "date", MONEY_UNIT: "money"}.get(unit, "number")


def _one_at_a_time(parameter: Parameter) -> None:
    """Raise ValueError when two values of a parameter hold on one day."""
    ordered = sorted(parameter.values, key=lambda v: v.since)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or earlier.until >= later.since:
            raise ValueError(
                f"参数 {parameter.name} 的两个取值在 {later.since} 同时有效；请给前一个取值写上更早的截止日期（to）。"
            )


def _value(name: str, unit: str, row: Mapping[str, object]) -> ParameterValue:
    since, until, value = row.get("from"), row.get("to"), row.get("value")
    if unit == DATE_UNIT:
        if not isinstance(value, date):
            raise ValueError(f"参数 {name} 的取值“{value}”应为日期，例如 2020-11-10。")
        value = as_number(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"参数 {name} 的取值“{value}”应为整数（开关用 0、1、2）。")
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise ValueError(f"参数 {name} 的取值 {value} 缺少起止日期（from 必填，to 可空）。")
    if until is not None and until < since:
        raise ValueError(f"参数 {name} 的取值 {value} 的截止日期 {until} 早于起始日期 {since}。")
    return ParameterValue(value, since, until, str(row.get("note", "")))
