"""Simulations too long for a page: done in the background, their progress and result kept for an hour."""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from procrastinate.contrib.django import app

from leye.adoption.reading import refusal_words
from leye.adoption.simulation import Proposal, Simulation, simulate
from leye.policy import PolicyError
from leye.standards.calendar import today

QUEUE = "simulation"
KEEP_SECONDS = 3600
STEPS = 3


def key_of(proposal: Proposal) -> str:
    """A name for a proposal on a day."""
    text = json.dumps([proposal.as_dict(), today().isoformat()], sort_keys=True, ensure_ascii=True)
    return "simulation:" + hashlib.sha256(text.encode()).hexdigest()[:24]


def state_of(proposal: Proposal) -> dict[str, Any] | None:
    """What is known of a simulation: {"step": …, "done": n}, {"result": …} or {"problem": …}; None: not asked for."""
    held: dict[str, Any] | None = cache.get(key_of(proposal))
    return held


def result_of(state: dict[str, Any] | None) -> Simulation | None:
    """The finished simulation in a state."""
    return Simulation.of(state["result"]) if state and "result" in state else None


def ask(proposal: Proposal) -> None:
    """Queue a simulation, unless it is queued or done."""
    if state_of(proposal) is None:
        cache.set(key_of(proposal), {"step": "", "done": 0}, KEEP_SECONDS)
        run_simulation.defer(proposal=proposal.as_dict())


@app.task(name="adoption.simulate", queue=QUEUE)
def run_simulation(proposal: dict[str, Any]) -> None:
    """Do it, telling the step at hand. A refusal of the engine is a result, not a failure of the job."""
    wanted = Proposal.of(proposal)
    key, done = key_of(wanted), 0

    def tell(step: str) -> None:
        nonlocal done
        cache.set(key, {"step": step, "done": done}, KEEP_SECONDS)
        done += 1

    try:
        found = simulate(wanted, tell)
    except PolicyError as error:
        cache.set(key, {"problem": refusal_words(error)}, KEEP_SECONDS)
        return
    cache.set(key, {"result": found.as_dict()}, KEEP_SECONDS)
