"""Requests and accounts follow the person: through a merge, to another area; and what runs out goes."""

import datetime as dt

from django.utils import timezone

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside, Source
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.merges import MergePeople
from leye.ledger.models import Person
from leye.selfservice.actions.asking import AskForMyself
from leye.selfservice.actions.signing import OpenAccount, account_of, person_with, seeker_actor
from leye.selfservice.models import HelpRequest, SeekerAccount, SignInCode
from leye.selfservice.reading import new_requests
from leye.selfservice.tasks import drop_old_codes
from tests.ledger.people import BALENG, actor, number, register, scope
from tests.vacancies.making import AsUser

PHONE = "13800000102"


def account(person: Person) -> SeekerAccount:
    with as_service():
        return OpenAccount(Actor.system(Source.PORTAL), person_id=person.pk).run()


def test_a_request_and_an_account_go_with_the_file_that_stays(as_user: AsUser) -> None:
    by = as_user("county")
    kept, given = register(by, 1, "王秀兰", phone=PHONE), register(by, 2, "王秀蓝", area=BALENG, phone=PHONE)
    mine = account(given)
    me = seeker_actor(mine, Outside.SEEKER)
    with acting(me.scope):
        made = AskForMyself(me, person_id=given.pk, kind="work", words="想找活").run()
    assert made.area_id == BALENG
    MergePeople(by, survivor_id=kept.pk, loser_id=given.pk).run()
    with as_service():
        moved = HelpRequest.objects.get(pk=made.pk)
        assert (moved.person_id, moved.area_id) == (kept.pk, kept.area_id)
    after = account_of(mine.user_id)
    assert after is not None
    assert after.person_id == kept.pk
    found = person_with(number(2), PHONE)
    assert found is not None
    assert found.pk == kept.pk


def test_of_two_accounts_the_survivors_stays(as_user: AsUser) -> None:
    by = as_user("county")
    kept, given = register(by, 1, "王秀兰"), register(by, 2, "王秀蓝")
    first, second = account(kept), account(given)
    MergePeople(by, survivor_id=kept.pk, loser_id=given.pk).run()
    stays, goes = account_of(first.user_id), account_of(second.user_id)
    assert stays is not None
    assert stays.person_id == kept.pk
    assert goes is not None
    assert goes.person.merged_into_id == kept.pk


def test_requests_are_counted_where_they_belong(as_user: AsUser) -> None:
    by = as_user("county")
    person = register(by, 1, "王秀兰", phone=PHONE)
    me = seeker_actor(account(person), Outside.SEEKER)
    with acting(me.scope):
        AskForMyself(me, person_id=person.pk, kind="work", words="想找活").run()
    for username, count in (("village", 1), ("village2", 0), ("town", 1), ("banner", 0)):
        with acting(scope(username)):
            assert new_requests(actor(username).scope) == count
    with as_service():
        Person.objects.filter(pk=person.pk).update(area_id=BALENG)
    with acting(scope("village2")):
        assert new_requests(actor("village2").scope) == 1


def test_codes_that_ran_out_long_ago_are_dropped(as_user: AsUser) -> None:
    person = register(as_user("county"), 1, "王秀兰")
    for days in (40, 1):
        SignInCode.objects.create(
            person=person, area_id=person.area_id, token=f"t{days}", code_hash="x",
            expires_at=timezone.now() - dt.timedelta(days=days),
        )  # fmt: skip
    assert drop_old_codes() == 1
    assert SignInCode.objects.get().token == "t1"
