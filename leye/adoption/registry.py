"""The packs this process knows, loaded once, and the live evaluator over those that work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from leye.engine import LiveEvaluator
from leye.packs import load_packs
from leye.packs.loader import LoadedPacks
from leye.policy import Pack, Rule

#: What is asked live in every process; compiled when the evaluator is made, so that a fault shows then.
ASKED = ("person", "area")


@cache
def packs() -> LoadedPacks:
    """Every pack that loads; `.broken` names the others."""
    return load_packs()


@dataclass(frozen=True)
class Live:
    """The evaluator, and the packs that it leaves out with the reason: not loaded, or their rules do not compile."""

    evaluator: LiveEvaluator
    left_out: Mapping[str, str]


@cache
def _live() -> Live:
    broken = {name: str(error) for name, error in packs().broken.items()}
    evaluator = LiveEvaluator(packs())
    try:
        for scope in ASKED:
            evaluator.sql(scope)
    except Exception:  # which pack it was is found out below; where none fails alone, it is raised again
        guilty = {name: reason for name, pack in packs().items() if (reason := _fault(pack))}
        if not guilty:
            raise
        evaluator = LiveEvaluator({name: pack for name, pack in packs().items() if name not in guilty})
        return Live(evaluator, broken | guilty)
    return Live(evaluator, broken)


def _fault(pack: Pack) -> str:
    """Why the rules of a pack do not compile; '' when they do."""
    try:
        alone = LiveEvaluator({pack.id: pack})
        for scope in ASKED:
            alone.sql(scope)
    except Exception as error:  # noqa: BLE001 - whatever a pack's own code raises is told, and the others go on
        return f"{type(error).__name__}：{error}"
    return ""


def live() -> LiveEvaluator:
    """The evaluator whose SQL is compiled once a process."""
    return _live().evaluator


def left_out_live() -> Mapping[str, str]:
    """The packs that nobody is judged by at the moment, with the reason: their to-dos stay as they are."""
    return _live().left_out


def find_pack(pack_id: str) -> Pack | None:
    """A pack by its identifier."""
    return packs().get(pack_id)


def find_rule(pack_id: str, name: str) -> Rule | None:
    """A rule by pack and name; None when the pack no longer has it."""
    pack = packs().get(pack_id)
    return pack.rules.get(name) if pack else None
