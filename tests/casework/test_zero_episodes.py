"""Zero-employment households: found, cleared by a job that is named, found again when it ends; never by a press."""

import datetime as dt
import shutil
from collections.abc import Callable

from leye.accounts.actions.base import Actor
from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.adoption.nights import nights_home
from leye.casework.actions.placements import PlacePerson
from leye.casework.actions.posts import AddPost
from leye.casework.episodes import keep_episodes
from leye.casework.models import ZeroEpisode
from leye.casework.reading_episodes import Standing, episodes_in, figures_of
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import EmploymentSpell, Household, Person
from leye.worklist.models import Finding
from leye.worklist.refresh import refresh_people
from tests.ledger.people import BALENG, HEHAO, actor, register, scope

AsUser = Callable[[str], Actor]
COUNTY = 150822000000
DAY = dt.date(2026, 6, 15)


def adopt(pack: str = "sn_2020_26", using: str = "default") -> None:
    users = {u.username: u for u in User.objects.using(using).filter(username__in=("county", "leader"))}
    Adoption.objects.using(using).create(
        pack=pack, area_id=COUNTY, valid_from=dt.date(2020, 8, 10), standing=True,
        state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
    )  # fmt: skip


def family(by: Actor) -> tuple[Person, Household]:
    """Somebody poor, able and willing who lost work in spring; nobody else in the house."""
    person = register(by, 1, work_capacity="able")
    home = SetHousehold(by, area_no=HEHAO, number="7").run()
    MoveMember(by, person_id=person.pk, household_id=home.pk, relation="head").run()
    AddMembership(by, person_id=person.pk, group_code="formerly_poor", valid_from=dt.date(2021, 1, 1)).run()
    StateIntention(by, person_id=person.pk, stated_on=dt.date(2026, 5, 1), wants_work="yes").run()
    RegisterUnemployment(
        by, person_id=person.pk, place_kind="household", registered_on=dt.date(2026, 1, 5)
    ).run()
    job(by, person, dt.date(2026, 2, 1), dt.date(2026, 6, 1))
    return person, home


def job(by: Actor, person: Person, start: dt.date, end: dt.date | None = None) -> EmploymentSpell:
    spell = (
        StartSpell(by, person_id=person.pk, started_on=start, kind="contract", employer_name="红牛肉厂")
        .run()
        .spell
    )
    if end is not None:
        EndSpell(by, spell_id=spell.pk, ended_on=end, reason="other").run()
    return spell


def episodes() -> list[ZeroEpisode]:
    return list(ZeroEpisode.objects.order_by("pk"))


def test_found_cleared_by_the_job_and_found_again_when_it_ends(db: None) -> None:
    adopt()
    with acting(scope("town")):
        by = actor("town")
        person, home = family(by)
        refresh_people([person.pk], DAY)
        (first,) = episodes()
        # One month from the day after which nobody worked.
        assert (first.household_id, first.found_on, first.due_on, first.ended_on) == (
            home.pk, DAY, dt.date(2026, 7, 1), None)  # fmt: skip
        refresh_people([person.pk], DAY + dt.timedelta(3))
        assert len(episodes()) == 1

        spell = job(by, person, DAY + dt.timedelta(5))
        refresh_people([person.pk], DAY + dt.timedelta(6))
        (first,) = episodes()
        assert (first.ended_on, first.end_kind, first.spell_id) == (
            DAY + dt.timedelta(6),
            "employed",
            spell.pk,
        )

        EndSpell(by, spell_id=spell.pk, ended_on=DAY + dt.timedelta(20), reason="other").run()
        refresh_people([person.pk], DAY + dt.timedelta(21))
        first, again = episodes()
        assert (again.follows_id, again.found_on, again.ended_on) == (first.pk, DAY + dt.timedelta(21), None)
        assert again.due_on == dt.date(2026, 8, 5)
        assert first.spell_id == spell.pk


def test_a_public_welfare_post_clears_it_too(db: None) -> None:
    adopt("nm_2022_28")
    with acting(scope("town")):
        by = actor("town")
        person, _home = family(by)
        refresh_people([person.pk], DAY)
        (found,) = episodes()
        assert found.due_on == dt.date(2026, 12, 31)
        post = AddPost(by, area_no=HEHAO, title="保洁员", kind="rural", valid_from=dt.date(2026, 1, 1)).run()
        held = PlacePerson(by, person_id=person.pk, post_id=post.pk, started_on=DAY, term_months=12).run()
        refresh_people([person.pk], DAY)
        (found,) = episodes()
        assert (found.end_kind, found.placement_id, found.spell_id) == ("employed", held.pk, None)


def test_what_ends_it_otherwise_is_not_called_a_job(db: None) -> None:
    adopt()
    with acting(scope("town")):
        by = actor("town")
        person, _home = family(by)
        refresh_people([person.pk], DAY)
        person.refresh_from_db()
        UpdatePerson(by, person_id=person.pk, version=person.version, changes={"work_capacity": "none"}).run()
        refresh_people([person.pk], DAY + dt.timedelta(1))
        (found,) = episodes()
        assert (found.end_kind, found.spell_id, found.placement_id) == ("other", None, None)


def test_without_a_document_nobody_is_listed(db: None) -> None:
    with acting(scope("town")):
        person, _home = family(actor("town"))
        refresh_people([person.pk], DAY)
        assert episodes() == []


def test_it_moves_with_the_household_and_shows_where_it_belongs(db: None) -> None:
    adopt()
    with acting(scope("town")):
        by = actor("town")
        person, home = family(by)
        refresh_people([person.pk], DAY)
        home.refresh_from_db()
        SetHousehold(
            by, area_no=BALENG, household_id=home.pk, number="7", version=home.version, with_members=True
        ).run()
    with acting(scope("village")):
        assert list(episodes_in(scope("village"), Standing.OPEN)) == []
    with acting(scope("village2")):
        (found,) = episodes_in(scope("village2"), Standing.OPEN)
        assert found.area_id == BALENG
        assert figures_of(scope("village2"), DAY).standing == 1


def test_the_night_finds_what_nobody_touched(own_database: str) -> None:
    from leye.worklist.night import run_night

    adopt(using="owner")
    shutil.rmtree(nights_home(), ignore_errors=True)
    with acting(scope("town")):
        person, _home = family(actor("town"))
    run_night(DAY)
    with as_service():
        (found,) = episodes()
        assert (found.found_on, found.due_on) == (DAY, dt.date(2026, 7, 1))
        assert keep_episodes(DAY).found == 0
        # The document's order of priority is kept with who is entitled to a post.
        assert Finding.objects.get(rule="temporary_post", person=person).rank == 1
    run_night(DAY + dt.timedelta(1))
    with as_service():
        assert len(episodes()) == 1
        assert found.area_id == person.area_id == HEHAO
    shutil.rmtree(nights_home(), ignore_errors=True)
