"""Worked cases of a document as rows of a table: the situation, the day, and what must come out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.engine.cases import Case, load_cases
from leye.policy import Pack, Rule


@dataclass(frozen=True)
class CaseRow:
    """One worked case in words. `kind` and `word`: the outcome's tag."""

    name: str
    as_of: dt.date
    kind: str
    word: str
    details: str


def cases_of(pack: Pack, rule: Rule) -> list[CaseRow]:
    """The cases about one rule, in the file's order; [] for a document without any."""
    if not (pack.folder / "cases.yaml").exists():
        return []
    cases = _cached(pack)
    return [_row(pack, case) for case in cases if case.rule == rule.name]


_held: dict[tuple[str, str], tuple[Case, ...]] = {}


def _cached(pack: Pack) -> tuple[Case, ...]:
    """Cases of a pack, read once for each state of its files."""
    key = (pack.id, pack.digest)
    if key not in _held:
        _held[key] = tuple(load_cases(pack))
    return _held[key]


def _row(pack: Pack, case: Case) -> CaseRow:
    kind, word = _outcome(case.expect)
    details = [text for text in (_counts(case.expect), _dates(case.expect), _local(pack, case)) if text]
    return CaseRow(case.name, case.as_of, kind, word, "；".join(details))


def _outcome(expect: Mapping[str, Any]) -> tuple[str, str]:
    if expect.get("applies") is False or expect.get("entitled") is False or expect.get("counted") is False:
        return "plain", _("不适用")
    if expect.get("found") is False:
        return "good", _("不超限")
    if expect.get("found"):
        return "bad", _("超限")
    if "met" in expect:
        return ("good", _("已完成")) if expect["met"] else ("warn", _("未完成"))
    if expect.get("counted"):
        return "info", _("计入")
    if expect.get("entitled"):
        return "good", _("可享受")
    return "info", _("适用")


def _counts(expect: Mapping[str, Any]) -> str:
    need, have = expect.get("need"), expect.get("have")
    if need is not None and have is not None:
        return _("应%(need)s，已%(have)s") % {"need": need, "have": have}
    if need is not None:
        return _("应%(need)s") % {"need": need}
    if have is not None:
        return _("计%(have)s") % {"have": have}
    words = [_("%(label)s%(value)s") % {"label": label, "value": expect[key]}
             for key, label in (("value", _("现值")), ("bound", _("上限")), ("whole", _("总数")), ("target", _("目标")))
             if expect.get(key) is not None]  # fmt: skip
    return "，".join(words)


def _dates(expect: Mapping[str, Any]) -> str:
    parts = []
    if expect.get("since") and expect.get("until"):
        parts.append(_("%(a)s 至 %(b)s") % {"a": expect["since"], "b": expect["until"]})
    if expect.get("due_on"):
        parts.append(_("最迟 %(day)s") % {"day": expect["due_on"]})
    return "，".join(parts)


def _local(pack: Pack, case: Case) -> str:
    parts = [
        _("%(label)s取%(value)s") % {"label": pack.parameters[name].label, "value": value}
        for name, value in case.values.items() if name in pack.parameters
    ]  # fmt: skip
    if case.standing:
        parts.append(_("作为本地常设规则"))
    return "，".join(parts)
