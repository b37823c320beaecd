"""The nearest first: by counties around a place, page after page, none twice and none left out."""

import datetime as dt

import pytest

from leye.accounts.scope import as_service
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies import nearest
from leye.vacancies.asking import Ask
from leye.vacancies.indexing import count_words
from leye.vacancies.nearest import search_near
from tests.vacancies.making import COUNTY, HEHAO, TOWN, YONGPING_TOWN, AsUser
from tests.vacancies.test_search import BANNER, add

DAY = today()


@pytest.fixture
def spread(as_user: AsUser, shop: Employer) -> Employer:
    """Jobs at home, in the next county and in another province."""
    add(shop, title="电焊工甲", area_id=BANNER, published_on=DAY)
    add(shop, title="电焊工乙", area_id=TOWN, published_on=DAY - dt.timedelta(days=9))
    add(shop, title="普工", duties="协助电焊工", area_id=HEHAO, published_on=DAY)
    add(shop, title="电焊工丁", area_id=YONGPING_TOWN, published_on=DAY)
    return shop


def titles(ask: Ask, size: int = 20) -> list[str]:
    """Every title, page after page."""
    found, after = [], None
    for _page in range(20):
        page = search_near(ask, after, size)
        found += [hit.title for hit in page.rows]
        after = page.after
        if after is None:
            break
    return found


@pytest.mark.parametrize("counted", [False, True])
def test_home_comes_before_the_next_county_however_old(spread: Employer, counted: bool) -> None:
    if counted:
        count_words()
    ask = Ask(text="电焊工", area=TOWN)
    assert titles(ask) == ["电焊工乙", "普工", "电焊工甲"]
    assert titles(ask, size=1) == titles(ask, size=2) == titles(ask)
    far = search_near(Ask(area=COUNTY, km=500))
    away = {hit.title: far.away[hit.area_id // 10**6 * 10**6] for hit in far.rows}
    assert away["电焊工乙"] == away["普工"] == 0
    assert 60 < away["电焊工甲"] < 200
    assert (far.total, far.exact) == (len(far.rows), True)


def test_what_is_common_comes_county_by_county(spread: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(30):
        add(spread, title=f"保洁员{n}", area_id=TOWN if n % 2 else BANNER)
    with as_service():
        count_words()
    ask = Ask(text="保洁员", area=COUNTY)
    quick = titles(ask, size=7)
    monkeypatch.setattr(nearest, "TAKEN", 0)
    assert titles(ask, size=7) == quick
    assert len(quick) == len(set(quick)) == 30


def test_without_a_county_there_is_no_near(spread: Employer) -> None:
    with pytest.raises(Invalid, match="请先填在哪里"):
        search_near(Ask(text="电焊工"))
    with pytest.raises(Invalid, match="请填县"):
        search_near(Ask(text="电焊工", area=150000000000))
