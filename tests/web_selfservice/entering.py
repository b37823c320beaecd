"""People who sign in to their own file, and the codes that they were sent."""

from typing import Any

import pytest
from django.db.transaction import get_connection
from django.test import Client

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.ledger.models import Person
from leye.selfservice.actions.signing import OpenAccount, phone_mark
from leye.selfservice.actions.signing import ask_code as ask
from leye.web.selfservice import entering
from leye.web.selfservice.seeking import MARK


class Telephone:
    """What was sent where, kept instead of sent."""

    def __init__(self) -> None:
        self.codes: list[tuple[str, str]] = []

    def take(self, number: str, phone: str, token: str) -> None:
        """What the background does, with the code kept that would have left."""
        code = ask(number, phone, token)
        if code is not None:
            self.codes.append((code.out.phone, code.out.fields["code"]))


@pytest.fixture
def telephone(monkeypatch: pytest.MonkeyPatch) -> Telephone:
    """Codes are caught when the request is committed."""
    caught = Telephone()
    monkeypatch.setattr(entering, "in_background", caught.take)
    return caught


def ask_code(client: Client, number: str, phone: str) -> Any:
    """The first step, with what it does once it is committed."""
    connection = get_connection()
    before = len(connection.run_on_commit)
    answer = client.post("/my/sign-in/", {"id_number": number, "phone": phone}, follow=True)
    waiting, connection.run_on_commit = connection.run_on_commit[before:], connection.run_on_commit[:before]
    for _savepoints, then, _robust in waiting:
        then()
    return answer


def signed_in_as(person: Person | int) -> Client:
    """A browser in which a person is signed in."""
    pk = person if isinstance(person, int) else person.pk
    with as_service():
        account = OpenAccount(Actor.system(Source.PORTAL), person_id=pk).run()
        mark = phone_mark(Person.objects.get(pk=pk))
    client = Client()
    client.force_login(account.user)
    session = client.session
    session[MARK] = mark
    session.save()
    return client
