"""Which documents list zero-employment households, and which only count them.

A list needs an order with a last day: that a member be employed by then. The notice of a city (city_2020) and the
Shaanxi notice of October 2020 only set figures, so nothing begins a clock where they alone are adopted.
"""

import datetime as dt
from dataclasses import dataclass, field

from leye.accounts.scope import Scope
from leye.adoption.reading import adoptions_about, standing_of
from leye.adoption.registry import packs
from leye.casework.episodes import CLEARING, listing_rules
from leye.policy import Indicator, Pack
from leye.worklist.enums import SubjectKind

#: Items of the checklist under which a document counts such households: a share helped (137), of a group (59).
COUNTING = CLEARING | {59, 137, 152}


@dataclass(frozen=True)
class ZeroDocuments:
    """What acts in a scope. `uncounted`: nothing there speaks of such households at all.

    `only_counting`: documents that act where no listing one does, each with its figures of such households.
    `listing`: the documents known here that would list them.
    """

    uncounted: bool
    only_counting: list[tuple[Pack, list[Indicator]]] = field(default_factory=list)
    listing: list[Pack] = field(default_factory=list)

    @property
    def lacking(self) -> bool:
        """Whether somewhere in the scope nobody is listed for want of a document."""
        return self.uncounted or bool(self.only_counting)


def counting_rules(pack: Pack) -> list[Indicator]:
    """The figures of a document about zero-employment households."""
    return [
        rule
        for rule in pack.of_kind(Indicator)
        if rule.subject.kind == SubjectKind.HOUSEHOLD and COUNTING.intersection(rule.items)
    ]


def zero_documents(scope: Scope, day: dt.date) -> ZeroDocuments:
    """What lists and what counts zero-employment households in a scope on a day: one query."""
    known = packs()
    listing = [pack for pack in known.values() if listing_rules(pack)]
    names = {pack.id for pack in listing}
    acting = [
        one
        for one in adoptions_about(scope)
        if (pack := known.get(one.pack)) is not None and standing_of(one, pack.info, day).acts
    ]
    listed = [
        (max(one.area.no, scope.lo), min(one.area.last, scope.hi)) for one in acting if one.pack in names
    ]
    lacking: dict[str, list[Indicator]] = {}
    for one in acting:
        rules = counting_rules(known[one.pack])
        lo, hi = max(one.area.no, scope.lo), min(one.area.last, scope.hi)
        if one.pack not in names and rules and not any(a <= lo and hi <= b for a, b in listed):
            lacking[one.pack] = rules
    return ZeroDocuments(
        uncounted=not listed and not lacking,
        only_counting=[(known[name], rules) for name, rules in sorted(lacking.items())],
        listing=sorted(listing, key=lambda pack: pack.info.valid_until, reverse=True),
    )
