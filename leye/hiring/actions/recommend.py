"""Jobs for a person: chosen, delivered, read, declined. Delivering is what counts towards the duty."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Allowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import Outcome, ServiceKind
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.hiring.enums import ChoiceKind, Origin, RecommendationState
from leye.hiring.fitting import why, why_not
from leye.hiring.models import Choice, Recommendation
from leye.hiring.models.recommending import LIVE
from leye.hiring.openings import Opening, opening
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Person
from leye.standards.calendar import today


def open_one(vacancy_id: int) -> Opening:
    """A vacancy that is open and has a seat left. Raises ActionError."""
    found = opening(vacancy_id)
    if found is None:
        raise ActionError(_("这个岗位已经不在招聘，不能推荐。请换一个岗位。"))
    if found.seats_left < 1:
        raise ActionError(_("“%(title)s”已经招满，不能推荐。请换一个岗位。") % {"title": found.title})
    return found


#: The same job of the same employer is no further recommendation for so long: duties count different ones in a year.
SAME_JOB_DAYS = 365


def check_new(person: Person, job: Opening, on: dt.date) -> None:
    """Raise ActionError when the person was told of the same job of the same employer before."""
    since = on - dt.timedelta(days=SAME_JOB_DAYS)
    told = ServiceRecord.objects.filter(
        person_id=person.pk, kind=ServiceKind.JOB_RECOMMENDATION, item_key=item_key(job.words), served_on__gt=since,
        outcome=Outcome.DONE,
    ).first()  # fmt: skip
    if told is not None:
        raise ActionError(
            _("%(day)s已向%(name)s推荐过“%(words)s”。同一单位的同一个岗位只算一次，请换一个岗位。")
            % {"day": told.served_on, "name": person.name, "words": job.words}
        )


def check_fits(person: Person, vacancy_id: int) -> None:
    """Raise ActionError with what stands between a person and a vacancy."""
    if reasons := why_not(person.pk, vacancy_id):
        raise ActionError(
            _("%(name)s不符合这个岗位的要求：%(reasons)s。不能算作岗位推荐。")
            % {"name": person.name, "reasons": "；".join(reasons)}
        )


@dataclass(kw_only=True)
class Recommend(LedgerAction[Recommendation]):
    """An officer chooses an open job for a person, who meets its requirements. Not yet delivered.

    Without `reasons` they are those of the rules, with their points.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    vacancy_id: int
    origin: str = Origin.OFFICER
    points: int = 0
    reasons: list[str] = field(default_factory=list)

    def execute(self) -> Recommendation:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("此人已登记死亡，不能推荐岗位。"))
        job = open_one(self.vacancy_id)
        earlier = Recommendation.objects.filter(person=person, vacancy_id=self.vacancy_id).first()
        if earlier is not None and earlier.state == RecommendationState.MADE:
            raise ActionError(_("这个岗位已经选给此人，还没有告诉本人。请在推荐岗位里办理。"))
        if earlier is not None:
            raise ActionError(
                _("%(day)s已向此人推荐过这个岗位，现在是“%(state)s”。")
                % {"day": earlier.made_on, "state": earlier.get_state_display()}
            )
        check_new(person, job, today())
        check_fits(person, self.vacancy_id)
        points, reasons = (self.points, self.reasons) if self.reasons else why(person.pk, self.vacancy_id)
        return Recommendation.objects.create(
            person=person, area_id=person.area_id, vacancy_id=job.vacancy_id, title=job.title,
            employer_name=job.employer_name, pay=job.pay[:60], origin=self.origin, points=points,
            reasons=reasons, made_on=today(), made_by_id=self.actor.user_id,
        )  # fmt: skip


@dataclass(kw_only=True)
class Deliver(LedgerAction[Recommendation]):
    """The person was told of the job: one record of service, which counts; only while the job is open and fits."""

    allowed = CAN_WRITE_LEDGER

    recommendation_id: int
    channel: str
    on: dt.date
    note: str = ""

    def execute(self) -> Recommendation:
        one = self.row(Recommendation.objects.all(), self.recommendation_id)
        if one.state != RecommendationState.MADE:
            raise ActionError(
                _("这条推荐现在是“%(state)s”，不用再推荐一次。") % {"state": one.get_state_display()}
            )
        problems = Problems()
        if not self.channel:
            problems.add("channel", _("请选择用什么方式告诉了本人。"))
        problems.choice(Recommendation, "channel", self.channel, required=False)
        problems.order("on", _("推荐日期"), one.made_on, self.on)
        problems.check()
        person, job = self.person(one.person_id), open_one(one.vacancy_id)
        check_new(person, job, self.on)
        check_fits(person, one.vacancy_id)
        done = RecordService(
            self.actor, person_id=one.person_id, kind=ServiceKind.JOB_RECOMMENDATION, served_on=self.on,
            channel=self.channel, outcome=Outcome.DONE, item=job.words, note=self.note,
        ).run()  # fmt: skip
        one.state, one.delivered_on, one.channel = RecommendationState.DELIVERED, self.on, self.channel
        one.service = done.records[0]
        one.save(update_fields=["state", "delivered_on", "channel", "service"])
        return one


@dataclass(kw_only=True)
class NoteUnfit(LedgerAction[Recommendation]):
    """The person was told of a job that is gone or does not fit: a record of what was done, which counts for nothing."""

    allowed = CAN_WRITE_LEDGER

    recommendation_id: int
    channel: str

    def execute(self) -> Recommendation:
        one = self.row(Recommendation.objects.all(), self.recommendation_id)
        if one.state != RecommendationState.MADE:
            raise ActionError(_("这条推荐现在是“%(state)s”，不用再记。") % {"state": one.get_state_display()})
        problems = Problems()
        if not self.channel:
            problems.add("channel", _("请选择用什么方式告诉了本人。"))
        problems.choice(Recommendation, "channel", self.channel, required=False)
        problems.check()
        against = self._against(one)
        if not against:
            raise ActionError(_("这个岗位在招，也符合条件，请按“已告诉本人”办理。"))
        note = _("已告知岗位“%(title)s”，不计入岗位推荐。%(why)s") % {"title": one.title, "why": against}
        done = RecordService(
            self.actor, person_id=one.person_id, kind=ServiceKind.OTHER, served_on=today(), channel=self.channel,
            outcome=Outcome.DONE, item=f"{one.employer_name} {one.title}"[:120], note=note[:500],
        ).run()  # fmt: skip
        one.state, one.channel, one.service = RecommendationState.CLOSED, self.channel, done.records[0]
        one.save(update_fields=["state", "channel", "service"])
        return one

    def _against(self, one: Recommendation) -> str:
        person = self.person(one.person_id)
        try:
            check_new(person, open_one(one.vacancy_id), today())
            check_fits(person, one.vacancy_id)
        except ActionError as error:
            return str(error)
        return ""


@dataclass(kw_only=True)
class MarkRead(LedgerAction[Recommendation]):
    """The person has seen the job, as a page or a message tells. Seen twice is seen once."""

    recommendation_id: int

    def execute(self) -> Recommendation:
        one = self.row(Recommendation.objects.all(), self.recommendation_id)
        if one.state == RecommendationState.DELIVERED:
            one.state, one.read_on = RecommendationState.READ, today()
            one.save(update_fields=["state", "read_on"])
        return one


@dataclass(kw_only=True)
class Decline(LedgerAction[Recommendation]):
    """The person does not want it, and why. What was delivered stays delivered; the reason changes what comes next."""

    allowed: ClassVar[Allowed] = CAN_WRITE_LEDGER

    recommendation_id: int
    reason: str
    note: str = ""

    def execute(self) -> Recommendation:
        one = self.row(Recommendation.objects.all(), self.recommendation_id)
        if one.state not in LIVE:
            raise ActionError(
                _("这条推荐现在是“%(state)s”，不能再登记不去。") % {"state": one.get_state_display()}
            )
        problems = Problems()
        problems.choice(Recommendation, "decline_reason", self.reason)
        note = problems.text(Recommendation, "decline_note", self.note)
        problems.check()
        one.state, one.answered_on = RecommendationState.DECLINED, today()
        one.decline_reason, one.decline_note = self.reason, note
        one.save(update_fields=["state", "answered_on", "decline_reason", "decline_note"])
        return one


@dataclass(kw_only=True)
class Choose(LedgerAction[Choice]):
    """Put a job first for a person, or keep it from being recommended, with the reason."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    vacancy_id: int
    kind: str
    reason: str

    def execute(self) -> Choice:
        person = self.person(self.person_id)
        job = open_one(self.vacancy_id) if self.kind == ChoiceKind.PIN else opening(self.vacancy_id)
        if job is None:
            raise ActionError(_("这个岗位已经不在招聘。"))
        problems = Problems()
        problems.choice(Choice, "kind", self.kind)
        reason = problems.text(Choice, "reason", self.reason, required=True)
        problems.check()
        if self.kind == ChoiceKind.PIN:
            check_fits(person, self.vacancy_id)
        else:
            drop_picked(person.pk, self.vacancy_id)
        return Choice.objects.create(
            person=person, area_id=person.area_id, vacancy_id=self.vacancy_id, kind=self.kind, reason=reason,
            made_by_id=self.actor.user, made_on=today(),
        )  # fmt: skip


@dataclass(kw_only=True)
class Unchoose(LedgerAction[None]):
    """Take back what was settled by hand; its history stays."""

    allowed = CAN_WRITE_LEDGER

    choice_id: int

    def execute(self) -> None:
        found = self.row(Choice.objects.all(), self.choice_id)
        with as_service():  # who was given a person to work on may change rows of it, and not remove them
            found.delete()


def drop_picked(person_id: int, vacancy_id: int) -> None:
    """Take back a job that was picked and not delivered. The caller has checked that the actor may change the person."""
    with as_service():
        picked = Recommendation.objects.filter(person_id=person_id, vacancy_id=vacancy_id)
        picked.filter(state=RecommendationState.MADE).delete()


def close_others(person_id: int, except_id: int | None = None) -> int:
    """Recommendations that can come to nothing any more, because the person works; how many."""
    waiting = Recommendation.objects.filter(person_id=person_id, state__in=LIVE).exclude(pk=except_id or 0)
    return int(waiting.update(state=RecommendationState.CLOSED))
