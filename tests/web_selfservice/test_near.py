"""找工作 by distance: filtered, in order, each with its kilometres."""

import re

import pytest
from django.test import Client

from leye.ledger.models import Employer
from tests.vacancies.making import TOWN, YONGPING_TOWN, AsUser
from tests.vacancies.test_search import BANNER, add
from tests.web.test_people import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs(as_user: AsUser, shop: Employer) -> None:
    add(shop, title="收割机手甲", area_id=BANNER)
    add(shop, title="收割机手乙", area_id=TOWN)
    add(shop, title="收割机手丙", area_id=YONGPING_TOWN)
    for n in range(21):
        add(shop, title=f"收割机手{n}号", area_id=TOWN)


def found(address: str) -> tuple[list[str], str]:
    """Titles in their order, and the page."""
    page = words(Client().get(address))
    return re.findall(r"<strong>(收割机手.+?)</strong>", page), page


def test_the_nearest_first_with_their_kilometres_over_pages() -> None:
    titles, page = found("/jobs/?text=收割机手&place=磴口县&sort=near")
    assert len(titles) == 20
    assert "在当地" in page
    assert "磴口县周边200公里" in page
    assert "公里</span>" not in page
    address = re.findall(r'href="(\?[^"]*after=[^"]+)"', page)[0].replace("&amp;", "&")
    rest, page = found(f"/jobs/{address}")
    assert rest[-1] == "收割机手甲"
    assert len({*titles, *rest}) == 23
    assert re.search(r"约\d+公里", page)


def test_by_day_with_a_distance_tells_the_kilometres_too() -> None:
    titles, page = found("/jobs/?text=收割机手甲&place=磴口县&km=200")
    assert titles[0] == "收割机手甲"
    assert re.search(r"约\d+公里", page)


def test_without_a_place_it_says_what_is_lacking() -> None:
    assert "按远近排，请先填在哪里" in found("/jobs/?text=收割机手&sort=near")[1]
    assert "请填县（区）" in found("/jobs/?text=收割机手&place=内蒙古自治区&sort=near")[1]
    assert len(found("/jobs/?text=收割机手&place=磴口县&sort=near&after=rubbish")[0]) == 20


def test_a_job_that_is_gone_is_told_in_words_for_everybody() -> None:
    answer = Client().get("/jobs/999999/")
    assert answer.status_code == 404
    assert "可能已经招满或不招了" in words(answer)
    assert "辖区" not in words(answer)
