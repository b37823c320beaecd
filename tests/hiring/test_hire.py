"""A hire takes a seat, writes the job and closes what was open; taken back, all of it is as before."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import Apply, Offer, Refuse
from leye.hiring.actions.hire import HirePerson, UndoHire
from leye.hiring.aftermath import closed_by
from leye.hiring.models import FollowUp, Hire, Recommendation
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.retract_spell import RetractSpell
from leye.ledger.actions.spells import EndSpell
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer, EmploymentSpell, Person, UnemploymentRegistration
from leye.standards.calendar import today
from leye.vacancies.actions.seats import NoSeatLeft
from leye.vacancies.models import Seat
from tests.hiring.making import apply, deliver
from tests.vacancies.making import AsUser, publish

pytestmark = pytest.mark.django_db
GUARD = {"title": "保安", "occupation": "4-07-05-01", "duties": "看大门"}


def test_a_hire_takes_a_seat_writes_the_job_and_closes_what_was_open(as_user: AsUser, shop: Employer) -> None:
    job, guard = publish(shop), publish(shop, **GUARD)
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


def test_what_is_told_of_the_job_stands_in_the_ledger(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    HirePerson(
        by, application_id=application.pk, started_on=today(), kind="flexible", contract_months=24, insured_on=today(),
        channel="nearby", work_place="工业园3号", reach="county",
    ).run()  # fmt: skip
    spell = EmploymentSpell.objects.get(person=application.person)
    assert (spell.kind, spell.contract_months, spell.insured_on) == ("flexible", 24, today())
    assert (spell.channel, spell.work_place, spell.reach) == ("nearby", "工业园3号", "county")


def test_a_day_that_cannot_be_is_refused_at_its_field(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    for day in (today() + dt.timedelta(days=1), today() - dt.timedelta(days=1)):
        with pytest.raises(Invalid) as caught:
            HirePerson(by, application_id=application.pk, started_on=day).run()
        assert list(caught.value.problems) == ["started_on"]
    with as_service():
        assert not Seat.objects.exists()


def test_nobody_who_died_and_no_merged_file_is_hired(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    job = publish(shop)
    dead, merged = apply(by, job), apply(by, job, 2, "李梅")
    Person.objects.filter(pk=dead.person_id).update(deceased_on=today())
    with pytest.raises(ActionError, match="已登记死亡，不能录用"):
        HirePerson(by, application_id=dead.pk, started_on=today()).run()
    Person.objects.filter(pk=merged.person_id).update(merged_into_id=dead.person_id)
    with pytest.raises(ActionError, match="并入另一份档案"):
        HirePerson(by, application_id=merged.pk, started_on=today()).run()
    assert not Hire.objects.exists()


def test_who_was_hired_elsewhere_is_not_hired_again(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    one, guard = publish(shop), publish(shop, **GUARD)
    first = apply(by, one)
    second = Apply(by, person_id=first.person_id, vacancy_id=guard.pk).run()
    HirePerson(by, application_id=first.pk, started_on=today()).run()
    with pytest.raises(ActionError, match="别人刚刚改过"):
        HirePerson(by, application_id=second.pk, version=second.version, started_on=today()).run()
    with pytest.raises(ActionError, match="本人撤回"):
        HirePerson(by, application_id=second.pk, started_on=today()).run()
    with as_service():
        guard.refresh_from_db()
    assert guard.filled == 0


def test_a_hire_taken_back_leaves_everything_as_it_was(as_user: AsUser, shop: Employer) -> None:
    job, guard = publish(shop, seats=1), publish(shop, **GUARD)
    cook = publish(shop, title="厨师", occupation="4-03-02-01", duties="做中餐")
    by = as_user("town")
    application = apply(by, job)
    person = application.person
    RegisterUnemployment(by, person_id=person.pk, place_kind="household", registered_on=today()).run()
    told = deliver(person, cook, "town")
    elsewhere = Apply(by, person_id=person.pk, vacancy_id=guard.pk).run()
    Offer(by, application_id=elsewhere.pk).run()
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    hire = Hire.objects.get()
    closed = closed_by(hire)
    assert [(one.pgh_obj_id, one.state) for one in closed.applications] == [(elsewhere.pk, "offered")]
    assert [(one.pgh_obj_id, one.state) for one in closed.recommendations] == [(told.pk, "delivered")]
    assert UnemploymentRegistration.objects.get(person=person).ended_on == today()
    with pytest.raises(Invalid, match="请填写撤销的原因"):
        UndoHire(by, application_id=application.pk, reason=" ").run()
    UndoHire(by, application_id=application.pk, reason="点错了人").run()
    assert not Hire.objects.exists()
    assert not FollowUp.objects.exists()
    assert not EmploymentSpell.objects.filter(person=person).exists()
    assert UnemploymentRegistration.objects.get(person=person).ended_on is None
    application.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (application.state, application.answer) == ("offered", "撤销录用：点错了人")
    assert (elsewhere.state, elsewhere.answer, elsewhere.answered_on) == ("offered", "", None)
    assert Recommendation.objects.get(pk=told.pk).state == "delivered"
    with as_service():
        job.refresh_from_db()
    assert (job.filled, job.status) == (0, "published")
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    with as_service():
        job.refresh_from_db()
    assert (job.filled, job.status) == (1, "filled")


def test_the_job_of_a_hire_goes_only_with_the_hire(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    with pytest.raises(ActionError, match="作为别处的依据"):
        RetractSpell(by, spell_id=Hire.objects.get().spell_id, reason="录错了").run()
    assert EmploymentSpell.objects.count() == 1


def test_a_job_that_ended_is_not_taken_back(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    spell = EmploymentSpell.objects.get(person=application.person)
    EndSpell(by, spell_id=spell.pk, ended_on=today(), reason="resigned").run()
    with pytest.raises(ActionError, match="不是录错的"):
        UndoHire(by, application_id=application.pk, reason="点错了人").run()
    assert Hire.objects.filter(application=application).exists()


def test_what_happened_since_is_not_opened_again(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    job, guard = publish(shop), publish(shop, **GUARD)
    application = apply(by, job)
    elsewhere = Apply(by, person_id=application.person_id, vacancy_id=guard.pk).run()
    HirePerson(by, application_id=application.pk, started_on=today()).run()
    again = Apply(by, person_id=application.person_id, vacancy_id=guard.pk).run()
    UndoHire(by, application_id=application.pk, reason="点错了人").run()
    elsewhere.refresh_from_db()
    again.refresh_from_db()
    assert (elsewhere.state, again.state) == ("withdrawn", "sent")


def test_refused_without_reason_stays_as_it_is(as_user: AsUser, shop: Employer) -> None:
    by = as_user("town")
    application = apply(by, publish(shop))
    for reason in ("", "nonsense"):
        with pytest.raises(Invalid, match="请选择不录用的原因"):
            Refuse(by, application_id=application.pk, reason=reason).run()
    application.refresh_from_db()
    assert application.state == "sent"
