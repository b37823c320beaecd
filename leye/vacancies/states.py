"""The states of a vacancy and how it comes from one to another: one table, asked by every action and page."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.vacancies.enums import VacancyState as S


class Step(NamedTuple):
    """One way onward: from which states, to which."""

    before: tuple[S, ...]
    after: S


STEPS: dict[str, Step] = {
    "submit": Step((S.DRAFT, S.REFUSED, S.UNPUBLISHED), S.SUBMITTED),
    "publish": Step((S.SUBMITTED,), S.PUBLISHED),
    "refuse": Step((S.SUBMITTED,), S.REFUSED),
    "warn": Step((S.PUBLISHED,), S.WARNED),
    "confirm": Step((S.PUBLISHED, S.WARNED), S.PUBLISHED),
    "unpublish": Step((S.PUBLISHED, S.WARNED), S.UNPUBLISHED),
    "fill": Step((S.PUBLISHED, S.WARNED), S.FILLED),
    "reopen": Step((S.FILLED,), S.PUBLISHED),
    "close": Step(
        (S.DRAFT, S.SUBMITTED, S.REFUSED, S.PUBLISHED, S.WARNED, S.UNPUBLISHED, S.FILLED), S.CLOSED
    ),
}
#: States in which the vacancy may be written anew; what is open goes back to review when it is not a reviewer who writes.
EDITABLE = (S.DRAFT, S.SUBMITTED, S.REFUSED, S.UNPUBLISHED, S.PUBLISHED, S.WARNED)


def may(state: str, step: str) -> bool:
    """Whether a step leads on from a state."""
    return state in STEPS[step].before


def onward(state: str, step: str) -> S:
    """The state after a step. Raises ActionError when the step does not lead on from here."""
    if not may(state, step):
        raise ActionError(
            _("这个岗位现在是“%(state)s”，不能%(step)s。请刷新页面查看最新状态。")
            % {"state": S(state).label, "step": step_word(step)}
        )
    return STEPS[step].after


def step_word(step: str) -> str:
    """What a step is called."""
    return {
        "submit": _("提交审核"),
        "publish": _("发布"),
        "refuse": _("退回"),
        "warn": _("提醒"),
        "confirm": _("确认在招"),
        "unpublish": _("下架"),
        "fill": _("标为招满"),
        "reopen": _("再招人"),
        "close": _("关闭"),
    }[step]
