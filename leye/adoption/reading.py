"""Documents, adoptions and numbers as pages show them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leye.adoption.enums import AdoptionState, RunState
from leye.adoption.models import Adoption, Figure, ParameterOverride, Run
from leye.areas.models import Area
from leye.engine import AdoptionsOverlap
from leye.policy import Indicator, Pack, PackInfo, Parameter, PolicyError, Rule
from leye.policy.packs import used_parameters

#: Measures that are parts of ten thousand.
SHARES = ("share", "ratio")
_PARAMETER = re.compile(r"\bp__(\w+)")


class Validity(StrEnum):
    """Where a day stands against a document's own dates."""

    FUTURE = "future"
    CURRENT = "current"
    PAST = "past"


class Range(Protocol):
    """Anything with a closed range of area numbers: a scope."""

    @property
    def lo(self) -> int:
        """The first number."""
        ...

    @property
    def hi(self) -> int:
        """The last number."""
        ...


def validity(info: PackInfo, day: dt.date) -> Validity:
    """Whether a document is in force by its own dates."""
    if day < info.valid_from:
        return Validity.FUTURE
    return Validity.CURRENT if day <= info.valid_until else Validity.PAST


def adoptions_about(scope: Range, pack: str | None = None) -> QuerySet[Adoption]:
    """Adoptions that act or would act inside a scope: by its own areas, those below and those above."""
    found = Adoption.objects.filter(area__no__lte=scope.hi, area__last__gte=scope.lo)
    if pack is not None:
        found = found.filter(pack=pack)
    return found.select_related("area", "proposed_by", "decided_by").order_by("-proposed_at", "-pk")


@dataclass(frozen=True)
class Standing:
    """An adoption's state on a day in words; `acts` tells whether it brings to-dos about."""

    kind: str
    word: str
    acts: bool = False


def standing_of(adoption: Adoption, info: PackInfo | None, day: dt.date) -> Standing:
    """How an adoption stands on a day. `info` None: its document is not installed."""
    if adoption.state == AdoptionState.PROPOSED:
        return Standing("warn", _("待批准"))
    if adoption.state == AdoptionState.REJECTED:
        return Standing("plain", _("未批准"))
    if adoption.state == AdoptionState.ENDED or (adoption.valid_to and adoption.valid_to < day):
        return Standing("plain", _("已停止执行"))
    if info is None:
        return Standing("bad", _("文件未安装，不产生待办"))
    if day < max(adoption.valid_from, info.valid_from):
        return Standing("info", _("已批准，尚未开始"))
    if day > info.valid_until:
        if adoption.standing:
            return Standing("good", _("作为本地常设规则执行"), acts=True)
        return Standing("bad", _("文件已到期，不再产生待办"))
    return Standing("good", _("正在执行"), acts=True)


def adoption_at(area_no: int, pack: Pack, day: dt.date) -> Adoption | None:
    """The adoption that acts in an area on a day: the innermost of those that cover it."""
    found = Adoption.objects.filter(
        pack=pack.id, state=AdoptionState.APPROVED, area__no__lte=area_no, area__last__gte=area_no, valid_from__lte=day
    ).select_related("area")  # fmt: skip
    acting = [a for a in found if standing_of(a, pack.info, day).acts]
    return max(acting, key=lambda a: (a.area.no, -a.area.last), default=None)


@dataclass(frozen=True)
class NumberNow:
    """A parameter's value in one area on a day, and where it comes from. `value` None: none is in force."""

    parameter: Parameter
    value: int | None
    shown: str
    override: ParameterOverride | None = None
    beyond: bool = False

    @property
    def is_local(self) -> bool:
        """Whether the area, or one above it, has set the value."""
        return self.override is not None


def shown_value(parameter: Parameter, value: int) -> str:
    """A value as people read it: the meaning of a switch, yuan, a day, percent, or the number with its unit."""
    if not parameter.choices and parameter.unit == "万分比":
        return f"{value / 100:g}%"
    return parameter.show(value)


def overrides_about(scope: Range, pack: str) -> QuerySet[ParameterOverride]:
    """Local values proposed or set in a scope's areas, those below and those above."""
    found = ParameterOverride.objects.filter(pack=pack, area__no__lte=scope.hi, area__last__gte=scope.lo)
    return found.select_related("area", "proposed_by", "decided_by").order_by(
        "name", "area_id", "-valid_from"
    )


def numbers_now(
    pack: Pack, area: Area, day: dt.date, overrides: Iterable[ParameterOverride]
) -> dict[str, NumberNow]:
    """Every parameter's value in an area on a day. `overrides`: those of the pack about the area.

    The same choice as the engine's: the innermost local value, else the document's; past its dates the last one.
    A target holds only in the area it was set for.
    """
    held = [
        o for o in overrides
        if o.state == AdoptionState.APPROVED and o.valid_from <= day and (o.valid_to is None or o.valid_to >= day)
    ]  # fmt: skip
    found = {}
    for name, parameter in pack.parameters.items():
        mine = [o for o in held if o.name == name and o.area.contains(area.no)]
        if parameter.kind == "target":
            mine = [o for o in mine if o.area_id == area.no]
        override = max(mine, key=lambda o: (o.area.no, -o.area.last), default=None)
        found[name] = _number(pack, parameter, area, day, override)
    return found


def _number(
    pack: Pack, parameter: Parameter, area: Area, day: dt.date, override: ParameterOverride | None
) -> NumberNow:
    if override is not None:
        return NumberNow(parameter, override.value, shown_value(parameter, override.value), override)
    if parameter.kind == "target" and int(pack.info.area.ljust(12, "0")) != area.no:
        return NumberNow(parameter, None, _("目标只对下达的地区有效，本辖区没有单独的数"))
    if parameter.to_fill and not parameter.values:
        return NumberNow(parameter, None, _("文件留空，待填写"))
    try:
        value = parameter.value_on(day, standing=True)
    except PolicyError:
        return NumberNow(parameter, None, _("这一天没有有效的取值"))
    return NumberNow(parameter, value, shown_value(parameter, value), beyond=day > pack.info.valid_until)


def parameters_of(pack: Pack, rule: Rule) -> list[str]:
    """Names of the parameters a rule looks at, in the pack's order: in its expressions, in the counts of household
    members it uses, and in its period.
    """
    used = used_parameters(pack, rule)
    return [name for name in pack.parameters if name in used]


def rules_using(pack: Pack) -> dict[str, list[Rule]]:
    """For each parameter, the rules that look at it."""
    users: dict[str, list[Rule]] = {name: [] for name in pack.parameters}
    for rule in pack.rules.values():
        for name in parameters_of(pack, rule):
            users[name].append(rule)
    return users


def need_name(rule: Rule) -> str | None:
    """The parameter that says how many times, or up to where, when it is a single one."""
    for field in ("at_least", "at_most", "amount", "target"):
        expression = getattr(rule, field, None)
        if expression is not None:
            names = _PARAMETER.findall(repr(expression))
            return names[0] if names else None
    return None


def last_run() -> Run | None:
    """The newest run that finished."""
    return Run.objects.filter(state=RunState.FINISHED).order_by("-as_of", "-pk").first()


@dataclass(frozen=True)
class FigureNow:
    """An indicator in one area on the day of the newest run. A figure that was not stored is 0."""

    pack: Pack
    rule: Indicator
    value: int | None
    whole: int | None
    target: int | None
    as_of: dt.date

    @property
    def shown(self) -> str:
        """The value with its unit; shares in percent."""
        return self._words(self.value)

    @property
    def target_shown(self) -> str:
        """The target with its unit; '' where the area has none."""
        return "" if self.target is None else self._words(self.target)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        return self.rule.reached(self.value, self.target)

    def _words(self, value: int | None) -> str:
        if value is None:
            return "—"
        if self.rule.measure in SHARES:
            return f"{value / 100:g}%"
        if self.rule.unit == "分":
            return f"{value / 100:,.2f}".removesuffix(".00") + "元"
        return f"{value:,}{self.rule.unit}"


def figures_now(packs: Iterable[Pack], area: Area, run: Run | None, day: dt.date) -> list[FigureNow]:
    """Every indicator of the documents in force in an area, from one run.

    Where only areas below have adopted a document, their figures are added up; shares by their wholes.
    """
    packs = list(packs)
    if run is None:
        return []
    stored = {(f.pack, f.rule): f for f in Figure.objects.filter(run=run, area=area)}
    found = []
    missing = [p for p in packs if not any(key[0] == p.id for key in stored)]
    for pack in missing:
        if adoption_at(area.no, pack, day) is None:
            stored |= _summed(pack, area, run, day)
    for pack in packs:
        if not any(key[0] == pack.id for key in stored) and adoption_at(area.no, pack, day) is None:
            continue
        for rule in pack.indicators:
            figure = stored.get((pack.id, rule.name))
            value = figure.value if figure else None if rule.measure in SHARES else 0
            found.append(FigureNow(pack, rule, value, figure.whole if figure else 0,
                                   figure.target if figure else None, run.as_of))  # fmt: skip
    return found


def _summed(pack: Pack, area: Area, run: Run, day: dt.date) -> dict[tuple[str, str], Figure]:
    """Figures of an area that has not adopted a document itself: those of the outermost areas below that have."""
    below = Adoption.objects.filter(
        pack=pack.id, state=AdoptionState.APPROVED, area__no__gte=area.no, area__last__lte=area.last, valid_from__lte=day
    ).select_related("area")  # fmt: skip
    outer: dict[int, int] = {}
    for adoption in sorted(below, key=lambda a: (a.area.no, -a.area.last)):
        inside = any(no <= adoption.area.no <= last for no, last in outer.items())
        if not inside and standing_of(adoption, pack.info, day).acts:
            outer[adoption.area.no] = adoption.area.last
    sums: dict[tuple[str, str], Figure] = {}
    for figure in Figure.objects.filter(run=run, pack=pack.id, area_id__in=outer):
        rule = pack.rules.get(figure.rule)
        if isinstance(rule, Indicator) and not rule.rolls_up:
            continue
        key = (figure.pack, figure.rule)
        total = sums.setdefault(key, Figure(pack=figure.pack, rule=figure.rule, value=0, whole=0))
        if isinstance(rule, Indicator) and rule.measure in SHARES:
            weighed = (total.value or 0) * (total.whole or 0) + (figure.value or 0) * (figure.whole or 0)
            total.whole = (total.whole or 0) + (figure.whole or 0)
            total.value = round(weighed / total.whole) if total.whole else None
        else:
            total.value = (total.value or 0) + (figure.value or 0)
    return sums


def refusal_words(error: PolicyError) -> str:
    """Why the engine refused, with areas by their names instead of numbers."""
    if not isinstance(error, AdoptionsOverlap):
        return str(error)
    names = dict(Area.objects.filter(no__in=[error.first.lo, error.second.lo]).values_list("no", "name"))
    first, second = (f"{names.get(o.lo, o.lo)}（{o.since} 起）" for o in (error.first, error.second))
    return _("同一地区同一时间有两条：%(first)s与%(second)s。请先停用其中一条，或改为不重叠的期间。") % {
        "first": first, "second": second}  # fmt: skip
