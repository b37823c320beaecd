"""Telephone numbers of the mainland: mobile, landline with area code, and 400/800 service numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from leye.standards.text import PlainError, fold_width

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))([2-8]\d{6,7})(\d*)")
_SERVICE = re.compile(r"[48]00\d{7}")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)|^86(?=0\d{9,11}$)")
_SEVERAL = re.compile(r"\d{7,}\D*[、,;/|或和\n\s]+\D*\d{7,}")
_EXTENSION = re.compile(r"(?:转|ext\.?|分机|#)\s*(\d{1,6})$", re.IGNORECASE)
_MARKS = re.compile(r"[\s\-.()'`\u2010-\u2015\u2212\u00b7_]+")


class PhoneError(PlainError):
    """A telephone number that cannot be used; `kind` says why."""


def clean_phone(raw: object) -> str:
    """The number in one form: 13812345678, 0911-8112345, 0911-8112345-801 or 4001234567. Raises PhoneError.

    Takes numbers from spreadsheets (1.38e10), spaces, dashes, brackets, +86, 0086, full-width digits.
    """
    if raw is None or raw != raw or isinstance(raw, bool):
        raise _empty()
    if isinstance(raw, int | float | Decimal):
        raw = str(int(raw)) if raw == int(raw) else str(raw)
    text = fold_width(str(raw)).strip()
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text):
        raise PhoneError(
            "precision",
            "电话号码“{text}”被表格软件改成了简写。请把这一列设为“文本”格式，再重新填写。",
            text=text,
        )
    text = re.sub(r"^(\d+)\.0$", r"\1", text)
    if _SEVERAL.search(text):
        raise PhoneError("several", "这一格里有不止一个电话号码。请只留一个常用的。")
    text = re.sub(r"^(?:电话|手机|手机号|联系电话|tel|TEL|Tel)[:\s]*", "", text)
    extension = ""
    if match := _EXTENSION.search(text):
        extension, text = match[1], text[: match.start()]
    elif match := re.fullmatch(r"(\D*0\d{2,3}\D*\d{7,8})-(\d{1,6})", text):
        text, extension = match[1], match[2]
    whole = _MARKS.sub("", text)
    digits = _COUNTRY.sub("", whole)
    if not digits:
        raise _empty()
    if digits != whole and re.fullmatch(r"(?:10|[2-9]\d{1,2})\d{7,8}", digits):
        # Written for callers from abroad: behind +86 the area code loses its zero.
        digits = "0" + digits
    return _checked(digits, extension)


def is_mobile(number: str) -> bool:
    """Whether a cleaned number is a mobile number, one that can take a text message."""
    return _MOBILE.fullmatch(number) is not None


def mask_phone(number: str | None) -> str:
    """Mobile: first three and last four shown. Landline: area code and last two. Others hidden."""
    number = number or ""
    if is_mobile(number):
        return f"{number[:3]}****{number[7:]}"
    area, dash, rest = number.partition("-")
    if dash and len(rest) >= 7:
        return f"{area}-{'*' * (len(rest) - 2)}{rest[-2:]}"
    return "*" * len(number)


def _checked(digits: str, extension: str) -> str:
    if "*" in digits:
        raise PhoneError("masked", "电话号码里有星号，是遮挡过的。请填写完整号码。")
    for char in digits:
        if char not in "0123456789":
            raise PhoneError("character", "电话号码里的“{char}”不是数字。请只填数字。", char=char)
    if re.fullmatch(r"01[3-9]\d{9}", digits):
        digits = digits[1:]
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    if (match := _LANDLINE.fullmatch(digits)) and not match[3]:
        return f"{match[1]}-{match[2]}" + (f"-{extension}" if extension else "")
    if re.fullmatch(r"0(?:10|2\d|[3-9]\d\d)[019]\d{6,7}", digits):
        raise PhoneError("landline", "固定电话区号后面的号码不会以0、1、9开头。请核对。")
    if digits[0] == "0":
        raise PhoneError(
            "landline",
            "固定电话应为区号加7或8位号码，例如0911-8112345，现有{count}位。请核对。",
            count=len(digits),
        )
    if len(digits) in (7, 8):
        raise PhoneError("area_code", "固定电话缺少区号。请写成“区号-号码”，例如0911-8112345。")
    if len(digits) != 11:
        raise PhoneError("length", "手机号码应为11位，现有{count}位。请核对。", count=len(digits))
    raise PhoneError("prefix", "手机号码不会以“{start}”开头。请核对。", start=digits[:2])


def _empty() -> PhoneError:
    return PhoneError("empty", "没有填电话号码。请填写11位手机号，或带区号的固定电话。")
