"""The packs that a night can judge: one that fails is named, its to-dos stay as they are, and the others go on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from leye.adoption.models import Resolution
from leye.adoption.registry import packs
from leye.adoption.resolution import failed_packs
from leye.engine import Resolved
from leye.engine.night import Night, evaluate
from leye.policy import Pack


@dataclass(frozen=True)
class Sound:
    """The packs to be judged, and those left out with the reason: not loaded, not resolved, or not evaluated."""

    packs: Mapping[str, Pack]
    left_out: Mapping[str, str]

    @classmethod
    def of(cls, resolution: Resolution) -> "Sound":
        """The packs that load and resolve."""
        failed = failed_packs(resolution)
        broken = {name: str(error) for name, error in packs().broken.items()}
        sound = {name: pack for name, pack in packs().items() if name not in failed}
        return cls(sound, {**broken, **failed})

    def without(self, guilty: Mapping[str, str]) -> "Sound":
        """The same without more packs."""
        kept = {name: pack for name, pack in self.packs.items() if name not in guilty}
        return replace(self, packs=kept, left_out={**self.left_out, **guilty})

    def judged(self, rows: pa.Table) -> pa.Table:
        """The rows of packs that are judged or gone: what is left out is neither missed nor lapsed."""
        return rows.filter(pc.invert(pc.is_in(rows["pack"], pa.array(sorted(self.left_out), pa.string()))))


def judge_sound(
    judge: Callable[[Sound], Night], sound: Sound, home: Path, day: date, *, in_force: bool
) -> tuple[Night, Sound]:
    """A night over the packs that can be evaluated. Raises what the night raises when no single pack is the cause."""
    try:
        return judge(sound), sound
    except Exception:  # raised again unless a pack is found to be the cause
        guilty = _guilty(sound.packs, home, day, in_force=in_force)
        if not guilty:
            raise
    rest = sound.without(guilty)
    return judge(rest), rest


def _guilty(known: Mapping[str, Pack], home: Path, day: date, *, in_force: bool) -> dict[str, str]:
    """The packs that fail alone over the snapshot of the night that failed, with the reason."""
    snapshot = next(iter(sorted(home.glob("run-*.partial/snapshot"))), None)
    if snapshot is None:
        return {}
    reasons = {}
    for name, pack in known.items():
        try:
            evaluate({name: pack}, snapshot, day, resolved=None if in_force else Resolved(day))
        except Exception as error:  # noqa: BLE001 - whatever a pack's rules raise is told, and the others go on
            reasons[name] = f"{type(error).__name__}：{str(error).splitlines()[0] if str(error) else ''}"
    return reasons
