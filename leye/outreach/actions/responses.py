"""Write down what somebody answered, or that nobody could be asked."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor, Conflict
from leye.accounts.enums import CAN_WRITE_LEDGER, Role, Source
from leye.casework.actions.correct_service import CorrectService
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.casework.models import ServiceRecord
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.outreach.models import Response, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import Answers, problems_of, questions_of
from leye.outreach.writing import meanings_of, write_person, write_through
from leye.standards.calendar import today


class AnsweredMeanwhile(Conflict):
    """Somebody else has written the same person's answers down; `theirs` is what stands now."""

    def __init__(self, theirs: Response) -> None:
        super().__init__(
            _("您填写期间，%(by)s已录入此人%(day)s的回答。您填写的都还在下面；请核对后再保存，将以您的为准。")
            % {"by": theirs.asked_by.name, "day": theirs.answered_on}
        )
        self.theirs = theirs


@dataclass(kw_only=True)
class RecordResponse(LedgerAction[Response]):
    """One person's answers in a round: kept as they are, written into the ledger, and a survey in the services.

    `version` is that of the answers shown (0: none yet), `person_version` that of the file. `left_alone` names
    meanings that are answered but not written into the ledger. Answers put right later put the survey in the services
    right too, and write no second. Raises
    AnsweredMeanwhile, ChangedMeanwhile, Invalid with the questions as fields.
    """

    allowed = CAN_WRITE_LEDGER

    round_id: int
    person_id: int
    answers: Answers
    answered_on: dt.date
    channel: str
    version: int
    person_version: int
    answered_by: str = ""
    left_alone: Collection[str] = ()

    def execute(self) -> Response:
        # What follows from the answers came from the survey, whoever wrote it down.
        actor = Actor(
            self.actor.user_id, self.actor.post_id, self.actor.role, self.actor.scope, Source.SURVEY
        )
        person = self.person(self.person_id)
        found = open_round_of(self.round_id, person)
        schema = found.questionnaire.schema
        self._check(found, person, schema)
        standing = Response.objects.filter(round=found, person=person).select_related("asked_by").first()
        if standing is not None and standing.version != self.version:
            raise AnsweredMeanwhile(standing)
        meant = meanings_of(questions_of(schema, self.answers), self.answers)
        response = standing or Response(round=found, person=person)
        # Looked for before the answer takes the new day.
        service = self._service_of(standing, found) if standing is not None else None
        first = standing is None or (standing.answered_on != self.answered_on and service is None)
        response.area_id, response.answers, response.answered_on = (
            person.area_id,
            self.answers,
            self.answered_on,
        )
        response.status, response.go_out = meant.get("status", ""), meant.get("go_out", "")
        response.answered_by, response.channel = self.answered_by.strip(), self.channel
        response.asked_by_id, response.version = actor.user, self.version + 1
        response.save()
        if first:
            RecordService(
                actor, person_id=person.pk, kind=ServiceKind.SURVEY, served_on=self.answered_on,
                channel=self.channel, note=found.title,
            ).run()  # fmt: skip
        elif service is not None:
            self._correct(actor, service, found)
        written = {name: value for name, value in meant.items() if name not in self.left_alone}
        write_person(actor, person, self.person_version, written)
        write_through(actor, person, written, self.answered_on)
        return response

    def _service_of(self, standing: Response, found: SurveyRound) -> ServiceRecord | None:
        """The survey that the answers on file were noted as, where this actor may put it right.

        A village assistant who asked on another day than a colleague has been there too: that is a service of its own.
        """
        noted = ServiceRecord.objects.visible_to(self.actor.scope).filter(
            person_id=standing.person_id, kind=ServiceKind.SURVEY, outcome=Outcome.DONE,
            served_on=standing.answered_on, note=found.title,
        )  # fmt: skip
        if self.actor.role == Role.VILLAGE_ASSISTANT:
            noted = noted.filter(provider_id=self.actor.user_id)
        return noted.order_by("pk").first()

    def _correct(self, actor: Actor, service: ServiceRecord, found: SurveyRound) -> None:
        """Somebody was asked once: another day or way of the answer is that of the service."""
        wanted = {"served_on": self.answered_on, "channel": self.channel}
        changes = {name: value for name, value in wanted.items() if getattr(service, name) != value}
        if changes:
            CorrectService(
                actor, service_id=service.pk, version=service.version, changes=changes,
                reason=_("更正“%(round)s”的回答") % {"round": found.title},
            ).run()  # fmt: skip

    def _check(self, found: SurveyRound, person: Person, schema: dict[str, Any]) -> None:
        problems = Problems()
        problems.past("answered_on", _("调查日期"), self.answered_on, person.birth_date)
        if self.answered_on < found.since:
            problems.add(
                "answered_on", _("调查日期不能早于这次摸底的开始日期（%(day)s）。") % {"day": found.since}
            )
        problems.choice(Response, "channel", self.channel)
        problems.text(Response, "answered_by", self.answered_by)
        for name, sentence in problems_of(schema, self.answers).items():
            problems.add(name, sentence)
        problems.check()

    def describe(self) -> dict[str, Any]:
        """Which round."""
        return {"round": self.round_id}


@dataclass(kw_only=True)
class RecordAttempt(LedgerAction[int]):
    """Somebody tried to ask a person and could not, or was told where the person is; the person's number."""

    allowed = CAN_WRITE_LEDGER

    round_id: int
    person_id: int
    channel: str
    outcome: str
    served_on: dt.date | None = None
    note: str = ""

    def execute(self) -> int:
        if self.outcome in (Outcome.DONE, Outcome.SENT):
            raise Invalid({"outcome": _("问到了请填写回答；没问到请选择原因。")})
        if self.channel not in ServiceChannel.values:
            raise Invalid({"channel": _("请选择方式。")})
        person = self.person(self.person_id, lock=False)
        open_round_of(self.round_id, person)
        RecordService(
            self.actor, person_id=person.pk, kind=ServiceKind.SURVEY, served_on=self.served_on or today(),
            channel=self.channel, outcome=self.outcome, note=self.note,
        ).run()  # fmt: skip
        return person.pk


def open_round_of(round_id: int, person: Person) -> SurveyRound:
    """An open round on whose list a person is. Raises ActionError."""
    # Whoever may work on the person may ask: the round need not lie over the actor's own area.
    rounds = SurveyRound.objects.select_related("questionnaire")
    found = rounds.filter(pk=round_id).first()
    if found is None or not SurveyTarget.objects.filter(round=found, person=person).exists():
        raise ActionError(_("此人不在这次摸底调查的名单里。请让组织调查的经办员补充名单。"))
    if found.closed_at is not None:
        raise ActionError(_("这次摸底调查已经结束，不能再录入。"))
    return found
