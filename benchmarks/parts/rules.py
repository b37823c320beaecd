"""The same rules in openfisca-core beside ours, on the same people, in one run: equal answers first, then the times."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.harness.context import Context, Figures
from benchmarks.parts import rules_openfisca as theirs
from benchmarks.parts.night_world import AS_OF, World, start_server
from benchmarks.parts.rules_ours import Ours
from leye.packs import load_packs

MONTH = AS_OF.strftime("%Y-%m")
REPEATS = 5
PERSONS = 300
WARMING = 50


class AnswersDiffer(AssertionError):
    """The two sides do not say the same."""


def run(context: Context) -> Figures:
    """Figures by name. Raises AnswersDiffer when a single answer of a single person differs."""
    start_server()
    world = World(context.people, context.say)
    pack = load_packs()["nm_2022_28"]
    ours = Ours(world.snapshot(), pack)
    for work in (ours.facts, ours.counts, ours.rules):
        work()
    people = ours.prepare()
    inputs, prepared, households = _arrays(ours)
    system = theirs.system(pack)
    compared = _compare(ours, theirs.build(system, inputs, *households, MONTH), context)
    figures: Figures = {
        "people": people,
        "answers": len(theirs.ANSWERS),
        "compared": compared,
        "disagreements": 0,
    }
    figures |= _over_prepared_facts(ours, system, {**inputs, **prepared}, households, context)
    figures |= _everything(ours, system, context)
    figures |= _one_person(world, ours, system, inputs, households[0], context)
    figures["load_average"] = round(os.getloadavg()[0], 1)
    return {f"rules.{name}": value for name, value in figures.items()}


Households = tuple[Any, int]


def _arrays(ours: Ours) -> tuple[dict[str, Any], dict[str, Any], Households]:
    """Inputs of openfisca from our facts and counts; what the pack counts in households; who lives where."""
    done = ", ".join(f"coalesce(done_{name}, 0)::INTEGER AS done_{name}" for name in theirs.DUTIES)
    facts = ", ".join(f"coalesce({name}, false) AS {name}" for name in theirs.FACTS if name != "is_female")
    numbers = ", ".join(f"coalesce({name}, -1)::INTEGER AS {name}" for name in theirs.NUMBERS)
    found = ours.connection.execute(
        f"SELECT f.person_id, household_id, {facts}, coalesce(sex = '2', false) AS is_female, {numbers}, {done}"
        " FROM step_person_facts AS f LEFT JOIN counts USING (person_id) ORDER BY f.person_id"
    ).fetchnumpy()
    found.pop("person_id")
    houses = np.ma.filled(found.pop("household_id"), 0)
    # Whoever has no household stands in one of its own, which is not in the ledger and so never counts.
    alone = houses == 0
    houses = np.where(alone, -np.arange(1, len(houses) + 1), houses)
    names, place = np.unique(houses, return_inverse=True)
    inputs = {name: np.ascontiguousarray(np.ma.getdata(values)) for name, values in found.items()}
    inputs["is_in_ledger"] = names > 0
    counted = ours.connection.execute(
        "SELECT coalesce(m__able_and_willing >= p__members_who_can_work AND m__employed < p__employed_members, false)"
        " AS in_zero_employment_household FROM prepared ORDER BY subject_id"
    ).fetchnumpy()
    prepared = {name: np.ma.getdata(values) for name, values in counted.items()}
    return inputs, prepared, (place, len(names))


def _compare(ours: Ours, simulation: Any, context: Context) -> int:
    """Row by row, every answer. Gives how many were compared; raises AnswersDiffer at the first that differs."""
    ours.answer()
    our = ours.connection.execute("SELECT * FROM answers ORDER BY subject_id").fetchnumpy()
    their = theirs.calculate(simulation, MONTH)
    missing = set(our) - {"subject_id"} ^ set(their)
    if missing:
        raise AnswersDiffer(f"only one side answers: {', '.join(sorted(missing))}")
    for name, answer in their.items():
        differ = int((np.ma.getdata(our[name]) != answer).sum())
        if differ:
            first = our["subject_id"][np.flatnonzero(np.ma.getdata(our[name]) != answer)[0]]
            raise AnswersDiffer(f"{name}: {differ} of {len(answer)} answers differ, first for person {first}")
    _check_engine(ours, their)
    compared = len(their) * len(our["subject_id"])
    context.say(f"{compared:,} answers equal")
    return compared


def _check_engine(ours: Ours, their: dict[str, Any]) -> None:
    """The engine's own rows (as the night makes them) are as many as the answers say."""
    rows = ours.connection.execute(
        "SELECT rule, count(*), count(*) FILTER (WHERE met) FROM step_duties GROUP BY rule"
        " UNION ALL SELECT 'served_share', count(*), count(*) FILTER (WHERE counted) FROM step_measured"
    ).fetchall()
    for rule, applies, met in rows:
        told = int(their[rule].sum()), int(their[f"{rule}_met"].sum())
        if (applies, met) != told:
            raise AnswersDiffer(f"{rule}: the engine has {applies} rows, {met} done; openfisca says {told}")


def _medians(*works: Callable[[], float], repeats: int = REPEATS) -> list[float]:
    """The median seconds of each, taken in turns so that a busy moment meets all; the first turn does not count."""
    turns = [[work() for work in works] for _ in range(repeats + 1)][1:]
    return [statistics.median(laps) for laps in zip(*turns, strict=True)]


def _over_prepared_facts(
    ours: Ours, system: Any, inputs: dict[str, Any], households: Households, context: Context
) -> Figures:
    """Rules alone: facts, counts of services and of household members are there on both sides."""

    builds: list[float] = []

    def openfisca() -> float:
        began = time.perf_counter()
        simulation = theirs.build(system, inputs, *households, MONTH)
        built = time.perf_counter()
        theirs.calculate(simulation, MONTH)
        builds.append(built - began)
        return time.perf_counter() - built

    def alone() -> float:
        ours.threads(1)
        took = ours.answer()
        ours.threads(os.cpu_count() or 1)
        return took

    their, our, single = _medians(openfisca, ours.answer, alone)
    build = statistics.median(builds)
    context.say(f"prepared facts: openfisca {their:.3f} s, ours {our:.3f} s, on one thread {single:.3f} s")
    return {
        "openfisca_seconds": round(their, 4),
        "openfisca_build_seconds": round(build, 4),
        "ours_seconds": round(our, 4),
        "ours_1thread_seconds": round(single, 4),
        "openfisca_ratio": round(their / our, 2),
        "openfisca_ratio_1thread": round(their / single, 2),
        "openfisca_with_build_ratio": round((build + their) / our, 2),
        "ours_threads": os.cpu_count() or 1,
        "openfisca_threads": 1,
    }


def _everything(ours: Ours, system: Any, context: Context) -> Figures:
    """From ledger rows to answers. Openfisca has no facts of its own, so it is given ours, and counts of services."""

    def openfisca() -> float:
        began = time.perf_counter()
        ours.facts()
        ours.counts()
        inputs, _, households = _arrays(ours)
        theirs.calculate(theirs.build(system, inputs, *households, MONTH), MONTH)
        return time.perf_counter() - began

    ours.prepare()
    their, our = _medians(openfisca, lambda: ours.facts() + ours.rules(), repeats=3)
    context.say(f"with facts: openfisca {their:.2f} s, ours {our:.2f} s")
    return {
        "openfisca_total_seconds": round(their, 3),
        "ours_total_seconds": round(our, 3),
        "openfisca_total_ratio": round(their / our, 2),
    }


def _one_person(
    world: World, ours: Ours, system: Any, inputs: dict[str, Any], place: Any, context: Context
) -> Figures:
    """One person: openfisca over facts that it is given, ours on PostgreSQL with the facts read from the ledger."""
    os.environ["LEYE_DATABASE_NAME"] = world.ensure_after()
    from leye.ops.boot import boot

    boot()
    from django.db import connection

    from benchmarks.parts.live import sql_laps
    from leye.accounts.scope import as_service
    from leye.adoption.resolution import ensure_resolved

    homes = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[homes], np.arange(place.max() + 2))

    def openfisca(person: int) -> float:
        began = time.perf_counter()
        home = place[person]
        members = homes[starts[home] : starts[home + 1]]
        mine = {name: values[members] for name, values in inputs.items() if name != "is_in_ledger"}
        mine["is_in_ledger"] = inputs["is_in_ledger"][home : home + 1]
        simulation = theirs.build(system, mine, np.zeros(len(members), dtype=np.int64), 1, MONTH)
        theirs.calculate(simulation, MONTH)
        return time.perf_counter() - began

    with as_service():
        ensure_resolved(AS_OF)
    ids = ours.connection.execute("SELECT person_id FROM step_person_facts ORDER BY person_id").fetchnumpy()[
        "person_id"
    ]
    drawn = np.random.default_rng(7).integers(0, len(place), PERSONS)
    laps = [(openfisca(int(n)), sql_laps([int(ids[n])])[0][1]) for n in drawn][WARMING:]
    connection.close()
    their, our = (statistics.median(side) for side in zip(*laps, strict=True))
    context.say(f"one person: openfisca {their * 1000:.2f} ms, ours {our * 1000:.2f} ms")
    return {
        "openfisca_person_ms": round(their * 1000, 3),
        "ours_person_ms": round(our * 1000, 3),
        "openfisca_person_ratio": round(their / our, 2),
    }
