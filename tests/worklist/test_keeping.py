"""A night of an empty country keeps no figures and breaks nothing."""

from leye.worklist.night import run_night
from tests.worklist.people import DAY


def test_a_night_without_people_or_adoptions_finishes(own_database: str) -> None:
    run = run_night(DAY)
    assert (run.state, run.figures.using("owner").count()) == ("finished", 0)
