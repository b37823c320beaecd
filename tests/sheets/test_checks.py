"""What contradicts itself: each check finds the one it is about, and nobody whose line is in order."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import as_service
from leye.casework.models import Declaration, Placement, PublicPost
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import GroupMembership, Person, UnemploymentRegistration
from leye.sheets.checks import BY_KEY, CHECKS, concerned, run_checks
from leye.standards.calendar import add_months, today
from tests.ledger.people import BALENG, HEHAO, register

AsUser = Callable[[str], Actor]
DAY = today() - dt.timedelta(days=20)


def in_order(by: Actor) -> Person:
    """Somebody whose line leaves nothing to be asked."""
    home = SetHousehold(by, area_no=HEHAO, number="1").run()
    person = register(by, 1, "安家和", phone="13800000001", work_capacity="able")
    MoveMember(by, person_id=person.pk, household_id=home.pk, relation="head").run()
    RegisterUnemployment(by, person_id=person.pk, place_kind="household", registered_on=DAY).run()
    StateIntention(by, person_id=person.pk, stated_on=DAY, wants_work="yes").run()
    return person


def working_and_registered(by: Actor, person: Person) -> None:
    StartSpell(by, person_id=person.pk, started_on=DAY, kind="contract", close_registration=False).run()


def post_spell_without_post(by: Actor, person: Person) -> None:
    StartSpell(by, person_id=person.pk, started_on=DAY, kind="public_post").run()


def placed_without_spell(by: Actor, person: Person) -> None:
    with as_service():
        post = PublicPost.objects.create(
            area_id=HEHAO, title="保洁员", kind="rural", places=1, valid_from=DAY
        )
        Placement.objects.create(
            person=person, area_id=HEHAO, post=post, post_kind="rural", started_on=DAY,
            due_end_on=add_months(DAY, 12),
        )  # fmt: skip


def a_child_at_work(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(birth_date=add_months(today(), -12 * 15))


def unable(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(work_capacity="none")


def declared_not(by: Actor, person: Person) -> None:
    person.refresh_from_db()
    Declaration.objects.create(
        person=person,
        area_id=person.area_id,
        household_id=person.household_id,
        kind="no_intention",
        declared_on=DAY,
        file_no="WYY-001",
    )


def dead(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(deceased_on=DAY)


def graduated(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_student=True, graduated_on=DAY)


def in_ended_group(by: Actor, person: Person) -> None:
    with as_service():
        GroupMembership.objects.create(
            person=person, area_id=person.area_id, group_id="registered_poor", valid_from=dt.date(2018, 1, 1)
        )


def graduate_without_day(by: Actor, person: Person) -> None:
    AddMembership(by, person_id=person.pk, group_code="graduate", valid_from=DAY).run()


def capacity_unknown(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(work_capacity="unknown")


def wish_unknown(by: Actor, person: Person) -> None:
    StateIntention(by, person_id=person.pk, stated_on=today(), wants_work="unknown").run()


def no_phone(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(phone="")


def no_household(by: Actor, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(household=None)


SPOILED = {
    "working-registered": working_and_registered,
    "spell-without-post": post_spell_without_post,
    "too-young": a_child_at_work, "unable-registered": unable, "wants-declared-not": declared_not, "dead-active": dead,
    "student-graduated": graduated, "ended-group": in_ended_group, "graduate-undated": graduate_without_day,
    "capacity-unknown": capacity_unknown, "wish-unknown": wish_unknown, "phone-missing": no_phone,
    "no-household": no_household,
}  # fmt: skip


def test_a_line_in_order_is_found_by_no_check(as_user: AsUser) -> None:
    by = as_user("village")
    in_order(by)
    assert [one.check.key for one in run_checks(by.scope, today()) if one.count] == []


@pytest.mark.parametrize("key", SPOILED)
def test_each_check_finds_what_it_is_about(as_user: AsUser, key: str) -> None:
    by = as_user("village")
    person = in_order(by)
    SPOILED[key](by, person)
    assert list(concerned(by.scope, BY_KEY[key], today()).values_list("pk", flat=True)) == [person.pk]
    found = {one.check.key: one.villages for one in run_checks(by.scope, today())}
    assert found[key] == {HEHAO: 1}


def test_a_declaration_still_being_put_together_contradicts_nothing(as_user: AsUser) -> None:
    by = as_user("village")
    person = in_order(by)
    declared_not(by, person)
    Declaration.objects.update(file_no="")
    assert list(concerned(by.scope, BY_KEY["wants-declared-not"], today())) == []


def test_a_post_is_work_and_needs_no_job_beside_it(as_user: AsUser) -> None:
    by = as_user("village")
    person = in_order(by)
    placed_without_spell(by, person)
    assert [one.check.key for one in run_checks(by.scope, today()) if one.count] == ["working-registered"]
    UnemploymentRegistration.objects.update(ended_on=today(), end_reason="employed")
    assert [one.check.key for one in run_checks(by.scope, today()) if one.count] == []


def test_every_check_is_tried_here() -> None:
    assert {check.key for check in CHECKS} == set(SPOILED)


def test_families_may_share_a_telephone(as_user: AsUser) -> None:
    by = as_user("town")
    first = in_order(by)
    second = register(by, 2, "安小妹", phone="13800000001", work_capacity="able")
    Person.objects.filter(pk=second.pk).update(household_id=Person.objects.get(pk=first.pk).household_id)
    assert [one.check.key for one in run_checks(by.scope, today()) if one.count] == []


def test_other_villages_are_not_looked_into(as_user: AsUser) -> None:
    by = as_user("town")
    register(by, 3, "李四", BALENG)
    found = {one.check.key: one.villages for one in run_checks(by.scope, today())}
    assert found["phone-missing"] == {BALENG: 1}
    village = as_user("village")
    assert all(not one.count for one in run_checks(village.scope, today()))
