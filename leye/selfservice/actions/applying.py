"""What a person does about jobs for himself: the office's own actions, for the person's own rows and nobody else's.

The scope of who is signed in holds one person, so every row of somebody else is as absent as one that does not exist.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Outside
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import (
    ANSWER_WITHIN_DAYS,
    AgreeToContact,
    ApplicationAction,
    Apply,
    Withdraw,
)
from leye.hiring.actions.recommend import Decline, MarkRead
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application, InterviewSlot
from leye.ledger.errors import Absent

SEEKER = (Outside.SEEKER,)


@dataclass(kw_only=True)
class ApplyForMyself(Apply):
    """See Apply."""

    allowed = SEEKER


@dataclass(kw_only=True)
class WithdrawMine(Withdraw):
    """See Withdraw."""

    allowed = SEEKER


@dataclass(kw_only=True)
class ReadMine(MarkRead):
    """See MarkRead."""

    allowed = SEEKER


@dataclass(kw_only=True)
class DeclineMine(Decline):
    """See Decline."""

    allowed = SEEKER


@dataclass(kw_only=True)
class AgreeMine(AgreeToContact):
    """The person's side agrees; the employer's cannot be agreed to from here."""

    allowed = SEEKER

    def execute(self) -> Application:
        self.by_person, self.by_employer = True, False
        return super().execute()


def free_slots(vacancy_id: int, besides: int | None = None) -> list[InterviewSlot]:
    """Times to come of a vacancy that are not full, for who was invited. Read as the background role."""
    with as_service():
        slots = InterviewSlot.objects.filter(vacancy_id=vacancy_id, starts_at__gt=timezone.now())
        return [one for one in slots if one.pk == besides or _room(one, 0)]


def _room(slot: InterviewSlot, application_id: int) -> bool:
    taken = slot.applications.filter(state=ApplicationState.INTERVIEW).exclude(pk=application_id)
    return taken.count() < slot.capacity


@dataclass(kw_only=True)
class ChooseSlot(ApplicationAction):
    """Who was invited takes another time of the same vacancy; the slot is locked, so its last place is not given twice."""

    allowed = SEEKER

    slot_id: int

    def execute(self) -> Application:
        one = self.row(Application.objects.all(), self.application_id)
        if one.state != ApplicationState.INTERVIEW:
            raise ActionError(
                _("这份应聘现在是“%(state)s”，不能选面试时间。") % {"state": one.get_state_display()}
            )
        one = self.take("invite")
        with as_service():
            slots = InterviewSlot.objects.filter(pk=self.slot_id, vacancy_id=one.vacancy_id)
            slot = slots.select_for_update().first()
            if slot is None:
                raise Absent
            if slot.starts_at <= timezone.now():
                raise ActionError(_("这个面试时段已经过了，请选择别的时段。"))
            if not _room(slot, one.pk):
                raise ActionError(
                    _("这个面试时段已约满%(most)d人，请选择别的时段。") % {"most": slot.capacity}
                )
        one.slot_id = slot.pk
        one.answer_by = timezone.localdate(slot.ends_at) + dt.timedelta(days=ANSWER_WITHIN_DAYS)
        return self.keep(one, "slot", "answer_by")
