"""Values as people read them: money, dates, numbers in groups, states in words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ICONS = {"good": "good", "warn": "clock", "bad": "warn", "info": "info", "plain": ""}
DJANGO_LEVELS = {"success": "good", "warning": "warn", "error": "bad", "info": "info", "debug": "plain"}
MOST_PIPS = 6


def status_icon(kind: str) -> str:
    """The icon that goes with a state; "" for plain."""
    return ICONS[kind]


def status_word(kind: str) -> str:
    """The word a state has when the page gives none."""
    return {
        "good": _("已完成"),
        "warn": _("快到期"),
        "bad": _("已超期"),
        "info": _("提示"),
        "plain": _("未开始"),
    }[kind]


def state_of(state: str) -> dict[str, str]:
    """Kind, icon and word of a condition's answer: yes, no, short (one condition short) or missing."""
    kind, picture, word = {
        "yes": ("good", "good", _("符合")),
        "no": ("bad", "cross", _("不符合")),
        "short": ("warn", "clock", _("还差一点")),
        "missing": ("plain", "question", _("缺资料")),
    }[state]
    return {"kind": kind, "icon_name": picture, "word": word}


def bar_width(value: float | None, whole: float | None) -> str:
    """A share as an SVG length from 0 to 100, with a full stop as decimal point whatever the language."""
    if value is None or not whole:
        return "0"
    return f"{min(max(100 * float(value) / float(whole), 0), 100):.1f}"


def pips(have: int, need: int) -> list[dict[str, Any]]:
    """One small box for each time something is needed; empty when a bar reads better."""
    if not 0 < need <= MOST_PIPS:
        return []
    return [{"x": index * 14 + 1, "on": index < have} for index in range(need)]


def grouped(value: object) -> str:
    """Numbers and identity numbers in groups: 1 234 567 → 1,234,567; 18 characters → 6 8 4."""
    text = str(value)
    if len(text) == 18 and not text.isspace():
        return f"{text[:6]} {text[6:14]} {text[14:]}"
    if isinstance(value, int):
        return f"{value:,}"
    if len(text) == 11 and text.isdigit():
        return f"{text[:3]} {text[3:7]} {text[7:]}"
    return text


def yuan(fen: int | None) -> str:
    """Fen as yuan: 123456 → 1,234.56; whole yuan without decimals."""
    if fen is None:
        return "—"
    amount = Decimal(fen) / 100
    return f"{amount:,.0f}" if fen % 100 == 0 else f"{amount:,.2f}"


def day(value: dt.date | dt.datetime | None) -> str:
    """A date as people say it: 12月31日, with the year where it is not this one."""
    if value is None:
        return "—"
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    words = _("%(month)d月%(day)d日") % {"month": value.month, "day": value.day}
    if value.year == timezone.localdate().year:
        return words
    return _("%(year)d年") % {"year": value.year} + words


def days_left(value: dt.date | None, today: dt.date | None = None) -> str:
    """How far off a date is: 今天到期, 还有3天, 超期2天."""
    if value is None:
        return ""
    left = (value - (today or timezone.localdate())).days
    if left == 0:
        return _("今天到期")
    if left > 0:
        return ngettext("还有%(n)d天", "还有%(n)d天", left) % {"n": left}
    return ngettext("超期%(n)d天", "超期%(n)d天", -left) % {"n": -left}


def level_kind(tags: str) -> str:
    """Django's message level as one of Leye's kinds."""
    return next((DJANGO_LEVELS[tag] for tag in tags.split() if tag in DJANGO_LEVELS), "info")


def register_filters(register: template.Library) -> None:
    """Makes the values above filters of the ui library."""
    for name, function in (
        ("grouped", grouped),
        ("yuan", yuan),
        ("day", day),
        ("days_left", days_left),
        ("level_kind", level_kind),
        ("status_icon", status_icon),
    ):
        register.filter(name, function)
