"""A job that never was is taken back, with the registration that it had closed and no other."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.retract_spell import RetractSpell
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import EmploymentSpell, UnemploymentRegistration
from leye.standards.calendar import today
from tests.ledger.people import register

AsUser = Callable[[str], Actor]


def start(by: Actor, person_id: int, name: str = "河套食品", **more: dt.date) -> EmploymentSpell:
    values = {"started_on": today(), **more}
    return StartSpell(by, person_id=person_id, kind="contract", employer_name=name, **values).run().spell


def enrol(by: Actor, person_id: int) -> UnemploymentRegistration:
    day = today() - dt.timedelta(days=9)
    return RegisterUnemployment(by, person_id=person_id, place_kind="household", registered_on=day).run()


def test_the_registration_that_it_closed_is_open_again_and_history_keeps_the_reason(as_user: AsUser) -> None:
    by = as_user("village")
    person = register(by, 1)
    opened = enrol(by, person.pk)
    spell = start(by, person.pk)
    events = spell.events.model.objects.filter(pgh_obj_id=spell.pk)
    with pytest.raises(Invalid, match="请填写原因"):
        RetractSpell(by, spell_id=spell.pk, reason=" ").run()
    assert RetractSpell(by, spell_id=spell.pk, reason="录错了人").run() == opened
    opened.refresh_from_db()
    assert (opened.ended_on, opened.end_reason) == (None, "")
    assert not EmploymentSpell.objects.exists()
    last = events.select_related("pgh_context").order_by("pgh_id").last()
    assert (last.pgh_label, last.pgh_context.metadata["reason"]) == ("delete", "录错了人")


def test_a_registration_that_something_else_closed_stays_closed(as_user: AsUser) -> None:
    by = as_user("village")
    person = register(by, 1)
    opened = enrol(by, person.pk)
    first, second = start(by, person.pk), start(by, person.pk, "第二家")
    assert RetractSpell(by, spell_id=second.pk, reason="录错了").run() is None
    opened.refresh_from_db()
    assert opened.ended_on == today()
    assert RetractSpell(by, spell_id=first.pk, reason="录错了").run() == opened


def test_no_second_registration_is_opened_beside_one_that_is(as_user: AsUser) -> None:
    by = as_user("village")
    person = register(by, 1)
    closed = enrol(by, person.pk)
    spell = start(by, person.pk)
    RegisterUnemployment(by, person_id=person.pk, place_kind="household", registered_on=today()).run()
    assert RetractSpell(by, spell_id=spell.pk, reason="录错了").run() is None
    closed.refresh_from_db()
    assert closed.ended_on == today()


def test_what_ended_was_a_job(as_user: AsUser) -> None:
    by = as_user("village")
    spell = start(by, register(by, 1).pk)
    EndSpell(by, spell_id=spell.pk, ended_on=today(), reason="resigned").run()
    with pytest.raises(ActionError, match="不是录错的"):
        RetractSpell(by, spell_id=spell.pk, reason="录错了").run()


def test_only_who_holds_the_person(as_user: AsUser) -> None:
    spell = start(as_user("village"), register(as_user("village"), 1).pk)
    with pytest.raises(Absent):
        RetractSpell(as_user("village2"), spell_id=spell.pk, reason="录错了").run()
    with pytest.raises(NotAllowed):
        RetractSpell(as_user("auditor"), spell_id=spell.pk, reason="录错了").run()
