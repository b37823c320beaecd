"""Headers brought to one form, so that 「*身份证\n号码（必填）」 and 「身份证号码」 are the same word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from leye.workbook.fields import Field, Kind

_NATIONAL_CODE = re.compile(r"(?<![a-z0-9])([a-z]{3}\d{3})(?![a-z0-9])")
_BRACKETED = re.compile(r"[(\[{<【〔「《][^)\]}>】〕」》]*[)\]}>】〕」》]")
_IGNORED = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_GROUP_FILLER = re.compile(r"(基本|个人|详细)?(信息|情况|资料|状况)$")

JOINT = "/"
"""Between the group header and the sub-header of a two-row header."""

# A header about somebody or something else: never taken for the plain field by resemblance.
QUALIFIERS = (
    "户主", "配偶", "父亲", "母亲", "监护人", "紧急", "代办", "经办", "填表", "审核", "法人", "法定代表",
    "成员", "亲属", "子女", "帮扶", "包联", "村干部", "银行", "开户", "代理", "介绍人", "联系人", "单位",
    "企业", "子", "女", "父", "母",
)  # fmt: skip


def folded(header: str) -> str:
    """Half-width, lower case, one line, no outer space."""
    return " ".join(unicodedata.normalize("NFKC", header).casefold().split())


def national_codes(header: str) -> list[str]:
    """National field codes that stand in a header, in upper case: 「姓名(aac003)」 → AAC003."""
    return [code.upper() for code in _NATIONAL_CODE.findall(folded(header))]


@lru_cache(maxsize=8192)
def normal(header: str) -> str:
    """The header without case, width, space, punctuation, national code and anything in brackets."""
    text = folded(header)
    plain = _IGNORED.sub("", _NATIONAL_CODE.sub("", _BRACKETED.sub("", text)))
    return plain or _IGNORED.sub("", text)


@lru_cache(maxsize=8192)
def with_brackets(header: str) -> str:
    """As `normal`, but what stands in brackets is kept: 「村（社区）」 → 村社区."""
    text = folded(header)
    return _IGNORED.sub("", _NATIONAL_CODE.sub("", text)) or _IGNORED.sub("", text)


def variants(header: str) -> list[str]:
    """All forms a header may be known by, the most telling first.

    For 「户主信息/姓名」: 户主信息姓名, 户主姓名, 姓名 (the last only when the group is not about another).
    """
    *groups, leaf = header.split(JOINT)
    leaves = list(dict.fromkeys((normal(leaf), with_brackets(leaf))))
    if not groups:
        return [form for form in leaves if form]
    group = normal("".join(groups))
    short = _GROUP_FILLER.sub("", group)
    forms = [group + form for form in leaves] + [short + form for form in leaves]
    if not qualifiers(short):
        forms += leaves
    return [form for form in dict.fromkeys(forms) if form]


def qualifiers(form: str) -> frozenset[str]:
    """Which words in a header say that it is about somebody or something else."""
    return frozenset(word for word in QUALIFIERS if word in form)


def wordings(field: Field) -> tuple[str, ...]:
    """Every known form of a field's name, its label first."""
    forms = [form for word in (field.label, *field.synonyms) for form in (normal(word), with_brackets(word))]
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=16)
def vocabulary(kind: Kind) -> Mapping[str, str]:
    """Known form or national code of a header → field name, for one kind."""
    known: dict[str, str] = {}
    for field in kind.fields:
        known.setdefault(normal(field.label), field.name)
        known.setdefault(with_brackets(field.label), field.name)
        known.setdefault(field.name.replace("_", ""), field.name)
    for field in kind.fields:
        for form in wordings(field):
            known.setdefault(form, field.name)
        for code in field.national_code:
            known.setdefault(code, field.name)
    return known


def known_field(header: str, kind: Kind) -> str | None:
    """The field a header names outright, by national code, label or synonym; None when unsure."""
    known = vocabulary(kind)
    for code in national_codes(header):
        if code in known:
            return known[code]
    for form in variants(header):
        if form in known:
            return known[form]
    return None
