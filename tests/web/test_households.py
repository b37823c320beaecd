"""Households: a move takes the members along, two presses make one, no identity number in an address."""

from collections.abc import Callable

from django.test import Client

from leye.accounts.scope import as_service
from leye.ledger.models import Household, Person
from leye.worklist.models import Todo
from tests.ledger.people import BALENG, HEHAO, number
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def test_a_household_moves_with_its_members_or_not_at_all(corner: Seeded, client_of: ClientOf) -> None:
    client, home, pk = client_of("town"), corner.household, corner.people["王秀兰"]
    address = f"/households/{home}/edit/"
    assert "成员一起转过去" in words(client.get(address))
    assert "成员一起转过去" not in words(client_of("village").get(address))
    data = {"area_no": BALENG, "number": "001", "address": "一组12号", "version": 2}
    with as_service():
        data["version"] = Household.objects.get(pk=home).version
    assert "这一户有1名成员在原来的村" in words(client.post(address, data))
    with as_service():
        assert Household.objects.get(pk=home).area_id == HEHAO
        assert Todo.objects.filter(person_id=pk, state="open", area_id=HEHAO).exists()
    assert client.post(address, data | {"with_members": "on"}).status_code == 302
    with as_service():
        person = Person.objects.get(pk=pk)
        assert (person.area_id, person.household_id) == (BALENG, home)
        assert Household.objects.get(pk=home).area_id == BALENG
        assert set(Todo.objects.filter(person_id=pk, state="open").values_list("area_id", flat=True)) == {
            BALENG
        }
    assert client_of("village").get(f"/people/{pk}/").status_code == 404


def test_an_empty_household_moves_alone(corner: Seeded, client_of: ClientOf) -> None:
    with as_service():
        home = Household.objects.create(area_id=HEHAO, number="空户")
    data = {"area_no": BALENG, "number": "空户", "version": home.version}
    assert client_of("town").post(f"/households/{home.pk}/edit/", data).status_code == 302


def test_pressed_twice_makes_one_household(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["张强"]
    with as_service():
        before = Household.objects.count()
    assert client.post("/households/choose/", {"person": pk}).status_code == 302
    again = client.post("/households/choose/", {"person": pk}, follow=True)
    assert "已在一户之中" in words(again)
    with as_service():
        assert Household.objects.count() == before + 1
        assert not Household.objects.filter(head=None).exists()


def test_an_identity_number_is_no_address(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["张强"]
    for text in (number(102), f"王秀兰{number(102)}", "150822900517102"):
        answer = client.get("/households/choose/", {"person": pk, "q": text})
        assert answer.status_code == 400, text
        assert text not in words(answer)
    for text in ("001", "15082210120100012", "一组12号"):
        assert client.get("/households/choose/", {"person": pk, "q": text}).status_code == 200, text
