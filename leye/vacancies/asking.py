"""What somebody looks for, as typed, checked and turned into conditions. An unknown code is an error in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.errors import Invalid
from leye.ledger.models import GroupCode
from leye.standards import words
from leye.standards.codes import EDUCATION
from leye.standards.occupations import occupation
from leye.vacancies.distance import counties_within
from leye.vacancies.enums import ContractKind, Hours
from leye.vacancies.terms import area_term, education_rank, occupation_stem, pay_step

#: The longest text that is read, and the farthest that is looked.
MOST_CHARACTERS = 60
MOST_KM = 500


@dataclass(frozen=True)
class Ask:
    """A search as asked. `pay_yuan`: a month's pay that should be within reach; `km` counts from the county of `area`."""

    text: str = ""
    occupation: str = ""
    area: int | None = None
    km: int = 0
    pay_yuan: int | None = None
    education: str = ""
    group: str = ""
    hours: str = ""
    contract: str = ""
    elastic: bool = False
    housing: bool = False
    meals: bool = False

    def without(self, name: str) -> Ask:
        """The same with one condition dropped."""
        return replace(self, **{name: _EMPTY[name], **({"km": 0} if name == "area" else {})})

    @cached_property
    def conditions(self) -> Conditions:
        """What the index is asked, worked out once for whoever checks, searches and counts."""
        return _conditions_of(self)

    @property
    def asked(self) -> list[str]:
        """The names of the conditions that are set."""
        return [one.name for one in fields(self) if getattr(self, one.name) != _EMPTY[one.name]]


_EMPTY: dict[str, Any] = {one.name: one.default for one in fields(Ask)}
FLAGS = ("elastic", "housing", "meals")


@dataclass(frozen=True)
class Conditions:
    """What the index is asked. `alls`: groups of terms, of each group one must be there; `words`: the groups of words.

    `extra`: SQL on a posting's own columns, with its parameters, for what has no term.
    """

    alls: tuple[tuple[str, ...], ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    plain: tuple[str, ...] = ()
    extra: tuple[tuple[str, tuple[Any, ...]], ...] = field(default=())


def ask_from(values: Mapping[str, Any]) -> Ask:
    """An Ask from an address's values. Raises Invalid with a sentence for each that cannot be used."""
    problems: dict[str, str] = {}
    text = str(values.get("text") or "").strip()[:MOST_CHARACTERS]
    numbers: dict[str, int | None] = {}
    for name, label in (("area", _("地区")), ("km", _("距离")), ("pay_yuan", _("月薪"))):
        typed = str(values.get(name) or "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
            problems[name] = _("%(label)s“%(typed)s”不是数字，请改正后再查。") % {
                "label": label,
                "typed": typed[:20],
            }
        numbers[name] = int(typed) if typed and name not in problems else None
    texts = {name: str(values.get(name) or "").strip() for name in
             ("occupation", "education", "group", "hours", "contract")}  # fmt: skip
    flags = {name: str(values.get(name) or "") in ("1", "on", "True", "true") for name in FLAGS}
    if problems:
        raise Invalid(problems)
    more: dict[str, Any] = {**numbers, "km": numbers["km"] or 0, **texts, **flags}
    ask = Ask(text=text, **more)
    conditions_of(ask)
    return ask


def conditions_of(ask: Ask) -> Conditions:
    """The conditions of a search. Raises Invalid: a code that is not in its list finds nothing for the wrong reason."""
    return ask.conditions


def _conditions_of(ask: Ask) -> Conditions:
    problems: dict[str, str] = {}
    alls: list[tuple[str, ...]] = []
    extra: list[tuple[str, tuple[Any, ...]]] = []
    question = words.ask(ask.text)
    if ask.occupation:
        if occupation(ask.occupation) is None:
            problems["occupation"] = _(
                "职业分类大典里没有“%(code)s”这个代码。请从列表中选职业，或直接输入岗位名称。"
            ) % {"code": ask.occupation[:20]}
        alls.append((f"=o{occupation_stem(ask.occupation)}",))
    _place(ask, alls, extra, problems)
    if ask.pay_yuan:
        if step := pay_step(ask.pay_yuan):
            alls.append((f"=p{step}",))
        extra.append(("month_high_fen >= %s", (ask.pay_yuan * 100,)))
    if ask.education:
        if ask.education not in EDUCATION:
            problems["education"] = _("没有学历代码“%(code)s”，请从列表中选。") % {"code": ask.education[:20]}
        extra.append(("education_rank <= %s", (education_rank(ask.education),)))
    if ask.group:
        if not GroupCode.objects.filter(code=ask.group).exists():
            problems["group"] = _("没有群体代码“%(code)s”，请从列表中选。") % {"code": ask.group[:40]}
        alls.append((f"=g{ask.group}",))
    for name, codes, letter in (("hours", Hours, "h"), ("contract", ContractKind, "c")):
        value = getattr(ask, name)
        if value and value not in codes.values:
            problems[name] = _("没有“%(code)s”这个选项，请从列表中选。") % {"code": value[:20]}
        if value:
            alls.append((f"={letter}{value}",))
    alls += [(f"={name}",) for name in FLAGS if getattr(ask, name)]
    if problems:
        raise Invalid(problems)
    return Conditions(tuple(alls), tuple(question.groups), tuple(question.plain), tuple(extra))


def _place(
    ask: Ask, alls: list[tuple[str, ...]], extra: list[tuple[str, tuple[Any, ...]]], problems: dict[str, str]
) -> None:
    if ask.km and not 1 <= ask.km <= MOST_KM:
        problems["km"] = _("距离请填1至%(most)d公里。") % {"most": MOST_KM}
    if ask.km and ask.area is None:
        problems["km"] = _("按距离查找，请先选从哪个县（区）算起。")
    if ask.area is None:
        return
    area = Area.objects.filter(pk=ask.area).first()
    if area is None:
        problems["area"] = _("没有编号为“%(no)s”的地区，请从列表中选。") % {"no": ask.area}
        return
    if ask.km and "km" not in problems:
        near = counties_within(area.no, ask.km) if area.level >= Level.COUNTY else None
        if near is None:
            problems["km"] = _("“%(name)s”没有坐标，不能按距离查找；请改为选择地区。") % {"name": area.name}
        else:
            alls.append(tuple(f"=a{no // 10**6:06d}" for no in near))
        return
    if term := area_term(area.no, area.last):
        alls.append((term,))
    else:
        extra.append(("area_id BETWEEN %s AND %s", (area.no, area.last)))


def words_of(ask: Ask) -> list[tuple[str, str]]:
    """Each condition in words: (name, sentence)."""
    shown: list[tuple[str, str]] = []
    place = Area.objects.filter(pk=ask.area).first() if ask.area is not None else None
    entry = occupation(ask.occupation) if ask.occupation else None
    said = {
        "text": f"“{ask.text}”",
        "occupation": entry.name if entry else ask.occupation,
        "area": (place.name if place else "") + (_("周边%(km)d公里") % {"km": ask.km} if ask.km else ""),
        "pay_yuan": _("月薪可达%(yuan)s元") % {"yuan": f"{ask.pay_yuan or 0:,}"},
        "education": _("学历%(word)s即可") % {"word": EDUCATION.label(ask.education) if ask.education else ""},
        "hours": dict(Hours.choices).get(ask.hours, ask.hours),
        "contract": dict(ContractKind.choices).get(ask.contract, ask.contract),
        "elastic": _("弹性岗位"), "housing": _("提供住宿"), "meals": _("提供工作餐"),
    }  # fmt: skip
    if ask.group:
        group = GroupCode.objects.filter(code=ask.group).first()
        said["group"] = _("面向%(name)s") % {"name": group.name if group else ask.group}
    for name in ask.asked:
        if name != "km":
            shown.append((name, str(said[name])))
    return shown
