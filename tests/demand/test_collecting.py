"""The job bank: sources, collections, what they count for, and the board."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting, as_service
from leye.demand.actions.collecting import AddSource, EndSource, RecordCollection, RemoveCollection
from leye.demand.collecting import board, yields
from leye.demand.models import JobCollection, JobSource
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.registers.models import Activity
from leye.standards.calendar import add_months, today
from tests.demand.making import AsUser
from tests.ledger.people import actor, scope
from tests.vacancies.making import COUNTY, TOWN, publish


def source(by: object, name: str = "江苏省丹阳市", **more: object) -> JobSource:
    made = AddSource(by, area_no=COUNTY, name=name, kind="paired", **more).run()
    JobSource.objects.filter(pk=made.pk).update(since=add_months(today(), -12))
    return made


def test_a_source_is_missing_until_it_gave_jobs_this_month(as_user: AsUser) -> None:
    county = as_user("county")
    made = source(county)
    (row,) = board(county.scope, today())
    assert row.now.missing
    assert sum(cell.missing for cell in row.cells) == 6
    RecordCollection(county, source_id=made.pk, collected_on=today(), note="说下月才有").run()
    (row,) = board(county.scope, today())
    assert (row.now.missing, row.now.in_vain) == (True, 1)
    assert not Activity.objects.exists()
    for _pressed_twice in range(2):
        RecordCollection(county, source_id=made.pk, collected_on=today(), vacancies=3, seats=40).run()
    (row,) = board(county.scope, today())
    assert (row.now.missing, row.now.times, row.now.vacancies, row.now.seats) == (False, 1, 3, 40)
    line = Activity.objects.get()
    assert (line.kind, line.area_id, line.quantity, line.happened_on) == (
        "job_collection",
        COUNTY,
        40,
        today(),
    )


def test_vacancies_that_are_named_are_counted_and_followed(as_user: AsUser, shop: Employer) -> None:
    first, second = publish(shop, seats=3), publish(shop, seats=4, title="分拣工")
    county = as_user("county")
    made = source(county)
    noted = RecordCollection(
        county, source_id=made.pk, collected_on=today(), batch=7, vacancy_ids=[first.pk, second.pk], vacancies=99, seats=99
    ).run()  # fmt: skip
    assert (noted.vacancies, noted.seats) == (2, 7)
    came = yields(county.scope, [noted.pk])[noted.pk]
    assert (came.vacancies, came.open, came.filled) == (2, 2, 0)
    with pytest.raises(ActionError, match="已登记为这个来源的一次收集"):
        RecordCollection(
            county, source_id=made.pk, collected_on=today(), batch=7, vacancy_ids=[first.pk]
        ).run()
    with pytest.raises(Invalid):
        RecordCollection(county, source_id=made.pk, collected_on=today(), batch=8, vacancy_ids=[10**9]).run()


def test_one_taken_back_no_longer_counts(as_user: AsUser) -> None:
    county = as_user("county")
    made = source(county)
    noted = RecordCollection(county, source_id=made.pk, collected_on=today(), vacancies=1, seats=1).run()
    with pytest.raises(Invalid):
        RemoveCollection(county, collection_id=noted.pk, reason=" ").run()
    RemoveCollection(county, collection_id=noted.pk, reason="登记错了").run()
    assert not JobCollection.objects.exists()
    assert not Activity.objects.exists()
    (row,) = board(county.scope, today())
    assert row.now.missing


@pytest.mark.parametrize(
    ("more", "where"),
    [({"collected_on": today() + dt.timedelta(days=1)}, "collected_on"), ({"vacancies": 5, "seats": 4}, "seats"),
     ({"vacancies": 0, "seats": 0}, "note"), ({"seats": 10**9}, "seats"), ({"way": "owl"}, "way")],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused(as_user: AsUser, more: dict, where: str) -> None:
    county = as_user("county")
    made = source(county)
    told = {"source_id": made.pk, "collected_on": today(), "vacancies": 2, "seats": 3, **more}
    with pytest.raises(Invalid) as error:
        RecordCollection(county, **told).run()
    assert where in error.value.problems


def test_sources_are_named_once_by_the_county_and_given_up(as_user: AsUser) -> None:
    county = as_user("county")
    made = source(county)
    with pytest.raises(ActionError, match="同名"):
        source(county)
    with pytest.raises(Invalid):
        AddSource(county, area_no=TOWN, name="昆山", kind="destination").run()
    EndSource(county, source_id=made.pk).run()
    with pytest.raises(ActionError, match="已停止"):
        EndSource(county, source_id=made.pk).run()
    (row,) = board(county.scope, today())
    assert not row.now.missing
    assert source(county).pk != made.pk


def test_another_county_s_board_is_empty(as_user: AsUser) -> None:
    county = as_user("county")
    made = source(county)
    RecordCollection(county, source_id=made.pk, collected_on=today(), vacancies=1, seats=1).run()
    with acting(scope("banner")):
        assert board(scope("banner"), today()) == []
        assert not JobCollection.objects.exists()
        with pytest.raises(Absent):
            RecordCollection(actor("banner"), source_id=made.pk, collected_on=today(), note="x").run()
    with as_service():
        assert JobCollection.objects.count() == 1
