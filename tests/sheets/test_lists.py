"""The order of a ledger: by name or by household, forwards and backwards, everybody once."""

from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.wishes import StateIntention
from leye.sheets.actions.confirming import ConfirmPeople
from leye.sheets.books import BOOKS, BUILT_IN, find_book, group_codes
from leye.sheets.people import Filter, page_after, page_before, people_of
from leye.sheets.weekly import progress_of_areas, progress_of_books
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, register

AsUser = Callable[[str], Actor]


def fill(by: Actor) -> list[int]:
    """Five people of one village, two of them in a household, and one of another village."""
    home = SetHousehold(by, area_no=HEHAO, number="1").run()
    people = [register(by, n + 1, name) for n, name in enumerate(("丁一", "丙二", "乙三", "乙三", "甲五"))]
    for person in people[2:4]:
        MoveMember(by, person_id=person.pk, household_id=home.pk).run()
    return [*(person.pk for person in people), register(by, 9, "安六", BALENG).pk]


@pytest.mark.parametrize("order", ["name", "household"])
def test_pages_forwards_and_backwards_show_everybody_once(as_user: AsUser, order: str) -> None:
    by = as_user("town")
    everybody = fill(by)
    people = people_of(by.scope, BUILT_IN["all"], today())
    whole = [person.pk for person in page_after(people, order, 0, 50)]
    assert sorted(whole) == sorted(everybody)
    assert whole[-1] == everybody[-1]
    if order == "household":
        assert whole[:2] == everybody[2:4]
    walked: list[int] = []
    after = 0
    while page := page_after(people, order, after, 2)[:2]:
        walked += [person.pk for person in page]
        after = walked[-1]
    assert walked == whole
    for place, pk in enumerate(whole):
        before = [person.pk for person in page_before(people, order, pk, 50)]
        assert before == whole[:place]


def test_each_filter_leaves_whom_it_names(as_user: AsUser) -> None:
    by = as_user("town")
    everybody = fill(by)
    StartSpell(by, person_id=everybody[0], started_on=today(), kind="contract").run()
    StateIntention(by, person_id=everybody[1], stated_on=today(), wants_work="no").run()
    ConfirmPeople(by, person_ids=[everybody[2]]).run()

    def left(**wanted: object) -> list[int]:
        rows = people_of(by.scope, BUILT_IN["all"], today(), Filter(**wanted))  # type: ignore[arg-type]  # by name
        return sorted(rows.values_list("pk", flat=True))

    assert left(work="working") == [everybody[0]]
    assert left(work="neither") == everybody[1:]
    assert left(wants="no") == [everybody[1]]
    assert left(wants="unknown") == [pk for pk in everybody if pk != everybody[1]]
    assert left(checked="yes") == [everybody[2]]
    assert left(area_no=BALENG) == [everybody[5]]
    assert left(able="able") == []


def test_a_ledger_holds_the_groups_that_count_as_its_own(as_user: AsUser) -> None:
    by = as_user("village")
    person = register(by, 1, "安家和")
    AddMembership(by, person_id=person.pk, group_code="relapse_monitored", valid_from=today()).run()
    assert "relapse_monitored" in group_codes(BUILT_IN["formerly-poor"])
    assert people_of(by.scope, BUILT_IN["formerly-poor"], today()).count() == 1
    assert people_of(by.scope, BUILT_IN["veterans"], today()).count() == 0


@pytest.mark.parametrize("slug", ["", "v", "v0", "vx", "nothing", "v99999999999999999999"])
def test_an_address_that_names_no_ledger_finds_none(as_user: AsUser, slug: str) -> None:
    assert find_book(as_user("village").scope, slug) is None


def test_the_weeks_checking_is_counted_by_ledger_and_by_village(as_user: AsUser) -> None:
    by = as_user("town")
    everybody = fill(by)
    for pk in (everybody[0], everybody[5]):
        AddMembership(by, person_id=pk, group_code="veteran", valid_from=today()).run()
    ConfirmPeople(by, person_ids=[everybody[0], everybody[1]]).run()
    progress = progress_of_books(by.scope, list(BOOKS), today())
    assert (progress["all"].people, progress["all"].checked) == (6, 2)
    assert (progress["veterans"].people, progress["veterans"].checked) == (2, 1)
    assert (progress["graduates"].people, progress["unemployed"].people) == (0, 0)
    villages = {one.area.no: (one.progress.people, one.progress.checked, one.noted)
                for one in progress_of_areas(by.scope, today())}  # fmt: skip
    assert villages == {HEHAO: (5, 2, True), BALENG: (1, 0, False)}
