"""The four kinds of order a document gives: Duty, Benefit, Limit, Indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from ibis.common.deferred import Deferred

from leye.policy.clauses import Clause
from leye.policy.errors import ClauseMissing, NumberInRule
from leye.policy.evidence import Evidence, Reached
from leye.policy.periods import ONCE, Period

Conditions: TypeAlias = Deferred | Mapping[str, Deferred]


class SubjectLike(Protocol):
    """Whom or what a rule speaks about; the subjects themselves live in leye.facts."""

    @property
    def kind(self) -> str:
        """``person``, ``household``, ``area``, ``placement`` or ``spell``."""
        ...

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        ...


@dataclass(frozen=True)
class Owner:
    """Who does the work: a level of the area tree (1 province … 5 village) and a word for it."""

    code: str
    label: str
    level: int


VILLAGE = Owner("village", "嘎查村（社区）", 5)
TOWNSHIP = Owner("township", "苏木乡镇（街道）", 4)
COUNTY = Owner("county", "旗县（市、区）", 3)
CITY = Owner("city", "盟市", 2)
PROVINCE = Owner("province", "自治区", 1)


@dataclass(frozen=True)
class Condition:
    """One numbered condition: its number as in the document, its words, and its expression."""

    number: str
    label: str
    test: Deferred = field(compare=False)


def numbered(conditions: Conditions | None, title: str) -> tuple[Condition, ...]:
    """Conditions from one expression or from an ordered mapping ``{"1 有劳动能力": …}``."""
    if conditions is None:
        return ()
    if isinstance(conditions, Deferred):
        return (Condition("1", title, conditions),)
    made = []
    for place, (label, test) in enumerate(conditions.items(), start=1):
        number, _, words = label.partition(" ")
        made.append(Condition(number, words, test) if words else Condition(str(place), label, test))
    return tuple(made)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has. ``name`` is the attribute name in its pack, set when the pack is loaded.

    ``items`` are the numbers of the requirement checklist. Constructing without a clause raises.
    """

    clause: Clause | str | None = None
    title: str
    subject: SubjectLike
    applies: Any = field(default=None, repr=False, compare=False)
    items: tuple[int, ...] = ()
    note: str = ""
    name: str = ""
    conditions: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    #: The kind's code and Chinese word; each kind sets its own.
    kind = "rule"
    kind_label = "规则"

    def __post_init__(self) -> None:
        if not self.clause or not str(self.clause).strip():
            raise ClauseMissing(self.title)
        if isinstance(self.clause, str):
            object.__setattr__(self, "clause", Clause(self.clause))
        object.__setattr__(self, "conditions", numbered(self.applies, self.title))

    def expressions(self) -> dict[str, Deferred]:
        """Every expression of the rule by a name for it, for checks and for the facts it uses."""
        return {f"条件{c.number}": c.test for c in self.conditions}

    @property
    def period(self) -> Period:
        """The period the rule is counted in; limits and benefits run as long as the document."""
        return ONCE


def no_number(title: str, field_name: str, value: Any) -> None:
    """Raise NumberInRule when a plain number was written where a parameter belongs."""
    if isinstance(value, (int, float)):
        raise NumberInRule(title, field_name)


def present(expressions: Mapping[str, Deferred | None]) -> dict[str, Deferred]:
    """The expressions that are there."""
    return {name: e for name, e in expressions.items() if e is not None}


def evidence_columns(evidence: Evidence | None) -> dict[str, Deferred | None]:
    """The columns that evidence itself looks at."""
    if evidence is None:
        return {}
    return {"计数方式": evidence.switch, "已达到": evidence.value if isinstance(evidence, Reached) else None}


@dataclass(frozen=True, kw_only=True)
class Duty(Rule):
    """Do X for each Y, at least n times, every P. Closed by evidence.

    ``at_least`` is ``param(…)``. ``counts_from`` is a date column: evidence before it does not count
    (null: the whole window counts). ``clock_from`` is a date column that starts a clock of the subject's
    own: the window begins on that day, and with ``due_after`` (days, ``param(…)``) ends its time then; a
    clock that began before the document was in force is given the same days from there.
    """

    done_by: Evidence
    at_least: Deferred
    per: Period
    owner: Owner
    counts_from: Deferred | None = None
    clock_from: Deferred | None = None
    due_after: Deferred | None = None
    kind = "duty"
    kind_label = "任务"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "at_least", self.at_least)
        no_number(self.title, "due_after", self.due_after)

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, the number needed, and the days the clock depends on."""
        more = {
            "应做次数": self.at_least,
            "计数起算日": self.counts_from,
            "期限起算日": self.clock_from,
            "期限天数": self.due_after,
        }
        return super().expressions() | present(more | evidence_columns(self.done_by))

    @property
    def period(self) -> Period:
        """The duty's own period."""
        return self.per


@dataclass(frozen=True, kw_only=True)
class Benefit(Rule):
    """Y gets an amount (fen), or something in kind (``amount`` None), when all conditions hold.

    ``excludes`` names benefits of the same pack that cannot be had beside it; the one named first in the
    pack wins.
    """

    gives: str
    amount: Deferred | None = None
    fund: str = ""
    excludes: tuple[str, ...] = ()
    kind = "benefit"
    kind_label = "待遇"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "amount", self.amount)

    def expressions(self) -> dict[str, Deferred]:
        """Conditions and the amount."""
        return super().expressions() | ({"金额": self.amount} if self.amount is not None else {})


@dataclass(frozen=True, kw_only=True)
class Limit(Rule):
    """Never more than: a finding for each subject whose value goes beyond ``at_most``."""

    value: Deferred
    at_most: Deferred
    unit: str
    kind = "limit"
    kind_label = "红线"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "at_most", self.at_most)

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, the value watched and its bound."""
        return super().expressions() | {"现值": self.value, "上限": self.at_most}


@dataclass(frozen=True, kw_only=True)
class Indicator(Rule):
    """A figure by area: how many subjects, or which share of those that ``applies`` holds for, count.

    A subject counts when ``counts`` holds, or when ``done_by`` reaches ``at_least`` inside the window.
    ``at`` is the date column of an event that must lie inside the window. ``measure`` is ``count`` or
    ``share`` (per ten thousand, so 10000 is 100 %). ``distinct``: count each person once, else each event.
    ``target`` is ``param(…)`` with a value only in the area that the target was set for. ``better`` says
    whether ``more`` or ``less`` is good.
    """

    counts: Deferred | None = None
    done_by: Evidence | None = None
    at_least: Deferred | None = None
    at: Deferred | None = None
    measure: str = "count"
    distinct: bool = True
    target: Deferred | None = None
    better: str = "more"
    unit: str = "人"
    per: Period = ONCE
    kind = "indicator"
    kind_label = "指标"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "target", self.target)
        no_number(self.title, "at_least", self.at_least)
        if (self.done_by is None) != (self.at_least is None):
            raise ValueError(f"指标“{self.title}”的 done_by 与 at_least 须同时写或同时不写。")

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, what is counted, the event's date and the target."""
        more = {"计数": self.counts, "应达次数": self.at_least, "发生日期": self.at, "目标": self.target}
        return super().expressions() | present(more | evidence_columns(self.done_by))

    @property
    def period(self) -> Period:
        """The indicator's own period."""
        return self.per
