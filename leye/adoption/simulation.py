"""What would an adoption or changed numbers bring? Counted on DuckDB beside today; nothing is written."""

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

from leye.adoption.enums import AdoptionState
from leye.adoption.models import ParameterOverride
from leye.adoption.population import population
from leye.adoption.registry import packs
from leye.adoption.resolution import InForce
from leye.areas.models import Area
from leye.engine import Adoption, Override, Resolved
from leye.engine.simulation import COUNTS, NOTHING, Comparison, Counts, compare
from leye.standards.calendar import today

__all__ = ["COUNTS", "NOTHING", "Counts", "Pair", "Proposal", "Simulation", "both_worlds", "simulate"]

Progress = Callable[[str], None]
#: Memory that DuckDB may take before it writes to disk.
MEMORY_MB = 3_000


def quiet(step: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for an area: to adopt a document (`adopt`), to set other numbers (`values`), or both at once."""

    pack: str
    area: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    standing: bool = False
    adopt: bool = True
    values: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a job."""
        until = self.valid_to.isoformat() if self.valid_to else None
        return {
            **vars(self),
            "valid_from": self.valid_from.isoformat(),
            "valid_to": until,
            "values": dict(self.values),
        }

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Back from plain values."""
        until = plain["valid_to"]
        since = dt.date.fromisoformat(plain["valid_from"])
        return cls(
            **{**plain, "valid_from": since, "valid_to": dt.date.fromisoformat(until) if until else None}
        )


def both_worlds(proposal: Proposal, area: Area, as_of: dt.date) -> tuple[Resolved, Resolved]:
    """What is in force on a day as things are, and if the proposal were approved.

    With an adoption come the local values that wait for approval. Raises PolicyError (AdoptionsOverlap) when the
    two cannot stand together.
    """
    now = InForce.now()
    then = now
    if proposal.adopt:
        then = then.adopting(
            Adoption(
                proposal.pack, area.no, area.last, proposal.valid_from, proposal.valid_to, proposal.standing
            )
        )
        for value in _waiting(proposal, area):
            then = then.valuing(value)
    for name, number in proposal.values.items():
        same = (proposal.pack, name, area.no, area.last)
        others = [o for o in then.values if (o.pack, o.name, o.lo, o.hi) != same]
        value = Override(*same, number, proposal.valid_from, proposal.valid_to)
        then = replace(then, values=[*others, value])
    return now.resolve(as_of), then.resolve(as_of)


def _waiting(proposal: Proposal, area: Area) -> list[Override]:
    """Values proposed for the area itself, which the adoption would bring along."""
    rows = ParameterOverride.objects.filter(pack=proposal.pack, area=area, state=AdoptionState.PROPOSED)
    return [
        Override(o.pack, o.name, area.no, area.last, o.value, o.valid_from, o.valid_to)
        for o in rows.order_by("pk")
    ]


@dataclass(frozen=True)
class Pair:
    """Counts today and if approved, of one rule, one area, one group or the whole."""

    key: str
    label: str
    now: Counts
    then: Counts

    def added(self, what: str) -> int:
        """How many more."""
        return self.then[what] - self.now[what]


@dataclass(frozen=True)
class Simulation:
    """Numbers only. `area_pairs` by the areas just below; `rule_pairs` by rule (`pack.rule`) of every document that
    changes; `group_pairs` by group of people (key: its code, '' for those in none).
    """

    as_of: dt.date
    source: str
    seconds: float
    whole: Pair
    rule_pairs: tuple[Pair, ...]
    area_pairs: tuple[Pair, ...]
    group_pairs: tuple[Pair, ...] = ()
    notices: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be kept until a page asks."""
        return {**vars(self), "as_of": self.as_of.isoformat(), "whole": vars(self.whole),
                **{name: [vars(p) for p in getattr(self, name)] for name in _LISTS}}  # fmt: skip

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Back from plain values."""
        return cls(**{
            **plain, "as_of": dt.date.fromisoformat(plain["as_of"]), "whole": Pair(**plain["whole"]),
            **{name: tuple(Pair(**p) for p in plain[name]) for name in _LISTS}, "notices": tuple(plain["notices"])})  # fmt: skip


_LISTS = ("rule_pairs", "area_pairs", "group_pairs")


def simulate(proposal: Proposal, progress: Progress = quiet) -> Simulation:
    """Judge the people of the proposal's area twice, as things are and if approved.

    A proposal that begins later is counted on its first day, with the people of today. Raises PolicyError when
    the proposal contradicts what is in force.
    """
    began = time.perf_counter()
    area = Area.objects.get(no=proposal.area)
    children = list(Area.objects.filter(parent=area).valid_on(today()))
    as_of = max(today(), proposal.valid_from)
    now, then = both_worlds(proposal, area, as_of)
    folder = Path(tempfile.mkdtemp(prefix="leye-simulation-"))
    told = {"facts": _("计算现行任务"), "now": _("计算采用后的任务")}
    try:
        progress(_("读取本辖区的人员"))
        source = population(area, folder)
        progress(_("整理人员情况"))
        found = compare(
            packs(), source.folder, as_of, now, then, lo=area.no, hi=area.last, chosen=[proposal.pack],
            parts=[(str(c.no), c.no, c.last) for c in children], memory_mb=MEMORY_MB, scratch=folder / "scratch",
            progress=lambda step, _seconds: progress(told[step]) if step in told else None,
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    own = tuple(
        n.message for n in then.notices if n.pack == proposal.pack and n.lo == area.no and n.hi == area.last
    )
    return Simulation(
        as_of, source.words, round(time.perf_counter() - began, 1),
        Pair("", area.name, found.now.whole, found.then.whole), _rules(found),
        tuple(_pair(found, "parts", str(c.no), c.name) for c in children),
        tuple(_pair(found, "groups", code, code) for code in sorted({*found.now.groups, *found.then.groups})), own,
    )  # fmt: skip


def _rules(found: Comparison) -> tuple[Pair, ...]:
    pairs = []
    for name in found.judged:
        for rule in packs()[name].rules.values():
            key = (name, rule.name)
            if key in found.now.rules or key in found.then.rules:
                now, then = found.now.rules.get(key, NOTHING), found.then.rules.get(key, NOTHING)
                pairs.append(Pair(".".join(key), rule.title, now, then))
    return tuple(pairs)


def _pair(found: Comparison, what: str, key: str, label: str) -> Pair:
    now: Mapping[str, Counts] = getattr(found.now, what)
    then: Mapping[str, Counts] = getattr(found.then, what)
    return Pair(key, label, now.get(key, NOTHING), then.get(key, NOTHING))
