"""What kind of world to make: how many people, where, from which seed, as of which day."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from leye.standards.calendar import today
from leye.standards.divisions import COUNTY, VILLAGE_FILES, divisions
from leye.standards.tables import census_counties

#: Yanchuan (Shaanxi), Dong'an (Yongzhou, Hunan), Urad Front Banner (Inner Mongolia, with sumu and gacha).
DEMO_COUNTIES = ("610622", "431122", "150823")
DEMO_PEOPLE = 9_000
#: From this many people on, the world spreads over every county whose villages are shipped.
WIDE_FROM = 60_000


class WorldError(RuntimeError):
    """The world cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class WorldOptions:
    """The same options give the same rows. `services`: mean service records a person, None for a natural number.

    `history`: whether each row leaves an event of its insertion; off for benchmark worlds.
    """

    people: int = DEMO_PEOPLE
    seed: int = 2022
    as_of: dt.date | None = None
    services: float | None = None
    counties: tuple[str, ...] = ()
    history: bool = True

    @cached_property
    def day(self) -> dt.date:
        """The day on which the world stands."""
        return self.as_of or today()

    @property
    def is_demo(self) -> bool:
        """Whether this is the world of a few counties, small enough for accounts and history."""
        return self.people < WIDE_FROM

    def shares(self) -> dict[str, int]:
        """People by county code: equal in the demo counties, by census population in a wide world.

        Raises WorldError when a county has no census figures or no villages, or when people are too few.
        """
        codes = self.counties or (DEMO_COUNTIES if self.is_demo else tuple(shipped_counties()))
        unknown = [code for code in codes if code not in shipped_counties()]
        if unknown:
            raise WorldError(
                f"没有这些县的人口普查数据或村名：{'、'.join(unknown)}。请从陕西、内蒙古、永州的县中选。"
            )
        if self.people < 20 * len(codes):
            raise WorldError(
                f"每个县至少要有20人，{len(codes)}个县至少需要{20 * len(codes)}人。请调大 --people。"
            )
        census = census_counties()
        weights = {code: 1 if self.is_demo else int(census[code]["人口数_合计"]) for code in codes}
        return _largest_remainder(weights, self.people)


def shipped_counties() -> list[str]:
    """Six-digit codes of counties with census figures and shipped villages, in order."""
    census = census_counties()
    prefixes = tuple(VILLAGE_FILES)
    return [d.code[:6] for d in divisions(COUNTY) if d.code[:6] in census and d.code.startswith(prefixes)]


def _largest_remainder(weights: dict[str, int], total: int) -> dict[str, int]:
    whole = sum(weights.values())
    exact = {code: total * weight / whole for code, weight in weights.items()}
    shares = {code: int(value) for code, value in exact.items()}
    rest = sorted(exact, key=lambda code: (shares[code] - exact[code], code))[: total - sum(shares.values())]
    return {code: count + (code in rest) for code, count in shares.items()}
