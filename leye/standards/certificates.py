"""Names of certificates brought to one form, so that 电工操作证 asked for and 电工上岗证 held are seen to be the same.

Only endings that say nothing are left out. What may be another document stays another: 护士资格证 is no 护士执业证,
and 低压电工证 no 高压电工证. Whoever compares such names never takes one paper for another; he may miss that two are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from leye.standards.simplified import simplified
from leye.standards.text import fold_width

_NOISE = re.compile(r"[\s《》“”\"'·.,，。、]+")
_ENDING, _EMPTY = re.compile(r"(?:证书|证件|证明|证)$"), re.compile(r"(?<=.)(?:特种作业操作|操作|上岗)$")
_CLASS = r"[ABC][1-6]"
_DRIVING = re.compile(
    rf"^(?:(?:机动车)?(?:驾驶证|驾照|驾驶执照)[(（]?({_CLASS})[)）]?|({_CLASS})(?:类|型)?(?:及以上|以上)?"
    r"(?:机动车)?(?:驾驶证|驾照|驾驶执照|驾证|照|本|证)?)(?:及以上|以上)?$"
)
#: What a driver of a class may drive besides (Ministry of Public Security, order 162, annex 1).
DRIVES = {
    "A1": ("A3", "B1", "B2", "C1", "C2", "C3", "C4"), "A2": ("B1", "B2", "C1", "C2", "C3", "C4"),
    "A3": ("C1", "C2", "C3", "C4"), "B1": ("C1", "C2", "C3", "C4"), "B2": ("C1", "C2", "C3", "C4"),
    "C1": ("C2", "C3"), "C3": ("C4",),
}  # fmt: skip
#: Where a clause begins to say what must be held: 须有健康证、电工证.
_ASKED = re.compile(r"(?:持有?|具有|具备|取得|考取|办理|须有?|需要?有?|要求|要有|必须有|有)(.{1,40})")
_CLAUSE, _LIKED = re.compile(r"[，。；！,;!\n]"), re.compile(r"优先|不|无需|无须|免")
_PAPER = re.compile(r"(?:[\u4e00-\u9fff]|[A-Z]\d?){1,10}?(?:证书|证|驾照)")
_AND = re.compile(r"[、/和及与或]|以及")
#: What ends so and is no paper to be asked for here.
_OTHERS = re.compile(r"身份证|居住证|毕业证|学位证|保证|暂住证|户口|工作证|结婚证|出生证|通行证")


def certificate_name(text: str) -> str:
    """One form of a name: 电工操作证 and 电工 are 电工证, A2驾照 is A2驾驶证. '' for nothing."""
    plain = _NOISE.sub("", simplified(fold_width(text))).upper()
    driving = _DRIVING.match(plain)
    if driving:
        return f"{driving[1] or driving[2]}驾驶证"
    base = _EMPTY.sub("", _ENDING.sub("", plain))
    return f"{base}证" if base else ""


def certificate_names(texts: Iterable[str]) -> list[str]:
    """Several names, each once, in order; empty ones left out."""
    return list(dict.fromkeys(filter(None, map(certificate_name, texts))))


def certificates_held(texts: Iterable[str]) -> list[str]:
    """What somebody has who holds these: a driver of trucks may drive cars too."""
    names = certificate_names(texts)
    found = [other for name in names for other in DRIVES.get(name.removesuffix("驾驶证"), ())]
    return list(dict.fromkeys([*names, *(f"{one}驾驶证" for one in found)]))


def certificates_asked_in(text: str) -> list[str]:
    """Certificates that a text asks for, in one form: 须持电工证上岗 → ["电工证"]; what is merely liked is left out."""
    found: list[str] = []
    for clause in _CLAUSE.split(fold_width(text).upper()):
        asked = None if _LIKED.search(clause) else _ASKED.search(clause)
        for part in _AND.split(asked[1]) if asked else ():
            paper = _PAPER.search(re.sub(r"^(?:持有?|有|具有)", "", part.strip()))
            if paper and not _OTHERS.search(paper.group()):
                found.append(paper.group())
    return certificate_names(found)
