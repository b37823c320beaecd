"""Two clerks enter a code, or ask for one, at the same moment: no try more than are allowed, no second code."""

from collections.abc import Iterator

import pytest
from django.db import connections

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import acting, as_service
from leye.evidence.actions.confirmations import MOST_ATTEMPTS, AskConfirmation, ConfirmByCode
from leye.evidence.models import Confirmation
from tests.evidence.test_no_intention import Phone, declared
from tests.ledger.people import actor, scope
from tests.outreach.test_at_once import both_at_once

CLERKS = ("village", "town")


@pytest.fixture
def asked(own_database: str) -> Iterator[tuple[Confirmation, Phone]]:
    """A code for a declaration is out, and was mistyped four times."""
    phone = Phone()
    with acting(scope("village")):
        declaration = declared(actor("village"))
        made = AskConfirmation(
            actor("village"), about="declaration", about_id=declaration.pk, deliver=phone
        ).run()
    with as_service():
        Confirmation.objects.update(attempts=MOST_ATTEMPTS - 1)
    yield made, phone
    for alias in ("default", "owner"):
        connections[alias].close()


def test_a_last_try_is_one_try_for_both(asked: tuple[Confirmation, Phone]) -> None:
    made, phone = asked
    wrong = f"{(int(phone.code) + 1) % 10**6:06d}"

    def mistype(by: Actor) -> None:
        assert not ConfirmByCode(by, confirmation_id=made.pk, code=wrong).run().confirmed

    def type_it(by: Actor) -> None:
        ConfirmByCode(by, confirmation_id=made.pk, code=phone.code).run()

    with pytest.raises(ActionError, match="已输错5次"):
        both_at_once(mistype, type_it, CLERKS)
    with as_service():
        found = Confirmation.objects.get()
        assert (found.attempts, found.confirmed_at) == (MOST_ATTEMPTS, None)


def test_a_code_asked_for_by_both_is_sent_once(asked: tuple[Confirmation, Phone]) -> None:
    made, phone = asked
    with as_service():
        Confirmation.objects.all().delete()

    def ask(by: Actor) -> None:
        AskConfirmation(by, about="declaration", about_id=made.about_id, deliver=phone).run()

    with pytest.raises(ActionError, match="请稍等一分钟"):
        both_at_once(ask, ask, CLERKS)
    with as_service():
        assert Confirmation.objects.count() == 1
    assert len(phone.texts) == 2, "the first of the fixture, and one of these two"
