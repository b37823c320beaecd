"""The frozen list behind a figure: who was counted by the run that made it, read from the run's own folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leye.adoption.models import Run
from leye.adoption.nights import nights_home
from leye.engine.memory import in_memory


@dataclass(frozen=True)
class Counted:
    """One line of a frozen list. `person_id` None: the subject is no person. `counted` False: in the whole only."""

    subject_kind: str
    subject_id: int
    person_id: int | None
    area_id: int
    counted: bool


def _file(run: Run) -> Path | None:
    path = nights_home() / f"run-{run.key}" / "figure_members.parquet"
    return path if run.key and path.exists() else None


def is_kept(run: Run | None) -> bool:
    """Whether a run's lists are still on disk; older runs keep their figures only."""
    return run is not None and _file(run) is not None


def members(
    run: Run, pack: str, rule: str, lo: int, hi: int, *, missing: bool = False, start: int = 0, stop: int = 50
) -> Sequence[Counted]:
    """A page of the list behind a figure in a range of areas; [] when the run's lists are gone.

    `missing`: those in the whole of a share who do not count (still to be served).
    """
    path = _file(run)
    if path is None:
        return []
    query = (
        "SELECT subject_kind, subject_id, person_id, area_id, counted FROM read_parquet(?)"
        " WHERE pack = ? AND rule = ? AND area_id BETWEEN ? AND ? AND counted = ?"
        " ORDER BY area_id, coalesce(person_id, subject_id), subject_id LIMIT ? OFFSET ?"
    )
    bound = [path.as_posix(), pack, rule, lo, hi, not missing, max(stop - start, 0), start]
    with in_memory() as connection:
        return [Counted(*row) for row in connection.execute(query, bound).fetchall()]
