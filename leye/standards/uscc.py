"""Unified social credit codes (GB 32100-2015) of employers: reading, checking, making.

Check digit by python-stdnum. Its format check wants eight digits in front and so refuses codes such as
N2… of village collectives, which employ many people on public-welfare posts; ours allows letters there.
"""

from __future__ import annotations

import re

from stdnum.cn.uscc import calc_check_digit

from leye.standards.text import PlainError, fold_width

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

# First character: the department that registers, GB 32100 table 1 and its later additions.
REGISTRARS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监督管理",
    "A": "中央军委改革和编制办公室",
    "N": "农业农村",
    "Y": "其他",
}

_DROPPED = re.compile(r"[\s\-\u2010-\u2015\u2212'`\u2018\u2019\"]+")


class UsccError(PlainError):
    """A unified social credit code that cannot be used; `kind` says which check failed."""


def parse_uscc(raw: object) -> str:
    """The 18-character code in capitals, checked. Width, case, spaces and dashes do not matter.

    Raises UsccError. A code of digits only that came as a number has lost digits and is refused.
    """
    if raw is None or raw != raw:
        raise _empty()
    if isinstance(raw, int | float) and raw >= 2**53:
        raise _precision_lost()
    code = _DROPPED.sub("", fold_width(str(raw))).upper()
    if not code:
        raise _empty()
    if re.fullmatch(r"\d\.\d+E\+?\d+|\d{16,}\.0+", code):
        raise _precision_lost()
    if "*" in code:
        raise UsccError("masked", "统一社会信用代码里有星号，是遮挡过的。请填写完整的18位代码。")
    for place, char in enumerate(code, start=1):
        if char not in ALPHABET:
            raise _bad_character(place, char)
    if len(code) == 15:
        raise UsccError("length", "这是15位的旧营业执照注册号。请填写新执照上18位的统一社会信用代码。")
    if len(code) == 9:
        raise UsccError("length", "这是9位的旧组织机构代码。请填写18位的统一社会信用代码。")
    if len(code) != 18:
        raise UsccError("length", "统一社会信用代码应为18位，现有{count}位。请照证照核对。", count=len(code))
    if code[0] not in REGISTRARS:
        raise UsccError(
            "registrar", "统一社会信用代码首位“{char}”不是登记管理部门的代码。请照证照核对。", char=code[0]
        )
    for place, char in enumerate(code[2:8], start=3):
        if not char.isdigit():
            raise UsccError(
                "character",
                "统一社会信用代码第{place}位是“{char}”，第3至8位是行政区划代码，只能是数字。请照证照改正。",
                place=place,
                char=char,
            )
    expected = calc_check_digit(code)
    if code[17] != expected:
        raise UsccError(
            "check",
            "统一社会信用代码校验不符：末位应为“{expected}”，现为“{found}”，其中至少有一位填错了。请照证照逐位核对。",
            expected=expected,
            found=code[17],
        )
    return code


def make_uscc(kind: str, division: str, organisation: str) -> str:
    """A code with a right check character, for demonstration data.

    `kind`: registrar and type, such as '91' enterprise or '92' sole trader; `division`: six digits;
    `organisation`: nine characters of the code alphabet.
    """
    body = f"{kind}{division[:6]}{organisation}"
    if len(body) != 17 or any(char not in ALPHABET for char in body):
        raise ValueError("kind takes 2, division 6 and organisation 9 characters of the code alphabet")
    return body + calc_check_digit(body)


def registrar(code: str) -> str:
    """In Chinese, the department that registered the holder of a checked code."""
    return REGISTRARS[code[0]]


def _bad_character(place: int, char: str) -> UsccError:
    if char in "IOZSV":
        return UsccError(
            "character",
            "统一社会信用代码第{place}位是字母“{char}”，代码中不用I、O、Z、S、V，可能是数字1、0、2、5。请照证照改正。",
            place=place,
            char=char,
        )
    return UsccError(
        "character",
        "统一社会信用代码第{place}位是“{char}”，只能用数字和大写字母。请照证照改正。",
        place=place,
        char=char,
    )


def _empty() -> UsccError:
    return UsccError("empty", "没有填统一社会信用代码。请填写证照上的18位代码。")


def _precision_lost() -> UsccError:
    return UsccError(
        "precision",
        "统一社会信用代码被表格软件当成数字，末几位已经变成0。请把这一列设为“文本”格式，再照证照重新填写。",
    )
