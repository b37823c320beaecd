"""What became of hires: the ledger tells where it can, and only the others are asked."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import F

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.casework.models import ServiceRecord
from leye.hiring.actions.follow import AnswerFollowUp, DeriveOutcomes
from leye.hiring.actions.hire import HirePerson
from leye.hiring.models import FollowUp, Hire
from leye.hiring.stays import all_in, by_area, by_month
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer, EmploymentSpell
from leye.standards.calendar import add_months, today
from tests.hiring.making import apply
from tests.ledger.people import HEHAO, scope
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db
BEGAN = add_months(today(), -4)


def hired(by: Actor, shop: Employer, sequence: int = 1, name: str = "王小梅", **more: Any) -> EmploymentSpell:
    """Somebody hired four months ago: follow-ups after one and three months are due."""
    application = apply(by, publish(shop, pay_high_fen=600_000 + 10_000 * sequence), sequence, name)
    HirePerson(by, application_id=application.pk, started_on=today(), **more).run()
    EmploymentSpell.objects.filter(person=application.person).update(started_on=BEGAN)
    Hire.objects.filter(application=application).update(started_on=BEGAN)
    for months in (1, 3, 6):
        FollowUp.objects.filter(hire__application=application, months=months).update(
            due_on=add_months(BEGAN, months)
        )
    return EmploymentSpell.objects.get(person=application.person)


def derive() -> list[tuple[int, str]]:
    """What the night says, by months."""
    with as_service():
        DeriveOutcomes(Actor.system()).run()
    return list(FollowUp.objects.order_by("person_id", "months").values_list("months", "outcome"))


def test_an_open_job_alone_proves_nothing(as_user: AsUser, shop: Employer) -> None:
    hired(as_user("town"), shop)
    assert derive() == [(1, ""), (3, ""), (6, "")]


def test_insurance_tells_that_somebody_stayed(as_user: AsUser, shop: Employer) -> None:
    hired(as_user("town"), shop, insured_on=today())
    assert derive() == [(1, "stayed"), (3, "stayed"), (6, "")]
    assert "参保" in FollowUp.objects.get(months=1).basis


def test_the_end_of_the_job_tells_both_before_and_after(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    spell = hired(by, shop)
    EndSpell(by, spell_id=spell.pk, ended_on=add_months(BEGAN, 2), reason="resigned").run()
    assert derive() == [(1, "stayed"), (3, "left"), (6, "")]


def test_an_end_that_is_told_late_puts_it_right(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    spell = hired(by, shop, insured_on=today())
    assert derive() == [(1, "stayed"), (3, "stayed"), (6, "")]
    EndSpell(by, spell_id=spell.pk, ended_on=add_months(BEGAN, 2), reason="resigned").run()
    assert derive() == [(1, "stayed"), (3, "left"), (6, "")]
    with as_service():
        assert DeriveOutcomes(Actor.system()).run() == 0


def test_another_job_after_it_tells_that_somebody_moved_on(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    spell = hired(by, shop)
    EndSpell(by, spell_id=spell.pk, ended_on=add_months(BEGAN, 2), reason="resigned").run()
    StartSpell(
        by,
        person_id=spell.person_id,
        started_on=add_months(BEGAN, 2),
        kind="contract",
        employer_name="第二家",
    ).run()
    assert derive() == [(1, "stayed"), (3, "moved_on"), (6, "")]
    assert "第二家" in FollowUp.objects.get(months=3).basis


def test_insurance_elsewhere_tells_it_when_nobody_wrote_down_the_end(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    spell = hired(by, shop, insured_on=today())
    EmploymentSpell.objects.update(insured_on=F("started_on"))
    day = add_months(BEGAN, 2)
    StartSpell(
        by, person_id=spell.person_id, started_on=day, kind="contract", employer_name="第二家", insured_on=day
    ).run()
    assert derive() == [(1, "stayed"), (3, "moved_on"), (6, "")]


def test_who_registered_unemployed_has_left(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    spell = hired(by, shop)
    RegisterUnemployment(
        by, person_id=spell.person_id, place_kind="household", registered_on=add_months(BEGAN, 2)
    ).run()
    assert derive() == [(1, ""), (3, "left"), (6, "")]
    assert "登记失业" in FollowUp.objects.get(months=3).basis


def test_asked_by_telephone_a_service_is_recorded(as_user: AsUser, shop: Employer) -> None:
    by = as_user("village")
    spell = hired(by, shop)
    first = FollowUp.objects.get(months=1)
    AnswerFollowUp(by, follow_up_id=first.pk, answer="no_answer", on=today()).run()
    assert ServiceRecord.objects.get().outcome == "no_answer"
    first.refresh_from_db()
    assert first.outcome == ""
    AnswerFollowUp(by, follow_up_id=first.pk, answer="stayed", on=today()).run()
    first.refresh_from_db()
    assert (first.outcome, first.seen_on) == ("stayed", today())
    done = ServiceRecord.objects.get(outcome="done")
    assert (done.kind, done.channel, done.person_id) == ("follow_up", "phone", spell.person_id)
    with pytest.raises(ActionError, match="已经查明"):
        AnswerFollowUp(by, follow_up_id=first.pk, answer="left", on=today()).run()
    with pytest.raises(ActionError, match="还没到回访日期"):
        AnswerFollowUp(by, follow_up_id=FollowUp.objects.get(months=6).pk, answer="stayed", on=today()).run()


def test_who_left_is_written_down_in_the_ledger(as_user: AsUser, shop: Employer) -> None:
    by = as_user("village")
    spell = hired(by, shop)
    third = FollowUp.objects.get(months=3)
    with pytest.raises(Invalid) as caught:
        AnswerFollowUp(by, follow_up_id=third.pk, answer="left", on=today()).run()
    assert set(caught.value.problems) == {"ended_on", "end_reason"}
    assert not ServiceRecord.objects.exists()
    gone = add_months(BEGAN, 2)
    AnswerFollowUp(
        by, follow_up_id=third.pk, answer="left", on=today(), ended_on=gone, end_reason="resigned"
    ).run()
    spell.refresh_from_db()
    assert spell.ended_on == gone
    # What was asked about the third month tells the first month too.
    assert derive() == [(1, "stayed"), (3, "left"), (6, "")]


def test_who_left_after_the_day_was_still_there_on_it(as_user: AsUser, shop: Employer) -> None:
    by = as_user("village")
    hired(by, shop)
    AnswerFollowUp(
        by, follow_up_id=FollowUp.objects.get(months=1).pk, answer="left", on=today(),
        ended_on=today() - dt.timedelta(days=3), end_reason="resigned",
    ).run()  # fmt: skip
    assert derive() == [(1, "stayed"), (3, "stayed"), (6, "")]


def test_rates_of_those_who_stay(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    hired(by, shop, insured_on=today())
    spell = hired(by, shop, 2, "李梅")
    EndSpell(by, spell_id=spell.pk, ended_on=BEGAN + dt.timedelta(days=3), reason="resigned").run()
    hired(by, shop, 3, "赵强")
    derive()
    town = scope("town")
    found = all_in(town, 1, today())
    assert (found.due, found.of("stayed"), found.of("left"), found.unknown, found.rate) == (3, 1, 1, 1, 50)
    assert all_in(town, 6, today()).due == 0
    [(area, stays)] = by_area(town, Area.objects.filter(parent_id=150822101000), 1, today())
    assert (area.pk, stays.due) == (HEHAO, 3)
    assert list(by_month(town, Area.objects.get(pk=150822101000), 1, today())) == [BEGAN.replace(day=1)]
