"""What an employer sees of somebody, and for how long; and what comes back to the public when a hire is taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import Apply, Invite, OpenSlot, Refuse, Withdraw
from leye.hiring.actions.hire import HirePerson, UndoHire
from leye.hiring.models import Application
from leye.hiring.resume import resume, shown_name, shown_phone
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today
from leye.vacancies.actions.lifecycle import FillVacancy
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import Posting
from tests.hiring.making import apply, willing
from tests.ledger.people import register
from tests.vacancies.making import YONGPING_TOWN, AsUser, publish

pytestmark = pytest.mark.django_db


def agreed(application: Application) -> None:
    with as_service():
        Application.objects.filter(pk=application.pk).update(contact_by_person=True, contact_by_employer=True)
    application.refresh_from_db()


@pytest.mark.parametrize("how", ["withdraw", "refuse"])
def test_nothing_is_shown_any_longer_when_it_came_to_nothing(
    as_user: AsUser, shop: Employer, how: str
) -> None:
    by = as_user("village")
    application = apply(by, publish(shop))
    agreed(application)
    assert (shown_name(application), shown_phone(application)) == ("王小梅", "13800138000")
    if how == "withdraw":
        Withdraw(by, application_id=application.pk).run()
    else:
        Refuse(by, application_id=application.pk, reason="experience").run()
    application.refresh_from_db()
    assert (shown_name(application), shown_phone(application), resume(application)) == ("王某", "", [])


def test_who_was_hired_stays_in_reach(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    agreed(application)
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    application.refresh_from_db()
    assert shown_phone(application) == "13800138000"


def test_posts_that_tell_a_group_are_not_in_the_resume(as_user: AsUser, shop: Employer) -> None:
    by = as_user("village")
    person = willing(by)
    for kind, name, month in (
        ("public_post", "镇保洁公益岗", 1), ("flexible", "", 3), ("contract", "河套面粉厂", 5),
    ):  # fmt: skip
        spell = StartSpell(
            by, person_id=person.pk, kind=kind, employer_name=name, started_on=dt.date(2025, month, 1)
        ).run().spell  # fmt: skip
        EndSpell(by, spell_id=spell.pk, ended_on=dt.date(2025, month + 1, 1), reason="resigned").run()
    application = Apply(by, person_id=person.pk, vacancy_id=publish(shop).pk).run()
    lines = {line.label: line.words for line in resume(application)}
    assert lines["工作经历"] == "2025-05 河套面粉厂"


def test_a_place_taken_by_somebody_of_another_county_is_taken(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    register(as_user("yanchuan"), 3, "高远", area=YONGPING_TOWN)
    by = as_user("town")
    mine = apply(by, job)
    starts = timezone.now() + dt.timedelta(days=1)
    slot = OpenSlot(
        by, vacancy_id=job.pk, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="厂里"
    ).run()
    with as_service():
        far = Person.objects.get(name="高远")
        Application.objects.create(
            person=far, area_id=far.area_id, vacancy=job, state="interview", slot=slot,
            sent_on=today(), answer_by=today(),
        )  # fmt: skip
    with pytest.raises(ActionError, match="已约满"):
        Invite(by, application_id=mine.pk, slot_id=slot.pk).run()


def undone(as_user: AsUser, application: Application) -> None:
    by = as_user("town")
    UndoHire(by, application_id=application.pk, reason="录错了").run()


def test_a_hire_taken_back_opens_what_it_had_filled(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=1)
    by = as_user("town")
    application = apply(by, job)
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    assert not Posting.objects.filter(pk=job.pk).exists()
    undone(as_user, application)
    assert Posting.objects.filter(pk=job.pk).exists()


def test_a_hire_taken_back_opens_nothing_of_a_closed_unit(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=1)
    by = as_user("town")
    application = apply(by, job)
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    SaveStanding(by, employer_id=shop.pk, closed_on=today(), closed_reason="注销").run()
    undone(as_user, application)
    assert not Posting.objects.filter(pk=job.pk).exists()


def test_a_hire_taken_back_does_not_gainsay_a_unit_that_is_full(as_user: AsUser, shop: Employer) -> None:
    job = publish(shop, seats=2)
    by = as_user("town")
    application = apply(by, job)
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    FillVacancy(by, vacancy_id=job.pk).run()
    undone(as_user, application)
    assert not Posting.objects.filter(pk=job.pk).exists()
