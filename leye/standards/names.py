"""Names of people: one spelling for one name, and pinyin to find it by.

Rare characters are kept as they are; only what is surely decoration (spaces, dot variants, width) changes.
"""

from __future__ import annotations

import re
import unicodedata

from pypinyin import lazy_pinyin

from leye.standards.text import PlainError, fold_width, is_cjk, trim

LONGEST = 50

# Every dot seen between the parts of Uygur, Tibetan, Mongolian and other names.
_DOTS = "·•・‧⋅∙･．.﹒。●᛫⸱ꞏ▪"
_DOT_RUN = re.compile(rf"\s*[{re.escape(_DOTS)}]+\s*")
_LATIN_MARKS = frozenset(" '-.·’")
# Words that stand in name columns without being names.
NOT_NAMES = frozenset({"姓名", "合计", "总计", "小计", "同上", "不详", "无", "无名氏", "未知", "空"})
_LOST = "?？\ufffd□"

# Family names whose reading differs from the one pypinyin gives the character.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "翟": "zhai",
    "覃": "qin", "盖": "ge", "乐": "yue", "种": "chong", "召": "shao", "缪": "miao", "繁": "po", "秘": "bi",
    "洗": "xian", "折": "she", "员": "yun", "贠": "yun", "么": "yao", "乜": "nie", "句": "gou", "能": "nai",
    "都": "du", "藏": "zang", "郇": "xun", "祭": "zhai", "佴": "nai", "卜": "bu",
}  # fmt: skip


class PersonNameError(PlainError):
    """A name nobody can have; `kind` says why."""


def clean_name(raw: object) -> str:
    """The name in its one spelling (NFC). Raises PersonNameError when it cannot be a person's name.

    Spaces between Chinese characters go, every kind of dot between them becomes '·', full-width Latin letters
    become half-width. Characters of CJK extensions and private use, and Latin names, are kept.
    """
    name = re.sub(r"\s+", " ", trim(fold_width(unicodedata.normalize("NFC", _text(raw))))).lstrip("'")
    name = _without_spaces_between_cjk(_DOT_RUN.sub(_dot, name))
    if not name or name in NOT_NAMES:
        raise PersonNameError("empty", "没有填姓名。请照证件填写。")
    _check(name)
    return name


def pinyin(name: str) -> str:
    """Syllables without tones, apart by spaces, family name read as a family name: 单田芳 → 'shan tian fang'.

    Latin words come in lower case; a character pypinyin does not know stands for itself.
    """
    return " ".join(_syllables(name))


def initials(name: str) -> str:
    """First letters of the syllables: 单田芳 → 'stf'."""
    return "".join(syllable[0] for syllable in _syllables(name))


def _syllables(name: str) -> list[str]:
    # A name with a dot is not Han: its first character is no family name.
    family = _SURNAMES.get(name[:1]) if "·" not in name and len(name) > 1 else None
    rest = name[1:] if family else name
    words = [word for part in re.split(r"[\s·.'’-]+", rest) for word in _readings(part)]
    return [family, *words] if family else words


def _readings(part: str) -> list[str]:
    if not part:
        return []
    """One reading each Chinese character; Latin words stay whole; unknown characters stand for themselves."""
    readings: list[str] = []
    for piece in re.findall(r"[a-zA-Z\u00c0-\u024f]+|[^a-zA-Z\u00c0-\u024f]+", part):
        # `errors` gets a whole run of unknown characters; the spaces it puts in part them again.
        known = lazy_pinyin(piece, errors=" ".join) if is_cjk(piece[0]) else [piece.lower()]
        readings.extend(" ".join(known).split())
    return readings


def _text(raw: object) -> str:
    return "" if raw is None or raw != raw else str(raw)


def _dot(match: re.Match[str]) -> str:
    """The middle dot between Chinese characters; elsewhere (J. R. Smith) the dot stays as written."""
    whole = match.string
    before = whole[match.start() - 1] if match.start() else ""
    after = whole[match.end()] if match.end() < len(whole) else ""
    if before and after and (is_cjk(before) or is_cjk(after)):
        return "·"
    return match[0] if before and not is_cjk(before) else ""


def _without_spaces_between_cjk(name: str) -> str:
    parts = name.split(" ")
    joined = parts[0]
    for part in parts[1:]:
        gap = "" if joined and part and _is_han_end(joined[-1]) and _is_han_end(part[0]) else " "
        joined += gap + part
    return joined


def _is_han_end(char: str) -> bool:
    return is_cjk(char) or unicodedata.category(char) in ("Mn", "Mc")


def _check(name: str) -> None:
    if len(name) > LONGEST:
        raise PersonNameError(
            "long",
            "姓名有{count}个字，超过{most}个。请核对是否填进了别的内容。",
            count=len(name),
            most=LONGEST,
        )
    for char in name:
        if char in _LOST:
            raise PersonNameError(
                "lost", "姓名里有“{char}”，可能是生僻字丢失了。请照证件重新填写。", char=char
            )
        if char == "*":
            raise PersonNameError("masked", "姓名里有星号，是遮挡过的姓名。请填写全名。")
        if char.isdigit() and not is_cjk(char):
            raise PersonNameError("digit", "姓名“{name}”里有数字。请照证件核对。", name=name)
        if char in "()[]{}<>（）【】":
            raise PersonNameError("brackets", "姓名“{name}”里有括号。请把说明填到备注，只留姓名。", name=name)
        if not (is_cjk(char) or char in _LATIN_MARKS or unicodedata.category(char)[0] in "LM"):
            raise PersonNameError(
                "character", "姓名“{name}”里的“{char}”不能用。请照证件核对。", name=name, char=char
            )
    if not any(is_cjk(char) or char.isalpha() for char in name):
        raise PersonNameError("character", "姓名“{name}”里没有字。请照证件填写。", name=name)
