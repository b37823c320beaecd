"""A roster that moves the head of a household; a button that is pressed twice."""

from pathlib import Path

import pytest
from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.ledger.models import Household, Person
from leye.standards.calendar import today
from tests.intake.helpers import bring_in, number, take_back, workbook
from tests.ledger.people import actor, register, scope
from tests.security.helpers import signed_in
from tests.web.conftest import plain_static

__all__ = ["plain_static"]
pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "村", "户编号", "与户主关系")


def test_a_household_whose_head_a_roster_moves_away_has_no_head(tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "a.xlsx", [
        ("王秀兰", number(2), "河壕村", "7", "户主"), ("李强", number(1), "河壕村", "7", "配偶")], HEADER))  # fmt: skip
    batch = bring_in(workbook(tmp_path / "b.xlsx", [("王秀兰", number(2), "河壕村", "8", "户主")], HEADER))
    with as_service():
        old, new = Household.objects.get(number="7"), Household.objects.get(number="8")
        assert Person.objects.get(name="王秀兰").household_id == new.pk
        assert new.head is not None
        assert old.head_id is None
    take_back(batch)
    with as_service():
        old.refresh_from_db()
        assert old.head is not None
        assert (old.head.name, old.head.household_id) == ("王秀兰", old.pk)


def _press(browser: Client, person: int, **more: str) -> None:
    sent = {
        "kinds": ["follow_up"],
        "channel": "phone",
        "outcome": "done",
        "served_on": today().isoformat(),
        **more,
    }
    assert browser.post(f"/services/{person}/", sent).status_code == 302


def test_a_form_sent_twice_records_once_and_another_one_as_well() -> None:
    with acting(scope("county")):
        person = register(actor("county"), 1)
    browser = signed_in("town")
    _press(browser, person.pk)
    _press(browser, person.pk)
    with as_service():
        assert ServiceRecord.objects.filter(person_id=person.pk).count() == 1
    _press(browser, person.pk, note="又谈了一次")
    with as_service():
        assert ServiceRecord.objects.filter(person_id=person.pk).count() == 2
