"""What an advertisement says about pay, as numbers: `4-8千/月`, `1-2万·13薪`, `三千到五千`, `底薪2000+提成`, `面议`.

Amounts are whole fen. An open end is None: 5000元以上 has no highest, 3千及以下 no lowest; a basic wage with
commission (底薪2000+提成) promises the basic wage only, so its highest is open too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from leye.standards.numerals import with_digits
from leye.standards.pay_text import AMOUNT, PERIOD_WORDS, Found, months_in, periods_in, piece_in, tidy
from leye.standards.text import PlainError, clean_cell

#: 月计薪天数 (365 - 104) / 12 = 21.75 and eight hours a day: 人社部发〔2025〕2号 二, which replaced 劳社部发〔2008〕3号
#: (the same figures there). Only the days worked a month changed (20.67), not the days paid.
PAID_DAYS = Fraction(87, 4)
HOURS_A_DAY = 8
LARGEST_FEN = 10**11
#: Less than this many yuan without a word on the period is hardly a month's pay: it might be a day's or an hour's.
LEAST_MONTHLY_YUAN = 500

PERIODS = ("month", "day", "hour", "year", "piece", "once")
FACTORS = {"元": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000),
           "角": Decimal("0.1"), "分": Decimal("0.01")}  # fmt: skip
_NEGOTIABLE = re.compile(
    r"面议|面谈|面洽|协商|商议|详谈|另议|电议|电联|电话联系|从优|优厚|按.{0,6}规定|参照|不限|待定|保密"
)
_OPEN_WORDS = re.compile(r"底薪|保底|无责|基本工资|\+|提成")


class PayError(PlainError):
    """A pay text that cannot be read; `kind` says why (empty, damaged, unreadable, unit, period, several, …)."""


@dataclass(frozen=True)
class Pay:
    """Pay in fen for one `period`; `months`: months paid a year; `unit`: what is counted when paid by piece or time.

    Either `negotiable`, or at least one of the two ends is known; low is never above high.
    """

    low_fen: int | None
    high_fen: int | None
    period: str = "month"
    months: int = 12
    negotiable: bool = False
    unit: str = ""

    def __post_init__(self) -> None:
        known = [fen for fen in (self.low_fen, self.high_fen) if fen is not None]
        if self.period not in PERIODS or not 12 <= self.months <= 36 or bool(known) == self.negotiable:
            raise ValueError(f"not a pay: {self!r}")
        if any(not 0 < fen <= LARGEST_FEN for fen in known) or known != sorted(known):
            raise ValueError(f"not a range of pay: {self!r}")
        if not self.unit and self.period in ("piece", "once"):
            object.__setattr__(self, "unit", "件" if self.period == "piece" else "次")


NEGOTIABLE = Pay(None, None, negotiable=True)


def parse_pay(value: object, *, period: str = "", blank: Pay | None = None) -> Pay:
    """The pay a cell or a line of an advertisement promises.

    `period`: what a text without a word on it means (a column headed 日薪 gives "day"); otherwise a month.
    `blank`: what an empty cell means (job sites leave it empty for 面议); without it, empty is an error.
    Raises PayError.
    """
    raw = clean_cell(value)
    if not raw.strip("-/ 无"):
        if blank is not None:
            return blank
        raise PayError("empty", "没有写待遇。请写数字，例如3000-4500元/月；说不定的写“面议”。")
    if "\ufffd" in raw:
        raise PayError("damaged", "待遇“{text}”里有乱码。请照原文重新填写。", text=_short(raw))
    months, text = months_in(raw, lambda count: _wrong_months(raw, count))
    text = tidy(text)
    strong, weak = periods_in(text)
    found = [each for match in AMOUNT.finditer(with_digits(text)) if (each := Found.of(match))]
    if not found:
        return _without_amount(raw, text, strong, weak, months, period)
    may_be_small = bool(period or strong - {"month", "year"})
    ranges = [_range(each, raw, may_be_small) for each in found]
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    least, most = min(lows, default=None), max(highs, default=None)
    if least is not None and most is not None and least > most:
        raise _order(raw)
    # 底薪2000+提成，综合5000-8000: the promise begins with the base and ends with the stated total.
    has_total = len(ranges) > 1 and lows and highs and max(highs) > max(lows)
    if not has_total and (len(highs) < len(ranges) or (lows and _OPEN_WORDS.search(text))):
        most = None
    chosen = _period(raw, strong, weak, max(lows + highs), period)
    low, high = (None if yuan is None else _fen(yuan, raw) for yuan in (least, most))
    return Pay(low, high, chosen, months, unit=piece_in(text) if chosen in ("piece", "once") else "")


def monthly_fen(
    low_fen: int | None, high_fen: int | None, period: str, months: int = 12
) -> tuple[int | None, int | None]:
    """Both ends as the average of a month over a year, rounded down; (None, None) for pay by piece or once.

    A day is 1/21.75 of a month's pay, an hour 1/8 of a day's; 13 months' pay a year is 13/12 a month.
    """
    factors = {"month": Fraction(months, 12), "year": Fraction(1, 12), "day": PAID_DAYS,
               "hour": PAID_DAYS * HOURS_A_DAY}  # fmt: skip
    factor = factors.get(period)
    if factor is None:
        return None, None
    low, high = (None if fen is None else int(fen * factor) for fen in (low_fen, high_fen))
    return low, high


def show_pay(pay: Pay) -> str:
    """The pay in plain words that `parse_pay` reads back: 4,000-8,000元/月·13薪, 5,000元以上/月, 0.50元/件, 面议."""
    more = f"·{pay.months}薪" if pay.months != 12 else ""
    if pay.negotiable:
        return f"面议{more}" if pay.period == "month" else f"按{_per(pay)[1:]}计，面议{more}"
    low, high = (None if fen is None else _yuan(fen) for fen in (pay.low_fen, pay.high_fen))
    if low is None:
        words = f"{high}元以下"
    elif high is None:
        words = f"{low}元以上"
    else:
        # 5-8000元 would be read with the thousands said once.
        unit = "元" if (pay.low_fen or 0) < 10000 else ""
        words = f"{low}元" if low == high else f"{low}{unit}-{high}元"
    return f"{words}{_per(pay)}{more}"


def _per(pay: Pay) -> str:
    return f"/{pay.unit}" if pay.unit else f"/{PERIOD_WORDS[pay.period]}"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


def _without_amount(raw: str, text: str, strong: set[str], weak: set[str], months: int, default: str) -> Pay:
    periods = strong or weak
    if _NEGOTIABLE.search(text) or "piece" in periods:
        chosen = next(iter(periods)) if len(periods) == 1 else (default or "month")
        return Pay(None, None, chosen, months, negotiable=True,
                   unit=piece_in(text) if chosen in ("piece", "once") else "")  # fmt: skip
    raise PayError(
        "unreadable", "看不懂待遇“{text}”。请写数字，例如3000-4500元/月；说不定的写“面议”。", text=_short(raw)
    )


def _range(found: Found, raw: str, may_be_small: bool) -> tuple[Decimal | None, Decimal | None]:
    """The two ends in yuan; a unit written on one side only counts for both where that makes sense."""
    if found.high is None:
        yuan = found.low * FACTORS[found.low_unit or "元"]
        if not found.low_unit and yuan < 100 and not (may_be_small or found.has_period):
            raise _no_unit(raw)
        return (None if found.is_most else yuan), (None if found.is_least else yuan)
    low, high = _both(found, raw, may_be_small)
    if low > high:
        raise _order(raw)
    return low, (None if found.is_least else high)


def _both(found: Found, raw: str, may_be_small: bool) -> tuple[Decimal, Decimal]:
    first, second, low_unit, high_unit = found.low, found.high or Decimal(0), found.low_unit, found.high_unit
    if low_unit and high_unit:
        return first * FACTORS[low_unit], second * FACTORS[high_unit]
    if not low_unit and not high_unit:
        if second < 100 and not (may_be_small or found.has_period):
            raise _no_unit(raw)
        # 5-8000: the thousands are said once.
        spoken = first < 100 and second >= 1000 and first * 1000 <= second
        return first * (1000 if spoken else 1), second
    if high_unit:
        high = second * FACTORS[high_unit]
        if high_unit == "元" and first < 100 and second >= 1000:
            return first * 1000, high
        for unit in (high_unit, "千", "百", "元"):
            low = first * FACTORS[unit]
            if FACTORS[unit] <= FACTORS[high_unit] and low <= high:
                return low, high
        return first * FACTORS["元"], high
    low = first * FACTORS[low_unit]
    for unit in (low_unit if second < 100 else "元", "元", "千", "万"):
        if low <= second * FACTORS[unit]:
            return low, second * FACTORS[unit]
    return low, second


def _period(raw: str, strong: set[str], weak: set[str], most: Decimal, default: str) -> str:
    if len(strong) > 1:
        raise PayError(
            "several", "待遇“{text}”写了不止一种算法（如又按天又按月）。请只留一种。", text=_short(raw)
        )
    if strong:
        period = next(iter(strong))
        if period == "week":
            raise PayError(
                "week", "待遇“{text}”是按周或按季算的。请换算成按天、按月或按年。", text=_short(raw)
            )
        return period
    if default:
        return default
    if most >= LEAST_MONTHLY_YUAN:
        return "month"
    if len(weak) == 1:
        return next(iter(weak))
    raise PayError(
        "period", "待遇“{text}”没有写按月、按天还是按小时。请补上，例如120元/天。", text=_short(raw)
    )


def _fen(yuan: Decimal, raw: str) -> int:
    fen = yuan * 100
    if fen != int(fen):
        raise PayError("too_fine", "待遇“{text}”精确到了分以下。请改写，例如按100件写。", text=_short(raw))
    if not 0 < fen <= LARGEST_FEN:
        raise PayError("amount", "待遇“{text}”的数额不对。请核对单位是元、千还是万。", text=_short(raw))
    return int(fen)


def _order(raw: str) -> PayError:
    return PayError(
        "order", "待遇“{text}”里前面的数比后面的大。请把少的写在前面，或核对单位。", text=_short(raw)
    )


def _no_unit(raw: str) -> PayError:
    return PayError(
        "unit",
        "待遇“{text}”没有写单位，看不出是元、千元还是万元。请写全，例如4000-8000元/月。",
        text=_short(raw),
    )


def _wrong_months(raw: str, count: int) -> PayError:
    return PayError(
        "months", "待遇“{text}”里的{count}薪不对。一年发的月数应在12到36之间。", text=_short(raw), count=count
    )


def _short(raw: str) -> str:
    return raw[:40]
