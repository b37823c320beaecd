"""What areas adopted and set, and what comes of it on a day: rows of ranges, notices and errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from leye.engine.ranges import Dated
from leye.policy import Pack, PolicyError, Rule


@dataclass(frozen=True)
class Adoption:
    """An area range (a subtree) that adopted a pack for a period, both ends included.

    ``standing``: it goes on as a local rule after the document's own end.
    """

    pack: str
    lo: int
    hi: int
    since: date
    until: date | None = None
    standing: bool = False


@dataclass(frozen=True)
class Override:
    """A value that an area range set for a parameter of a pack, for a period, both ends included."""

    pack: str
    name: str
    lo: int
    hi: int
    value: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class CampaignDates:
    """The days, both included, on which an area range runs a campaign of a pack."""

    pack: str
    name: str
    lo: int
    hi: int
    since: date
    until: date


@dataclass(frozen=True)
class AreaRule:
    """A row of adoption_arearule: the window of a rule in a range of areas on a day."""

    pack: str
    rule: str
    lo: int
    hi: int
    since: date
    until: date
    due_on: date
    as_of: date


@dataclass(frozen=True)
class AreaValue:
    """A row of adoption_areavalue: the value of a parameter in a range of areas on a day.

    A row without a name says that the pack acts in the range.
    """

    pack: str
    name: str
    lo: int
    hi: int
    value: int
    as_of: date


@dataclass(frozen=True)
class Notice:
    """Something an official should know about an adoption.

    ``kind``: ``note`` (it does not act, or acts past its dates), ``to_fill`` (a number is left open),
    ``fault`` (something is wrong, and the rules concerned do not act).
    """

    pack: str
    lo: int
    hi: int
    message: str
    kind: str = "note"


@dataclass
class Resolved:
    """All rows for one day. Ranges of one rule, or of one parameter, never overlap."""

    as_of: date
    rules: list[AreaRule] = field(default_factory=list)
    values: list[AreaValue] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Notice]:
        """The notices of one kind."""
        return [notice for notice in self.notices if notice.kind == kind]


class AdoptionsOverlap(PolicyError):
    """Two adoptions (or local values, or days of a campaign) of one thing hold in one range on one day."""

    def __init__(self, what: str, first: Dated, second: Dated) -> None:
        self.first, self.second = first, second
        super().__init__(
            f"{what}在同一地区同一时间有两条：{first.lo}–{first.hi}（{first.since} 起）与 "
            f"{second.lo}–{second.hi}（{second.since} 起）。请先终止其中一条，或改为不重叠的期间。"
        )


class ValueUnusable(PolicyError):
    """A number (usually a local one) cannot be used by the rule that needs it."""

    def __init__(self, pack: Pack, rule: Rule, values: Mapping[str, int | None], error: Exception) -> None:
        named = "、".join(
            f"{pack.parameters[n].label}（{n}）={v}" for n, v in values.items() if n in pack.parameters
        )
        super().__init__(
            f"政策包 {pack.id} 的规则“{rule.title}”（依据 {rule.clause}）算不出期限：{named}。"
            f"{type(error).__name__}：{error}。请检查这些参数的取值。"
        )
