"""What every action at a fair needs: the fair, locked, and whether its day has come."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor, Result
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.fairs.models import Booth, Visit
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent
from leye.market.enums import COMING, FairState
from leye.market.models import Fair
from leye.standards.calendar import today

#: Who may stand at the desk and at the booths.
CAN_RUN_DESK = (*CAN_WRITE_LEDGER, Role.SUPERVISOR)


def as_desk(actor: Actor) -> Actor:
    """The actor for what the program writes because somebody came: a service, a case.

    Whoever may run the desk leaves these records, a supervisor at a city's fair too, who writes nothing else in the
    ledger; the user stays named in them.
    """
    return replace(actor, role="")


@dataclass
class FairDayAction(LedgerAction[Result]):
    """An action at a fair. Holding the fair's row, two desks come one after the other."""

    def fair(self, fair_id: int) -> Fair:
        """The fair, locked. Raises Absent, ActionError when it was cancelled."""
        fair = self.row(Fair.objects.all(), fair_id)
        if fair.status == FairState.CANCELLED:
            raise ActionError(_("这场招聘会已取消：%(reason)s") % {"reason": fair.cancel_reason})
        return fair

    def fair_of_today(self, fair_id: int) -> Fair:
        """A fair whose day has come and that is not summed up yet; what was noted on paper is entered later."""
        fair = self.open_fair(fair_id)
        if fair.held_on > today():
            raise ActionError(_("这场招聘会定在%(day)s，还没有到，当天才能签到。") % {"day": fair.held_on})
        return fair

    def open_fair(self, fair_id: int) -> Fair:
        """A fair that is not summed up yet: booths of one that is over may be entered from paper."""
        fair = self.fair(fair_id)
        if fair.status == FairState.REPORTED:
            raise ActionError(_("这场招聘会已总结。要补登记，请先在结果里点“修改结果”。"))
        return fair

    def coming_fair(self, fair_id: int) -> Fair:
        """A fair that people and employers may still sign up for."""
        fair = self.fair(fair_id)
        if fair.status not in COMING or fair.held_on < today():
            raise ActionError(_("这场招聘会的报名已截止。"))
        return fair

    def booth(self, booth_id: int) -> Booth:
        """A booth, locked after its fair, the order in which everybody locks. Raises Absent."""
        fair_id = (
            Booth.objects.visible_to(self.actor.scope).filter(pk=booth_id).values_list("fair_id", flat=True)
        )
        found = fair_id.first()
        if found is None:
            raise Absent
        fair = self.row(Fair.objects.all(), found)
        booth = self.row(Booth.objects.all(), booth_id)
        booth.fair = fair
        return booth

    def visit(self, visit_id: int) -> Visit:
        """A visit, locked after its fair. Raises Absent."""
        fair_id = (
            Visit.objects.visible_to(self.actor.scope).filter(pk=visit_id).values_list("fair_id", flat=True)
        )
        found = fair_id.first()
        if found is None:
            raise Absent
        fair = self.row(Fair.objects.all(), found)
        visit = self.row(Visit.objects.all(), visit_id)
        visit.fair = fair
        return visit
