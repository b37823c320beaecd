"""What officers do with a request for help: take it, match it with the ledger, open a case, answer, close."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import CAN_WRITE_LEDGER, Source
from leye.cases.actions.apply import Apply
from leye.cases.errors import CaseIsOpen
from leye.cases.models import Case
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.errors import Absent, Invalid
from leye.ledger.identities import holders_of
from leye.ledger.models import Person
from leye.selfservice.enums import HelpState
from leye.selfservice.models import HelpRequest
from leye.standards.calendar import today
from leye.vault.crypto import decrypt

LONGEST_CASE_WORDS = 200


@dataclass(kw_only=True)
class HelpAction(LedgerAction[HelpRequest]):
    """A step of a request. `version`: as it was when the page was opened; None asks for none."""

    allowed = CAN_WRITE_LEDGER

    request_id: int
    version: int | None = None

    def open_one(self) -> HelpRequest:
        """The request, locked, not answered yet. Raises Absent, Conflict, ActionError."""
        one = self.row(HelpRequest.objects.all(), self.request_id)
        if not one.is_open:
            raise ActionError(_("这条求助现在是“%(state)s”，不能再办。") % {"state": one.get_state_display()})
        if self.version is not None and one.version != self.version:
            raise Conflict(
                _("别人刚刚改过这条求助，现在是“%(state)s”。请看过再办。")
                % {"state": one.get_state_display()}
            )
        return one

    def keep(self, one: HelpRequest, *names: str) -> HelpRequest:
        """Save columns and count the version up."""
        one.version += 1
        one.save(update_fields=["version", *names])
        return one

    def mine(self, one: HelpRequest) -> list[str]:
        """Note that the actor has taken it, unless somebody has; the columns that changed."""
        if one.taken_by_id is not None:
            return []
        one.taken_by_id, one.taken_at = self.actor.user, timezone.now()
        if one.state == HelpState.NEW:
            one.state = HelpState.TAKEN
        return ["state", "taken_by", "taken_at"]


@dataclass(kw_only=True)
class TakeHelp(HelpAction):
    """I see to this one. Taken from somebody who had it, it is named in the history."""

    def execute(self) -> HelpRequest:
        one = self.open_one()
        one.state, one.taken_by_id, one.taken_at = HelpState.TAKEN, self.actor.user, timezone.now()
        return self.keep(one, "state", "taken_by", "taken_at")


@dataclass(kw_only=True)
class AnswerHelp(HelpAction):
    """The answer in words, as the person reads it. `close`: nothing can be done, or it was no request at all."""

    answer: str
    close: bool = False

    def execute(self) -> HelpRequest:
        one = self.open_one()
        problems = Problems()
        answer = problems.text(HelpRequest, "answer", self.answer, required=True)
        problems.check()
        names = self.mine(one)
        one.state = HelpState.CLOSED if self.close else HelpState.ANSWERED
        one.answer, one.answered_by_id, one.answered_at = answer, self.actor.user, timezone.now()
        return self.keep(one, *{*names, "state", "answer", "answered_by", "answered_at"})


@dataclass(kw_only=True)
class LinkHelp(HelpAction):
    """The one who asks is this person of the ledger. The request then goes wherever the person goes."""

    person_id: int

    def execute(self) -> HelpRequest:
        one = self.open_one()
        person = self.person(self.person_id, held=True)
        return self.keep(one, *self.mine(one), *link(one, person))


def link(one: HelpRequest, person: Person) -> list[str]:
    """The request is the person's; the columns that changed. The number stands in the file and is not kept twice."""
    one.person, one.area_id = person, person.area_id
    one.id_cipher = one.id_index = None
    one.id_tail = ""
    return ["person", "area", "id_cipher", "id_index", "id_tail"]


def number_of(one: HelpRequest) -> str:
    """The identity number that was given; '' without one."""
    return decrypt(bytes(one.id_cipher)) if one.id_cipher else ""


@dataclass(kw_only=True)
class OpenCase(HelpAction):
    """An application (申请, channel 线上求助) from the request, in one step.

    For the person it is matched with; else for who holds the identity number in the actor's areas; else that person
    is entered into the ledger in `area_no`, a village. `id_number`: read from the card where none was given.
    `same_person`: the officer has made sure, where the file holds another name than was given.
    Raises AlreadyHere, MayBeElsewhere, Invalid, ActionError.
    """

    area_no: int | None = None
    id_number: str = ""
    mine_too: bool = True
    same_person: bool = False

    def describe(self) -> dict[str, Any]:
        """What is written comes through the channel."""
        return {"source": Source.PORTAL}

    def execute(self) -> HelpRequest:
        one = self.open_one()
        names = self.mine(one)
        if one.person is None:
            names += link(one, self._who(one))
        assert one.person is not None
        one.case = self._case(one, one.person)
        one.state, one.answered_by_id, one.answered_at = HelpState.ANSWERED, self.actor.user, timezone.now()
        one.answer = _("已为您办理就业援助申请，工作人员会和您联系。")
        return self.keep(one, *{*names, "case", "state", "answer", "answered_by", "answered_at"})

    def _who(self, one: HelpRequest) -> Person:
        number = self.id_number or number_of(one)
        if not number:
            raise Invalid({"id_number": _("求助时没有留身份证号，请与本人核对后填写。")})
        held = holders_of([number]).get(number)
        if held is not None and self.actor.scope.covers(held.area_id):
            if held.name != one.name and not self.same_person:
                raise Invalid({"same_person": _(
                    "留的姓名是“%(told)s”，台账里这个身份证号是“%(name)s”。请打电话或当面核对是不是本人，再勾选“已核对，是同一个人”。"
                ) % {"told": one.name, "name": held.name}})  # fmt: skip
            return self.person(held.pk, held=True)
        if self.area_no is None:
            raise Invalid({"area_no": _("台账里没有此人，请选择责任村（社区）后建档。")})
        return RegisterPerson(
            self.actor, area_no=self.area_no, name=one.name, id_number=number, phone=one.phone
        ).run()

    def _case(self, one: HelpRequest, person: Person) -> Case:
        """The case, or the one that the person has in hand already."""
        asked = "：".join(filter(None, [str(one.get_kind_display()), one.words]))
        try:
            return Apply(
                self.actor, person_id=person.pk, channel=Source.PORTAL, applied_on=today(),
                asked_for=asked[:LONGEST_CASE_WORDS], owner_id=self.actor.user if self.mine_too else None,
            ).run()  # fmt: skip
        except CaseIsOpen as error:
            found = Case.objects.visible_to(self.actor.scope).filter(pk=error.case_id).first()
            if found is None:
                raise Absent from error
            return found
