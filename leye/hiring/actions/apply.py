"""Applications: sent, seen, invited, offered, refused, withdrawn, and expired by themselves."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Allowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.hiring.actions.recommend import check_fits, open_one
from leye.hiring.changes import ApplicationChanged, changed_since
from leye.hiring.enums import ApplicationState, RecommendationState
from leye.hiring.models import Application, InterviewSlot, Recommendation
from leye.hiring.models.recommending import LIVE
from leye.hiring.openings import opening
from leye.hiring.resume import FACTS, USUAL
from leye.hiring.seen_jobs import seen_jobs
from leye.hiring.states import WAITING, onward
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.standards.calendar import today
from leye.vacancies.enums import VacancyState
from leye.vacancies.models import Vacancy

#: An employer that has not answered for so long is taken to have no interest, and the person is told.
ANSWER_WITHIN_DAYS = 15
#: Applications of one person that may wait at a time.
MOST_WAITING = 10


def check_open(vacancy_id: int) -> None:
    """Raise ActionError when nobody can apply any more, and say whether the last seat has just gone."""
    found = opening(vacancy_id)
    if found is not None and found.seats_left > 0:
        return
    job = seen_jobs([vacancy_id]).get(vacancy_id)
    if job is not None and (found is not None or job.status == VacancyState.FILLED):
        raise ActionError(
            _("“%(title)s”刚刚招满，没有应聘。请从推荐的岗位里另选一个。") % {"title": job.title}
        )
    raise ActionError(_("这个岗位已经不在招聘，没有应聘。请另选一个岗位。"))


@dataclass(kw_only=True)
class Apply(LedgerAction[Application]):
    """Apply for a person to an open vacancy whose requirements the person meets."""

    allowed: ClassVar[Allowed] = CAN_WRITE_LEDGER

    person_id: int
    vacancy_id: int
    shown: list[str] = field(default_factory=lambda: list(USUAL))
    words: str = ""
    contact: bool = False

    def execute(self) -> Application:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("此人已登记死亡，不能应聘。"))
        check_open(self.vacancy_id)
        check_fits(person, self.vacancy_id)
        problems = Problems()
        words = problems.text(Application, "words", self.words)
        if unknown := set(self.shown) - set(FACTS):
            problems.add("shown", _("不认识的内容：%(names)s。") % {"names": "、".join(sorted(unknown))})
        problems.check()
        if person.applications.filter(state__in=WAITING).count() >= MOST_WAITING:
            raise ActionError(
                _("此人已有%(most)d份应聘在等答复。请先撤回不想去的。") % {"most": MOST_WAITING}
            )
        recommended = Recommendation.objects.filter(person=person, vacancy_id=self.vacancy_id).first()
        if recommended is not None and recommended.state in LIVE:
            recommended.state, recommended.answered_on = RecommendationState.APPLIED, today()
            recommended.save(update_fields=["state", "answered_on"])
        return Application.objects.create(
            person=person, area_id=person.area_id, vacancy_id=self.vacancy_id, recommendation=recommended,
            sent_on=today(), answer_by=today() + dt.timedelta(days=ANSWER_WITHIN_DAYS),
            shown=[name for name in FACTS if name in self.shown], words=words,
            contact_by_person=self.contact,
        )  # fmt: skip


@dataclass(kw_only=True)
class ApplicationAction(LedgerAction[Application]):
    """A step of an application. `version`: as it was when the page was opened; None asks for none."""

    allowed: ClassVar[Allowed] = CAN_WRITE_LEDGER

    application_id: int
    version: int | None = None

    def take(self, step: str) -> Application:
        """The application, locked and one step on, not saved. Raises Absent, ApplicationChanged, ActionError."""
        one = self.row(Application.objects.all(), self.application_id)
        if self.version is not None and one.version != self.version:
            raise ApplicationChanged(one, changed_since(one, self.version))
        one.state = onward(one.state, step)
        return one

    def keep(self, one: Application, *names: str) -> Application:
        """Save the state, the version and further columns."""
        one.version += 1
        one.save(update_fields=["state", "version", *names])
        return one


@dataclass(kw_only=True)
class MarkSeen(ApplicationAction):
    """The employer has looked at it."""

    def execute(self) -> Application:
        return self.keep(self.take("see"))


@dataclass(kw_only=True)
class OpenSlot(LedgerAction[InterviewSlot]):
    """A time at which the employer sees people."""

    allowed: ClassVar[Allowed] = CAN_WRITE_LEDGER

    vacancy_id: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    capacity: int = 1

    def execute(self) -> InterviewSlot:
        job = open_one(self.vacancy_id)
        if not Vacancy.objects.visible_to(self.actor.scope).filter(pk=self.vacancy_id).exists():
            raise Absent
        problems = Problems()
        place = problems.text(InterviewSlot, "place", self.place, required=True)
        if self.starts_at <= timezone.now():
            problems.add("starts_at", _("面试时间应在现在以后。"))
        if self.ends_at <= self.starts_at:
            problems.add("ends_at", _("结束时间应晚于开始时间。"))
        if not 1 <= self.capacity <= 500:
            problems.add("capacity", _("可约人数应在1至500之间。"))
        problems.check()
        return InterviewSlot.objects.create(
            vacancy_id=self.vacancy_id, office_id=job.office_id, starts_at=self.starts_at, ends_at=self.ends_at,
            place=place, capacity=self.capacity,
        )  # fmt: skip


@dataclass(kw_only=True)
class Invite(ApplicationAction):
    """A place in an interview slot; the slot is locked, so that its last place is not given twice."""

    slot_id: int

    def execute(self) -> Application:
        one = self.take("invite")
        slots = InterviewSlot.objects.visible_to(self.actor.scope).filter(pk=self.slot_id)
        slot = slots.select_for_update().first()
        if slot is None or slot.vacancy_id != one.vacancy_id:
            raise Absent
        if slot.starts_at <= timezone.now():
            raise ActionError(_("这个面试时段已经过了，请选择别的时段。"))
        # Whoever they are and whosever people: an officer sees only those of the own areas.
        with as_service():
            taken = slot.applications.filter(state=ApplicationState.INTERVIEW).exclude(pk=one.pk).count()
        if taken >= slot.capacity:
            raise ActionError(_("这个面试时段已约满%(most)d人，请选择别的时段。") % {"most": slot.capacity})
        one.slot = slot
        # Who is invited has been answered: the clock of answers runs from the interview.
        one.answer_by = timezone.localdate(slot.ends_at) + dt.timedelta(days=ANSWER_WITHIN_DAYS)
        return self.keep(one, "slot", "answer_by")


@dataclass(kw_only=True)
class Offer(ApplicationAction):
    """The employer wants the person. The seat is taken at the hire, not before."""

    def execute(self) -> Application:
        return self.keep(self.take("offer"))


@dataclass(kw_only=True)
class Refuse(ApplicationAction):
    """The employer does not want the person, with a typed reason."""

    reason: str
    answer: str = ""

    def execute(self) -> Application:
        one = self.take("refuse")
        problems = Problems()
        problems.choice(Application, "refusal", self.reason)
        answer = problems.text(Application, "answer", self.answer)
        problems.check()
        one.refusal, one.answer, one.answered_on = self.reason, answer, today()
        return self.keep(one, "refusal", "answer", "answered_on")


@dataclass(kw_only=True)
class Withdraw(ApplicationAction):
    """The person does not want it any more."""

    answer: str = ""

    def execute(self) -> Application:
        one = self.take("withdraw")
        problems = Problems()
        one.answer = problems.text(Application, "answer", self.answer)
        problems.check()
        one.answered_on = today()
        return self.keep(one, "answer", "answered_on")


@dataclass(kw_only=True)
class AgreeToContact(ApplicationAction):
    """One side agrees that both see each other's telephone number: the person's, or the employer's."""

    by_person: bool = False
    by_employer: bool = False

    def execute(self) -> Application:
        one = self.row(Application.objects.all(), self.application_id)
        if one.state not in WAITING:
            raise ActionError(_("这份应聘已经结束，不再公开联系方式。"))
        one.contact_by_person = one.contact_by_person or self.by_person
        one.contact_by_employer = one.contact_by_employer or self.by_employer
        return self.keep(one, "contact_by_person", "contact_by_employer")


class ExpireApplications(LedgerAction[int]):
    """Close those that nobody answered in time; how many. For the night, over every area."""

    def execute(self) -> int:
        late = Application.objects.filter(
            state__in=[state for state in WAITING if state != ApplicationState.OFFERED], answer_by__lt=today()
        )
        count = 0
        for one in late.select_for_update().order_by("pk"):
            one.state = onward(one.state, "expire")
            one.answered_on, one.version = today(), one.version + 1
            one.save(update_fields=["state", "answered_on", "version"])
            count += 1
        return count
