"""The same rules in openfisca-core beside ours, on the same people, in one run: equal answers first, then the times."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.population import snapshot
from benchmarks.parts.rules_beside import Beside
from benchmarks.parts.rules_county import County
from leye.packs import load_packs

OWNS = ("rules.", "night.openfisca")
KINDS = ("person", "spell")
REPEATS = 5
PERSONS = 200
WARMING = 20
#: openfisca's own look-up by name compares every person with every county; on more people it would take minutes.
BY_NAME_SUBJECTS = 20_000


class AnswersDiffer(AssertionError):
    """The two sides do not say the same."""


def run(context: Context) -> Figures:
    """Figures by name. Raises AnswersDiffer when a single answer about a single person or hire differs."""
    folder = snapshot(context.people, context.say)
    packs = load_packs()
    sides = []
    for kind in KINDS:
        ours = County(folder, packs, kind)
        ours.facts()
        sides.append((ours, Beside(ours)))
    figures: Figures = {
        "rules.people": len(sides[0][1].arrays()["county"]),
        "rules.rules": sum(len(ours.asked) for ours, _ in sides),
        "rules.answers": sum(len(theirs.answers) for _, theirs in sides),
        "rules.given_to_openfisca": sum(len(theirs.tests) for _, theirs in sides),
        "rules.compared": sum(_compare(ours, theirs, context) for ours, theirs in sides),
        "rules.disagreements": 0,
    }
    figures |= _over_prepared_facts(sides, context)
    figures |= _by_name(sides, context)
    figures |= _with_facts(sides, context)
    figures |= _one_person(sides[0][1])
    return figures | {"rules.load_average": round(os.getloadavg()[0], 1)}


Sides = list[tuple[County, Beside]]


def _compare(ours: County, theirs: Beside, context: Context) -> int:
    """Row by row, every answer, then every sum by county. Gives how many answers were compared."""
    arrays = theirs.arrays()
    simulation = theirs.build(arrays)
    mine = ours.connection.execute(ours.answers_sql).fetchnumpy()
    people = len(mine.pop("subject_id"))
    if set(mine) != set(theirs.answers):
        raise AnswersDiffer(f"only one side answers: {', '.join(sorted(set(mine) ^ set(theirs.answers)))}")
    for name, answer in theirs.answer(simulation):
        if differ := int((np.ma.getdata(mine[name]) != answer).sum()):
            raise AnswersDiffer(f"{name}: {differ} of {people} answers differ")
    _same_sums(ours.by_county()[1], theirs.by_county(simulation, arrays["county"]))
    context.say(f"{ours.kind}: {people * len(mine):,} answers equal, and every sum by county")
    return people * len(mine)


def _same_sums(mine: dict[str, Any], their: dict[str, Any]) -> None:
    for name, sums in their.items():
        if not np.array_equal(np.ma.getdata(mine[name]).astype(np.int64), sums):
            raise AnswersDiffer(f"{name}: the sums by county differ")


def _medians(*works: Callable[[], float], repeats: int = REPEATS) -> list[float]:
    """The median seconds of each, taken in turns so that a busy moment meets all; the first turn does not count."""
    turns = [[work() for work in works] for _ in range(repeats + 1)][1:]
    return [statistics.median(laps) for laps in zip(*turns, strict=True)]


def _over_prepared_facts(sides: Sides, context: Context) -> Figures:
    """Rules alone: facts, counts and what was done are there on both sides."""
    ready = [theirs.arrays() for _, theirs in sides]
    builds: list[float] = []

    def openfisca() -> float:
        build = took = 0.0
        for (_, theirs), arrays in zip(sides, ready, strict=True):
            began = time.perf_counter()
            simulation = theirs.build(arrays)
            built = time.perf_counter()
            theirs.by_county(simulation, arrays["county"])
            build, took = build + built - began, took + time.perf_counter() - built
        builds.append(build)
        return took

    def our_pass() -> float:
        return sum(ours.by_county()[0] for ours, _ in sides)

    def alone() -> float:
        for ours, _ in sides:
            ours.threads(1)
        took = our_pass()
        for ours, _ in sides:
            ours.threads(os.cpu_count() or 1)
        return took

    their, our, single = _medians(openfisca, our_pass, alone)
    build = statistics.median(builds)
    context.say(f"prepared facts: openfisca {their:.3f} s, ours {our:.3f} s, on one thread {single:.3f} s")
    return {
        "rules.openfisca_index_seconds": round(their, 4),
        "rules.openfisca_build_seconds": round(build, 4),
        "rules.ours_seconds": round(our, 4),
        "rules.ours_1thread_seconds": round(single, 4),
        "rules.openfisca_index_ratio": round(their / our, 2),
        "rules.openfisca_index_ratio_1thread": round(their / single, 2),
        "rules.openfisca_index_with_build_ratio": round((build + their) / our, 2),
        "rules.ours_threads": os.cpu_count() or 1,
        "rules.openfisca_threads": 1,
    }


def _by_name(sides: Sides, context: Context) -> Figures:
    """openfisca's own way to numbers of areas: each parameter has a child for each area and is asked with names."""
    their = our = 0.0
    for ours, quick in sides:
        theirs = Beside(ours, by_name=True)
        arrays = theirs.arrays()
        every = len(arrays["county"])
        some = np.linspace(0, every - 1, min(every, BY_NAME_SUBJECTS)).astype(np.int64)
        fewer = {name: values[some] for name, values in arrays.items()}
        simulation = theirs.build(fewer)
        began = time.perf_counter()
        found = theirs.by_county(simulation, fewer["county"])
        their += (time.perf_counter() - began) / len(some) * every
        index = quick.arrays()
        fewer = {name: values[some] for name, values in index.items()}
        _same_sums(quick.by_county(quick.build(fewer), fewer["county"]), found)
        our += statistics.median(ours.by_county()[0] for _ in range(REPEATS))
    context.say(f"by name: openfisca {their:.1f} s for everybody, ours {our:.3f} s")
    return {
        "rules.openfisca_by_name_subjects": BY_NAME_SUBJECTS,
        "rules.openfisca_seconds": round(their, 3),
        "rules.openfisca_ratio": round(their / our, 2),
    }


def _with_facts(sides: Sides, context: Context) -> Figures:
    """From ledger rows to what a county looks at. openfisca has no facts of its own, so it is given ours."""

    def openfisca() -> float:
        began = time.perf_counter()
        for ours, theirs in sides:
            ours.facts()
            arrays = theirs.arrays()
            theirs.by_county(theirs.build(arrays), arrays["county"])
        return time.perf_counter() - began

    def engine() -> float:
        return sum(ours.facts() + ours.by_county()[0] for ours, _ in sides)

    their, our = _medians(openfisca, engine, repeats=3)
    context.say(f"with facts: openfisca {their:.2f} s, ours {our:.2f} s")
    return {
        "night.openfisca_seconds": round(their, 3),
        "night.openfisca_ours_seconds": round(our, 3),
        "night.openfisca_ratio": round(their / our, 2),
    }


def _one_person(theirs: Beside) -> Figures:
    """One person alone in openfisca, over arrays that lie ready; beside it stands `live.p50_ms`, ledger and all."""
    arrays = theirs.arrays()
    laps = []
    for person in np.random.default_rng(7).integers(0, len(arrays["county"]), PERSONS):
        began = time.perf_counter()
        mine = {name: values[person : person + 1] for name, values in arrays.items()}
        simulation = theirs.build(mine)
        for _ in theirs.answer(simulation):
            pass
        laps.append(time.perf_counter() - began)
    return {"rules.openfisca_person_ms": round(statistics.median(laps[WARMING:]) * 1000, 3)}
