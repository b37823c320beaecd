"""Three jobs anew for one person: at once, bounded by what was said, and the reason when there are fewer."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.scope import acting
from leye.hiring.actions.recommend import Choose, Decline, Deliver
from leye.hiring.actions.renew import PickAnew
from leye.hiring.models import Recommendation, Unmatched
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.standards.calendar import today
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db


def waiting(person: int) -> set[int]:
    return set(
        Recommendation.objects.filter(person_id=person, state="made").values_list("vacancy_id", flat=True)
    )


def test_three_are_picked_and_again_the_same(as_user: AsUser, shop: Employer) -> None:
    jobs = [publish(shop, title=f"电焊工{n}", seats=5) for n in "一二三四"]
    by = as_user("village")
    person = willing(by)
    made = PickAnew(by, person_id=person.pk).run()
    assert len(made) == 3
    assert made[0].reasons
    first = waiting(person.pk)
    Recommendation.objects.filter(person=person).update(made_on=today() - dt.timedelta(days=5))
    PickAnew(by, person_id=person.pk).run()
    assert waiting(person.pk) == first
    days = set(Recommendation.objects.filter(person=person).values_list("made_on", flat=True))
    assert days == {today() - dt.timedelta(days=5)}
    Choose(by, person_id=person.pk, vacancy_id=min(first), kind="exclude", reason="太吵").run()
    PickAnew(by, person_id=person.pk).run()
    assert waiting(person.pk) == {job.pk for job in jobs} - {min(first)}


def test_what_pays_no_more_is_not_picked_even_when_there_is_nothing_else(
    as_user: AsUser, shop: Employer
) -> None:
    for n in "一二三四":
        publish(shop, title=f"电焊工{n}", seats=5)
    by = as_user("village")
    person = willing(by, wage_min_fen=300_000)
    one = PickAnew(by, person_id=person.pk).run()[0]
    Deliver(by, recommendation_id=one.pk, channel="phone", on=today()).run()
    Decline(by, recommendation_id=one.pk, reason="pay_too_low").run()
    assert PickAnew(by, person_id=person.pk).run() == []
    told = Unmatched.objects.get(person=person)
    assert (told.found, told.about) == (0, "floor")
    better = publish(shop, title="焊接班长", pay_low_fen=700_000, pay_high_fen=900_000)
    assert [made.vacancy_id for made in PickAnew(by, person_id=person.pk).run()] == [better.pk]


def test_who_works_or_is_out_of_sight_gets_none(as_user: AsUser, shop: Employer) -> None:
    publish(shop)
    by = as_user("village")
    person = willing(by)
    with acting(scope("auditor")), pytest.raises(NotAllowed):
        PickAnew(actor("auditor"), person_id=person.pk).run()
    with acting(scope("village2")), pytest.raises(Absent):
        PickAnew(actor("village2"), person_id=person.pk).run()
    StartSpell(by, person_id=person.pk, started_on=today(), kind="flexible", channel="flexible").run()
    with pytest.raises(ActionError, match="正在就业"):
        PickAnew(by, person_id=person.pk).run()
    assert waiting(person.pk) == set()
