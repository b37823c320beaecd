"""Lists for another department: drawn up small, sent by a second person, answered with jobs."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.scope import acting
from leye.demand.actions.exchange import AnswerExchange, CloseExchange, DraftExchange, SendExchange
from leye.demand.exchange import came_of, lines
from leye.demand.models import Exchange, ExchangePerson
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer, Intention, Person
from leye.standards.calendar import today
from tests.demand.making import AsUser
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.vacancies.making import COUNTY, TOWN, publish


def told(**more: object) -> dict:
    return {
        "area_no": COUNTY, "department": "县国资局", "receiver": "陈科长", "purpose": "国企优先安置", "basis": "附件三",
        "return_by": today() + dt.timedelta(days=30), "fields": ["age", "name", "wish"], **more,
    }  # fmt: skip


def test_only_who_wants_work_and_has_none_is_told_of_and_only_what_was_chosen(as_user: AsUser) -> None:
    town = as_user("town")
    first, busy, other = (
        willing(town, number, name) for number, name in ((1, "王五"), (2, "赵六"), (3, "钱七"))
    )
    for person in (first, busy):
        AddMembership(town, person_id=person.pk, group_code="formerly_poor", valid_from=today()).run()
    StartSpell(town, person_id=busy.pk, started_on=today(), kind="flexible").run()
    county = as_user("county")
    made = DraftExchange(county, **told(group="formerly_poor")).run()
    (line,) = lines(county.scope, made, today())
    assert line[:2] == [1, "王五"]
    assert line[3] == "电焊工"
    assert len(line) == 4
    everybody = DraftExchange(county, **told()).run()
    assert DraftExchange(county, **told()).run().pk == everybody.pk
    assert {one.person_id for one in everybody.people.all()} == {first.pk, other.pk}


def test_who_died_or_found_work_since_the_draft_is_told_of_no_more(as_user: AsUser) -> None:
    town = as_user("town")
    stays, works, died, content = (
        willing(town, sequence, name)
        for sequence, name in ((1, "王五"), (2, "赵六"), (3, "钱七"), (4, "孙八"))
    )
    made = DraftExchange(as_user("county"), **told()).run()
    assert [line[1] for line in lines(as_user("county").scope, made, today())] == [
        one.name for one in (stays, works, died, content)
    ]
    town = as_user("town")
    StartSpell(town, person_id=works.pk, started_on=today(), kind="flexible").run()
    Person.objects.filter(pk=died.pk).update(deceased_on=today())
    Intention.objects.filter(person=content).update(wants_work="no")
    SendExchange(as_user("leader"), exchange_id=made.pk).run()
    county = as_user("county")
    assert [line[:2] for line in lines(county.scope, made, today())] == [[1, "王五"]]


@pytest.mark.parametrize(
    ("more", "where"),
    [({"fields": ["wish"]}, "fields"), ({"fields": ["name", "id_number"]}, None), ({"department": " "}, "department"),
     ({"return_by": today() - dt.timedelta(days=1)}, "return_by"), ({"group": "nobody"}, "group"),
     ({"purpose": ""}, "purpose"), ({"area_no": TOWN}, "area_no"), ({"group": "veteran"}, "group")],
)  # fmt: skip
def test_a_list_without_receiver_purpose_or_people_is_refused(
    as_user: AsUser, more: dict, where: str | None
) -> None:
    willing(as_user("town"), 1)
    county = as_user("county")
    action = DraftExchange(county, **told(**more))
    if where is None:
        assert action.run().fields == ["name"]
        return
    with pytest.raises(Invalid) as error:
        action.run()
    assert where in error.value.problems
    assert not Exchange.objects.exists()


def test_it_goes_out_by_a_second_person_and_comes_back_with_jobs_and_work(
    as_user: AsUser, shop: Employer
) -> None:
    person = willing(as_user("town"), 1)
    job = publish(shop, seats=6)
    county = as_user("county")
    made = DraftExchange(county, **told()).run()
    with pytest.raises(NotAllowed):
        SendExchange(county, exchange_id=made.pk).run()
    with pytest.raises(ActionError, match="准备中"):
        AnswerExchange(county, exchange_id=made.pk, vacancy_ids=[job.pk]).run()
    SendExchange(as_user("leader"), exchange_id=made.pk).run()
    county = as_user("county")
    with pytest.raises(Invalid):
        AnswerExchange(county, exchange_id=made.pk, vacancy_ids=[]).run()
    for _twice in range(2):
        AnswerExchange(county, exchange_id=made.pk, vacancy_ids=[job.pk]).run()
    StartSpell(county, person_id=person.pk, started_on=today(), kind="contract", employer_id=shop.pk).run()
    came = came_of(county.scope, Exchange.objects.get(pk=made.pk))
    assert (came.people, came.at_work, came.at_theirs) == (1, 1, 1)
    assert (came.vacancies, came.seats, came.filled) == (1, 6, 0)
    CloseExchange(county, exchange_id=made.pk, result="安置1人").run()
    with pytest.raises(ActionError, match="已办结"):
        CloseExchange(county, exchange_id=made.pk, result="再来").run()


def test_another_county_sees_neither_list_nor_people(as_user: AsUser) -> None:
    willing(as_user("town"), 1)
    made = DraftExchange(as_user("county"), **told()).run()
    with acting(scope("banner")):
        assert not Exchange.objects.exists()
        assert not ExchangePerson.objects.exists()
        with pytest.raises(Absent):
            CloseExchange(actor("banner"), exchange_id=made.pk, result="x").run()
    with acting(scope("village2")):
        assert not ExchangePerson.objects.exists()
