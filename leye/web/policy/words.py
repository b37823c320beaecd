"""A rule in words: whom it is about, what proves it, how many, until when, who does it, with which numbers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.adoption.models import AreaRule
from leye.adoption.reading import (
    NumberNow,
    Standing,
    adoption_at,
    need_name,
    numbers_now,
    overrides_about,
    parameters_of,
    standing_of,
)
from leye.areas.models import Area
from leye.casework.enums import ServiceKind
from leye.policy import Benefit, Duty, Indicator, Limit, Pack, Rule
from leye.policy.clauses import ClauseEntry
from leye.policy.evidence import (
    Activities,
    Evidence,
    Fairs,
    Reached,
    Services,
    Statements,
    Submissions,
    Trainings,
)
from leye.policy.rules import PAYEES
from leye.registers.enums import ActivityKind
from leye.reporting.models import Form
from leye.training.enums import ClassKind


@dataclass(frozen=True)
class RuleCard:
    """Everything a page says about a rule in one area on a day."""

    pack: Pack
    rule: Rule
    entry: ClauseEntry
    quotes: tuple[str, ...]
    conditions: tuple[Any, ...]
    evidence: str
    need_label: str
    need: NumberNow | None
    period: str
    window: str
    owner: str
    numbers: tuple[NumberNow, ...]
    standing: Standing | None
    standing_area: str

    @property
    def facts(self) -> list[dict[str, str]]:
        """The lines of the definition list."""
        need = ""
        if self.need is not None:
            local = _("（本地）") if self.need.is_local or self.need.parameter.local else ""
            need = self.need.shown + local
        lines = [(_("对象"), self.rule.subject.label), (_("完成依据"), self.evidence), (self.need_label, need),
                 (_("周期"), self.period), (_("本期"), self.window), (_("责任"), self.owner), *paid(self.rule)]  # fmt: skip
        return [{"label": label, "value": value} for label, value in lines if value]


@dataclass(frozen=True)
class Here:
    """What the cards of one document share in one area: numbers in force, the adoption that acts."""

    pack: Pack
    area: Area
    day: dt.date
    numbers: dict[str, NumberNow]
    standing: Standing | None
    standing_area: str
    windows: dict[str, AreaRule]


def here(pack: Pack, area: Area, scope: Scope, day: dt.date) -> Here:
    """Three queries: local values, adoptions, and the windows of the day."""
    adoption = adoption_at(area.no, pack, day)
    standing = standing_of(adoption, pack.info, day) if adoption else None
    numbers = numbers_now(pack, area, day, overrides_about(scope, pack.id))
    rows = AreaRule.objects.filter(as_of=day, pack=pack.id, lo__lte=area.no, hi__gte=area.no)
    windows = {row.rule: row for row in rows}
    return Here(pack, area, day, numbers, standing, adoption.area.name if adoption else "", windows)


def card(at: Here, rule: Rule) -> RuleCard:
    """A rule in words in an area."""
    entry = at.pack.clauses[rule.clause]  # type: ignore[index]  # a loaded rule always has its clause
    quotes = tuple(dict.fromkeys(p.quote for p in entry.points if p.held == "rules" and rule.name in p.by))
    name = need_name(rule)
    used = tuple(at.numbers[n] for n in parameters_of(at.pack, rule))
    owner = rule.owner.label if isinstance(rule, Duty) else ""
    return RuleCard(
        at.pack, rule, entry, quotes or tuple(p.quote for p in entry.points[:1]), rule.conditions, proof(rule),
        need_label(rule), at.numbers[name] if name else None, rule.period.label, window(at, rule), owner, used,
        at.standing, at.standing_area,
    )  # fmt: skip


def need_label(rule: Rule) -> str:
    """What the rule's own number is called."""
    if isinstance(rule, Limit):
        return _("上限")
    return _("目标") if isinstance(rule, Indicator) else _("要求")


def window(at: Here, rule: Rule) -> str:
    """The period that is running and its last day, where the day has been resolved."""
    row = at.windows.get(rule.name)
    if row is None:
        return ""
    if isinstance(rule, Duty) and rule.clock_from is not None:
        return _("每个对象各自起算")
    last = _("长期") if row.until.year > 9000 else f"{row.until}"
    words = _("%(since)s 至 %(until)s") % {"since": row.since, "until": last}
    if row.due_on != row.until and row.due_on.year < 9000:
        words += _("，最迟 %(due)s") % {"due": row.due_on}
    return words


def proof(rule: Rule) -> str:
    """What closes a duty, makes a benefit, breaks a limit, or is counted."""
    if isinstance(rule, Duty):
        return evidence_words(rule.done_by)
    if isinstance(rule, Benefit):
        return _("符合全部条件即可享受：%(gives)s") % {"gives": rule.gives}
    if isinstance(rule, Limit):
        return _("超过上限即提示（%(unit)s）") % {"unit": rule.unit}
    if isinstance(rule, Indicator):
        words = (
            evidence_words(rule.done_by)
            if rule.done_by
            else _("符合条件的%(what)s") % {"what": rule.subject.label}
        )
        more = {"share": _("所占比例"), "sum": _("合计"), "ratio": _("所占比例")}.get(rule.measure, "")
        return words + more + (_("（与上年同期比较）") if rule.versus else "")
    return ""


def paid(rule: Rule) -> list[tuple[str, str]]:
    """Who is paid a benefit and from what, where it says so, and whether only once."""
    if not isinstance(rule, Benefit):
        return []
    once = _("只享受一次") if rule.once_per == "person" else _("同一项只享受一次")
    lines = [(_("领取人"), PAYEES[rule.payee]), (_("资金来源"), rule.fund)]
    return [*lines, (_("次数"), once if rule.once else "")]


def evidence_words(evidence: Evidence) -> str:
    """Evidence in words."""
    if isinstance(evidence, Services):
        labels = dict(ServiceKind.choices)
        kinds = "、".join(str(labels.get(kind, kind)) for kind in evidence.kinds)
        words = _("周期内的服务记录：%(kinds)s") % {"kinds": kinds}
        return words + (_("（同一岗位或课程是否只计一次，见参数）") if evidence.distinct is not None else "")
    if isinstance(evidence, Statements):
        return _("周期内记录过本人的就业意愿")
    if isinstance(evidence, Trainings):
        labels = dict(ClassKind.choices)
        kinds = "、".join(str(labels.get(kind, kind)) for kind in evidence.kinds)
        return _("周期内完成的培训：%(kinds)s") % {"kinds": kinds or _("任何一种")}
    if isinstance(evidence, Activities):
        kind = dict(ActivityKind.choices).get(evidence.kind) or evidence.kind
        return _("周期内登记的活动：%(kind)s") % {"kind": kind}
    if isinstance(evidence, Fairs):
        return _("辖区内已举办的重点群体专场招聘会") if evidence.special_only else _("辖区内已举办的招聘会")
    if isinstance(evidence, Submissions):
        labels = dict(Form.choices)
        return _("已登记报送：%(form)s") % {"form": labels.get(evidence.form) or _("规定的报表")}
    if isinstance(evidence, Reached):
        return _("人数达到要求（由台账得出，不用另外登记）")
    return ""
