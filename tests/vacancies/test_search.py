"""Searching: words, synonyms, places, distance, pay, schooling, groups; both ways to the same rows; why there are none."""

import datetime as dt
import random
from typing import Any

import pytest

from leye.accounts.scope import as_service
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies import search as searching
from leye.vacancies.asking import Ask, ask_from
from leye.vacancies.indexing import count_words, mend_postings, refresh_postings, write_postings
from leye.vacancies.models import Posting, Vacancy
from leye.vacancies.search import search
from leye.vacancies.widening import why_empty
from tests.vacancies.making import COUNTY, HEHAO, TOWN, YONGPING_TOWN, AsUser

BANNER = 150823000000


def add(unit: Employer, **more: Any) -> int:
    """An open vacancy, written directly: the actions are tested elsewhere."""
    values = {"area_id": TOWN, "title": "电焊工", "published_on": today(), "pay_low_fen": 400_000, **more}
    with as_service():
        made = Vacancy.objects.create(
            office_id=COUNTY, employer=unit, employer_name=unit.name, status="published", **values
        )
        refresh_postings([made.pk])
    return made.pk


def titles(**asked: Any) -> list[str]:
    return [hit.title for hit in search(ask_from({k: str(v) for k, v in asked.items()})).rows]


def test_by_words_in_the_title_first(as_user: AsUser, shop: Employer) -> None:
    add(shop, title="电焊工")
    add(shop, title="普工", duties="协助电焊工打磨", published_on=today())
    add(shop, title="会计")
    assert titles(text="电焊工") == ["电焊工", "普工"]
    assert titles(text="河套食品 会计") == ["会计"]
    assert len(titles(text="补隆淖尔")) == 3
    assert titles(text="'; & | ! ( 会计") == ["会计"]
    assert len(titles()) == 3


def test_words_that_mean_the_same_are_found(as_user: AsUser, shop: Employer) -> None:
    add(shop, title="保洁员")
    assert titles(text="清洁工") == ["保洁员"]


def test_by_occupation_place_pay_schooling_and_the_rest(as_user: AsUser, shop: Employer) -> None:
    add(shop, title="甲", occupation="6-18-02-04", education="30", pay_high_fen=600_000)
    add(shop, title="乙", area_id=HEHAO, elastic=True, groups=["difficulty"], housing=True, hours="part")
    add(shop, title="丙", area_id=YONGPING_TOWN, pay_low_fen=None)
    assert titles(occupation="6-18-00-00") == titles(occupation="6-18-02-04") == ["甲"]
    assert set(titles(area=COUNTY)) == {"甲", "乙"}
    assert set(titles(area=TOWN)) == {"甲", "乙"}
    assert titles(area=HEHAO) == ["乙"]
    assert titles(area=610000000000) == ["丙"]
    assert titles(pay_yuan=5000) == ["甲"]
    assert set(titles(pay_yuan=4000)) == {"甲", "乙"}
    assert titles(pay_yuan=4001) == ["甲"]
    assert set(titles(education="70")) == {"乙", "丙"}
    assert set(titles(education="30")) == {"甲", "乙", "丙"}
    assert (
        titles(group="difficulty")
        == titles(elastic="1")
        == titles(housing="1")
        == titles(hours="part")
        == ["乙"]
    )


def test_by_distance_from_a_county(as_user: AsUser, shop: Employer) -> None:
    add(shop, title="这里")
    add(shop, title="前旗", area_id=BANNER)
    add(shop, title="延川", area_id=YONGPING_TOWN)
    assert titles(area=COUNTY, km=50) == ["这里"]
    assert set(titles(area=COUNTY, km=200)) == {"这里", "前旗"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"occupation": "9-99-99-99"}, "职业分类大典里没有"),
        ({"area": "999"}, "没有编号为“999”的地区"),
        ({"group": "nobody"}, "没有群体代码"),
        ({"education": "xx"}, "没有学历代码"),
        ({"hours": "never"}, "没有“never”这个选项"),
        ({"pay_yuan": "很多"}, "不是数字"),
        ({"km": "30"}, "请先选从哪个县"),
        ({"area": str(COUNTY), "km": "9000"}, "1至500公里"),
    ],
)
def test_an_unknown_code_is_an_error_and_not_nothing(db: None, asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        ask_from(asked)


def test_nothing_found_tells_why(as_user: AsUser, shop: Employer) -> None:
    for _number in range(3):
        add(shop, title="电焊工", duties="焊接护栏")
    add(shop, title="会计", area_id=YONGPING_TOWN)
    count_words()
    why = why_empty(Ask(text="电焊工", area=610000000000))
    assert [(one.name, one.total) for one in why.wider] == [("text", 1), ("area", 3)][::-1]
    why = why_empty(Ask(text="电悍工"))
    assert "没有" in why.sentence
    assert any("电焊" in new for _word, news in why.instead for new in news)
    assert "保存这次查找" in why_empty(Ask(elastic=True)).sentence


def test_both_ways_and_every_page_give_the_same(
    as_user: AsUser, shop: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(1)
    with as_service():
        Vacancy.objects.bulk_create(
            Vacancy(
                office_id=COUNTY, area_id=draw.choice((TOWN, HEHAO, YONGPING_TOWN)), employer=shop, employer_name=shop.name,
                title=draw.choice(("普工", "电焊工", "夜班普工", "会计")), duties=draw.choice(("普工活", "夜班", "双休")),
                status="published", published_on=today() - dt.timedelta(draw.randrange(5)), pay_low_fen=400_000,
            )
            for _number in range(400)
        )  # fmt: skip
        write_postings(list(Vacancy.objects.all()))
    count_words()
    for ask in (
        Ask(text="普工"),
        Ask(text="普工 夜班"),
        Ask(area=COUNTY),
        Ask(text="普工", area=COUNTY, education="70"),
        Ask(),
    ):
        monkeypatch.setattr(searching, "TAKEN", 5000)
        whole = pages(ask, 50)
        assert len(whole) == search(ask).total
        assert whole == sorted(
            whole, key=lambda hit: (hit.in_title, hit.published_on, hit.vacancy_id), reverse=True
        )
        for walked in (1, 100, 4000):
            monkeypatch.setattr(searching, "TAKEN", 0)
            monkeypatch.setattr(searching, "WALKED", walked)
            assert pages(ask, 50) == whole
    plain = [hit.vacancy_id for hit in whole]
    assert plain == list(
        Posting.objects.order_by("-published_on", "-vacancy_id").values_list("pk", flat=True)
    )


def pages(ask: Ask, size: int) -> list[searching.Hit]:
    rows: list[searching.Hit] = []
    after = None
    while True:
        found = search(ask, after, size)
        rows += found.rows
        if found.after is None:
            return rows
        after = found.after


def test_what_was_missed_is_mended_at_night(as_user: AsUser, shop: Employer) -> None:
    kept, gone, lost = add(shop), add(shop), add(shop)
    with as_service():
        Vacancy.objects.filter(pk=gone).update(status="closed")
        Posting.objects.filter(pk=lost).delete()
    assert mend_postings() == (1, 1)
    assert set(Posting.objects.values_list("pk", flat=True)) == {kept, lost}
    assert mend_postings() == (0, 0)
