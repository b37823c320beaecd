"""The order of a ledger: by name or by household, forwards and backwards, everybody once."""

from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.casework.models import Placement, PublicPost
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Person
from leye.sheets.actions.confirming import ConfirmPeople
from leye.sheets.books import BOOKS, BUILT_IN, find_book, group_codes
from leye.sheets.five import five_things
from leye.sheets.known import know
from leye.sheets.models import LedgerCheck
from leye.sheets.people import Filter, page_after, page_before, people_of
from leye.sheets.weekly import progress_of_areas, progress_of_books
from leye.standards.calendar import add_months, today
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


def test_who_holds_a_post_is_at_work_in_lists_words_and_the_five_things(as_user: AsUser) -> None:
    by = as_user("village")
    person, other = (
        register(by, n, name, work_capacity="able") for n, name in ((1, "安家和"), (2, "白雪梅"))
    )
    for one in (person, other):
        AddMembership(by, person_id=one.pk, group_code="formerly_poor", valid_from=today()).run()
    on_post(person)
    rows = people_of(by.scope, BUILT_IN["all"], today(), Filter(work="working"))
    assert list(rows.values_list("pk", flat=True)) == [person.pk]
    rows = people_of(by.scope, BUILT_IN["all"], today(), Filter(work="neither"))
    assert list(rows.values_list("pk", flat=True)) == [other.pk]
    known = know(by.scope, [person, other], ("work", "status"), today())
    assert [(known[one.pk].at_work, known[one.pk].status) for one in (person, other)] == [
        (True, "在业"), (False, "未登记就业失业")]  # fmt: skip
    things = five_things(by.scope, Area.objects.get(pk=HEHAO), today())
    assert (things.working.people, things.idle.people) == ([person.pk], [other.pk])
    assert [(one.label, one.people) for one in things.reaches] == [("县内", [person.pk])]
    assert [one.label for one in (*things.places, *things.industries, *things.wages)] == [
        "公益性岗位", "公益性岗位", "未填写"]  # fmt: skip


def on_post(person: Person) -> None:
    """A public-welfare post is held, and no job stands in the ledger."""
    with as_service():
        post = PublicPost.objects.create(
            area_id=person.area_id, title="保洁员", kind="rural", places=1, valid_from=today()
        )
        Placement.objects.create(
            person=person, area_id=person.area_id, post=post, post_kind="rural", started_on=today(),
            due_end_on=add_months(today(), 12),
        )  # fmt: skip


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
    ConfirmPeople(by, person_ids=[everybody[5]]).run()
    assert not any(one.noted for one in progress_of_areas(by.scope, today()))
    LedgerCheck.objects.all().delete()
    ConfirmPeople(by, person_ids=[everybody[0], everybody[1]], whole_page=True).run()
    progress = progress_of_books(by.scope, list(BOOKS), today())
    assert (progress["all"].people, progress["all"].checked) == (6, 2)
    assert (progress["veterans"].people, progress["veterans"].checked) == (2, 1)
    assert (progress["graduates"].people, progress["unemployed"].people) == (0, 0)
    villages = {one.area.no: (one.progress.people, one.progress.checked, one.noted)
                for one in progress_of_areas(by.scope, today())}  # fmt: skip
    assert villages == {HEHAO: (5, 2, True), BALENG: (1, 0, False)}
