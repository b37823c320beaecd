"""The four kinds of order a document gives: Duty, Benefit, Limit, Indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from ibis.common.deferred import Deferred

from leye.policy.clauses import Clause
from leye.policy.errors import ClauseMissing, NumberInRule
from leye.policy.evidence import PROVES, Evidence, Reached
from leye.policy.periods import ONCE, Period

Conditions: TypeAlias = Deferred | Mapping[str, Deferred]


class SubjectLike(Protocol):
    """Whom or what a rule speaks about; the subjects themselves live in leye.facts."""

    @property
    def kind(self) -> str:
        """``person``, ``household``, ``area``, ``placement``, ``spell``, ``trainee`` and so on."""
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


def provable(title: str, subject: SubjectLike, evidence: Evidence | None) -> None:
    """Raise ValueError when no such evidence can be kept about this kind of subject."""
    kinds = () if evidence is None else PROVES.get(type(evidence), ())
    if kinds and subject.kind not in kinds:
        raise ValueError(
            f"规则“{title}”说的是{subject.label}，不能以 {type(evidence).__name__} 为佐证；"
            f"它只用于：{'、'.join(kinds)}。"
        )


def present(expressions: Mapping[str, Deferred | None]) -> dict[str, Deferred]:
    """The expressions that are there."""
    return {name: e for name, e in expressions.items() if e is not None}


#: Subjects that are about one person.
OF_PERSON = ("person", "placement", "spell", "trainee")


def comparable(kind: str, other: str) -> bool:
    """Whether a benefit for one kind of subject can shut out one for the other: of one person, or of one kind."""
    return kind == other or (kind in OF_PERSON and other in OF_PERSON)


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
    own: the window begins on that day, and with ``due_after`` (days, ``param(…)``) or ``due_after_months``
    its time ends then; a clock that began before the document was in force is given the same time from there.
    """

    done_by: Evidence
    at_least: Deferred
    per: Period
    owner: Owner
    counts_from: Deferred | None = None
    clock_from: Deferred | None = None
    due_after: Deferred | None = None
    due_after_months: Deferred | None = None
    kind = "duty"
    kind_label = "任务"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "at_least", self.at_least)
        no_number(self.title, "due_after", self.due_after)
        no_number(self.title, "due_after_months", self.due_after_months)
        provable(self.title, self.subject, self.done_by)
        if self.due_after is not None and self.due_after_months is not None:
            raise ValueError(f"任务“{self.title}”的 due_after（日）与 due_after_months（月）只能写一个。")

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, the number needed, and the days the clock depends on."""
        more = {
            "应做次数": self.at_least,
            "计数起算日": self.counts_from,
            "期限起算日": self.clock_from,
            "期限天数": self.due_after,
            "期限月数": self.due_after_months,
        }
        return super().expressions() | present(more | evidence_columns(self.done_by))

    @property
    def period(self) -> Period:
        """The duty's own period."""
        return self.per


#: Who may be paid.
PAYEES = {
    "person": "本人",
    "employer": "用人单位",
    "institution": "培训机构",
    "agency": "人力资源服务机构",
    "site": "载体",
}

#: Subjects that are themselves paid: no ``payee_id`` needs to be written for them.
OWN_PAYEE = {"person": ("person",), "employer": ("employer", "institution", "agency"), "site": ("site",)}


@dataclass(frozen=True, kw_only=True)
class Benefit(Rule):
    """Y gets an amount (fen), or something in kind (``amount`` None), when all conditions hold.

    ``payee`` is who is paid (a key of PAYEES), ``payee_id`` a column with the payee's id; a person, an employer
    or a site that the rule is about is its own payee. ``once``: a standing claim (approved or paid) for the
    same rule, subject and payee shuts it out; about a person's job, post or training it goes by the person,
    or, with ``once_per="subject"``, by the very job, post or training. ``excludes`` names benefits (``rule`` of
    the same pack, or ``pack.rule``) that the same person cannot have beside it: of two that hold, the one that
    stands first wins (packs by name, then the order of the pack), and a standing claim for one shuts out the other. ``stacks``:
    a 0/1 column; where 1, ``excludes`` does not apply. ``fund`` is the source of the money in words,
    ``fund_place`` a column with the code of the place that pays. ``order`` gives priority where not
    everybody can be served: ``{"1 残疾人": test, "2 其他": test}``, the first that holds is the rank.
    """

    gives: str
    amount: Deferred | None = None
    payee: str = "person"
    payee_id: Deferred | None = None
    once: bool = False
    once_per: str = "person"
    excludes: tuple[str, ...] = ()
    stacks: Deferred | None = None
    fund: str = ""
    fund_place: Deferred | None = None
    order: Any = field(default=None, repr=False, compare=False)
    ranks: tuple[Condition, ...] = field(init=False, repr=False, compare=False)
    kind = "benefit"
    kind_label = "待遇"

    def __post_init__(self) -> None:
        super().__post_init__()
        no_number(self.title, "amount", self.amount)
        no_number(self.title, "stacks", self.stacks)
        object.__setattr__(self, "ranks", numbered(self.order, self.title))
        if self.once_per not in ("person", "subject"):
            raise ValueError(f"待遇“{self.title}”的 once_per“{self.once_per}”应为：person、subject。")
        if self.payee not in PAYEES:
            raise ValueError(f"待遇“{self.title}”的 payee“{self.payee}”应为：{'、'.join(PAYEES)}。")
        own = self.subject.kind in OWN_PAYEE.get(self.payee, ()) or self.payee in OWN_PAYEE.get(
            self.subject.kind, ()
        )
        if self.payee != "person" and self.payee_id is None and not own:
            raise ValueError(
                f"待遇“{self.title}”付给{PAYEES[self.payee]}，须写明 payee_id，例如 payee_id=spell.employer_id。"
            )

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, the amount, who is paid and from where, and the order of priority."""
        more = {
            "金额": self.amount,
            "领取单位": self.payee_id,
            "可叠加": self.stacks,
            "资金承担地": self.fund_place,
        }
        ranks = {f"次序{c.number}": c.test for c in self.ranks}
        return super().expressions() | present(more) | ranks


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


MEASURES = ("count", "share", "sum", "ratio")


@dataclass(frozen=True, kw_only=True)
class Indicator(Rule):
    """A figure by area over the subjects that ``applies`` holds for.

    ``measure``: ``count``: how many count; ``share``: which part of them (per ten thousand, so 10000 is
    100 %); ``sum``: the sum of ``amount`` of those that count; ``ratio``: the sum of ``amount`` of those that
    count over the sum of ``out_of`` of all (per ten thousand).
    A subject counts when ``counts`` holds, or when ``done_by`` reaches ``at_least`` inside the window.
    ``at`` is the date column of an event that must lie inside the window; with ``ends`` (null: still going on)
    something that lasts, which counts when any day of it, the last one not included, lies inside. ``distinct``:
    count each person once, else each event (sums always take every event). ``rolls_up`` False: a row counts
    only in the area it stands in, and not in those above. ``levels``: the figure is one of areas of these
    levels only, ``(PROVINCE,)``. ``target`` is ``param(…)`` with a value only in the area that the target
    was set for. ``versus="last_year"`` (needs ``at``): the target is the same figure up to the same day one
    year earlier; ``strictly``: it must be surpassed, not only reached. ``better`` says whether ``more`` or
    ``less`` is good.
    """

    counts: Deferred | None = None
    done_by: Evidence | None = None
    at_least: Deferred | None = None
    at: Deferred | None = None
    ends: Deferred | None = None
    measure: str = "count"
    amount: Deferred | None = None
    out_of: Deferred | None = None
    distinct: bool = True
    rolls_up: bool = True
    levels: tuple[Owner, ...] = ()
    target: Deferred | None = None
    versus: str = ""
    strictly: bool = False
    better: str = "more"
    unit: str = "人"
    per: Period = ONCE
    kind = "indicator"
    kind_label = "指标"

    def __post_init__(self) -> None:
        super().__post_init__()
        provable(self.title, self.subject, self.done_by)
        no_number(self.title, "target", self.target)
        no_number(self.title, "at_least", self.at_least)
        for wrong, message in (
            (self.measure not in MEASURES, f"measure“{self.measure}”应为：{'、'.join(MEASURES)}"),
            ((self.done_by is None) != (self.at_least is None), "done_by 与 at_least 须同时写或同时不写"),
            ((self.measure in ("sum", "ratio")) != (self.amount is not None), "求和、求比须写 amount，其他不写"),
            ((self.measure == "ratio") != (self.out_of is not None), "求比须写 out_of（分母），其他不写"),
            (self.versus not in ("", "last_year"), f"versus“{self.versus}”只能是 last_year"),
            (bool(self.versus) and self.at is None, "与上年比较（versus）须写发生日期 at"),
            (self.ends is not None and self.at is None, "写了结束日期 ends，也须写开始日期 at"),
            (bool(self.versus) and self.target is not None, "与上年比较时不另写 target"),
            (self.strictly and not self.versus, "strictly 只用于与上年比较（versus）"),
            (self.done_by is not None and (self.at is not None or self.amount is not None),
             "以佐证计数（done_by）时不写 at、amount"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(f"指标“{self.title}”写法有误：{message}。")

    def expressions(self) -> dict[str, Deferred]:
        """Conditions, what is counted, the event's date and the target."""
        more = {
            "计数": self.counts,
            "应达次数": self.at_least,
            "发生日期": self.at,
            "结束日期": self.ends,
            "数额": self.amount,
            "分母": self.out_of,
            "目标": self.target,
        }
        return super().expressions() | present(more | evidence_columns(self.done_by))

    @property
    def period(self) -> Period:
        """The indicator's own period."""
        return self.per

    def reached(self, value: int | None, target: int | None) -> bool | None:
        """Whether a value is as good as its target asks; None while either is unknown."""
        if value is None or target is None:
            return None
        if value == target:
            return not self.strictly
        return (value > target) == (self.better == "more")
