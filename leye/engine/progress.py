"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

#: Told the name of each step that is done, and the seconds it took.
Progress = Callable[[str, float], None]


def quiet(step: str, seconds: float) -> None:
    """Report nothing."""
