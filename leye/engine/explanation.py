"""Explanations: numbered conditions, the facts behind each, and sentences an official can read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

STATUSES = {
    "yes": "适用",
    "no": "不适用",
    "one_short": "只差一项条件",
    "already": "条件符合，但已经享受过",
    "instead": "条件符合，但与已认定的另一项待遇不能同时享受",
    "missing_fact": "缺少信息，暂不能判断",
    "not_adopted": "本地区未采用该文件",
    "no_window": "条件符合，但目前不在任务期内",
}

ANSWERS = {True: "是", False: "否", None: "未知"}


@dataclass(frozen=True)
class FactValue:
    """One fact as it stands: ``value`` is plain (JSON-able), ``shown`` is what a person reads."""

    name: str
    label: str
    value: bool | int | str | None
    shown: str
    source: str
    supplier: str


@dataclass(frozen=True)
class ConditionAnswer:
    """One numbered condition: yes (True), no (False) or unknown (None), with its facts."""

    number: str
    label: str
    answer: bool | None
    facts: tuple[FactValue, ...]
    remedy: str = ""

    @property
    def missing(self) -> tuple[FactValue, ...]:
        """The facts that nobody has supplied, when the condition cannot be judged without them."""
        return tuple(f for f in self.facts if f.value is None) if self.answer is None else ()

    def sentence(self) -> str:
        """The condition as one sentence."""
        text = f"{self.number}. {self.label}：{ANSWERS[self.answer]}"
        if len(self.facts) == 1 and self.answer is not None and self.facts[0].value is self.answer:
            return f"{text}（{self.facts[0].source}）。"
        known = "；".join(f"{f.label}为{f.shown}（{f.source}）" for f in self.facts)
        text = f"{text}。{known}。" if known else f"{text}。"
        if self.remedy:
            text += f"要符合：{self.remedy}。"
        return text + "".join(f"“{f.label}”没有记录，请{f.supplier}补充。" for f in self.missing)


@dataclass(frozen=True)
class Earlier:
    """A claim decided before, which shuts a benefit out. ``same``: for the very same benefit."""

    pack: str
    rule: str
    payee_kind: str
    payee_id: int | None
    amount_fen: int | None
    decided_on: date | None
    paid_on: date | None
    same: bool
    title: str
    payee: str = ""

    @classmethod
    def of(cls, claim: Mapping[str, Any], *, same: bool, title: str) -> Self:
        """From a row of benefits_claim, with the benefit's title."""
        columns = ("pack", "rule", "payee_kind", "payee_id", "amount_fen", "decided_on", "paid_on")
        return cls(**{c: claim[c] for c in columns}, same=same, title=title)

    def sentence(self) -> str:
        """The claim as one sentence; ``payee`` is the payee's name where the caller knows it."""
        when = f"{self.paid_on}已发放" if self.paid_on else f"{self.decided_on}已核准"
        what = f"“{self.title}”" + (yuan(self.amount_fen) if self.amount_fen else "")
        who = f"，领取方为{self.payee}" if self.payee else ""
        why = "同一事项不重复享受" if self.same else "与本项不能同时享受"
        return f"{when}{what}{who}，{why}。"


def yuan(fen: int) -> str:
    """An amount of fen in yuan, as people write it."""
    whole, rest = divmod(fen, 100)
    return f"{whole}元" if not rest else f"{fen / 100:.2f}元"


@dataclass(frozen=True)
class RuleExplanation:
    """Why one rule applies to one subject, or why it does not."""

    pack: str
    document: str
    rule: str
    kind: str
    title: str
    clause: str
    subject_kind: str
    subject_id: int
    status: str
    person_id: int | None = None
    conditions: tuple[ConditionAnswer, ...] = ()
    need: int | None = None
    have: int | None = None
    since: date | None = None
    until: date | None = None
    due_on: date | None = None
    value: int | None = None
    bound: int | None = None
    unit: str = ""
    note: str = ""
    as_of: date | None = field(default=None, repr=False)
    earlier: tuple[Earlier, ...] = ()
    instead: str = ""
    gives: str = ""
    amount_fen: int | None = None

    def sentences(self) -> list[str]:
        """What an official can read out: the outcome first, then each condition."""
        first = f"《{self.document}》{self.clause}“{self.title}”：{STATUSES[self.status]}。"
        if self.status == "one_short":
            short = next(c for c in self.conditions if c.answer is not True)
            first += f"尚不符合第{short.number}项“{short.label}”。"
            first += f"要符合：{short.remedy}。" if short.remedy else ""
        told = [c.sentence() for c in self.earlier] if self.status == "already" else []
        return [first + self._progress(), *told, *(c.sentence() for c in self.conditions)]

    def _progress(self) -> str:
        if self.status == "instead":
            return f"另一项为“{self.instead}”。"
        if self.status == "yes" and self.gives:
            return f"可享受：{self.gives}" + (f"，{yuan(self.amount_fen)}。" if self.amount_fen else "。")
        if self.bound is not None:
            return f"现为{self.value}{self.unit}，超过上限{self.bound}{self.unit}，须处理。"
        if self.need is None or self.have is None or self.due_on is None:
            return ""
        done = f"{self.since}至{self.until}应完成{self.need}次，已完成{self.have}次"
        if self.have >= self.need:
            return f"{done}，已达到要求。"
        late = self.as_of is not None and self.as_of > self.due_on
        when = f"已于{self.due_on}逾期" if late else f"最迟{self.due_on}完成"
        return f"{done}，还差{self.need - self.have}次，{when}。"


@dataclass(frozen=True)
class Explanation:
    """Every rule of every pack about one person, or about those an employer employs (no ``person_id``), on a day."""

    person_id: int | None
    as_of: date
    rules: tuple[RuleExplanation, ...]

    def sentences(self) -> list[str]:
        """All sentences, rule after rule."""
        return [sentence for rule in self.rules for sentence in rule.sentences()]

    def as_dict(self) -> dict[str, Any]:
        """Plain values only, dates as ISO text, ready for JSON; each rule carries its sentences."""
        found: dict[str, Any] = _plain(asdict(self))
        for row, rule in zip(found["rules"], self.rules, strict=True):
            row["status_label"] = STATUSES[rule.status]
            row["sentences"] = rule.sentences()
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value
