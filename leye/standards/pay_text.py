"""The words around the numbers of a pay text: what to leave out, which period is meant, where the amounts stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

PERIOD_WORDS = {"month": "月", "day": "天", "hour": "小时", "year": "年", "piece": "件", "once": "次"}
_SMALL = "一二两三四五六七八九十"
_COUNT = rf"[\d{_SMALL}]+"
_PIECE = (
    "件|个|斤|公斤|亩|单|吨|米|平方米|平米|平方|平|方|趟|只|箱|包|套|条|袋|棵|株|车|台|票|双|打|头|kg|筐|块"
)

#: Numbers that are not pay: ages, hours, days off, insurances, seats, years of practice, percentages, allowances.
_NOT_PAY = [
    rf"{_COUNT}(?:-{_COUNT})?周?岁(?:以[上下内])?",
    r"[三四五六七八]险(?:[一二两]?金)?|[双单大小]休|每?周休[一二两\d]日|[上做干]\w休\w|[早朝]\w{1,2}晚\w{1,2}",
    r"[两二三四](?:班倒|班制|班运转)|[长白中夜]+班(?!\d)",
    rf"(?:每|一)?[天日](?:工作|上班|上)?{_COUNT}(?:-{_COUNT})?个?小时(?:制|工作制)?",
    rf"{_COUNT}个?小时(?:/|每|一)[天日]|{_COUNT}个?小时(?:工作)?制",
    r"(?<![\d./])(?:[4-9四五六七八九十]|1[0-2]|十[一二])(?:-1?\d)?个?小时|(?<!\d)(?:[2-9]|[12]\d|3[01])天",
    rf"月休{_COUNT}(?:-{_COUNT})?天|(?:每|一个|1个)?月(?:做|上|干|出勤|满)?{_COUNT}(?:-{_COUNT})?(?:天|个工)(?!以)",
    rf"{_COUNT}(?:-{_COUNT})?年(?:以上|及以上)?(?:工作|相关)?经验",
    rf"(?:招|需|要)?{_COUNT}(?:-{_COUNT})?[名位](?!/)|(?:招|需|要){_COUNT}(?:-{_COUNT})?人",
    rf"试用期?(?:{_COUNT}(?:-{_COUNT})?个?[月天周])?(?:月薪|工资|薪资|待遇|底薪)?[:：]?\d*(?:\.\d+)?[千万k]?元?(?:/月)?",
    r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?[%‰]",
    r"\+?(?:[餐饭房车话油电伙]补|[\u4e00-\u9fff]{0,2}[补津]贴|[餐住]宿?补助|补助|[全满]勤奖?|工龄[奖工]?资?|年终奖金?|加班费?|奖金)"
    r"(?:每[月天日年])?[:：]?\+?\d+(?:-\d+)?(?:元|块)?(?:/?[月天日年])?",
    r"\+\d+(?:-\d+)?(?:元|块)?(?:[餐饭房车话油电伙]补|[\u4e00-\u9fff]{0,2}[补津]贴|补助|[全满]勤奖?|工龄|奖金)",
    r"年底双薪|年终奖?金?|月底|次月|当[月天日]|[日周月]结算?|包月?[吃住]|周末",
]
_NOISE = re.compile("|".join(_NOT_PAY))
_GROUPED = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_ONE = re.compile(r"[一1](?=(?:个)?(?:天|小时|月|年|件|次|场|个工|钟头))")

_MONTHS = re.compile(
    r"[·.,*x×\s]*(\d+|十[二三四五六七八])(?:-(?:\d+|十[二三四五六七八]))?薪|[*x×](1[2-9]|2\d)(?:个?月)?"
)
_DOUBLE = re.compile(r"年[底终]双薪")

_STRONG = {
    "hour": r"/时|/h(?![a-z])|小时|时薪|钟点|/钟|每钟|钟头",
    "day": r"/[天日工]|每[天日]|天(?!然|津|河)|日薪|日工资|工日|日均|/人天|个工(?!作)",
    "month": r"月(?!嫂|子|饼)",
    "year": r"[/按]年|年薪|每年|年收入|年工资|年均|年综合|年入|元年",
    "week": r"/周|每周|周薪|/星期|/季|每季",
    "once": r"[/每按](?:次|场|期)|一次性|包干",
    "piece": rf"(?:/|每|按(?!件))(?:{_PIECE})(?!月|人)",
}
_WEAK = {"piece": r"计件|按件|多劳多得", "day": r"日结|天结"}
_STRONG_RE = {name: re.compile(pattern) for name, pattern in _STRONG.items()}
_WEAK_RE = {name: re.compile(pattern) for name, pattern in _WEAK.items()}
_UNIT_OF_PIECE = re.compile(rf"[/每按]({_PIECE}|次|场|期)")

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"千元|万元|百元|千块|万块|[kw千万百元圆]|块钱?(?!/)|块|[角毛]|分(?=/|每|钱)"
_PER = rf"(?:元?(?:/|每)(?:人)?(?:个?月|年|天|日|工|小时|时|h|钟|{_PIECE}|次|场|期))?"
AMOUNT = re.compile(
    rf"(?P<before>≥|>=?|不低于|不少于|最低|至少|起薪|≤|<=?|不高于|不超过|最高|最多|可达)?(?:[¥￥]|rmb|人民币)?"
    rf"(?P<low>{_NUMBER})(?P<low_unit>{_UNIT})?(?P<per>{_PER})"
    rf"(?:(?:-+|到|至)(?:[¥￥])?(?P<high>{_NUMBER})(?P<high_unit>{_UNIT})?(?P<per2>{_PER}))?"
    r"(?P<after>及?以上|[起多](?!劳)|往上|\+$|及?以下|以内|之内|封顶)?"
)


@dataclass(frozen=True)
class Found:
    """One amount or range as written: two numbers, their units (元 百 千 万 角 分, '' none), and what stands around."""

    low: Decimal
    low_unit: str
    high: Decimal | None
    high_unit: str
    has_period: bool
    is_least: bool
    is_most: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> Found:
        """From a match of AMOUNT."""
        before, after, high = match["before"] or "", match["after"] or "", match["high"]
        return cls(
            Decimal(match["low"]),
            _unit(match["low_unit"]),
            Decimal(high) if high else None,
            _unit(match["high_unit"]),
            bool(match["per"] or match["per2"]),
            is_least=before in ("≥", ">", ">=", "不低于", "不少于", "最低", "至少", "起薪")
            or after.endswith(("上", "起", "多", "+")),
            is_most=not high and (before in ("≤", "<", "<=", "不高于", "不超过", "最高", "最多", "可达")
            or after.endswith(("下", "内", "封顶"))),
        )  # fmt: skip


def tidy(text: str) -> str:
    """Lower case, no spaces, one kind of dash, no thousands separators, and no numbers that are not pay."""
    text = re.sub(r"\s+", "", re.sub(r"(?<=\d)\s+(?=\d)", ",", text.lower()))
    text = re.sub(r"[~—–−―‐‑]+|--+", "-", text).replace("＋", "+").replace("／", "/")
    text = _GROUPED.sub(lambda found: found[0].replace(",", ""), text)
    settled = "".join(f" {name}" for name in _WEAK_RE["day"].findall(text))
    return _ONE.sub("每", _NOISE.sub(" ", text)) + settled


def months_in(text: str, wrong: Callable[[int], Exception]) -> tuple[int, str]:
    """Months paid a year (12 when nothing is said; the fewest of 13-15薪) and the text without them."""
    text = text.lower()
    match = _MONTHS.search(text)
    if match is None:
        return (13 if _DOUBLE.search(text) else 12), text
    said = match[1] or match[2]
    count = int(said) if said.isdigit() else 10 + "一二三四五六七八九".index(said[1]) + 1
    if not 12 <= count <= 36:
        raise wrong(count)
    return count, text[: match.start()] + " " + text[match.end() :]


def periods_in(text: str) -> tuple[set[str], set[str]]:
    """The periods a text names outright, and those it only hints at (计件, 日结)."""
    strong = {name for name, pattern in _STRONG_RE.items() if pattern.search(text)}
    weak = {name for name, pattern in _WEAK_RE.items() if pattern.search(text)}
    if strong & {"month", "year"} and "piece" in strong and "计件" in text:
        strong.discard("piece")
    return strong, weak


def piece_in(text: str) -> str:
    """What is counted when paid by piece or time (件, 斤, 亩, 场, …); '' when it is not said."""
    match = _UNIT_OF_PIECE.search(text)
    return match[1] if match else ""


def _unit(written: str | None) -> str:
    if not written:
        return ""
    return {"k": "千", "w": "万", "块": "元", "圆": "元", "毛": "角"}.get(written[0], written[0])
