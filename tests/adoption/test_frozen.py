"""A figure opens to the frozen list it was counted from."""

import shutil
from collections.abc import Iterator

import pytest

from leye.adoption.frozen import is_kept, members
from leye.adoption.models import Figure
from leye.adoption.nights import nights_home
from leye.areas.models import Area
from leye.worklist.night import run_night
from tests.worklist.people import DAY, PACK, adopt, unemployed

COUNTY, HEHAO, BALENG = 150822000000, 150822101201, 150822101202


@pytest.fixture
def county(own_database: str) -> Iterator[Area]:
    """A county with two people to be served, nobody served yet."""
    shutil.rmtree(nights_home(), ignore_errors=True)
    adopt(COUNTY)
    for number, village in (("150822199003040021", HEHAO), ("150822199003040048", BALENG)):
        unemployed(number, village)
    yield Area.objects.using("owner").get(no=COUNTY)
    shutil.rmtree(nights_home(), ignore_errors=True)


def test_the_list_is_as_long_as_the_figure_says(county: Area) -> None:
    run = run_night(DAY)
    figure = Figure.objects.using("owner").get(run=run, rule="served_share", area_id=COUNTY)
    waiting = members(run, PACK, "served_share", county.no, county.last, missing=True)
    assert (figure.value, figure.whole, len(waiting)) == (0, 2, 2)
    assert members(run, PACK, "served_share", county.no, county.last) == []


def test_a_villages_part_of_the_list_and_its_pages(county: Area) -> None:
    run = run_night(DAY)
    village = members(run, PACK, "served_share", HEHAO, HEHAO, missing=True)
    assert [line.area_id for line in village] == [HEHAO]
    second = members(run, PACK, "served_share", county.no, county.last, missing=True, start=1, stop=2)
    assert [line.area_id for line in second] == [BALENG]


def test_a_run_whose_folder_is_gone_has_no_list(county: Area) -> None:
    run = run_night(DAY)
    assert is_kept(run)
    shutil.rmtree(nights_home())
    assert not is_kept(run)
    assert members(run, PACK, "served_share", county.no, county.last) == []
