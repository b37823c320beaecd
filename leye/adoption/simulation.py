"""What would an adoption or a changed number bring? Counted on DuckDB beside today; nothing is written."""

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.adoption.population import population
from leye.adoption.registry import packs
from leye.adoption.resolution import approved, overrides
from leye.areas.models import Area
from leye.engine import Adoption, Override, Resolved, resolve
from leye.engine.batch import Batch, connect, load_resolved
from leye.standards.calendar import is_working_day, today

Progress = Callable[[str], None]


def quiet(step: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for an area: to adopt a document, or (with `name` and `value`) another number."""

    pack: str
    area: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    standing: bool = False
    name: str = ""
    value: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a job or an address."""
        until = self.valid_to.isoformat() if self.valid_to else None
        return {**vars(self), "valid_from": self.valid_from.isoformat(), "valid_to": until}

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

    Raises PolicyError (AdoptionsOverlap) when the two cannot stand together.
    """
    now, numbers = approved(), overrides()
    then, other = list(now), list(numbers)
    since, until = proposal.valid_from, proposal.valid_to
    if proposal.name:
        here = (proposal.pack, proposal.name, area.no, area.last)
        other = [o for o in numbers if (o.pack, o.name, o.lo, o.hi) != here]
        other.append(Override(*here, proposal.value, since, until))
    else:
        then.append(Adoption(proposal.pack, area.no, area.last, since, until, proposal.standing))
    return (resolve(packs(), now, numbers, as_of, is_working_day),
            resolve(packs(), then, other, as_of, is_working_day))  # fmt: skip


#: Columns of a count: people with anything due or alerted, to-dos to be done, to-dos already met, alerts.
COUNTS = ("people", "open", "met", "alerts")
Counts = dict[str, int]
NONE: Counts = dict.fromkeys(COUNTS, 0)

_ROWS = """
CREATE TEMP TABLE found AS
SELECT rule, person_id, area_id, met, false AS alert FROM duties WHERE area_id BETWEEN {lo} AND {hi}
UNION ALL
SELECT rule, person_id, area_id, false, true FROM findings WHERE area_id BETWEEN {lo} AND {hi}
"""
_COUNT = (
    "count(DISTINCT person_id), count(*) FILTER (NOT met AND NOT alert), count(*) FILTER (met AND NOT alert),"
    " count(*) FILTER (alert)"
)


@dataclass(frozen=True)
class Pair:
    """Counts today and if approved, of one rule, one area or the whole."""

    key: str
    label: str
    now: Counts
    then: Counts

    def added(self, what: str) -> int:
        """How many more."""
        return self.then[what] - self.now[what]


@dataclass(frozen=True)
class Simulation:
    """Numbers only. `area_pairs` by the areas just below; `rule_pairs` by rule of the document."""

    as_of: dt.date
    source: str
    seconds: float
    whole: Pair
    rule_pairs: tuple[Pair, ...]
    area_pairs: tuple[Pair, ...]
    notices: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be kept until a page asks."""
        return {**vars(self), "as_of": self.as_of.isoformat(), "whole": vars(self.whole),
                "rule_pairs": [vars(p) for p in self.rule_pairs],
                "area_pairs": [vars(p) for p in self.area_pairs]}  # fmt: skip

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Back from plain values."""
        return cls(**{
            **plain, "as_of": dt.date.fromisoformat(plain["as_of"]), "whole": Pair(**plain["whole"]),
            "rule_pairs": tuple(Pair(**p) for p in plain["rule_pairs"]),
            "area_pairs": tuple(Pair(**p) for p in plain["area_pairs"]), "notices": tuple(plain["notices"])})  # fmt: skip


def simulate(proposal: Proposal, progress: Progress = quiet) -> Simulation:
    """Evaluate the people of the proposal's area twice, as things are and if approved.

    A proposal that begins later is counted on its first day, with the people of today. Raises PolicyError when
    the proposal contradicts what is in force.
    """
    began = time.perf_counter()
    area = Area.objects.get(no=proposal.area)
    children = list(Area.objects.filter(Q(parent=area), Q(valid_to__isnull=True) | Q(valid_to__gte=today())))
    as_of = max(today(), proposal.valid_from)
    now, then = both_worlds(proposal, area, as_of)
    folder = Path(tempfile.mkdtemp(prefix="leye-simulation-"))
    try:
        progress(_("读取本辖区的人员"))
        source = population(area, folder)
        progress(_("计算现行任务"))
        before = _counted(proposal.pack, folder, as_of, now, area, children)
        progress(_("计算采用后的任务"))
        after = _counted(proposal.pack, folder, as_of, then, area, children)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    own = [
        n.message for n in then.notices if n.pack == proposal.pack and n.lo == area.no and n.hi == area.last
    ]
    return Simulation(
        as_of, source, round(time.perf_counter() - began, 1), _pair("", area.name, before[0], after[0], ""),
        tuple(
            _pair(rule.name, rule.title, before[1], after[1], rule.name)
            for rule in packs()[proposal.pack].rules.values()
            if rule.name in before[1] or rule.name in after[1]
        ),
        tuple(_pair(str(c.no), c.name, before[2], after[2], str(c.no)) for c in children), tuple(own),
    )  # fmt: skip


Tally = dict[str, Counts]


def _pair(key: str, label: str, now: Tally, then: Tally, at: str) -> Pair:
    return Pair(key, label, now.get(at, NONE), then.get(at, NONE))


@cache
def _batch(pack_id: str) -> Batch:
    """One document's rules, compiled once a process."""
    return Batch({pack_id: packs()[pack_id]})


def _counted(
    pack: str, folder: Path, as_of: dt.date, resolved: Resolved, area: Area, children: Sequence[Area]
) -> tuple[Tally, Tally, Tally]:
    """(whole, by rule, by child area) of one world."""
    with connect(folder) as connection:
        load_resolved(connection, resolved)
        results = _batch(pack).run(connection, as_of)
        connection.register("duties", results["duties"])
        connection.register("findings", results["findings"])
        connection.execute(_ROWS.format(lo=area.no, hi=area.last))
        connection.execute("CREATE TEMP TABLE child (no BIGINT, last BIGINT)")
        if children:
            connection.executemany("INSERT INTO child VALUES (?, ?)", [[c.no, c.last] for c in children])
        queries = (
            f"SELECT '', {_COUNT} FROM found",
            f"SELECT rule, {_COUNT} FROM found GROUP BY 1",
            f"SELECT no::VARCHAR, {_COUNT} FROM found JOIN child ON area_id BETWEEN no AND last GROUP BY 1",
        )
        whole, by_rule, by_area = (
            {
                row[0]: dict(zip(COUNTS, map(int, row[1:]), strict=True))
                for row in connection.execute(q).fetchall()
            }
            for q in queries
        )
    return whole, by_rule, by_area
