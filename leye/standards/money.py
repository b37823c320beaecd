"""Money: always whole fen (0.01 yuan) inside; yuan only where people read and write."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from leye.standards.text import PlainError, fold_width

UNITS = {"元": 1, "圆": 1, "块": 1, "块钱": 1, "千": 10**3, "千元": 10**3, "k": 10**3, "万": 10**4,
         "万元": 10**4, "w": 10**4, "百万": 10**6, "百万元": 10**6, "亿": 10**8, "亿元": 10**8}  # fmt: skip

LARGEST_FEN = 10**16

_AMOUNT = re.compile(r"(-?)(\d[\d,]*(?:\.\d*)?|\.\d+)([^\d.,-]*)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_SIGNS = re.compile(r"^(?:人民币|rmb|cny|[¥￥])+|(?:rmb|cny|整|正)+$")
_RANGE = re.compile(r"\d[^\d]*[-~至到—–][^\d]*\d")


class MoneyError(PlainError):
    """An amount that cannot be used; `kind` says why."""


def to_fen(value: object, *, unit: str = "元", allow_negative: bool = False) -> int:
    """An amount in fen. `unit` is what a bare number means (a column headed 万元 gives unit='万元').

    Takes 3500, 3500.5, Decimal, '3,500元', '￥3500.00', '0.35万', '3.5千', in any width.
    Raises MoneyError, also for amounts finer than a fen, below zero (unless allowed) or above 100 trillion.
    """
    amount = _from_number(value) if isinstance(value, int | float | Decimal) else None
    factor = UNITS[unit]
    if amount is None:
        amount, factor = _from_text(value, factor)
    fen = amount * factor * 100
    if isinstance(value, float) and abs(fen) <= LARGEST_FEN:
        # 0.1 + 0.2 in a spreadsheet is 0.30000000000000004: noise of the format, not of the person.
        fen = round(fen, 4)
    if fen != int(fen):
        raise MoneyError("too_fine", "金额“{text}”精确到了分以下。请四舍五入到分。", text=_shown(value))
    if fen < 0 and not allow_negative:
        raise MoneyError("negative", "金额“{text}”小于0。请核对。", text=_shown(value))
    if abs(fen) > LARGEST_FEN:
        raise MoneyError("too_large", "金额“{text}”过大。请核对单位是元还是万元。", text=_shown(value))
    return int(fen)


def show_yuan(fen: int) -> str:
    """Fen as yuan for people: 350000 gives '3,500元', 350050 gives '3,500.50元'."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    yuan, rest = divmod(fen, 100)
    return f"{sign}{yuan:,}.{rest:02d}元" if rest else f"{sign}{yuan:,}元"


def yuan(fen: int) -> Decimal:
    """Fen as an exact number of yuan with two places, for spreadsheets."""
    return Decimal(fen).scaleb(-2)


def _from_number(value: float | Decimal) -> Decimal:
    if isinstance(value, bool) or value != value:
        raise _empty()
    try:
        amount = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise _unreadable(value) from None
    if not amount.is_finite():
        raise _unreadable(value)
    return amount


def _from_text(value: object, bare_factor: int) -> tuple[Decimal, int]:
    raw = "" if value is None else str(value)
    text = re.sub(r"\s+", "", fold_width(raw)).lower().replace("−", "-").lstrip("'")
    text = _SIGNS.sub("", text)
    if not text or text in {"-", "--", "/", "无"}:
        raise _empty()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        if _RANGE.search(text):
            raise MoneyError("range", "金额“{text}”是一个范围。请只填一个数。", text=_shown(raw))
        raise _unreadable(raw)
    sign, digits, unit = match.groups()
    if unit.startswith(("/", "每")) or unit.endswith(("/月", "/年", "/天", "/日", "/小时")):
        raise MoneyError(
            "per_period",
            "金额“{text}”带有“{period}”。请只填数字和单位，例如3500元。",
            text=_shown(raw),
            period=unit,
        )
    if unit and unit not in UNITS:
        raise MoneyError("unit", "金额“{text}”里的“{unit}”看不懂。请只填数字和单位，例如3500元。",
                         text=_shown(raw), unit=unit)  # fmt: skip
    if "," in digits and not _GROUPED.fullmatch(digits):
        raise MoneyError(
            "comma", "金额“{text}”里逗号的位置不对。请每三位一个逗号，或不用逗号。", text=_shown(raw)
        )
    amount = Decimal(sign + digits.replace(",", ""))
    return amount, UNITS[unit] if unit else bare_factor


def _shown(value: object) -> str:
    return str(value).strip()[:30]


def _empty() -> MoneyError:
    return MoneyError("empty", "没有填金额。请填数字，例如3500。")


def _unreadable(value: object) -> MoneyError:
    return MoneyError("unreadable", "看不懂金额“{text}”。请填数字，例如3500或0.35万。", text=_shown(value))
