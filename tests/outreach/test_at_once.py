"""Two clerks at the same moment: neither the limit of codes nor that of messages to a number is passed."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import acting, as_service
from leye.ledger.models import Person
from leye.outreach.actions import messages
from leye.outreach.actions.codes import PrepareCode
from leye.outreach.actions.messages import QueueMessages
from leye.outreach.models import Message
from leye.outreach.sms import settings
from tests.casework.test_pay_at_once import PATIENCE, waits_for_another
from tests.ledger.people import BALENG, HEHAO, actor, register, scope
from tests.outreach.test_messages import Fake, template

PHONE = "13800000011"


@pytest.fixture
def family(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Person, Person]]:
    """A mother and her daughter in two villages share one telephone."""
    monkeypatch.setattr(settings, "sender", lambda: Fake())
    with acting(scope("town")):
        pair = (
            register(actor("town"), 1, "王秀兰", HEHAO, phone=PHONE),
            register(actor("town"), 3, "李小燕", BALENG, phone=PHONE),
        )
    yield pair
    for alias in ("default", "owner"):
        connections[alias].close()


def both_at_once(
    first: Callable[[Actor], None],
    second: Callable[[Actor], None],
    who: tuple[str, str] = ("village", "village2"),
) -> None:
    """The second clerk begins while the first one's transaction stands; raises what the second is told."""
    written, may_commit = threading.Event(), threading.Event()

    def go(username: str, act: Callable[[Actor], None], hold: bool) -> None:
        try:
            with acting(scope(username)):
                act(actor(username))
                if hold:
                    written.set()
                    may_commit.wait(PATIENCE)
        finally:
            written.set()
            connections["default"].close()

    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(go, who[0], first, True)
        written.wait(PATIENCE)
        late = pool.submit(go, who[1], second, False)
        while not late.done() and not waits_for_another():
            threading.Event().wait(0.01)
        may_commit.set()
        early.result(PATIENCE)
        late.result(PATIENCE)


def test_two_codes_to_one_number_at_the_same_moment_are_one(family: tuple[Person, Person]) -> None:
    mother, daughter = family

    def code(person: Person) -> Callable[[Actor], None]:
        return lambda by: void(PrepareCode(by, person_id=person.pk, code="824613", text="验证码{code}").run())

    with pytest.raises(ActionError, match="这个号码刚发过验证码"):
        both_at_once(code(mother), code(daughter))
    with as_service():
        assert Message.objects.get().person_id == mother.pk


def void(_made: object) -> None:
    """Nothing."""


def test_two_messages_to_one_number_at_the_same_moment_keep_the_days_limit(
    family: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    mother, daughter = family
    monkeypatch.setattr(messages, "PER_NUMBER_A_DAY", 1)
    made = template("{name}您好，请回电。")

    def write(person: Person) -> Callable[[Actor], None]:
        return lambda by: void(QueueMessages(by, person_ids=[person.pk], template_id=made.pk).run())

    both_at_once(write(mother), write(daughter))
    with as_service():
        stands = dict(Message.objects.values_list("person_id", "held"))
    assert stands == {mother.pk: "", daughter.pk: "limit"}
