"""Lists of cases: each shows whom it says, and counts what it shows."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.models import Post
from leye.accounts.scope import as_service
from leye.cases.actions.owners import AssignOwner
from leye.cases.actions.register import ConfirmLabourers
from leye.cases.lists import CaseList, Narrowed, cases_on, counted, is_late
from leye.cases.models import Case
from leye.casework.actions.deaths import RecordDeath
from leye.casework.models import Declaration
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.spells import StartSpell
from leye.standards.calendar import today
from tests.cases.making import again, ago, applied, registered, served
from tests.ledger.people import HEHAO, NANLIANGTAI, post, register, scope

AsUser = Callable[[str], Actor]


@pytest.fixture
def county(as_user: AsUser) -> Actor:
    return as_user("county")


def on(which: CaseList, **narrowed: int | str) -> list[int]:
    """The cases of a list for the county, in its order."""
    cases = cases_on(which, scope("county"), today(), Narrowed(**narrowed))  # type: ignore[arg-type]
    assert counted(cases) == len(cases)
    return [case.pk for case in cases]


def test_open_cases_stand_the_oldest_first_and_narrow_by_channel_range_and_owner(county: Actor) -> None:
    new = applied(county, register(county, 1), days=1, channel="portal")
    old = applied(county, register(county, 2), days=9, owner_id=county.user)
    gone = registered(county, applied(county, register(county, 3)), is_labourer=False, reason="在校")
    assert on(CaseList.OPEN) == [old.pk, new.pk]
    assert gone.pk not in on(CaseList.OPEN)
    assert on(CaseList.OPEN, channel="portal") == [new.pk]
    assert on(CaseList.OPEN, owner_id=county.user) == [old.pk]
    assert on(CaseList.OPEN, lo=NANLIANGTAI, hi=NANLIANGTAI) == []


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_overdue_for_registration(county: Actor, days: int, late: bool) -> None:
    case = applied(county, register(county), days=days)
    assert (on(CaseList.OVERDUE) == [case.pk]) is late
    assert is_late(case, today()) is late


@pytest.mark.parametrize(("days", "late"), [(10, False), (11, True)])
def test_overdue_for_the_first_service(county: Actor, days: int, late: bool) -> None:
    case = registered(county, applied(county, register(county), days=days), days=days)
    assert (on(CaseList.OVERDUE) == [case.pk]) is late
    served(county, case.person)
    assert on(CaseList.OVERDUE) == []
    assert not is_late(again(case), today())


def test_stuck_means_nobody_was_reached(county: Actor) -> None:
    case = applied(county, register(county), days=40)
    applied(county, register(county, 2), days=29)
    served(county, case.person, days=31)
    assert on(CaseList.STUCK) == [case.pk]
    served(county, case.person, days=1, kind="follow_up", outcome="no_answer")
    assert on(CaseList.STUCK) == [case.pk]
    served(county, case.person, days=1, kind="follow_up", outcome="refuses")
    assert on(CaseList.STUCK) == []


def test_unowned_are_also_those_whose_owner_went_or_whose_person_moved(county: Actor) -> None:
    mine = applied(county, register(county, 1), days=3, owner_id=county.user)
    villages = applied(county, register(county, 2), days=2)
    AssignOwner(county, case_ids=[villages.pk], user_id=post("village").user_id).run()
    nobodys = applied(county, register(county, 3), days=1)
    assert on(CaseList.UNOWNED) == [nobodys.pk]
    MovePersonArea(county, person_id=villages.person_id, area_no=NANLIANGTAI).run()
    assert on(CaseList.UNOWNED) == [villages.pk, nobodys.pk]
    with as_service():
        Post.objects.filter(user_id=county.user).update(valid_to=today() - dt.timedelta(days=1))
    assert on(CaseList.UNOWNED) == [mine.pk, villages.pk, nobodys.pk]


def test_what_happened_proposes_an_exit_and_closes_nothing(county: Actor) -> None:
    works, died, waits, before = (applied(county, register(county, n), days=9 - n) for n in (1, 2, 3, 4))
    StartSpell(county, person_id=works.person_id, started_on=ago(1), kind="contract").run()
    StartSpell(county, person_id=before.person_id, started_on=ago(100), kind="flexible").run()
    RecordDeath(county, person_id=died.person_id, deceased_on=ago(1)).run()
    assert on(CaseList.ENDING) == [works.pk, died.pk]
    assert waits.pk in on(CaseList.OPEN)
    assert Case.objects.filter(exited_on__isnull=False).count() == 0


def test_a_declaration_still_being_put_together_proposes_nothing(county: Actor) -> None:
    case = applied(county, register(county))
    home = SetHousehold(county, area_no=HEHAO, number="1").run()
    MoveMember(county, person_id=case.person_id, household_id=home.pk, relation="head").run()
    Declaration.objects.create(
        person_id=case.person_id, area_id=HEHAO, household=home, kind="no_intention", declared_on=ago(1)
    )
    assert on(CaseList.ENDING) == []
    Declaration.objects.update(file_no="WYY-001")
    assert on(CaseList.ENDING) == [case.pk]


def test_unconfirmed_waits_for_the_county(as_user: AsUser) -> None:
    town = as_user("town")
    case = registered(town, applied(town, register(town)))
    applied(town, register(town, 2))
    county = as_user("county")
    assert on(CaseList.UNCONFIRMED) == [case.pk]
    away = registered(county, applied(county, register(county, 3)), is_labourer=False, reason="在校")
    Case.objects.filter(pk=away.pk).update(confirmed_on=None, confirmed_by=None)
    assert on(CaseList.UNCONFIRMED) == [case.pk, away.pk], "that somebody is not eligible waits too"
    assert away.pk not in on(CaseList.OPEN)
    ConfirmLabourers(county, case_ids=[case.pk, away.pk]).run()
    assert on(CaseList.UNCONFIRMED) == []


def test_a_list_shows_its_scope_only(county: Actor) -> None:
    applied(county, register(county, 1))
    elsewhere = applied(county, register(county, 2, area=NANLIANGTAI))
    assert [case.pk for case in cases_on(CaseList.OPEN, scope("village"), today())] != []
    assert elsewhere.pk not in [case.pk for case in cases_on(CaseList.OPEN, scope("town"), today())]


def test_what_was_merged_away_stands_on_no_list(county: Actor) -> None:
    from leye.ledger.actions.merges import MergePeople

    keep, go = register(county, 1), register(county, 2)
    first = applied(county, keep)
    applied(county, go)
    MergePeople(county, survivor_id=keep.pk, loser_id=go.pk).run()
    assert on(CaseList.OPEN) == [first.pk]
