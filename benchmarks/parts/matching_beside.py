"""What the part `matching` holds its results against: plain lists, min-cost flow, and how both are judged."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.harness.context import Figures

#: An offer is over capacity with more than this times its share of all recommendations, shared out by seats.
SLACK = 1.5
SEED = 7


def judged(chosen: np.ndarray, points: np.ndarray, seats: np.ndarray) -> Figures:
    """Rows of offers (seekers × 3, -1: none) and their points, judged.

    hires: people in a drawn order take the first shown offer that has a seat left; over_capacity: share of offers
    shown more often than 1.5 times their share; coverage: share of offers shown at all; gini: of how often shown.
    """
    shown = chosen[chosen >= 0]
    load = np.bincount(shown, minlength=len(seats))
    cap = np.maximum(np.floor(seats * (len(shown) / seats.sum()) * SLACK), 1)
    share = load / load.sum()
    return {
        "hires": hires(chosen, seats),
        "over_capacity": round(float((load > cap).mean()), 4),
        "coverage": round(float((load > 0).mean()), 4),
        "gini": round(gini(load), 4),
        "gini_by_seat": round(gini(load / seats), 4),
        "congestion": round(
            float((share[share > 0] * np.log(share[share > 0])).sum() / np.log(len(seats))), 4
        ),
        "points": int(points[chosen >= 0].sum()),
        "three": round(float((chosen >= 0).all(axis=1).mean()), 4),
    }


def gini(load: np.ndarray) -> float:
    """0: all are shown equally often."""
    ordered = np.sort(load)
    count = len(ordered)
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * ordered.sum()))


def hires(chosen: np.ndarray, seats: np.ndarray) -> int:
    """How many find a seat."""
    left = seats.copy().tolist()
    found = 0
    for row in chosen[np.random.default_rng(SEED).permutation(len(chosen))].tolist():
        for offer in row:
            if offer >= 0 and left[offer] > 0:
                left[offer] -= 1
                found += 1
                break
    return found


def plain(found: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The three candidates of the most points."""
    return found[:, :3], points[:, :3]


def flow(found: np.ndarray, points: np.ndarray, seats: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Min-cost flow (OR-tools) over the same candidates at the capacities of `judged`, then filled up above them.

    Who is left short is given the least taken of his candidates. Returns offers, points and the solver's seconds,
    its graph and the filling up included.
    """
    from ortools.graph.python import min_cost_flow

    began = time.perf_counter()
    people = len(found)
    at, nth = np.nonzero(found >= 0)
    offer = found[at, nth].astype(np.int64)
    cost = points[at, nth].max() - points[at, nth].astype(np.int64)
    want = np.minimum((found >= 0).sum(axis=1), 3)
    cap = np.maximum(np.floor(seats * (want.sum() / seats.sum()) * SLACK), 1).astype(np.int64)
    solver = min_cost_flow.SimpleMinCostFlow()
    first_offer, sink = people, people + len(seats)
    edges = solver.add_arcs_with_capacity_and_unit_cost(
        at, first_offer + offer, np.ones(len(at), np.int64), cost
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        first_offer + np.arange(len(seats)), np.full(len(seats), sink), cap, np.zeros(len(seats), np.int64)
    )
    solver.set_nodes_supplies(np.arange(people), want)
    solver.set_node_supply(sink, -int(want.sum()))
    status = solver.solve_max_flow_with_min_cost()
    assert status == solver.OPTIMAL, status
    taken = solver.flows(edges) > 0
    chosen, kept = np.full((people, 3), -1, np.int64), np.zeros((people, 3), np.int64)
    place = np.zeros(people, np.int64)
    load = np.bincount(offer[taken], minlength=len(seats))
    for i, j, worth in zip(
        at[taken].tolist(), offer[taken].tolist(), points[at, nth][taken].tolist(), strict=True
    ):
        chosen[i, place[i]], kept[i, place[i]] = j, worth
        place[i] += 1
    for i in np.flatnonzero(place < want).tolist():
        rest = [
            (load[j] / cap[j], n, j) for n, j in enumerate(found[i].tolist()) if j >= 0 and j not in chosen[i]
        ]
        for _, n, j in sorted(rest)[: want[i] - place[i]]:
            chosen[i, place[i]], kept[i, place[i]] = j, points[i, n]
            place[i] += 1
            load[j] += 1
    best_first = np.argsort(-np.where(chosen >= 0, kept, -1), axis=1, kind="stable")
    rows = np.arange(people)[:, None]
    return chosen[rows, best_first], kept[rows, best_first], time.perf_counter() - began
