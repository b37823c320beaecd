"""A county matched at night: three jobs each, spread by seats, the same again, and a reason for who gets fewer."""

import pytest

from leye.accounts.actions.base import Actor
from leye.hiring.actions.match import MatchArea
from leye.hiring.actions.recommend import Decline
from leye.hiring.models import Price, Recommendation, Unmatched
from leye.hiring.planning import plan
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.wishes import AddSkill
from leye.ledger.models import Employer
from leye.standards.calendar import today
from tests.hiring.making import deliver, willing
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db
LO, HI = 150822000000, 150822999999


def match() -> object:
    return MatchArea(Actor.system(), lo=LO, hi=HI).run()


def rows() -> list[tuple[int, int, int]]:
    found = Recommendation.objects.order_by("person_id", "vacancy_id")
    return list(found.values_list("person_id", "vacancy_id", "points"))


def test_everybody_who_wants_work_gets_three_with_reasons_and_again_the_same(
    as_user: AsUser, shop: Employer
) -> None:
    jobs = [publish(shop, title=f"电焊工{place}", place=place, seats=5) for place in "一二三四"]
    by = as_user("county")
    people = [willing(by, sequence, f"王{first}梅") for sequence, first in enumerate("甲乙丙丁戊己", 1)]
    counted = MatchArea(Actor.system(), lo=LO, hi=HI).run()
    assert (counted.people, counted.three, counted.none) == (6, 6, 0)
    first = rows()
    assert len(first) == 3 * len(people)
    assert len({vacancy for _person, vacancy, _points in first}) == len(jobs)
    one = Recommendation.objects.order_by("pk")[0]
    assert any("名额" in sentence for sentence in one.reasons)
    match()
    assert rows() == first
    assert Price.objects.count() == len(jobs)


def test_what_was_delivered_stays_and_what_was_declined_does_not_come_again(
    as_user: AsUser, shop: Employer
) -> None:
    jobs = [publish(shop, title=f"电焊工{place}", place=place) for place in "一二三四"]
    by = as_user("county")
    person = willing(by)
    kept, refused = deliver(person, jobs[0], "county"), deliver(person, jobs[1], "county")
    Decline(by, recommendation_id=refused.pk, reason="other").run()
    match()
    found = dict(Recommendation.objects.filter(person=person).values_list("vacancy_id", "state"))
    assert found[jobs[0].pk] == kept.state == "delivered"
    assert found[jobs[1].pk] == "declined"
    assert {pk for pk, state in found.items() if state == "made"} == {jobs[2].pk, jobs[3].pk}


def test_who_gets_fewer_is_told_why(as_user: AsUser, shop: Employer) -> None:
    publish(shop, title="叉车工", certificates=["叉车证"], occupation="6-30-05-03")
    by = as_user("county")
    person = willing(by)
    counted = MatchArea(Actor.system(), lo=LO, hi=HI).run()
    assert (counted.people, counted.none) == (1, 1)
    told = Unmatched.objects.get(person=person)
    assert told.found == 0
    assert "叉车证" in told.reasons[0]


def test_nothing_published_is_said_and_nobody_is_left_out(as_user: AsUser) -> None:
    willing(as_user("county"))
    counted = MatchArea(Actor.system(), lo=LO, hi=HI).run()
    assert (counted.people, counted.none, counted.recommended) == (1, 1, 0)
    assert Unmatched.objects.get().reasons[0]


def test_a_certificate_is_known_by_its_other_names_and_however_rare_it_is(
    as_user: AsUser, shop: Employer
) -> None:
    for n in range(70):
        publish(shop, title=f"岗位{n}", certificates=[f"第{n}类操作证"])
    wanted = publish(shop, title="起重工", certificates=["起重机械操作证"])
    by = as_user("county")
    person = willing(by, skills=[])
    AddSkill(by, person_id=person.pk, name="起重机械上岗证", certificate="T1", stated_on=today()).run()
    made = plan(LO, HI)
    assert made.found.recommendations.column("offer_id").to_pylist() == [wanted.pk]
    assert len(made.unheld) == 70
    assert "起重机械证" not in made.unheld
    counted = MatchArea(Actor.system(), lo=LO, hi=HI).run()
    assert (counted.fewer, counted.recommended) == (1, 1)


def test_who_is_to_go_first_gets_the_scarce_job(as_user: AsUser, shop: Employer) -> None:
    best = publish(shop, title="电焊工", seats=1, pay_low_fen=700_000, pay_high_fen=800_000)
    for place in "一二三":
        publish(shop, title=f"焊工助手{place}", place=place, seats=9)
    by = as_user("county")
    people = [willing(by, sequence, f"王{name}梅") for sequence, name in enumerate("甲乙丙丁戊己庚辛", 1)]
    first = people[-1]
    AddMembership(by, person_id=first.pk, group_code="relapse_monitored", valid_from=today()).run()
    match()
    got = Recommendation.objects.filter(vacancy=best).values_list("person_id", flat=True)
    assert first.pk in got
    assert len(got) < len(people)
