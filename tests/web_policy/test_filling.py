"""填写空缺: all open numbers on one page, approved together, then the document can be adopted."""

from collections.abc import Callable

import pytest
from django.test import Client

from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, ParameterOverride
from leye.adoption.registry import packs
from leye.standards.calendar import today
from leye.web.policy.values import PREFIX

pytestmark = pytest.mark.django_db

PACK = packs()["city_2020"]
COUNTY = 150822000000
Clients = Callable[[str], Client]
OPEN = [parameter for parameter in PACK.parameters.values() if parameter.to_fill]
ADOPT = {
    "area": COUNTY,
    "valid_from": today().isoformat(),
    "valid_to": "",
    "standing": "on",
    "basis": "磴人社发1号",
}


def _answers(skip: int = 0) -> dict[str, object]:
    sent: dict[str, object] = {PREFIX + parameter.name: "5" for parameter in OPEN[skip:]}
    return {**sent, "area": COUNTY, "valid_from": today().isoformat(), "basis": "磴人社发1号"}


def test_a_template_is_filled_in_approved_and_adopted(client_of: Clients) -> None:
    officer, leader = client_of("county"), client_of("leader")
    page = officer.post(f"/policy/{PACK.id}/adopt/", ADOPT)
    assert "须先填写本地取值才能采用" in page.text
    assert not Adoption.objects.exists()
    assert OPEN[0].label in officer.get(f"/policy/{PACK.id}/adopt/").text
    answer = officer.post(f"/policy/{PACK.id}/fill/", _answers())
    assert answer.status_code == 302
    assert ParameterOverride.objects.count() == len(OPEN)
    officer.post(f"/policy/{PACK.id}/adopt/", ADOPT)
    adoption = Adoption.objects.get()
    page = leader.get(f"/policy/adoptions/{adoption.pk}/")
    assert "填写空缺" in page.text
    leader.post(f"/policy/adoptions/{adoption.pk}/decide/", {"approve": "yes"})
    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.PROPOSED
    keys = leader.get(f"/policy/{PACK.id}/fill/").context["to_approve"]
    assert len(keys) == len(OPEN)
    leader.post("/policy/overrides/decide/", {"override": keys, "approve": "yes", "fill": "1"})
    assert "全部填写并批准了" in leader.get(f"/policy/{PACK.id}/fill/").text
    leader.post(f"/policy/adoptions/{adoption.pk}/decide/", {"approve": "yes"})
    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.APPROVED


def test_every_open_number_must_be_answered_at_once(client_of: Clients) -> None:
    page = client_of("county").post(f"/policy/{PACK.id}/fill/", _answers(skip=1))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not ParameterOverride.objects.exists()


def test_money_is_typed_in_yuan_and_shares_in_percent(client_of: Clients) -> None:
    client_of("county").post(f"/policy/{PACK.id}/fill/", _answers())
    for parameter in OPEN:
        value = ParameterOverride.objects.get(name=parameter.name).value
        wide = parameter.unit in ("分", "万分比")
        assert value == (500 if wide else 5), parameter.name


def test_a_document_without_open_numbers_has_no_such_page(client_of: Clients) -> None:
    assert client_of("county").get("/policy/nm_2022_28/fill/").status_code == 404
    assert client_of("village").get(f"/policy/{PACK.id}/fill/").status_code == 200
    assert client_of("county").get(f"/policy/{PACK.id}/fill/?area=150823000000").status_code == 404


def test_who_only_looks_does_not_fill_in(client_of: Clients) -> None:
    for user in ("village", "leader", "auditor"):
        client_of(user).post(f"/policy/{PACK.id}/fill/", _answers())
    assert not ParameterOverride.objects.exists()
