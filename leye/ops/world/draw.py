"""Drawing with numpy: quotas that keep margins exactly, choices by weight, and matching by age."""

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Rng = np.random.Generator

STREAMS = {name: number for number, name in enumerate((
    "people", "families", "places", "names", "identities", "status", "groups", "work", "wishes", "services",
    "posts", "employers", "events", "extras", "accounts", "hires", "former", "looks", "approvals", "declarations", "training",
    "claims", "registers", "vacancies",
))}  # fmt: skip


def stream(seed: int, county: str, name: str) -> Rng:
    """An own stream of random numbers for each county and purpose, so that parts do not disturb each other."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, int(county), STREAMS[name]])))


def day_number(day: dt.date) -> int:
    """Days since 1970."""
    return (day - dt.date(1970, 1, 1)).days


def quota(weights: Any, total: int) -> Ints:
    """`total` shared out by weights with largest remainders: whole numbers whose sum is `total`."""
    share = np.asarray(weights, dtype=np.float64)
    exact = total * share / share.sum()
    counts = np.floor(exact).astype(np.int64)
    rest = total - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:rest]] += 1
    return counts


def deal(rng: Rng, weights: Any, total: int) -> Ints:
    """`total` category numbers in the quota of the weights, shuffled."""
    return rng.permutation(np.repeat(np.arange(len(weights)), quota(weights, total)))


def pick(rng: Rng, weights: Any, size: int) -> Ints:
    """`size` independent category numbers by weight."""
    cumulated = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(cumulated, rng.random(size) * cumulated[-1], side="right").astype(np.int64)


def chance(rng: Rng, probability: Any, size: int) -> Bools:
    """True with the given probability, one number or one a row."""
    return np.asarray(rng.random(size) < probability)


def top(rng: Rng, weights: Floats, count: int) -> Ints:
    """`count` positions drawn without replacement by weight (fewer when fewer have any weight)."""
    usable = np.flatnonzero(weights > 0)
    if count >= len(usable):
        return usable
    keys = np.log(weights[usable]) + rng.gumbel(size=len(usable))
    return np.sort(usable[np.argpartition(-keys, count)[:count]])


def attach(
    rng: Rng, guest_age: Ints, host_age: Floats, centre: float, spread: float, low: float, high: float,
    capacity: int,
) -> Ints:  # fmt: skip
    """For each guest a host whose age exceeds the guest's by about `centre` years, -1 where none fits.

    The difference stays in `low`..`high`; nobody takes more than `capacity` guests, the less laden first.
    """
    chosen = np.full(len(guest_age), -1, dtype=np.int64)
    load = np.zeros(len(host_age), dtype=np.int64)
    for age in np.unique(guest_age):
        waiting = np.flatnonzero(guest_age == age)
        gap = host_age - age
        fit = np.exp(-0.5 * ((gap - centre) / spread) ** 2) + 1e-4
        for _ in range(capacity):
            open_hosts = (gap >= low) & (gap <= high) & (load < capacity)
            hosts = top(rng, np.where(open_hosts, fit / (1.0 + 2.0 * load), 0.0), len(waiting))
            if not len(hosts):
                break
            hosts = rng.permutation(hosts)
            chosen[waiting[: len(hosts)]] = hosts
            load[hosts] += 1
            waiting = waiting[len(hosts) :]
            if not len(waiting):
                break
    return chosen


def some(rng: Rng, mask: Bools, share: float) -> Bools:
    """About a share of the rows where `mask` holds (at least one when there are any and the share is above 0)."""
    where = np.flatnonzero(mask)
    count = min(len(where), max(1, round(share * len(where)))) if share > 0 and len(where) else 0
    chosen = np.zeros(len(mask), dtype=np.bool_)
    chosen[rng.permutation(where)[:count]] = True
    return chosen
