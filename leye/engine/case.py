"""One worked case: where it lives, and who adopts the pack with which values.

Each case lives in a league of its own, so that all cases of one day can be judged together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leye.engine.adoptions import Adoption, CampaignDates, Override
from leye.policy import Pack, PolicyError

Rows = dict[str, list[dict[str, Any]]]

REGION_OF_CODE, REGION, LEAGUE, COUNTY, TOWN = 10**6, 10**10, 10**8, 10**6, 1000
#: Leagues of cases in one region; a case about the region itself has one of its own.
LEAGUES = 90
#: Ids of a case: its number times this, and on.
ROOM = 10**4


class CaseUnclear(PolicyError):
    """A worked case uses a word that nothing understands."""

    def __init__(self, case: str, word: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
        hint = f"相近的写法：{'、'.join(near)}。" if near else ""
        super().__init__(
            f"算例“{case}”里的“{word}”无法理解。{hint}写法见 leye/engine/case_rows.py 开头的说明。"
        )


LEVELS = ("province", "city", "county", "township", "village")


@dataclass(frozen=True)
class Case:
    """One worked case: a sentence, a rule, a day, what is in the ledger, and what must come out.

    ``subject``: what the case is about; an area's level (``province`` … ``village``) names the area that the
    rule speaks about, whose figure is read, and where rows stand that say no ``at``. ``campaigns``: days of
    its own for a campaign of the pack.
    """

    number: int
    name: str
    rule: str
    as_of: date
    expect: Mapping[str, Any]
    ledger: Mapping[str, Any] = field(default_factory=dict)
    subject: str = "person"
    standing: bool = False
    adopted_from: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    campaigns: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    pack: Pack | None = field(default=None, repr=False, compare=False)

    @property
    def region(self) -> int:
        """The area number of the region; a case about a region has one of its own."""
        if self.subject == "province":
            return 10**12 + self.number * REGION
        code = (self.pack.info.area if self.pack else "") or "150000"
        own = int(code[:2]) * 10**4 * REGION_OF_CODE
        return own + (self.number - 1) // LEAGUES * 100 * REGION

    @property
    def league(self) -> int:
        """The area number of the case's own league."""
        return self.region + ((self.number - 1) % LEAGUES + 1) * LEAGUE

    def place(self, level: str) -> int:
        """The case's own area of a level; ``other_county`` is the second county of its league."""
        county = self.league + COUNTY
        return {
            "province": self.region, "city": self.league, "county": county, "other_county": county + COUNTY,
            "township": county + TOWN, "village": county + TOWN + 1,
        }[level]  # fmt: skip

    @property
    def area(self) -> int:
        """The area the case is about: the level that ``subject`` names, else its village."""
        return self.place(self.subject if self.subject in LEVELS else "village")

    @property
    def figure_area(self) -> int:
        """The area whose figure is read: the level that ``subject`` names, else the league."""
        return self.place(self.subject if self.subject in LEVELS else "city")

    @property
    def first_id(self) -> int:
        """Ids of the case begin here; the first person, household, site and so on have this one."""
        return self.number * ROOM + 1

    @property
    def adopted(self) -> tuple[int, int]:
        """First and last area number of what adopts the pack: the league, or the region of the case."""
        if self.subject == "province":
            return self.region, self.region + REGION - 1
        return self.league, self.league + LEAGUE - 1

    def adoptions(self, pack: Pack) -> list[Adoption]:
        """The case's league adopts the pack, unless the case is about not adopting it."""
        if self.adopted_from is None:
            return []
        return [Adoption(pack.id, *self.adopted, self.adopted_from, None, self.standing)]

    def overrides(self, pack: Pack) -> list[Override]:
        """Local values of the case. A target is set for the area whose figure is read."""
        low, high = self.adopted
        found = []
        for name, value in self.values.items():
            number = int(f"{value:%Y%m%d}") if isinstance(value, date) else value
            is_target = name in pack.parameters and pack.parameters[name].kind == "target"
            lo = self.figure_area if is_target else low
            found.append(Override(pack.id, name, lo, high, number, date(2000, 1, 1)))
        return found

    def campaign_dates(self, pack: Pack) -> list[CampaignDates]:
        """The days on which the case's league runs campaigns of the pack."""
        return [CampaignDates(pack.id, name, *self.adopted, *days) for name, days in self.campaigns.items()]
