"""The states of an application and how it comes from one to another: one table for every action and page."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.hiring.enums import ApplicationState as S


class Step(NamedTuple):
    """One way onward: from which states, to which."""

    before: tuple[S, ...]
    after: S


#: States in which the application still waits for somebody.
WAITING = (S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED)
STEPS: dict[str, Step] = {
    "see": Step((S.SENT,), S.SEEN),
    "invite": Step((S.SENT, S.SEEN, S.INTERVIEW), S.INTERVIEW),
    "offer": Step((S.SENT, S.SEEN, S.INTERVIEW), S.OFFERED),
    "hire": Step(WAITING, S.HIRED),
    "refuse": Step(WAITING, S.REFUSED),
    "withdraw": Step(WAITING, S.WITHDRAWN),
    # An offer does not lapse: the seat has been promised.
    "expire": Step((S.SENT, S.SEEN, S.INTERVIEW), S.EXPIRED),
    # A hire that was entered by mistake: what was promised stands.
    "undo": Step((S.HIRED,), S.OFFERED),
}


def may(state: str, step: str) -> bool:
    """Whether a step leads on from a state."""
    return state in STEPS[step].before


def onward(state: str, step: str) -> S:
    """The state after a step. Raises ActionError when the step does not lead on from here."""
    if not may(state, step):
        raise ActionError(
            _("这份应聘现在是“%(state)s”，不能%(step)s。请刷新页面查看最新状态。")
            % {"state": S(state).label, "step": step_word(step)}
        )
    return STEPS[step].after


def step_word(step: str) -> str:
    """What a step is called."""
    return {
        "see": _("标为已看"),
        "invite": _("约面试"),
        "offer": _("拟录用"),
        "hire": _("办理录用"),
        "refuse": _("答复不录用"),
        "withdraw": _("撤回"),
        "expire": _("按逾期处理"),
        "undo": _("撤销录用"),
    }[step]


def steps_from(state: str) -> list[str]:
    """The steps that lead on from a state, in the order of the table."""
    return [step for step in STEPS if may(state, step)]
