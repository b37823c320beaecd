"""What a posting can be found by, as lexemes of one index: words, and with a leading "=" everything else.

Because place, occupation, pay and the rest stand in the same index as the words, one index answers any combination
of them, beginning with the rarest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from leye.standards import words
from leye.standards.occupations import occupation

#: A token stands for each of these amounts a month (yuan) that the pay reaches.
PAY_STEPS = (
    1500,
    2000,
    2500,
    3000,
    3500,
    4000,
    4500,
    5000,
    6000,
    7000,
    8000,
    10_000,
    12_000,
    15_000,
    20_000,
    30_000,
)
#: What is asked for, as a rank: one may take every vacancy of one's own rank and below.
EDUCATION_RANKS = {"": 0, "80": 1, "70": 2, "60": 3, "50": 3, "40": 3, "30": 4, "20": 5, "10": 6}
#: How many digits of an area's number name its province, prefecture, county and township.
_SIZES = (2, 4, 6, 9)
#: Only so much of a vacancy's text is made findable.
MOST_TERMS = 200


class Told(Protocol):
    """What the terms are made of; a Vacancy, or a row of a benchmark."""

    title: str
    employer_name: str
    duties: str
    place: str
    occupation: str
    area_id: int
    hours: str
    contract: str
    elastic: bool
    housing: bool
    meals: bool
    groups: Sequence[str]
    skills: Sequence[str]
    certificates: Sequence[str]


def area_term(no: int, last: int) -> str:
    """The term that all postings below an area carry; "" where only the numbers tell (a village, the whole country)."""
    size = 12 - (len(str(last - no + 1)) - 1)
    return f"=a{str(no).zfill(12)[:size]}" if size in _SIZES and str(last - no + 1).strip("0") == "1" else ""


def occupation_stem(code: str) -> str:
    """A code without the 00 of its empty levels: 4-06-00-00 gives 4-06."""
    parts = code.split("-")
    while len(parts) > 1 and parts[-1] == "00":
        parts.pop()
    return "-".join(parts)


def pay_step(yuan: int) -> int | None:
    """The highest step that is not above an amount; None below the first."""
    return max((step for step in PAY_STEPS if step <= yuan), default=None)


def education_rank(code: str) -> int:
    """The rank of a code of the education list; 0 for none."""
    return EDUCATION_RANKS.get(code[:1] + "0" if code else "", 0)


def title_terms(title: str) -> list[str]:
    """The words of a title, marked as such."""
    return [f"=t{term}" for term in words.terms(title)]


def terms_of(vacancy: Told, place_names: Iterable[str], month_high_fen: int | None) -> list[str]:
    """Every lexeme of a posting, each once. `place_names`: the areas above the place of work, and itself."""
    entry = occupation(vacancy.occupation) if vacancy.occupation else None
    text = " ".join(
        (
            vacancy.title, vacancy.employer_name, entry.name if entry else "", " ".join(vacancy.skills),
            " ".join(vacancy.certificates), vacancy.place, " ".join(place_names), vacancy.duties,
        )
    )  # fmt: skip
    found = title_terms(vacancy.title)[:40] + list(words.terms(text))[:MOST_TERMS]
    found += [f"=a{str(vacancy.area_id).zfill(12)[:size]}" for size in _SIZES]
    if vacancy.occupation:
        parts = vacancy.occupation.split("-")
        found += [f"=o{'-'.join(parts[:depth])}" for depth in range(1, len(parts) + 1)]
    found += [f"=g{code}" for code in vacancy.groups]
    found += [f"=h{vacancy.hours}", f"=c{vacancy.contract}"]
    found += [f"={name}" for name in ("elastic", "housing", "meals") if getattr(vacancy, name)]
    if month_high_fen is not None:
        found += [f"=p{step}" for step in PAY_STEPS if step * 100 <= month_high_fen]
    return list(dict.fromkeys(found))
