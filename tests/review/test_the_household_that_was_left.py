"""Somebody leaves a household by a transfer or a merge: what the household owes changes at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.casework.actions.transfers import AskTransfer
from leye.casework.models import TransferCase
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.models import Person
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_people
from tests.ledger.people import HEHAO, WOYANGTAI, actor, number, register, scope
from tests.web.conftest import client_of, plain_static
from tests.web.seed import adopt, unemployed

__all__ = ["client_of", "plain_static"]
ClientOf = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def _home(*members: Person) -> int:
    """A household in which nobody works and one could."""
    home = SetHousehold(actor("county"), area_no=HEHAO).run()
    for member in members:
        MoveMember(actor("county"), person_id=member.pk, household_id=home.pk).run()
    refresh_people([members[0].pk])
    assert _owes(home.pk)
    return home.pk


def _owes(home: int) -> bool:
    with as_service():
        return Todo.objects.filter(subject_kind="household", subject_id=home, state="open").exists()


def test_a_transfer_leaves_a_household_that_owes_nothing(client_of: ClientOf) -> None:
    adopt()
    with acting(scope("county")):
        leaver = unemployed("王秀兰", 102, HEHAO)
        student = register(actor("county"), 3, "王小山", is_student=True)
        home = _home(leaver, student)
        alone = _home(unemployed("李建国", 104, HEHAO))
    with acting(scope("banner")):
        for sequence, name in ((102, "王秀兰"), (104, "李建国")):
            AskTransfer(
                actor("banner"), id_number=number(sequence), name=name, reason="迁居", area_no=WOYANGTAI
            ).run()
    with as_service():
        cases = list(TransferCase.objects.values_list("pk", flat=True))
    for case in cases:
        client_of("county").post(f"/people/transfers/{case}/decide/", {"answer": "accept"})
    with as_service():
        assert Person.objects.get(pk=leaver.pk).area_id == WOYANGTAI
    assert not _owes(home)
    assert not _owes(alone)


def test_a_merge_leaves_a_household_that_owes_nothing(client_of: ClientOf) -> None:
    adopt()
    with acting(scope("county")):
        stays, goes = unemployed("王秀兰", 102, HEHAO), unemployed("王秀兰", 104, HEHAO)
        _home(stays)
        home = _home(goes, register(actor("county"), 3, "王小山", is_student=True))
    client_of("county").post(f"/people/duplicates/{stays.pk}/{goes.pk}/", {"survivor": "left"})
    with as_service():
        assert Person.objects.get(pk=goes.pk).merged_into_id == stays.pk
    assert not _owes(home)
