"""Requests that no page of ours makes: answered plainly, never with a broken page."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.adoption.actions.overriding import DecideValues, ProposeValues, most_of
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.standards.calendar import today
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_people
from tests.ledger.people import HEHAO, actor, register, scope
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.mark.parametrize("address", [
    "/?group=week&offset=²", f"/?group=week&offset={HUGE}", f"/?area={HUGE}", "/?area=²", "/myday.xlsx?area=²",
    f"/myday.xlsx?area={HUGE}", "/employers/?q=%00", "/households/choose/?person=²", f"/people/{HUGE}/",
    "/find/?q=%00", f"/county/?area={HUGE}", "/county/list/?what=stuck&reason=x", f"/people/duplicates/{HUGE}/1/",
])  # fmt: skip
def test_a_strange_address_is_no_broken_page(address: str) -> None:
    assert signed_in("town").get(address).status_code < 500


@pytest.mark.parametrize("who", ["²", HUGE, "-1", "x"])
def test_recording_for_somebody_strange_is_absent(who: str) -> None:
    assert signed_in("town").get("/services/many/", {"person": who}).status_code in (200, 404)


@pytest.mark.parametrize("page", ["²", HUGE, "-1", "0"])
def test_a_strange_page_of_accounts(page: str) -> None:
    assert signed_in("county").get("/accounts/", {"page": page}).status_code == 200


@pytest.mark.parametrize("post", ["²", HUGE])
def test_a_strange_post_is_absent(post: str) -> None:
    assert signed_in("town").post("/session/post/", {"post": post}).status_code == 404


def test_a_local_value_beyond_all_bounds_is_refused_in_words() -> None:
    pack = packs()["nm_2022_28"]
    officer, leader = (User.objects.get(username=name) for name in ("county", "leader"))
    county = Area.objects.get(no=150822000000)
    Adoption.objects.create(
        pack=pack.id, area=county, valid_from=dt.date(2026, 1, 1), standing=True, basis="测试",
        state=AdoptionState.APPROVED, proposed_by=officer, decided_by=leader,
    )  # fmt: skip
    with acting(scope("county")):
        person = register(actor("county"), 1)
    numbers = [parameter for parameter in pack.parameters.values() if not parameter.choices]
    assert numbers
    for parameter in numbers:
        largest = most_of(parameter)
        with pytest.raises(ActionError):
            _set(pack.id, parameter.name, county, largest + 1)
        _set(pack.id, parameter.name, county, largest)
        refresh_people([person.pk], today())


def _set(pack: str, name: str, area: Area, value: int) -> None:
    made = ProposeValues(
        actor("county"),
        pack=pack,
        values={name: value},
        area=area,
        valid_from=today(),
        valid_to=None,
        basis="测试",
    ).run()
    DecideValues(actor("leader"), made, approve=True).run()


def test_a_merged_file_leaves_the_day_at_once() -> None:
    with acting(scope("town")):
        left, right = (register(actor("town"), n, "王小梅", HEHAO) for n in (1, 3))
    with as_service():
        Todo.objects.create(
            pack="nm_2022_28", rule="survey", subject_kind="person", subject_id=right.pk, person=right, area_id=HEHAO,
            since=today(), until=today(), due_on=today(), suggested_on=today(), need=1,
        )  # fmt: skip
    browser = signed_in("town")
    browser.post(f"/people/duplicates/{left.pk}/{right.pk}/", {"survivor": "left"})
    with as_service():
        assert Todo.objects.get(person_id=right.pk).state == "lapsed"
