"""The one table of an application's states, walked at random."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.accounts.actions.base import ActionError
from leye.hiring.enums import ApplicationState
from leye.hiring.states import STEPS, WAITING, may, onward, step_word, steps_from

ENDS = set(ApplicationState) - set(WAITING)
steps = st.lists(st.sampled_from(sorted(STEPS)), max_size=30)


@given(steps)
def test_whatever_is_tried_an_application_stands_in_one_state_and_ends_stay_ends(tried: list[str]) -> None:
    state: ApplicationState = ApplicationState.SENT
    for step in tried:
        before = state
        if not may(before, step):
            with pytest.raises(ActionError, match=str(before.label)):
                onward(before, step)
            continue
        state = onward(before, step)
        assert step in steps_from(before)
        # Only a hire that was a mistake leads out of an end.
        assert before in WAITING or (step == "undo" and before == ApplicationState.HIRED)
        assert step != "expire" or before != ApplicationState.OFFERED


def test_every_state_is_reached_and_every_step_has_a_word() -> None:
    reached = {ApplicationState.SENT}
    while more := {onward(state, step) for state in reached for step in steps_from(state)} - reached:
        reached |= more
    assert reached == set(ApplicationState)
    assert all(step_word(step) for step in STEPS)
    assert {state for state in ApplicationState if not steps_from(state)} == ENDS - {ApplicationState.HIRED}
