"""What a person and an officer read: why a job, why not, why none, and what would open most."""

from __future__ import annotations

import numpy as np
import pytest

from leye.matching import COURSES, JOBS, match, match_one, reasons, words_for
from leye.matching.language import Rules
from leye.matching.pairs import rows_of
from leye.matching.scan import best, seekers_of
from leye.standards.occupations import occupation
from tests.matching.made import COUNTIES, Market, offer, people_table, person, pool_of

LABELS = {"veteran": "退役军人", "graduate": "高校毕业生"}


def test_a_recommendation_says_why() -> None:
    whom = person(1, skills=["电焊"], groups=["veteran"], town=COUNTIES[0] + 2_000)
    what = offer(1, skills=["电焊"], groups=["veteran"], pay_fen=500_000, seats=5, filled=1, education="70")
    (one,) = match_one(whom, pool_of([what]), labels=LABELS).recommendations
    entry = occupation("4-02-01-01")
    assert entry is not None
    assert one.sentences == (
        f"工种一致：{entry.name}", "在本县", "学历正好", "优先招用退役军人", "月薪高于期望", "会电焊", "同镇",
        "还有4个名额",
    )  # fmt: skip
    assert one.points == sum(part.points for part in one.parts) == 400 + 250 + 50 + 95 + 100 + 100 + 80


def test_who_gave_fishing_up_is_sent_to_rearing_and_processing_first() -> None:
    pool = pool_of([offer(1, occupation="6-01-05-01"), offer(2, occupation="5-04-03-01")])
    whom = person(1, groups=["fishing_ban"], occupation="4-07-01-01")
    said = {n: words_for(whom, pool, n, {"fishing_ban": "退捕渔民"}) for n in (1, 2)}
    assert all(said.values())
    assert "适合退捕渔民的岗位" in said[1].sentences  # type: ignore[union-attr]  # asserted above
    assert "适合退捕渔民的岗位" not in said[2].sentences  # type: ignore[union-attr]  # asserted above


def test_nobody_is_told_of_a_wage_that_was_not_asked_for() -> None:
    pool = pool_of([offer(1, pay_fen=900_000)])
    asked, silent = (words_for(person(1, wage_fen=wage), pool, 1) for wage in (300_000, None))
    assert asked is not None
    assert silent is not None
    assert "月薪高于期望" in asked.sentences
    assert "月薪高于期望" not in silent.sentences


def test_one_thing_missing_is_said_as_one_thing() -> None:
    pool = pool_of(
        [
            offer(1, certificates=["叉车证"]),
            offer(2, education="20"),
            offer(3, certificates=["叉车证"], education="20"),
        ]
    )
    misses = [words_for(person(1), pool, number).misses for number in (1, 2, 3)]  # type: ignore[union-attr]
    assert misses == [("差一项：叉车证",), ("差一项：本科学历",), ("学历不够（要求本科）", "缺叉车证")]
    assert words_for(person(1), pool, 99) is None


def test_nobody_is_told_that_one_thing_is_missing_when_it_cannot_be_acquired() -> None:
    pool = pool_of([offer(1, age_high=25, age_reason="特种作业")])
    explained = words_for(person(1), pool, 1)
    assert explained is not None
    assert explained.misses == ("年龄超过25岁",)


def test_a_person_with_none_is_told_what_excludes_how_many() -> None:
    offers = [offer(n, certificates=["叉车证"]) for n in range(1, 6)]
    offers += [offer(n, certificates=["电工证"]) for n in range(6, 8)]
    offers += [offer(8, certificates=["电工证", "叉车证"]), offer(9, place=COUNTIES[3], education="20")]
    pool = pool_of(offers)
    why = match_one(person(1, radius=4, floor_fen=None), pool).why_few
    assert why is not None
    assert (why.offers, why.fit) == (9, 0)
    assert {(e.must, e.offers, e.alone) for e in why.excluded} == {
        ("certificates", 8, 8),
        ("education", 1, 1),
    }
    assert [(gain.name, gain.offers) for gain in why.gains][:2] == [("叉车证", 5), ("电工证", 2)]
    assert (
        why.sentence()
        == "共9个岗位，符合条件的0个。不符合的原因：证书（8个）、学历要求（1个）。如果有叉车证，可以多5个岗位。"
    )


def test_where_nothing_is_on_offer_that_is_said() -> None:
    answer = match_one(person(1), pool_of([]))
    assert answer.recommendations == ()
    assert answer.why_few is not None
    assert answer.why_few.sentence() == "现在没有在招的岗位。"


def test_widened_wishes_are_said() -> None:
    pool = pool_of([offer(1), offer(2, place=COUNTIES[1], pay_fen=100_000)])
    answer = match_one(person(1, floor_fen=300_000), pool)
    assert [r.relaxed for r in answer.recommendations] == [0, 3]
    assert answer.recommendations[1].sentences[-2:] == ("放宽了距离", "放宽了工资要求")


def test_online_finds_what_an_exact_look_finds_at_the_nights_prices() -> None:
    market = Market(21, 60, 80)
    found = match(market.people, market.pool)
    pool = market.pool.priced(found.prices["price"].to_numpy())
    exact, _ = best(seekers_of(market.people, pool), pool, 3, prune=False)
    for i, whom in enumerate(market.people.to_pylist()):
        wanted = pool.columns["id"][exact[i][exact[i] >= 0]].tolist()
        own = [r.offer_id for r in match_one(whom, pool).recommendations if not r.relaxed]
        assert sorted(own) == sorted(wanted)


def test_a_pin_and_an_exclusion_of_an_officer() -> None:
    pool = pool_of([offer(n) for n in range(1, 7)] + [offer(9, certificates=["叉车证"])])
    answer = match_one(person(1), pool, told=[1, 2, 3], pins=[6, 9])
    assert answer.recommendations[0].offer_id == 6
    assert answer.recommendations[0].sentences[0] == "工作人员指定"
    assert {r.offer_id for r in answer.recommendations} == {4, 5, 6}
    assert answer.refused_pins == ((9, "差一项：叉车证"),)


def test_courses_are_matched_by_the_same_code() -> None:
    whom = person(1, skills=["叉车证"], occupation="6-01-01-01")
    courses = [
        offer(1, skills=["叉车证"], seats=20),
        offer(2, skills=["电工证"], seats=20),
        offer(3, seats=0),
    ]
    pool = pool_of(courses, rules=COURSES)
    answer = match_one(whom, pool)
    assert [r.offer_id for r in answer.recommendations] == [1, 2]
    assert "学完可以得到所缺的：叉车证" in answer.recommendations[0].sentences
    found = match(people_table([whom]), pool).recommendations.to_pylist()
    assert [row["offer_id"] for row in found] == [1, 2]


@pytest.mark.parametrize("rules", [JOBS, COURSES], ids=lambda rules: rules.name)
def test_bounds_are_never_under_the_points(rules: Rules) -> None:
    """A bound that promises too little would leave out good offers."""
    market = Market(31, 40, 60)
    pool = pool_of(market.pool.table.to_pylist(), rules=rules)
    seekers = seekers_of(market.people, pool)
    for i in range(seekers.size):
        s, v, r, reachable = rows_of(pool, seekers, i, np.arange(pool.size))
        for term in rules.terms:
            if term.bound is not None:
                given = np.zeros(pool.size, int) + term.points(s, v, r)
                bound = np.zeros(pool.size, int) + term.bound(s, r)
                assert (given <= bound)[reachable].all(), term.name


def test_reasons_count_every_offer_once() -> None:
    market = Market(41, 30, 50)
    for i in range(30):
        why = reasons(market.pool, market.seekers, i)
        assert why.offers == market.pool.size
        assert all(e.alone <= e.offers <= why.offers for e in why.excluded)
