"""What was made, in what time and memory."""

import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Needs Django, which worlds in files do without.
    from leye.ops.world.accounts import Account

Progress = Callable[[str], None]


@dataclass
class WorldReport:
    """What was made: rows by table, the demo's accounts, time and memory."""

    counts: dict[str, int]
    seconds: float
    peak_mb: int
    accounts: list["Account"] = field(default_factory=list)
    password: str = ""


def peak_mb() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
