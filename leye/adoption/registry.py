"""The packs this process knows, loaded once, and the live evaluator over them."""

from functools import cache

from leye.engine import LiveEvaluator
from leye.packs import load_packs
from leye.packs.loader import LoadedPacks
from leye.policy import Pack, Rule


@cache
def packs() -> LoadedPacks:
    """Every pack that loads; `.broken` names the others."""
    return load_packs()


@cache
def live() -> LiveEvaluator:
    """The evaluator whose SQL is compiled once a process."""
    return LiveEvaluator(packs())


def find_pack(pack_id: str) -> Pack | None:
    """A pack by its identifier."""
    return packs().get(pack_id)


def find_rule(pack_id: str, name: str) -> Rule | None:
    """A rule by pack and name; None when the pack no longer has it."""
    pack = packs().get(pack_id)
    return pack.rules.get(name) if pack else None
