"""What a receipt shows to who holds it, and what officers see waiting."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from leye.accounts.actions.base import Action, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import Scope, as_service
from leye.areas.enums import Level
from leye.areas.paths import chain
from leye.ledger.models import Person
from leye.selfservice.enums import HelpState
from leye.selfservice.models import HelpRequest
from leye.selfservice.receipts import clean_receipt, show_receipt


@dataclass(frozen=True)
class Receipt:
    """Where a request stands, for who asked: no name, no number, no officer."""

    number: str
    kind: str
    words: str
    area: str
    made_at: dt.datetime
    state: str
    state_word: str
    taken_at: dt.datetime | None
    answer: str
    answered_at: dt.datetime | None
    case_state: str


def shown(one: HelpRequest, own: bool = False) -> Receipt:
    """A request as its receipt tells it. `own`: to the person of the file, who is signed in.

    Who holds a receipt may be somebody else than the person with whom an officer has matched it: of the file's area
    he learns nothing, of the case only when he gave the name and the telephone that the file holds.
    """
    person = one.person
    itself = own or (person is not None and (person.name, person.phone) == (one.name, one.phone))
    return Receipt(
        show_receipt(one.receipt), str(one.get_kind_display()), one.words,
        _township(one.area_id) if own or person is None else "", one.made_at, one.state,
        str(one.get_state_display()), one.taken_at, one.answer, one.answered_at,
        str(one.case.get_state_display()) if one.case and itself else "",
    )  # fmt: skip


def _township(area_no: int) -> str:
    """Down to the township only: which officers have it is known there."""
    return "".join(area.name for area in chain(area_no) if area.level <= Level.TOWNSHIP)


def receipt_for(number: str, tail: str) -> Receipt | None:
    """The receipt with a number, for who knows the last four digits of the telephone too; None for anything else."""
    receipt = clean_receipt(number)
    if not receipt or len(tail) != 4:
        return None
    with as_service():
        one = HelpRequest.objects.filter(receipt=receipt).select_related("case", "person").first()
        return shown(one) if one is not None and one.phone.endswith(tail) else None


def done_by_public(kind: type[Action[Any]], /, **given: Any) -> Any:
    """Run an action for somebody who is not signed in. Lets its ActionError through."""
    with as_service():
        return kind(Actor.system(Source.PORTAL), **given).run()


def new_requests(scope: Scope) -> int:
    """How many requests in a scope nobody has taken yet."""
    return HelpRequest.objects.visible_to(scope).filter(state=HelpState.NEW).count()


def days_waiting(one: HelpRequest) -> int:
    """Whole days since it was sent, in China's days."""
    return (timezone.localdate() - timezone.localdate(one.made_at)).days


def alike(scope: Scope, one: HelpRequest) -> list[Person]:
    """People of a scope who may be the one who asks: of this telephone number, or of the name in this area."""
    people = Person.objects.visible_to(scope).current().filter(deceased_on__isnull=True)
    by_phone = list(people.filter(phone=one.phone).select_related("area")[:5])
    area = one.area
    by_name = people.filter(name=one.name, area_id__gte=area.no, area_id__lte=area.last).select_related(
        "area"
    )[:5]
    found = {person.pk: person for person in [*by_phone, *by_name]}
    return sorted(found.values(), key=lambda person: (person.name != one.name, person.pk))[:5]
