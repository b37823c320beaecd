"""Asking for a number or a name is a look-up and leaves a line in the access log, wherever the box stands."""

from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.casework.actions.posts import AddPost
from leye.ledger.actions.households import SetHousehold
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import MayBeElsewhere
from leye.standards.calendar import today
from tests.ledger.people import HEHAO, WOYANGTAI, actor, number, register, scope
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
pytestmark = pytest.mark.django_db


def _searches() -> int:
    with as_service():
        return AccessLog.objects.filter(access="search").count()


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A browser in which a user of the small world is signed in."""
    return signed_in


def test_trying_a_number_in_the_edit_form_is_logged_as_at_registering() -> None:
    with acting(scope("banner")):
        register(actor("banner"), 3, area=WOYANGTAI)
    with acting(scope("county")):
        mine = register(actor("county"), 1)
        before = _searches()
        with pytest.raises(MayBeElsewhere):
            UpdatePerson(
                actor("county"), person_id=mine.pk, version=mine.version, changes={"id_number": number(3)}
            ).run()
        assert _searches() == before + 1


def test_searching_for_a_member_of_a_household_is_logged(client_of: Callable[[str], Client]) -> None:
    with acting(scope("county")):
        home = SetHousehold(actor("county"), area_no=HEHAO).run()
    before = _searches()
    assert client_of("town").post(f"/households/{home.pk}/", {"q": "王小梅"}).status_code == 200
    assert _searches() == before + 1


def test_searching_for_somebody_to_place_is_logged(client_of: Callable[[str], Client]) -> None:
    with acting(scope("county")):
        post = AddPost(actor("county"), area_no=HEHAO, title="保洁员", kind="rural", valid_from=today()).run()
    before = _searches()
    assert client_of("town").post(f"/posts/{post.pk}/place/", {"q": "王小梅"}).status_code == 200
    assert _searches() == before + 1


def test_searching_for_a_household_by_its_head_is_logged(client_of: Callable[[str], Client]) -> None:
    with acting(scope("county")):
        person = register(actor("county"), 1)
    before = _searches()
    assert client_of("town").get(f"/households/choose/?person={person.pk}&q=王小梅").status_code == 200
    assert _searches() == before + 1
