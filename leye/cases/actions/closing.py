"""The end of a case, the same whichever action ends it: with it end its plan and what still waits for an answer."""

import datetime as dt

from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.cases.actions.base import CaseAction
from leye.cases.actions.plans import end_plan_of
from leye.cases.actions.referrals import FinishReferral, RevokeReferral
from leye.cases.enums import CaseState, ExitKind
from leye.cases.models import Case, Referral
from leye.cases.plan_enums import ReferralState
from leye.standards.calendar import today


def close_case(
    action: CaseAction[Case], case: Case, kind: ExitKind, on: dt.date, note: str, *names: str
) -> Case:
    """End a locked case, its open plan and its referrals, inside the action's transaction.

    What nobody has answered is taken back. What an area is working on ends too, and with it that area's look into
    the file; but not when the person found work: what came of it is then still to be told.
    `names` are further columns that the action has set. That somebody is not eligible waits for the county's
    confirmation; a county officer's own word is that at once (#212).
    """
    case.state, case.exit_kind, case.exit_note = CaseState.EXITED, kind, note
    case.exited_on, case.exited_by_id = on, action.actor.user
    if (
        kind == ExitKind.NOT_ELIGIBLE
        and case.confirmed_on is None
        and action.actor.role == Role.COUNTY_OFFICER
    ):
        case.confirmed_on, case.confirmed_by_id = today(), action.actor.user
        names = (*names, "confirmed_on", "confirmed_by")
    action.save(case, *dict.fromkeys(("state", "exit_kind", "exit_note", "exited_on", "exited_by", *names)))
    end_plan_of(case.person_id, on)
    waiting = Referral.objects.filter(person_id=case.person_id, state=ReferralState.SENT).order_by("pk")
    for referral_id in waiting.values_list("pk", flat=True):
        RevokeReferral(action.actor, referral_id=referral_id).run()
    if kind != ExitKind.EMPLOYED:
        _finish_accepted(action, case)
    return case


def _finish_accepted(action: CaseAction[Case], case: Case) -> None:
    result = _("个案已退出：%(kind)s") % {"kind": case.get_exit_kind_display()}
    accepted = Referral.objects.filter(person_id=case.person_id, state=ReferralState.ACCEPTED).order_by("pk")
    for referral_id in accepted.values_list("pk", flat=True):
        FinishReferral(action.actor, referral_id=referral_id, result=result).run()
