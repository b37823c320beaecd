"""The packs this process knows, loaded once, and the live evaluator over those that work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from leye.engine import LiveEvaluator
from leye.packs import load_packs
from leye.packs.binding import subject_table
from leye.packs.loader import LoadedPacks
from leye.policy import Pack, Rule


@cache
def packs() -> LoadedPacks:
    """Every pack that loads; `.broken` names the others."""
    return load_packs()


@dataclass(frozen=True)
class Live:
    """The evaluator, and the packs that it leaves out with the reason: not loaded, or their rules do not bind."""

    evaluator: LiveEvaluator
    left_out: Mapping[str, str]


@cache
def _live() -> Live:
    left_out = {name: str(error) for name, error in packs().broken.items()}
    left_out |= {name: reason for name, pack in packs().items() if (reason := _fault(pack))}
    return Live(LiveEvaluator({n: pack for n, pack in packs().items() if n not in left_out}), left_out)


def _fault(pack: Pack) -> str:
    """Why the rules of a pack do not bind to the facts; '' when they do. The statement of everybody would fail."""
    try:
        for rule in pack.rules.values():
            table = subject_table(pack, rule.subject.kind)
            for expression in rule.expressions().values():
                expression.resolve(table)
    except Exception as error:  # noqa: BLE001 - whatever a pack's own code raises is told, and the others go on
        return f"{rule.title}：{type(error).__name__}：{error}"
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
