"""Names for showing: 补隆淖镇 · 河壕村. The tree changes rarely, so a process remembers what it has read."""

import threading
import time

from leye.areas.enums import Level
from leye.areas.models import Area

#: A renamed or new unit shows within this many seconds in every process.
REMEMBER_SECONDS = 60
DOT = " · "

_lock = threading.Lock()
_chains: dict[int, tuple[Area, ...]] = {}
_read_at = 0.0


def chain(no: int) -> tuple[Area, ...]:
    """The areas from the province down to the one numbered `no`, itself last; () when it does not exist."""
    global _read_at
    with _lock:
        if time.monotonic() - _read_at > REMEMBER_SECONDS:
            _chains.clear()
            _read_at = time.monotonic()
        if no in _chains:
            return _chains[no]
    found = tuple(Area.objects.above(no))
    if not found or found[-1].no != no:
        return ()
    with _lock:
        _chains[no] = found
    return found


def forget_paths() -> None:
    """Read the tree again at the next use; call after a change of the tree."""
    with _lock:
        _chains.clear()


def path_names(area: Area | int, above: Level = Level.TOWNSHIP) -> str:
    """The area's name with those above it down from the level `above`: 补隆淖镇 · 河壕村.

    An area higher than `above` shows its own name alone. '' for an area that does not exist.
    """
    areas = chain(area if isinstance(area, int) else area.no)
    if not areas:
        return ""
    shown = [one.name for one in areas[:-1] if one.level >= above]
    return DOT.join([*shown, areas[-1].name])


def full_path(area: Area | int) -> str:
    """The whole name in one piece: 内蒙古自治区巴彦淖尔市磴口县补隆淖镇河壕村."""
    return "".join(one.name for one in chain(area if isinstance(area, int) else area.no))
