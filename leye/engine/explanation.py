"""Explanations: numbered conditions, the facts behind each, and sentences an official can read out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

STATUSES = {
    "yes": "适用",
    "no": "不适用",
    "one_short": "只差一项条件",
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

    def sentence(self) -> str:
        """The condition as one sentence."""
        text = f"{self.number}. {self.label}：{ANSWERS[self.answer]}"
        if len(self.facts) == 1 and self.answer is not None and self.facts[0].value is self.answer:
            return f"{text}（{self.facts[0].source}）。"
        known = "；".join(f"{f.label}为{f.shown}（{f.source}）" for f in self.facts)
        text = f"{text}。{known}。" if known else f"{text}。"
        missing = [f for f in self.facts if f.value is None]
        if self.answer is None and missing:
            text += "".join(f"“{f.label}”没有记录，请{f.supplier}补充。" for f in missing)
        return text


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

    def sentences(self) -> list[str]:
        """What an official can read out: the outcome first, then each condition."""
        first = f"《{self.document}》{self.clause}“{self.title}”：{STATUSES[self.status]}。"
        if self.status == "one_short":
            short = next(c for c in self.conditions if c.answer is not True)
            first += f"尚不符合第{short.number}项“{short.label}”。"
        return [first + self._progress(), *(c.sentence() for c in self.conditions)]

    def _progress(self) -> str:
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
    """Every rule of every pack about one person, the household and the placements, on a day."""

    person_id: int
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
