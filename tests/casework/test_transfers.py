"""Asking for people who may be held elsewhere: the asker learns nothing; the holder decides."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.casework.actions.record_service import RecordService
from leye.casework.actions.transfers import AskTransfer, DecideTransfer
from leye.casework.models import ServiceRecord, TransferCase, TransferRequest
from leye.casework.reading import incoming_cases, outgoing_requests
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.errors import Absent, AlreadyHere, Invalid
from leye.ledger.models import Household, Person
from leye.ledger.reading import search_people
from tests.ledger.people import (
    BALENG,
    HEHAO,
    NANLIANGTAI,
    WOYANGTAI,
    YONGPING,
    actor,
    history,
    number,
    register,
    scope,
)

AsUser = Callable[[str], Actor]


def ask(username: str, sequence: int, area: int = HEHAO) -> str:
    with acting(scope(username)):
        return AskTransfer(
            actor(username), id_number=number(sequence), name="满都拉", reason="随子女居住", area_no=area
        ).run()


@pytest.fixture
def held(db: None) -> Person:
    """Somebody whom the banner holds, with a household and a service."""
    with acting(scope("banner")):
        banner = actor("banner")
        person = register(banner, 1, "满都拉", WOYANGTAI)
        home = SetHousehold(banner, area_no=WOYANGTAI, number="3").run()
        MoveMember(banner, person_id=person.pk, household_id=home.pk, relation="head").run()
        RecordService(banner, person_id=person.pk, kind="follow_up", served_on=dt.date(2025, 3, 1)).run()
        person.refresh_from_db()
        return person


def test_the_answer_and_the_work_are_the_same_for_somebody_and_nobody(held: Person) -> None:
    answers, statements = set(), []
    for sequence in (1, 77):
        with CaptureQueriesContext(connection) as captured:
            answers.add(ask("village", sequence))
        statements.append([re.sub(r"\d+", "", query["sql"].split("'")[0]) for query in captured])
    assert answers == {"申请已提交；如对方同意，此人会出现在您的辖区。"}
    assert statements[0] == statements[1]
    with acting(scope("village")):
        states = {(request.state, request.waiting) for request in outgoing_requests(scope("village"))}
        assert states == {("等待答复", True)}
        assert TransferCase.objects.count() == 0
    with as_service():
        assert TransferCase.objects.get().area_id == WOYANGTAI


def test_a_refusal_looks_like_silence(held: Person) -> None:
    ask("village", 1)
    ask("village", 77)
    with acting(scope("banner")):
        (case,) = incoming_cases(scope("banner"))
        assert (case.name, case.to_area_name, case.reason) == ("满都拉", "河壕村", "随子女居住")
        DecideTransfer(actor("banner"), case_id=case.id, accept=False).run()
        assert incoming_cases(scope("banner")) == []
        (decided,) = incoming_cases(scope("banner"), only_open=False)
        assert (decided.state, decided.decided_by) == ("未同意", "苏日娜·其其格")
        with pytest.raises(ActionError, match="已处理过"):
            DecideTransfer(actor("banner"), case_id=case.id, accept=True).run()
    with acting(scope("village")):
        both = outgoing_requests(scope("village"))
        assert len({(r.state, r.waiting, r.name, r.reason) for r in both}) == 1
    with as_service():
        TransferRequest.objects.update(asked_at=timezone.now() - dt.timedelta(days=31))
    with acting(scope("village")):
        assert {r.state for r in outgoing_requests(scope("village"))} == {"已过期，可重新申请"}


def test_an_accepted_person_comes_with_everything(held: Person) -> None:
    ask("village", 1)
    with acting(scope("banner")):
        DecideTransfer(actor("banner"), case_id=TransferCase.objects.get().pk, accept=True).run()
        assert Person.objects.count() == 0
        assert Household.objects.get().head_id is None
        (case,) = incoming_cases(scope("banner"), only_open=False)
        assert (case.name, case.masked_number, case.state) == ("已转出", "", "已同意")
    with acting(scope("village")):
        person = Person.objects.get()
        assert (person.pk, person.area_id, person.household_id, person.relation) == (held.pk, HEHAO, None, "")
        assert ServiceRecord.objects.get().area_id == HEHAO
        assert [hit.id for hit in search_people(scope("village"), number(1)).hits] == [held.pk]
        assert {request.state for request in outgoing_requests(scope("village"))} == {"已转入"}
        moved = history(person).last()
        assert moved.pgh_context.metadata["source"] == "transfer"


def test_asking_twice_makes_one_request_and_two_askers_two(held: Person) -> None:
    assert ask("village", 1) == ask("village", 1) == ask("yanchuan", 1, YONGPING)
    with as_service():
        assert TransferRequest.objects.count() == 2
    with acting(scope("banner")):
        first = TransferCase.objects.get(to_area_id=HEHAO)
        DecideTransfer(actor("banner"), case_id=first.pk, accept=True).run()
    # The other request waits at the new holder now.
    with acting(scope("town")):
        (case,) = incoming_cases(scope("town"))
        assert case.to_area_name == "永坪村"
        DecideTransfer(actor("town"), case_id=case.id, accept=True).run()
    with acting(scope("yanchuan")):
        assert Person.objects.get().area_id == YONGPING


def test_an_open_case_follows_a_move_and_a_merged_number_leads_to_the_survivor(db: None) -> None:
    with acting(scope("county")):
        county = actor("county")
        keep, lose = register(county, 1, "王小梅", NANLIANGTAI), register(county, 2, "王晓梅", NANLIANGTAI)
        MergePeople(county, survivor_id=keep.pk, loser_id=lose.pk).run()
    ask("banner", 2, WOYANGTAI)
    with acting(scope("county")):
        assert TransferCase.objects.get().person_id == keep.pk
        MovePersonArea(actor("county"), person_id=keep.pk, area_no=BALENG).run()
    with acting(scope("town")):
        assert [case.name for case in incoming_cases(scope("town"))] == ["王小梅"]


def test_who_asks_and_who_decides(held: Person, as_user: AsUser) -> None:
    town = as_user("town")
    here = register(town, 5, "王小梅", BALENG)
    with pytest.raises(AlreadyHere) as caught:
        ask("town", 5)
    assert caught.value.person_id == here.pk
    assert ask("village", 5) == ask("village", 77)
    with pytest.raises(Invalid, match="申请理由"):
        AskTransfer(town, id_number=number(9), name="满都拉", reason=" ", area_no=HEHAO).run()
    with pytest.raises(NotAllowed):
        ask("auditor", 5)
    (case,) = incoming_cases(scope("town"))
    with pytest.raises(NotAllowed):
        DecideTransfer(actor("village2"), case_id=case.id, accept=True).run()
    with pytest.raises(Absent), acting(scope("banner")):
        DecideTransfer(actor("banner"), case_id=case.id, accept=True).run()
