"""What is short, who would take it, and a month's list from draft to the public."""

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.areas.models import Area
from leye.demand.actions.rules import SetDemandRules
from leye.demand.actions.shortage import DraftShortageList, PublishShortageList, WithdrawShortageList
from leye.demand.models import ShortageList
from leye.demand.public import band, published_list, published_lists
from leye.demand.shortage import Shortage, shortage_in
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.wishes import StateNeed
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.training.actions.classes import OpenClass
from leye.vacancies.models import Vacancy
from tests.demand.making import CARER, WELDER, AsUser, stale
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.vacancies.making import COUNTY, TOWN

DAYS = 30


def short(username: str = "county", days: int = DAYS) -> Shortage:
    with acting(scope(username)):
        return shortage_in(scope(username), Area.objects.get(pk=COUNTY), today(), days)


def test_seats_that_stand_open_too_long_are_set_against_who_would_take_them(
    as_user: AsUser, shop: Employer
) -> None:
    stale(shop, 60, seats=3)
    stale(shop, 40, seats=1, title="焊接工", pay_low_fen=None, pay_high_fen=None)
    stale(shop, 10, seats=50, title="分拣工")
    town = as_user("town")
    willing(town, 1, occupation="电焊工")
    willing(town, 2, "李四", occupation="焊工")
    busy = willing(town, 3, "张三", occupation="电焊工")
    StartSpell(town, person_id=busy.pk, started_on=today(), kind="flexible").run()
    willing(town, 4, "赵五", occupation="随便")
    willing(town, 5, "钱六", occupation="养老护理员")
    found = short()
    assert [(one.name, one.vacancies, one.seats, one.days, one.people) for one in found.lines] == [
        ("焊工", 2, 4, 55, 2)
    ]
    assert (found.lines[0].pay_low_fen, found.lines[0].pay_high_fen) == (450_000, 600_000)
    assert (found.wishes.total, found.wishes.unclear) == (4, 1)
    assert found.lines[0].ratio == 0.5


def test_taken_seats_other_places_and_vacancies_without_occupation_are_no_shortage(
    as_user: AsUser, shop: Employer
) -> None:
    full = stale(shop, 60, seats=2)
    with as_service():
        Vacancy.objects.filter(pk=full.pk).update(filled=2)
    stale(shop, 60, title="杂工", occupation="")
    elsewhere = stale(shop, 60, title="电焊工乙")
    with as_service():
        Vacancy.objects.filter(pk=elsewhere.pk).update(area_id=610622000000)
    found = short()
    assert found.lines == []
    assert found.uncoded == 1


def test_training_stands_beside_demand(as_user: AsUser, shop: Employer) -> None:
    stale(shop, 60)
    stale(shop, 60, title="养老护理员", occupation=CARER)
    town = as_user("town")
    StateNeed(town, person_id=willing(town, 1).pk, subject="电焊", stated_on=today()).run()
    day = today()
    for title in ("电焊工培训班", "中式面点师培训班"):
        OpenClass(town, area_no=TOWN, title=title, kind="skill", started_on=day).run()
    found = short()
    by_code = {one.occupation: one for one in found.lines}
    assert (by_code[WELDER].needs, by_code[WELDER].classes) == (1, 1)
    assert (by_code[CARER].needs, by_code[CARER].classes) == (0, 0)
    assert [one.title for one in found.idle_courses] == ["中式面点师培训班"]


def test_a_list_is_drafted_by_one_published_by_another_and_stays_as_it_was(
    as_user: AsUser, shop: Employer
) -> None:
    first = stale(shop, 60, seats=4)
    county = as_user("county")
    made = DraftShortageList(county, area_no=COUNTY).run()
    again = DraftShortageList(county, area_no=COUNTY).run()
    assert again.pk == made.pk
    assert made.lines.count() == 1
    with pytest.raises(NotAllowed):
        PublishShortageList(county, list_id=made.pk).run()
    assert published_lists() == []
    leader = as_user("leader")
    PublishShortageList(leader, list_id=made.pk).run()
    with as_service():
        Vacancy.objects.filter(pk=first.pk).update(seats=900)
    public = published_list(made.pk)
    assert public is not None
    assert [(one.name, one.seats, one.people) for one in public.lines] == [("焊工", 4, "少于10人")]
    with pytest.raises(ActionError, match="已经发布"):
        DraftShortageList(as_user("county"), area_no=COUNTY).run()
    WithdrawShortageList(as_user("leader"), list_id=made.pk, reason="漏了两家企业").run()
    assert published_list(made.pk) is None
    fresh = DraftShortageList(as_user("county"), area_no=COUNTY).run()
    assert fresh.pk != made.pk
    assert fresh.lines.get().seats == 900


def test_nothing_short_makes_no_list_and_a_township_makes_none(as_user: AsUser, shop: Employer) -> None:
    county = as_user("county")
    with pytest.raises(ActionError, match="没有满30天"):
        DraftShortageList(county, area_no=COUNTY).run()
    stale(shop, 60)
    with pytest.raises(Invalid):
        DraftShortageList(as_user("county"), area_no=TOWN).run()


def test_the_days_are_an_area_s_own_with_the_reason(as_user: AsUser, shop: Employer) -> None:
    stale(shop, 20)
    county = as_user("county")
    with pytest.raises(Invalid):
        SetDemandRules(county, area_no=COUNTY, shortage_days=0, reason="x").run()
    with pytest.raises(Invalid):
        SetDemandRules(county, area_no=COUNTY, shortage_days=15, reason=" ").run()
    SetDemandRules(county, area_no=COUNTY, shortage_days=15, reason="本县用工旺季").run()
    made = DraftShortageList(county, area_no=COUNTY).run()
    assert (made.days, made.month, made.as_of) == (15, today().replace(day=1), today())


def test_another_county_sees_a_list_neither_drafted_nor_published(as_user: AsUser, shop: Employer) -> None:
    stale(shop, 60)
    made = DraftShortageList(as_user("county"), area_no=COUNTY).run()
    for username, sees_draft in (("banner", False), ("town", False), ("city", True)):
        with acting(scope(username)):
            assert ShortageList.objects.about(scope(username)).filter(pk=made.pk).exists() is sees_draft
    PublishShortageList(as_user("leader"), list_id=made.pk).run()
    for username, sees in (("banner", False), ("town", True), ("village", True)):
        with acting(scope(username)):
            held = ShortageList.objects.about(scope(username)).filter(pk=made.pk)
            assert held.exists() is sees
            assert not sees or held.get().lines.count() == 1
    with acting(scope("banner")), pytest.raises(ActionError):
        PublishShortageList(actor("banner"), list_id=made.pk).run()


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, "少于10人"), (9, "少于10人"), (10, "10至49人"), (49, "10至49人"), (50, "50至99人"), (100, "100至499人"),
     (999, "500至999人"), (1000, "1000人以上"), (10**6, "1000人以上")],
)  # fmt: skip
def test_no_small_number_of_people_is_public(people: int, said: str) -> None:
    assert band(people) == said
