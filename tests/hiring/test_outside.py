"""People from outside: an employer reads and answers what is its own, somebody who looks for work himself alone."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from leye.accounts.actions.base import Action, Actor, NotAllowed
from leye.accounts.enums import Outside, Role
from leye.accounts.guard import guarded_models
from leye.accounts.scope import Scope, acting, as_service, enter
from leye.hiring.actions.apply import Apply, OpenSlot
from leye.hiring.models import Application, InterviewSlot, Recommendation
from leye.ledger.models import Employer, Intention, Person
from leye.vacancies.models import Seat, Vacancy
from tests.hiring.making import deliver, willing
from tests.ledger.people import actor, post, scope
from tests.vacancies.making import TOWN, AsUser, employer, publish

pytestmark = pytest.mark.django_db


@dataclass
class Two:
    """Two employers with an application each, of two people; an agency has posted for the second."""

    mine: Employer
    other: Employer
    agency: Employer
    job: Vacancy
    others: Vacancy
    people: tuple[Person, Person]


@pytest.fixture
def two(as_user: AsUser) -> Two:
    by = as_user("town")
    mine, other = employer(by), employer(by, "磴口县乌兰布和酒店")
    agency = employer(by, "磴口县人力资源服务公司")
    job, others = publish(mine), publish(other, title="服务员", duties="端菜", occupation="4-03-02-05")
    Vacancy.objects.filter(pk=others.pk).update(agency=agency)
    people = willing(by), willing(by, 2, "李梅")
    deliver(people[0], job, "town")
    for person, vacancy in zip(people, (job, others), strict=True):
        Apply(by, person_id=person.pk, vacancy_id=vacancy.pk).run()
        starts = timezone.now() + dt.timedelta(days=1)
        OpenSlot(
            by, vacancy_id=vacancy.pk, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="厂里"
        ).run()
    return Two(mine, other, agency, job, others, people)


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # names of our own tables
        return int(cursor.fetchone()[0])


def test_an_employer_reads_its_own_rows_and_nobodys_file(two: Two) -> None:
    here = Scope.of_employers(two.mine.pk)
    with acting(here):
        assert list(Vacancy.objects.all()) == list(Vacancy.objects.visible_to(here)) == [two.job]
        assert [one.vacancy_id for one in Application.objects.all()] == [two.job.pk]
        assert [one.vacancy_id for one in Application.objects.visible_to(here)] == [two.job.pk]
        assert [one.vacancy_id for one in InterviewSlot.objects.visible_to(here)] == [two.job.pk]
        assert list(Employer.objects.all()) == [two.mine]
        allowed = {model._meta.db_table for model in (Vacancy, Application, InterviewSlot, Employer)}
        rest = {model._meta.db_table for model, _guard, _history in guarded_models()} - allowed
        assert {"ledger_person", "ledger_intention", "casework_servicerecord"} < rest
        assert {table: _rows(table) for table in rest if _rows(table)} == {}


def test_an_agency_reads_what_it_posted_for_its_client(two: Two) -> None:
    with acting(Scope.of_employers(two.agency.pk)):
        assert list(Vacancy.objects.all()) == [two.others]
        assert [one.vacancy_id for one in Application.objects.all()] == [two.others.pk]
        assert list(Employer.objects.all()) == [two.agency]
    with acting(Scope.of_employers(two.other.pk)):
        assert list(Vacancy.objects.all()) == [two.others]
    with acting(Scope.of_employers(two.mine.pk, two.agency.pk)):
        assert set(Vacancy.objects.all()) == {two.job, two.others}


def test_an_employer_writes_its_answers_and_nothing_else(two: Two) -> None:
    with acting(Scope.of_employers(two.mine.pk)):
        assert Application.objects.update(answer="请来面试") == 1
        assert Vacancy.objects.update(seats=3) == 1
        assert Employer.objects.update(name="别的名字") == 0
        assert Application.objects.all().delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Application.objects.update(vacancy=two.others)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Vacancy.objects.update(employer=two.other, agency=None)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Seat.objects.create(vacancy=two.job, office_id=TOWN, holder="x", taken_on=dt.date(2026, 1, 1))


def test_an_employers_scope_does_not_reach_an_officer(two: Two) -> None:
    with acting(Scope.of_employers(two.mine.pk)):
        with acting(scope("banner")):
            assert not Vacancy.objects.exists()
        assert Vacancy.objects.count() == 1
    with transaction.atomic(), acting(Scope.of_employers(two.mine.pk)):
        enter(post("banner"))
        assert not Vacancy.objects.exists()
    with acting(scope("yanchuan")):
        assert not Application.objects.exists()


def test_somebody_who_looks_for_work_has_himself_alone(two: Two) -> None:
    one, _other = two.people
    here = Scope.of_person(one.pk)
    with acting(here):
        assert list(Person.objects.all()) == list(Person.objects.visible_to(here)) == [one]
        for model in (Intention, Recommendation, Application):
            rows = {row.person_id for row in model._default_manager.all()}
            assert rows == {one.pk}, model
        people = (
            model for model, guard, history in guarded_models() if guard.person == "person_id" and not history
        )
        for model in people:
            assert set(model._default_manager.values_list("person_id", flat=True)) <= {one.pk}, model
        for model, guard, history in guarded_models():
            if guard.person is None and not history:
                assert not model._default_manager.exists(), model


class Open(Action[str]):
    """Anybody who holds a post."""

    def execute(self) -> str:
        return "done"


class ForClerks(Open):
    allowed = (Role.TOWNSHIP_CLERK,)


class ForEmployers(Open):
    allowed = (Role.TOWNSHIP_CLERK, Outside.EMPLOYER)


def test_an_action_admits_people_from_outside_only_where_it_names_them(db: None) -> None:
    clerk = actor("town")
    assert (Open(clerk).run(), ForClerks(clerk).run(), ForEmployers(clerk).run()) == ("done",) * 3
    assert Open(Actor.system()).run() == "done"
    unit = Actor(clerk.user_id, None, Outside.EMPLOYER, Scope.of_employers(1))
    assert ForEmployers(unit).run() == "done"
    for action in (Open(unit), ForClerks(unit), ForEmployers(replace(unit, role=Outside.SEEKER))):
        with pytest.raises(NotAllowed, match="经办机构"):
            action.run()


def test_no_action_that_writes_the_ledger_is_open_to_employers() -> None:
    def below(kind: type[Action]) -> list[type[Action]]:
        return [kind, *(found for child in kind.__subclasses__() for found in below(child))]

    assert apps.ready
    for action in below(Action):
        if Outside.EMPLOYER in action.allowed and not action.__module__.startswith("tests."):
            assert action.__module__.split(".")[1] in {"vacancies", "hiring", "recruiters"}, action


def test_the_background_role_still_sees_all(two: Two) -> None:
    with acting(Scope.of_employers(two.mine.pk)), as_service():
        assert Application.objects.count() == 2
