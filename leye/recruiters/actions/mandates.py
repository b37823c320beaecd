"""A unit lets an agency look for people in its name: asked for, given, confirmed, ended (#83, #115, #267)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import Outside
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction, Problems, Result
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.recruiters.actions.accounts import CAN_VERIFY
from leye.recruiters.actions.own import check_not_closed, unit_of
from leye.recruiters.enums import MandateState
from leye.recruiters.membership import why_no_agency
from leye.recruiters.models import Mandate
from leye.standards.calendar import today
from leye.standards.uscc import UsccError, parse_uscc
from leye.vacancies.models import EmployerStanding


@dataclass(kw_only=True)
class GiveMandate(LedgerAction[Mandate]):
    """Write a mandate between the actor's unit and another, found by its credit code.

    `as_client`: the unit gives it and it stands at once; otherwise the unit is the agency and asks for it.
    """

    allowed = (Outside.EMPLOYER,)

    other_uscc: str
    valid_from: dt.date
    valid_to: dt.date | None
    evidence: str
    as_client: bool

    def execute(self) -> Mandate:
        problems = Problems()
        evidence = problems.text(Mandate, "evidence", self.evidence)
        if not evidence:
            problems.add("evidence", _("请写明委托依据，例如：2026年代招协议编号。"))
        problems.order("valid_to", _("委托截止日期"), max(self.valid_from, today()), self.valid_to)
        try:
            uscc = parse_uscc(self.other_uscc)
        except UsccError as error:
            problems.add("other_uscc", str(error))
        problems.check()
        unit = unit_of(self.actor)
        check_not_closed(unit)
        with as_service():
            mine, other = Employer.objects.get(pk=unit), Employer.objects.filter(uscc=uscc).first()
            if other is None:
                raise Invalid({"other_uscc": _("台账里没有这家单位。请它先申请单位账号，由经办机构核实。")})
            check_not_closed(other.pk)
            client, agency = (mine, other) if self.as_client else (other, mine)
            _check_agency(agency)
            return Mandate.objects.create(
                agency=agency, client=client, agency_name=agency.name, client_name=client.name,
                area_id=client.area_id, valid_from=self.valid_from, valid_to=self.valid_to, evidence=evidence,
                state=MandateState.CONFIRMED if self.as_client else MandateState.ASKED,
                confirmed_by_id=self.actor.user if self.as_client else None,
            )  # fmt: skip


def _check_agency(agency: Employer) -> None:
    """Raise ActionError unless officers have noted that the unit may post for others."""
    why = why_no_agency(EmployerStanding.objects.filter(employer=agency).first())
    if why:
        raise ActionError(_("“%(name)s”%(why)s") % {"name": agency.name, "why": why})


@dataclass(kw_only=True)
class MandateAction(LedgerAction[Result]):
    """A step of a mandate by the client, the agency, or an officer where the client is."""

    allowed = (*CAN_VERIFY, Outside.EMPLOYER)

    mandate_id: int

    def mandate(self) -> Mandate:
        """The mandate, which the actor may see, locked. Raises Absent."""
        if not Mandate.objects.visible_to(self.actor.scope).filter(pk=self.mandate_id).exists():
            raise Absent
        with as_service():
            return Mandate.objects.select_for_update().get(pk=self.mandate_id)

    def keep(self, one: Mandate) -> Mandate:
        """Save. Who may was decided before: neither unit writes the row by itself."""
        with as_service():
            one.save()
        return one


@dataclass(kw_only=True)
class ConfirmMandate(MandateAction[Mandate]):
    """The client agrees; or an officer has seen what proves it."""

    def execute(self) -> Mandate:
        one = self.mandate()
        if self.actor.role == Outside.EMPLOYER and one.client_id != unit_of(self.actor):
            raise NotAllowed(_("委托由用人单位自己或者经办机构确认。"))
        if one.state != MandateState.ASKED:
            raise ActionError(
                _("这份委托现在是“%(state)s”，不用再确认。") % {"state": one.get_state_display()}
            )
        with as_service():
            _check_agency(one.agency)
        one.state, one.confirmed_by_id = MandateState.CONFIRMED, self.actor.user
        return self.keep(one)


@dataclass(kw_only=True)
class EndMandate(MandateAction[Mandate]):
    """Over from this moment on: the agency no longer posts, sees or answers for the client. Asked for: not agreed to."""

    reason: str = ""

    def execute(self) -> Mandate:
        one = self.mandate()
        if one.state not in (MandateState.ASKED, MandateState.CONFIRMED):
            raise ActionError(_("这份委托已经结束。"))
        problems = Problems()
        one.reason = problems.text(Mandate, "reason", self.reason)
        problems.check()
        asked = one.state == MandateState.ASKED
        one.state = MandateState.REFUSED if asked else MandateState.ENDED
        if not asked:
            one.valid_to = max(one.valid_from, min(today(), one.valid_to or today()))
        return self.keep(one)
