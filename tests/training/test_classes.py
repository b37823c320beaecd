"""Training: classes are opened, people enrolled, completed and certified, each date inside its bounds."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.merges import MergePeople
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.training.actions.classes import CloseClass, OpenClass
from leye.training.actions.trainees import CertifyTrainee, CompleteTrainee, EnrolTrainees
from leye.training.models import Trainee, TrainingClass
from leye.training.reading import trainings_of
from tests.ledger.people import BALENG, WOYANGTAI, actor, register, scope

AsUser = Callable[[str], Actor]
COUNTY = 150822000000
START, END = dt.date(2025, 3, 3), dt.date(2025, 3, 28)


def open_class(by: Actor, **more: object) -> TrainingClass:
    values: dict[str, object] = {
        "title": "面点制作一班",
        "kind": "skill",
        "started_on": START,
        "ended_on": END,
        **more,
    }
    return OpenClass(by, area_no=COUNTY, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def test_from_enrolment_to_certificate(as_user: AsUser) -> None:
    county = as_user("county")
    school = SaveEmployer(county, area_no=COUNTY, name="磴口县职业培训学校", kind="institution").run()
    held = open_class(county, institution_id=school.pk, standard_fen=80_000, from_outside=True)
    person = register(county, 1)
    enrolled = EnrolTrainees(county, class_id=held.pk, person_ids=[person.pk]).run()
    assert [(t.person_id, t.area_id, t.enrolled_on) for t in enrolled] == [(person.pk, person.area_id, START)]
    assert [t.pk for t in EnrolTrainees(county, class_id=held.pk, person_ids=[person.pk]).run()] == [
        enrolled[0].pk
    ]
    with pytest.raises(ActionError, match="先登记结业"):
        CertifyTrainee(county, trainee_id=enrolled[0].pk, certified_on=END).run()
    with pytest.raises(Invalid, match="起止日期之内"):
        CompleteTrainee(county, trainee_id=enrolled[0].pk, completed_on=END + dt.timedelta(days=1)).run()
    done = CompleteTrainee(county, trainee_id=enrolled[0].pk, completed_on=END).run()
    with pytest.raises(Invalid, match="取证日期不能早于"):
        CertifyTrainee(county, trainee_id=done.pk, certified_on=START).run()
    certified = CertifyTrainee(county, trainee_id=done.pk, certified_on=END, certificate="NM-1").run()
    assert (certified.completed_on, certified.certified_on) == (END, END)
    assert [t.training_class.title for t in trainings_of(scope("village"), person.pk)] == ["面点制作一班"]


def test_a_township_sends_its_people_to_the_countys_class_and_no_others(as_user: AsUser) -> None:
    with acting(scope("county")):
        held = open_class(actor("county"))
    town = as_user("town")
    mine = register(town, 1)
    assert len(EnrolTrainees(town, class_id=held.pk, person_ids=[mine.pk]).run()) == 1
    with pytest.raises(Absent):
        CloseClass(town, class_id=held.pk, ended_on=END).run()
    with as_service():
        elsewhere = register(actor("banner"), 2, area=WOYANGTAI)
    with pytest.raises(Absent):
        EnrolTrainees(town, class_id=held.pk, person_ids=[elsewhere.pk]).run()
    with pytest.raises(NotAllowed):
        EnrolTrainees(actor("village"), class_id=held.pk, person_ids=[mine.pk]).run()


def test_a_class_is_told_what_is_wrong(as_user: AsUser) -> None:
    county = as_user("county")
    with pytest.raises(Invalid) as caught:
        open_class(
            county,
            title="",
            kind="x",
            ended_on=START - dt.timedelta(days=1),
            standard_fen=-1,
            institution_id=0,
        )
    assert set(caught.value.problems) == {"title", "kind", "ended_on", "standard_fen", "institution_id"}
    held = open_class(county, ended_on=None)
    person = register(county, 1)
    trainee = EnrolTrainees(county, class_id=held.pk, person_ids=[person.pk]).run()[0]
    CompleteTrainee(county, trainee_id=trainee.pk, completed_on=END).run()
    with pytest.raises(ActionError, match="1名学员"):
        CloseClass(county, class_id=held.pk, ended_on=START).run()
    closed = CloseClass(county, class_id=held.pk, ended_on=END, task_done=True).run()
    assert (closed.ended_on, closed.task_done, closed.version) == (END, True, 2)


def test_trainings_follow_the_person_who_moves_or_is_merged(as_user: AsUser) -> None:
    county = as_user("county")
    held = open_class(county)
    person, twin = register(county, 1), register(county, 3, name="王晓梅", area=BALENG)
    EnrolTrainees(county, class_id=held.pk, person_ids=[twin.pk]).run()
    MergePeople(county, survivor_id=person.pk, loser_id=twin.pk).run()
    moved = Trainee.objects.get()
    assert (moved.person_id, moved.area_id) == (person.pk, person.area_id)
    with as_service():
        Person.objects.filter(pk=person.pk).update(area_id=WOYANGTAI)
        assert Trainee.objects.get().area_id == WOYANGTAI
