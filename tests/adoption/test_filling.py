"""Documents with open numbers: adopted only once the area has filled them in and somebody else has approved that."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError
from leye.adoption.actions.adopting import DecideAdoption, ProposeAdoption
from leye.adoption.actions.overriding import DecideValues, ProposeValues, wrong_value
from leye.adoption.enums import AdoptionState
from leye.adoption.filling import blanks
from leye.adoption.models import Adoption, ParameterOverride
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.policy import Parameter
from leye.standards.calendar import today
from tests.ledger.people import actor

pytestmark = pytest.mark.django_db

PACK = packs()["city_2020"]
COUNTY = 150822000000


def _area(no: int = COUNTY) -> Area:
    return Area.objects.get(no=no)


def _fill(names: list[str]) -> list[ParameterOverride]:
    return ProposeValues(
        actor("county"), pack=PACK.id, values=dict.fromkeys(names, 5), area=_area(), valid_from=today(),
        valid_to=None, basis="磴人社发1号").run()  # fmt: skip


def _propose() -> Adoption:
    return ProposeAdoption(
        actor("county"),
        pack=PACK.id,
        area=_area(),
        valid_from=today(),
        valid_to=None,
        standing=True,
        basis="测试",
    ).run()


def _open_numbers() -> list[Parameter]:
    return [parameter for parameter in PACK.parameters.values() if parameter.to_fill]


def test_the_document_leaves_numbers_open() -> None:
    assert PACK.info.template
    assert len(_open_numbers()) > 10


def test_an_adoption_is_refused_with_the_list_until_they_are_filled_in_and_approved() -> None:
    names = [parameter.name for parameter in _open_numbers()]
    with pytest.raises(ActionError) as refused:
        _propose()
    for parameter in _open_numbers():
        assert parameter.label in str(refused.value)
    made = _fill(names[1:])
    with pytest.raises(ActionError) as refused:
        _propose()
    assert PACK.parameters[names[0]].label in str(refused.value)
    assert PACK.parameters[names[1]].label not in str(refused.value)
    made += _fill(names[:1])
    proposed = _propose()
    with pytest.raises(ActionError, match="还没有批准"):
        DecideAdoption(actor("leader"), proposed, approve=True).run()
    DecideValues(actor("leader"), made, approve=True).run()
    assert DecideAdoption(actor("leader"), proposed, approve=True).run().state == AdoptionState.APPROVED


def test_what_the_city_filled_in_holds_in_its_counties_but_not_its_targets() -> None:
    city = _area(150800000000)
    names = [parameter.name for parameter in _open_numbers()]
    made = ProposeValues(
        actor("city"), pack=PACK.id, values=dict.fromkeys(names, 5), area=city, valid_from=today(), valid_to=None,
        basis="市文件").run()  # fmt: skip
    ParameterOverride.objects.filter(pk__in=[one.pk for one in made]).update(state=AdoptionState.APPROVED)
    left = [b.parameter for b in blanks(PACK, _area(), today()) if not b.is_filled]
    assert left == [parameter for parameter in _open_numbers() if parameter.kind == "target"]
    assert all(b.is_filled for b in blanks(PACK, city, today()))


def test_a_value_that_ended_leaves_the_number_open_again() -> None:
    name = _open_numbers()[0].name
    made = _fill([name])
    DecideValues(actor("leader"), made, approve=True).run()
    ParameterOverride.objects.update(valid_to=today())
    tomorrow = today() + dt.timedelta(days=1)
    assert next(b for b in blanks(PACK, _area(), today()) if b.parameter.name == name).is_filled
    assert next(b for b in blanks(PACK, _area(), tomorrow) if b.parameter.name == name).is_missing


def test_a_day_that_does_not_exist_is_no_value() -> None:
    day = next((p for pack in packs().values() for p in pack.parameters.values() if p.kind == "date"), None)
    assert day is not None
    assert wrong_value(day, 2026_02_30)
    assert wrong_value(day, 2026_02_28) == ""
