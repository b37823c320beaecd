"""What refuses a vacancy and what the reviewer is told, each with its article."""

import datetime as dt
from typing import Any

import pytest

from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.review import SubmitVacancy
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.checks import Around, Remark, check
from leye.vacancies.models import EmployerStanding, Vacancy, VacancyRules
from tests.ledger.people import actor
from tests.vacancies.making import AsUser, publish, save

VERIFIED = EmployerStanding(verified_on=dt.date(2026, 1, 1))


def remarks(around: Around | None = None, **more: Any) -> dict[str, Remark]:
    values: dict[str, Any] = {
        "title": "电焊工", "duties": "焊接护栏", "seats": 2, "pay_low_fen": 450_000, "pay_high_fen": 600_000,
        "occupation": "6-18-02-04", "insurance": ["pension"], "employer_name": "河套食品", "employer_id": 1, **more,
    }  # fmt: skip
    found: dict[str, Remark] = {}
    for remark in check(Vacancy(**values), around or Around(standing=VERIFIED)):
        found.setdefault(remark.name, remark)
    return found


def hard(**more: Any) -> set[str]:
    return {name for name, remark in remarks(**more).items() if remark.hard}


def test_an_ordinary_vacancy_has_no_remarks() -> None:
    assert remarks() == {}


@pytest.mark.parametrize(
    ("low", "high", "period", "name"),
    [
        (100, 100, "month", "pay_odd"),
        (999_999_900, 999_999_900, "month", "pay_odd"),
        (450_000, 999_999_900, "month", "pay_odd"),
        (-500_000, 500_000, "month", "pay_odd"),
        (600_000, 450_000, "month", "pay_order"),
        (45_000_000, 60_000_000, "day", "pay_odd"),
        (0, 0, "piece", "pay_odd"),
    ],
)
def test_pay_that_cannot_be_is_refused(low: int, high: int, period: str, name: str) -> None:
    assert hard(pay_low_fen=low, pay_high_fen=high, pay_period=period) == {name}


def test_pay_by_the_day_hour_year_and_piece_is_read_as_such() -> None:
    for low, period in ((18_000, "day"), (2500, "hour"), (6_000_000, "year"), (50, "piece")):
        assert remarks(pay_low_fen=low, pay_high_fen=low, pay_period=period) == {}
    assert remarks(pay_low_fen=300_000, pay_high_fen=1_800_000)["pay_wide"].hard is False
    assert remarks(pay_low_fen=None, pay_high_fen=None)["no_pay"].hard is False


def test_the_lowest_wage_of_the_area_holds_where_it_is_set() -> None:
    rules = VacancyRules(minimum_month_fen=198_000, minimum_hour_fen=2_080, reason="内政发〔2024〕号")
    around = Around(standing=VERIFIED, rules=rules)
    low = remarks(around, pay_low_fen=150_000, pay_high_fen=180_000)["lowest_wage"]
    assert low.hard
    assert "1,980元" in low.sentence
    assert "第四十八条" in low.article
    assert not remarks(around, pay_low_fen=150_000, pay_high_fen=300_000)["lowest_wage"].hard
    assert remarks(around, pay_low_fen=1_800, pay_high_fen=1_900, pay_period="hour")["lowest_wage"].hard
    assert "lowest_wage" not in remarks(pay_low_fen=150_000, pay_high_fen=180_000)


@pytest.mark.parametrize(
    ("words", "name", "article"),
    [
        ("入职须交押金500元", "fees", "劳动合同法第九条"),
        ("岗前培训费 800 自理，先缴纳培训费", "fees", "劳动合同法第九条"),
        ("身份证原件由公司保管", "fees", "劳动合同法第九条"),
        ("限男性，能吃苦", "sex", "第二十七条"),
        ("性别：女", "sex", "第二十七条"),
        ("已婚已育优先", "marriage", "第四十三条"),
        ("只招汉族", "nation", "第二十八条"),
        ("有宗教信仰者勿扰", "religion", "第二十四条"),
        ("乙肝携带者勿投", "carrier", "第三十条"),
        ("体检查乙肝两对半", "carrier", "第三十条"),
        ("河南人勿扰", "region", "第二十六条"),
        ("限本地户口", "region", "第二十六条"),
        ("农村户口勿投", "rural", "第三十一条"),
        ("残疾人勿扰", "disabled", "第二十九条"),
        ("年龄35岁以下", "age", "第二十六条"),
        ("联系 13812345678", "contact", ""),
        ("加微信：abc12345", "contact", ""),
        ("在家刷单日入三百", "fraud", ""),
    ],
)
def test_words_that_may_not_stand_there(words: str, name: str, article: str) -> None:
    found = remarks(duties=f"焊接护栏。{words}。")
    assert found[name].hard, found
    assert found[name].field == "duties"
    assert article in found[name].article


@pytest.mark.parametrize(
    "words",
    [
        "男女不限，少数民族优先",
        "不收任何费用，不收押金",
        "年满18周岁，年龄不限",
        "免费提供培训、工作服",
        "不查乙肝",
        "欢迎残疾人应聘，已设无障碍通道",
        "本地就近安排，外地人员提供住宿",
        "每月工资4500元，月休4天，12小时两班倒",
    ],
)
def test_words_that_only_look_like_it(words: str) -> None:
    assert hard(duties=f"焊接护栏。{words}。") == set()


def test_age_needs_a_reason_in_law() -> None:
    assert hard(age_high=35) == {"age"}
    assert hard(age_low=18) == set()
    assert hard(age_low=15) == {"child"}
    assert hard(age_high=60, age_reason="道路运输从业人员管理规定") == set()
    assert remarks(age_high=60, age_reason="道路运输从业人员管理规定")["age"].hard is False
    assert "age_order" in hard(age_low=40, age_high=30, age_reason="有")


def test_a_certificate_in_the_text_alone_is_told_to_the_reviewer() -> None:
    assert remarks(duties="须持电工证上岗")["certificate"].hard is False
    assert remarks(duties="须持电工证上岗", certificates=["电工操作证"]) == {}
    assert remarks(duties="有电工证优先") == {}


def test_seats_and_units() -> None:
    assert hard(seats=100_000) == {"seats"}
    assert remarks(seats=400)["seats"].hard is False
    assert remarks(Around())["unverified"].hard is False
    closed = EmployerStanding(closed_on=dt.date(2026, 3, 1), closed_reason="注销")
    assert "2026-03-01停业或注销" in remarks(Around(standing=closed))["closed"].sentence
    assert "agency" in {n for n, r in remarks(Around(standing=VERIFIED), agency_id=9).items() if r.hard}
    agency = EmployerStanding(agency_kind="agency", licence="123", licence_until=today() - dt.timedelta(1))
    assert remarks(Around(standing=VERIFIED, agency=agency), agency_id=9)["licence"].hard
    agency.licence_until = today()
    assert remarks(Around(standing=VERIFIED, agency=agency), agency_id=9) == {}
    assert (
        remarks(Around(standing=VERIFIED, agency=EmployerStanding(agency_kind="broker")), agency_id=9) == {}
    )


def test_a_hard_remark_refuses_with_its_article(as_user: AsUser, shop: Employer) -> None:
    made = save(actor("town"), shop, duties="焊接，限男性，押金200元")
    with pytest.raises(Invalid) as caught:
        SubmitVacancy(actor("town"), vacancy_id=made.pk).run()
    assert "第二十七条" in caught.value.problems["duties"]
    assert "劳动合同法第九条" in caught.value.problems["duties"]


def test_what_says_the_same_is_found_however_it_is_written(as_user: AsUser, shop: Employer) -> None:
    first = publish(shop, title="电焊工")
    twin = save(actor("town"), shop, title="急聘 電焊工(包吃住)", duties="另外写的内容")
    with pytest.raises(Invalid, match=f"编号{first.pk}"):
        SubmitVacancy(actor("town"), vacancy_id=twin.pk).run()
    other = save(actor("town"), shop, title="电焊工", pay_high_fen=610_000)
    SubmitVacancy(actor("town"), vacancy_id=other.pk).run()


def test_verifying_needs_a_credit_code_and_how(as_user: AsUser, shop: Employer) -> None:
    with pytest.raises(Invalid) as caught:
        SaveStanding(actor("town"), employer_id=shop.pk, verified=True, agency_kind="agency").run()
    assert set(caught.value.problems) == {"verified", "verified_how", "licence"}
    with pytest.raises(Invalid, match="职业分类大典里没有"):
        save(actor("town"), shop, occupation="9-99-99-99")
