"""The demo's job market: everybody who wants work and has none has three jobs, or is told why not."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate

from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.hiring import seekers
from leye.hiring.models import Application, Hire, Recommendation, Unmatched
from leye.ledger.models import Intention, Person, UnemploymentRegistration
from leye.ops.jobs.story import fill_and_match, has_jobs
from leye.ops.jobs.vacancies import fill_job_bank
from leye.ops.world.accounts import accounts_file, demo_password
from leye.ops.world.build import build_world
from leye.ops.world.options import WorldOptions
from leye.recruiters.membership import units_of
from leye.recruiters.seeing import applicants
from leye.standards.calendar import today
from leye.training.models import Course
from leye.vacancies.checks import remarks_on
from leye.vacancies.enums import OPEN, VacancyState
from leye.vacancies.models import Posting, Vacancy


@pytest.fixture
def world(own_database: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world of 3,000 in a database of its own, its accounts file in a folder of its own."""
    monkeypatch.setattr("leye.ops.world.accounts.state_dir", lambda: tmp_path)
    build_world(WorldOptions(people=3_000, seed=5, as_of=today(), history=False), lambda _text: None)


def test_a_demo_without_its_officers_is_left_alone(own_database: str) -> None:
    assert has_jobs(), "an installation of somebody's own would have been filled with made-up vacancies"
    assert fill_job_bank([]) == 0


def test_everybody_who_wants_work_has_three_jobs_or_a_reason(world: None) -> None:
    assert not has_jobs()
    said = fill_and_match()
    assert "录用 1 人；单位账号 1 个已开通，1 个待核实" in said
    assert has_jobs()
    _a_unit_can_sign_in()
    with as_service():
        _everybody_is_answered()
        _the_market_is_sound()
        assert set(Vacancy.objects.values_list("status", flat=True)) == set(VacancyState) - {
            VacancyState.REFUSED
        }
        assert Course.objects.exists()
        states = set(Recommendation.objects.values_list("state", flat=True))
        assert states >= {"made", "delivered", "declined", "applied"}
        assert set(Application.objects.values_list("state", flat=True)) >= {
            "sent",
            "hired",
            "refused",
            "interview",
        }
        hire = Hire.objects.select_related("spell", "vacancy").get()
        assert hire.spell.ended_on is None
        assert hire.vacancy.filled == 1


def _a_unit_can_sign_in() -> None:
    """With the demo's one password, and with somebody to answer."""
    listed = accounts_file().read_text(encoding="utf-8")
    username = next(line.split()[0] for line in listed.splitlines() if "用人单位" in line)
    assert authenticate(username=username, password=demo_password()) is not None
    unit = units_of(User.objects.get(username=username).pk)[0]
    with acting(unit.scope):
        assert applicants(unit.scope)
    assert not unit.agency


def _everybody_is_answered() -> None:
    """Three jobs that differ, or fewer and the reason in words; and nobody who looks for work was overlooked."""
    jobs = Counter(Recommendation.objects.values_list("person_id", flat=True))
    told = {one.person_id: one for one in Unmatched.objects.all()}
    willing = set(seekers.willing(0, 10**12, today()).column("id").to_pylist())
    assert len(willing) > 150
    for person in willing:
        few = told.get(person)
        assert jobs[person] >= 3 or (few is not None and few.reasons and len(few.reasons[0]) > 10), person
    assert sum(jobs[person] >= 3 for person in willing) > len(willing) * 0.9
    assert _registered_and_willing() <= willing | set(Hire.objects.values_list("person_id", flat=True))
    assert all(Recommendation.objects.exclude(state="closed").values_list("reasons", flat=True))


def _registered_and_willing() -> set[int]:
    """Registered as unemployed, able, of working age, and saying so most lately; found another way than by the matching."""
    open_now = UnemploymentRegistration.objects.filter(ended_on__isnull=True).values_list(
        "person_id", flat=True
    )
    people = Person.objects.living().filter(pk__in=open_now, work_capacity="able", is_student=False)
    lately: dict[int, str] = {}
    for person, wants in Intention.objects.order_by("stated_on", "pk").values_list("person_id", "wants_work"):
        lately[person] = wants
    of_age = [one for one in people if 16 <= today().year - one.birth_date.year <= 60]
    return {
        one.pk for one in of_age if lately.get(one.pk) == "yes" and today().year - one.birth_date.year > 16
    }


def _the_market_is_sound() -> None:
    """Nothing stands against what is open; every open vacancy can be found; crowds follow the seats."""
    open_ = list(Vacancy.objects.filter(status__in=OPEN))
    assert Posting.objects.count() == len(open_) > 100
    for vacancy in open_:
        against = [remark.sentence for remark in remarks_on(vacancy) if remark.hard and remark.name != "twin"]
        assert against == [], vacancy.title
    places = Counter(vacancy.area_id // 10**6 == vacancy.office_id // 10**6 for vacancy in open_)
    assert places[True] > places[False] > 20, "no mix of work here and elsewhere"
    load = Counter(Recommendation.objects.values_list("vacancy_id", flat=True))
    assert max(load.values()) < 60, "one vacancy was recommended to everybody"
    assert len(load) > len(open_) * 0.6, "few vacancies were recommended to anybody"
