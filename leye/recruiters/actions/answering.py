"""What an employer does with applications to its vacancies. It never completes a hire: an officer does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import Outside
from leye.hiring.actions.apply import (
    AgreeToContact,
    ApplicationAction,
    Invite,
    MarkSeen,
    Offer,
    OpenSlot,
    Refuse,
)
from leye.hiring.changes import ApplicationChanged
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application
from leye.ledger.actions.base import Problems
from leye.ledger.errors import Absent
from leye.recruiters.actions.own import check_not_closed, unit_of
from leye.recruiters.membership import in_hand
from leye.standards.calendar import today

Result = TypeVar("Result")
#: Nobody promises a day further off.
MOST_DAYS_AHEAD = 180


@dataclass(kw_only=True)
class OwnApplication(ApplicationAction):
    """A step of an application to a vacancy that the unit has in hand."""

    allowed = (Outside.EMPLOYER,)

    def check(self) -> None:
        super().check()
        unit = unit_of(self.actor)
        here = Application.objects.visible_to(self.actor.scope).filter(pk=self.application_id)
        if not here.filter(vacancy__in=in_hand(self.actor.scope)).exists():
            raise Absent
        check_not_closed(unit)

    def take(self, step: str) -> Application:
        """As for officers; who was quicker, and when, is told to officers only."""
        try:
            return super().take(step)
        except ApplicationChanged as error:
            words = _("这份应聘刚刚有变化，现在是“%(state)s”，没有办理。请看过再办。")
            raise Conflict(words % {"state": ApplicationState(error.state).label}) from error


@dataclass(kw_only=True)
class SeeApplicant(OwnApplication, MarkSeen):
    """The résumé was opened."""


@dataclass(kw_only=True)
class InviteApplicant(OwnApplication, Invite):
    """A place in one of the unit's slots."""


@dataclass(kw_only=True)
class OfferJob(OwnApplication, Offer):
    """The unit wants the person, and says from which day if it knows."""

    starts_on: dt.date | None = None

    def execute(self) -> Application:
        one = self.take("offer")
        one.starts_on = promised(self.starts_on)
        return self.keep(one, "starts_on")


@dataclass(kw_only=True)
class ReportStart(OwnApplication):
    """The day on which the person began or will begin, as the unit says: word for the officer, evidence of nothing."""

    starts_on: dt.date | None

    def execute(self) -> Application:
        one = self.row(Application.objects.all(), self.application_id)
        if one.state != ApplicationState.OFFERED:
            raise ActionError(_("先标为拟录用，再报上岗日期。"))
        if self.starts_on is None:
            raise ActionError(_("请填写上岗日期。"))
        one.starts_on = promised(self.starts_on)
        return self.keep(one, "starts_on")


def promised(day: dt.date | None) -> dt.date | None:
    """A day that an employer may name. Raises Invalid."""
    problems = Problems()
    if day is not None and abs((day - today()).days) > MOST_DAYS_AHEAD:
        problems.add("starts_on", _("上岗日期应在前后半年以内，请核对。"))
    problems.check()
    return day


@dataclass(kw_only=True)
class RefuseApplicant(OwnApplication, Refuse):
    """Not this person, with the reason."""


@dataclass(kw_only=True)
class AgreeOwnContact(OwnApplication, AgreeToContact):
    """The unit shows its telephone number; the person's opens when both have agreed."""

    def execute(self) -> Application:
        self.by_person, self.by_employer = False, True
        return super().execute()


@dataclass(kw_only=True)
class OpenOwnSlot(OpenSlot):
    """A time at which the unit sees people for a vacancy it has in hand."""

    allowed = (Outside.EMPLOYER,)

    def check(self) -> None:
        super().check()
        check_not_closed(unit_of(self.actor))
        if not in_hand(self.actor.scope).filter(pk=self.vacancy_id).exists():
            raise Absent
