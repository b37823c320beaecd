"""When two vacancies say the same: unit, title, place and pay, however they are written.

Alike are those with one fingerprint, an index finds them; no vacancy is ever compared with all the others.
"""

from __future__ import annotations

import hashlib
import re

from leye.standards.simplified import simplified
from leye.standards.text import fold_width
from leye.vacancies.models import Vacancy

_NOISE = re.compile(r"[\s()（）【】\[\]·.,，。、/\\-]+")
#: What titles are decorated with; it says nothing about the work.
_DECORATION = re.compile(
    r"急聘|急招|诚聘|高薪|长期|招聘|直招|大量|包吃住|包食宿|包吃|包住|五险一金|五险|双休|若干|\d+名"
)
_COMPANY = re.compile(r"股份有限公司|有限责任公司|有限公司|公司$")


def plain(text: str) -> str:
    """Text without width, space, brackets and traditional characters."""
    return _NOISE.sub("", simplified(fold_width(text)).lower())


def plain_title(title: str) -> str:
    """A title without its decoration; as it stands when nothing else is left."""
    return _DECORATION.sub("", plain(title)) or plain(title)


def fingerprint_of(vacancy: Vacancy) -> str:
    """32 hexadecimal digits, equal for vacancies that say the same."""
    unit = str(vacancy.employer_id or _COMPANY.sub("", plain(vacancy.employer_name)))
    parts = (
        unit, plain_title(vacancy.title), vacancy.area_id, vacancy.pay_low_fen, vacancy.pay_high_fen, vacancy.pay_period,
    )  # fmt: skip
    return hashlib.md5("|".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def alike(vacancy: Vacancy) -> Vacancy | None:
    """Another vacancy that is open or waits for review and says the same, the oldest; one look in an index."""
    same = Vacancy.objects.filter(
        fingerprint=fingerprint_of(vacancy), status__in=("submitted", "published", "warned")
    )
    return same.exclude(pk=vacancy.pk or 0).order_by("pk").first()
