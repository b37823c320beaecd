"""A public-welfare post is work, wherever the ledger says who is at work."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.actions.base import Actor
from leye.casework.actions.placements import EndPlacement, PlacePerson
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.cards import people_by_ids, statuses
from leye.ledger.reading import household_card, person_file, search_people
from leye.standards.calendar import today
from tests.casework.test_placements import add_post
from tests.ledger.people import HEHAO, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.timedelta(days=1)


def test_who_holds_a_post_is_at_work_in_search_lists_file_and_household(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1, "王秀兰")
    home = SetHousehold(town, area_no=HEHAO, number="7").run()
    MoveMember(town, person_id=person.pk, household_id=home.pk, relation="head").run()

    def words() -> set[str]:
        (member,) = household_card(scope("town"), home.pk).members
        return {
            search_people(scope("town"), "王秀兰").hits[0].status,
            people_by_ids(scope("town"), [person.pk])[0].status,
            person_file(scope("town"), person.pk).status,
            member.status,
        }

    assert words() == {"未登记就业失业"}
    held = PlacePerson(
        town, person_id=person.pk, post_id=add_post(town).pk, started_on=today() - 40 * DAY, term_months=12
    ).run()
    assert words() == {"在业"}
    with CaptureQueriesContext(connection) as queries:
        assert statuses([person], today() - 41 * DAY) == {person.pk: "未登记就业失业"}
    assert len(queries) == 1
    EndPlacement(town, placement_id=held.pk, ended_on=today(), reason="other").run()
    assert words() == {"未登记就业失业"}, "on the day that a post is left there is no work"
