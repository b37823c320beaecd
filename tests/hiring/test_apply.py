"""From application to hire: one state table, seats that are given once, and what follows by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor, Conflict
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import (
    ANSWER_WITHIN_DAYS,
    AgreeToContact,
    Apply,
    ExpireApplications,
    Invite,
    MarkSeen,
    Offer,
    OpenSlot,
    Refuse,
    Withdraw,
)
from leye.hiring.actions.hire import DeriveOutcomes, HirePerson
from leye.hiring.models import Application, FollowUp, Hire, Recommendation
from leye.hiring.resume import resume, shown_name, shown_phone
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer, EmploymentSpell
from leye.standards.calendar import today
from leye.vacancies.actions.seats import NoSeatLeft
from leye.vacancies.models import Vacancy
from tests.hiring.making import deliver, willing
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db


def apply(by: Actor, job: Vacancy, sequence: int = 1, name: str = "王小梅") -> Application:
    person = willing(by, sequence, name, phone="13800138000")
    return Apply(by, person_id=person.pk, vacancy_id=job.pk).run()


def test_a_recommendation_that_is_followed_becomes_an_application(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("village")
    person = willing(by)
    one = deliver(person, job)
    application = Apply(by, person_id=person.pk, vacancy_id=job.pk).run()
    one.refresh_from_db()
    assert one.state == "applied"
    assert application.recommendation_id == one.pk
    assert application.answer_by == today() + dt.timedelta(days=ANSWER_WITHIN_DAYS)
    with pytest.raises(ActionError, match="正在等待答复"):
        Apply(by, person_id=person.pk, vacancy_id=job.pk).run()


def test_the_employer_sees_what_was_chosen_and_no_contact_before_both_agree(
    as_user: AsUser, shop: Employer
) -> None:
    by = as_user("village")
    application = apply(by, publish(shop))
    labels = [line.label for line in resume(application)]
    assert "学历" in labels
    assert "性别" not in labels
    assert shown_name(application) == "王某"
    assert shown_phone(application) == ""
    AgreeToContact(by, application_id=application.pk, by_person=True).run()
    application.refresh_from_db()
    assert shown_phone(application) == ""
    AgreeToContact(by, application_id=application.pk, by_employer=True).run()
    application.refresh_from_db()
    assert shown_name(application) == "王小梅"
    assert shown_phone(application) == "13800138000"


def test_steps_that_do_not_lead_on_are_refused_in_words(as_user: AsUser, shop: Employer) -> None:
    by = as_user("village")
    application = apply(by, publish(shop))
    MarkSeen(by, application_id=application.pk, version=1).run()
    with pytest.raises(Conflict, match="别人刚刚改过"):
        Offer(by, application_id=application.pk, version=1).run()
    with pytest.raises(Invalid):
        Refuse(by, application_id=application.pk, reason="").run()
    Refuse(by, application_id=application.pk, reason="experience").run()
    with pytest.raises(ActionError, match="未录用"):
        Withdraw(by, application_id=application.pk).run()


def test_the_last_place_of_a_slot_is_given_once(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    by = as_user("town")
    one, other = apply(by, job), apply(by, job, 2, "李梅")
    starts = timezone.now() + dt.timedelta(days=1)
    slot = OpenSlot(
        by, vacancy_id=job.pk, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="镇政府二楼"
    ).run()
    Invite(by, application_id=one.pk, slot_id=slot.pk).run()
    with pytest.raises(ActionError, match="已约满"):
        Invite(by, application_id=other.pk, slot_id=slot.pk).run()
    Withdraw(by, application_id=one.pk).run()
    assert Invite(by, application_id=other.pk, slot_id=slot.pk).run().state == "interview"


def test_a_hire_takes_a_seat_writes_the_job_and_closes_what_was_open(as_user: AsUser, shop: Employer) -> None:
    job, guard = publish(shop), publish(shop, title="保安", occupation="4-07-05-01", duties="看大门")
    by = as_user("town")
    application = apply(by, job)
    person = application.person
    deliver(person, guard, "town")
    elsewhere = Apply(by, person_id=person.pk, vacancy_id=guard.pk).run()
    HirePerson(by, application_id=application.pk, started_on=today(), wage_fen=450_000).run()
    spell = EmploymentSpell.objects.get(person=person)
    assert (spell.employer_name, spell.kind, spell.wage_fen) == ("河套食品有限公司", "contract", 450_000)
    assert Hire.objects.get(application=application).spell_id == spell.pk
    assert [one.months for one in FollowUp.objects.filter(person=person)] == [1, 3, 6]
    elsewhere.refresh_from_db()
    assert elsewhere.state == "withdrawn"
    assert not Recommendation.objects.filter(person=person, state__in=("made", "delivered")).exists()
    with as_service():
        job.refresh_from_db()
    assert (job.filled, job.status) == (1, "published")


def test_no_hire_without_a_seat_and_nothing_is_half_written(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=1)
    by = as_user("town")
    one, other = apply(by, job), apply(by, job, 2, "李梅")
    HirePerson(by, application_id=one.pk, started_on=today()).run()
    with pytest.raises(NoSeatLeft, match="刚刚招满"):
        HirePerson(by, application_id=other.pk, started_on=today()).run()
    other.refresh_from_db()
    assert other.state == "sent"
    assert not EmploymentSpell.objects.filter(person=other.person).exists()


def test_what_nobody_answered_expires_by_itself(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    job = publish(shop)
    late, offered = apply(by, job), apply(by, job, 2, "李梅")
    Offer(by, application_id=offered.pk).run()
    Application.objects.update(answer_by=today() - dt.timedelta(days=1))
    with as_service():
        assert ExpireApplications(Actor.system()).run() == 1
        assert ExpireApplications(Actor.system()).run() == 0
    late.refresh_from_db()
    offered.refresh_from_db()
    assert (late.state, offered.state) == ("expired", "offered")


def test_outcomes_come_from_the_ledger_when_nobody_reports(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    person = application.person
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    for months, due in ((1, 0), (3, 0), (6, 0)):
        FollowUp.objects.filter(person=person, months=months).update(due_on=today() - dt.timedelta(days=due))
    spell = EmploymentSpell.objects.get(person=person)
    with as_service():
        assert DeriveOutcomes(Actor.system()).run() == 3
    assert set(FollowUp.objects.values_list("outcome", flat=True)) == {"stayed"}
    FollowUp.objects.update(outcome="", seen_on=None)
    EndSpell(by, spell_id=spell.pk, ended_on=today(), reason="resigned").run()
    with as_service():
        DeriveOutcomes(Actor.system()).run()
    assert set(FollowUp.objects.values_list("outcome", flat=True)) == {"left"}
    FollowUp.objects.update(outcome="", seen_on=None)
    StartSpell(by, person_id=person.pk, started_on=today(), kind="flexible", employer_name="自己开店").run()
    with as_service():
        DeriveOutcomes(Actor.system()).run()
    assert set(FollowUp.objects.values_list("outcome", flat=True)) == {"moved_on"}
