"""Registration (登记): who is a labourer (#212), and the county's confirmation."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.cases.actions.base import CaseAction
from leye.cases.actions.closing import close_case
from leye.cases.actions.serving import state_of
from leye.cases.enums import ExitKind
from leye.cases.models import Case
from leye.ledger.actions.base import Problems
from leye.ledger.enums import WorkCapacity
from leye.standards.calendar import today

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@dataclass(kw_only=True)
class RegisterCase(CaseAction[Case]):
    """Say whether the person is a labourer. Yes: the case goes on. No, with the reason: it ends as not eligible.

    A county officer's word is the confirmation of the county at once; a township's waits for it.
    """

    allowed = CLERKS

    case_id: int
    version: int
    registered_on: dt.date
    is_labourer: bool
    reason: str = ""

    def execute(self) -> Case:
        case = self.open_case(self.case_id, self.version)
        problems = Problems()
        if case.registered_on is not None:
            problems.add("", _("这个个案已于%(day)s登记。") % {"day": case.registered_on})
        problems.past("registered_on", _("登记日期"), self.registered_on)
        problems.order("registered_on", _("登记日期"), case.applied_on, self.registered_on)
        reason = problems.text(Case, "labourer_reason", self.reason)
        if not self.is_labourer and not reason:
            problems.add("reason", _("请写明不认定为劳动力的理由。"))
        if self.is_labourer and not reason and case.person.work_capacity == WorkCapacity.NONE:
            problems.add("reason", _("台账记为无劳动能力，认定为劳动力须写明理由，或先更正档案。"))
        problems.check()
        case.registered_on, case.registered_by_id = self.registered_on, self.actor.user
        case.is_labourer, case.labourer_reason = self.is_labourer, reason
        names = ["state", "registered_on", "registered_by", "is_labourer", "labourer_reason"]
        if self.actor.role == Role.COUNTY_OFFICER:
            case.confirmed_on, case.confirmed_by_id = today(), self.actor.user
            names += ["confirmed_on", "confirmed_by"]
        if not self.is_labourer:
            return close_case(self, case, ExitKind.NOT_ELIGIBLE, self.registered_on, reason, *names)
        case.state = state_of(case.registered_on, case.first_served_on)
        return self.save(case, *names)


@dataclass(kw_only=True)
class ConfirmLabourers(CaseAction[list[Case]]):
    """The county confirms the townships' registrations, one or many (#212). All of them or none.

    Those who were found not eligible too: that word ends the help, so it is looked at as the other is.
    """

    allowed = (Role.COUNTY_OFFICER,)

    case_ids: list[int]

    def execute(self) -> list[Case]:
        problems = Problems()
        if not self.case_ids:
            problems.add("case_ids", _("请至少选择一个个案。"))
        cases = [self._registered(case_id) for case_id in sorted(set(self.case_ids))]
        for case in cases:
            if case.registered_on is None and case.is_open:
                problems.add("case_ids", _("%(name)s还没有登记，不能确认。") % {"name": case.person.name})
        problems.check()
        for case in cases:
            if case.confirmed_on is None:
                case.confirmed_on, case.confirmed_by_id = today(), self.actor.user
                self.save(case, "confirmed_on", "confirmed_by")
        return cases

    def _registered(self, case_id: int) -> Case:
        case = self.any_case(case_id)
        return case if case.exit_kind == ExitKind.NOT_ELIGIBLE else self.open_case(case_id)
