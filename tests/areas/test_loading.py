"""The tree from the national codes: whole, in order of reporting, safe to repeat."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from leye.areas.enums import Kind, Level
from leye.areas.loading import UnknownArea, load_areas
from leye.areas.lookup import Finder, find_area
from leye.areas.models import Area
from leye.areas.paths import forget_paths, full_path, path_names

pytestmark = pytest.mark.django_db

COUNTIES = ["610622", "431102", "150822", "150781", "152571"]


@pytest.fixture(autouse=True)
def fresh_paths() -> None:
    """Nothing remembered from another test."""
    forget_paths()


@pytest.fixture
def tree() -> None:
    """Three real counties with their neighbours, in place of the small world's made-up corner."""
    Area.objects.filter(no__gte=610622101000, no__lte=610622101999).update(name="(小世界)")
    load_areas(COUNTIES, using="default")


@pytest.mark.usefixtures("tree")
def test_every_unit_lies_inside_what_it_reports_to() -> None:
    for area in Area.objects.select_related("parent"):
        if area.parent:
            assert area.parent.contains(area.no), area
            assert area.last <= area.parent.last, area
            assert area.parent.level < area.level, area
        else:
            assert area.level == Level.PROVINCE


@pytest.mark.usefixtures("tree")
def test_siblings_do_not_overlap() -> None:
    rows = list(Area.objects.order_by("level", "no").values_list("level", "no", "last", "name"))
    for (level, _no, last, name), (next_level, next_no, _last, next_name) in pairwise(rows):
        assert level != next_level or last < next_no, (name, next_name)


@pytest.mark.usefixtures("tree")
def test_manzhouli_is_in_the_region_and_not_in_hulunbuir() -> None:
    manzhouli, hulunbuir = Area.objects.get(code="150781000000"), Area.objects.get(code="150700000000")
    region = Area.objects.get(code="150000000000")
    assert manzhouli.parent == region
    assert (manzhouli.level, manzhouli.kind) == (Level.COUNTY, Kind.COUNTY_CITY)
    assert manzhouli not in Area.objects.below(hulunbuir)
    assert manzhouli in Area.objects.below(region)
    assert Area.objects.below(manzhouli).filter(level=Level.TOWNSHIP).count() == 10
    assert full_path(manzhouli) == "内蒙古自治区满洲里市"


@pytest.mark.usefixtures("tree")
def test_a_county_comes_whole_and_its_neighbours_without_townships() -> None:
    lingling = Area.objects.get(code="431102000000")
    assert Area.objects.below(lingling).filter(level=Level.TOWNSHIP).count() == 16
    assert Area.objects.below(lingling).filter(level=Level.VILLAGE).count() > 200
    neighbour = Area.objects.get(code="431103000000")
    assert list(Area.objects.below(neighbour)) == [neighbour]
    assert Area.objects.get(code="152571000000").kind == Kind.ZONE


def test_loading_again_changes_nothing_and_keeps_local_changes() -> None:
    load_areas(["150822"], using="default")
    Area.objects.filter(no=150822103000).update(name="补隆淖尔镇", valid_to=dt.date(2026, 1, 1))
    before = list(Area.objects.values_list())
    load_areas(["150822"], using="default")
    assert list(Area.objects.values_list()) == before


def test_only_what_is_asked_for_without_siblings() -> None:
    load_areas(["431102"], using="default", siblings=False)
    assert Area.objects.filter(no__gte=430000000000, no__lt=440000000000, level=Level.COUNTY).count() == 1


def test_fillers_are_left_out() -> None:
    load_areas(["110101"], using="default")
    assert not Area.objects.filter(name="市辖区").exists()
    assert full_path(Area.objects.get(code="110101000000")) == "北京市东城区"


@pytest.mark.parametrize("code", ["999999", "150899", "150822999"])
def test_an_unknown_code_is_said(code: str) -> None:
    with pytest.raises(UnknownArea, match=code):
        load_areas([code], using="default")


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "text",
    [
        "新河村",
        "新河",
        "新河村委会",
        "新河村村民委员会",
        "补隆淖镇新河村",
        "补隆淖镇 新河村",
        "磴口县补隆淖镇新河村",
        "补隆淖·新河",
        "内蒙古自治区巴彦淖尔市磴口县补隆淖镇新河村",
        "内蒙古巴彦淖尔市磴口县补隆淖镇新河",
        "150822103206",
        " 150822103206 ",
        150822103206,
        150822103206.0,
    ],
)
def test_the_ways_to_write_a_village(text: object) -> None:
    county = Area.objects.get(code="150822000000")
    assert [area.no for area in find_area(text, county)] == [150822103206]


@pytest.mark.usefixtures("tree")
def test_a_name_used_twice_gives_all_candidates_and_the_township_decides() -> None:
    county = Area.objects.get(code="610622000000")
    assert [path_names(area) for area in find_area("刘家湾村", county)] == [
        "大禹街道 · 刘家湾村",
        "关庄镇 · 刘家湾村",
    ]
    assert [area.no for area in find_area("关庄镇刘家湾村", county)] == [610622107206]
    assert [area.no for area in find_area("关庄刘家湾", county)] == [610622107206]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "text", ["", None, "没有这个村", "999999", "150822999", "永坪村", "610622", "新河村某某组1号"]
)
def test_nothing_is_found_outside_or_for_nonsense(text: object) -> None:
    assert find_area(text, Area.objects.get(code="150822000000")) == []


@pytest.mark.usefixtures("tree")
def test_codes_of_units_that_moved_are_found_under_their_code() -> None:
    assert [area.no for area in find_area("150781")] == [158100000000]
    assert [area.no for area in find_area("150781001")] == [158100001000]


@pytest.mark.usefixtures("tree")
def test_ended_units_are_not_found() -> None:
    Area.objects.filter(no=150822103206).update(valid_to=dt.date(2020, 1, 1))
    assert find_area("补隆淖镇新河村", Area.objects.get(code="150822000000")) == []


@pytest.mark.usefixtures("tree")
def test_a_file_of_names_is_looked_up_with_one_query(django_assert_num_queries: Any) -> None:
    county = Area.objects.get(code="150822000000")
    names = list(Area.objects.below(county).filter(level=Level.VILLAGE).values_list("name", flat=True))
    with django_assert_num_queries(1):
        finder = Finder(county, Level.VILLAGE)
        assert all(finder.find(name) for name in names * 20)


def test_paths() -> None:
    assert path_names(150822101201) == "补隆淖尔镇 · 河壕村"
    assert path_names(150822101000) == "补隆淖尔镇"
    assert path_names(150822000000) == "磴口县"
    assert path_names(150822101201, Level.COUNTY) == "磴口县 · 补隆淖尔镇 · 河壕村"
    assert path_names(150822999999) == ""
