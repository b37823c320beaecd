"""Applications: one state table, places of interviews that are given once, and what expires by itself."""

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
from leye.hiring.actions.hire import HirePerson
from leye.hiring.changes import ApplicationChanged
from leye.hiring.models import Application
from leye.hiring.resume import resume, shown_name, shown_phone
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.indexing import refresh_postings
from leye.vacancies.models import Vacancy
from tests.hiring.making import apply, deliver, willing
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db


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


def test_a_job_that_was_just_filled_says_so(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=1)
    by = as_user("town")
    person = willing(by, 2, "李梅")
    HirePerson(by, application_id=apply(by, job).pk, started_on=today()).run()
    with pytest.raises(ActionError, match="刚刚招满，没有应聘"):
        Apply(by, person_id=person.pk, vacancy_id=job.pk).run()
    with as_service():
        Vacancy.objects.filter(pk=job.pk).update(status="closed")
        refresh_postings([job.pk])
    with pytest.raises(ActionError, match="已经不在招聘"):
        Apply(by, person_id=person.pk, vacancy_id=job.pk).run()


def test_who_comes_second_is_told_what_the_other_did(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    application = apply(as_user("town"), job)
    Refuse(as_user("county"), application_id=application.pk, reason="experience", answer="下次再来").run()
    with pytest.raises(ApplicationChanged) as caught:
        Offer(as_user("town"), application_id=application.pk, version=1).run()
    [change] = caught.value.changes
    assert (change.by, change.title, change.text) == ("张建华", "未录用", "经验不足；下次再来")
    application.refresh_from_db()
    assert application.state == "refused"
