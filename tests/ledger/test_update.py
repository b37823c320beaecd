"""Changing a file: only what was opened, and never over somebody else."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.enums import ShareRight
from leye.accounts.models import Share
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.households import SetHousehold
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Absent, AlreadyHere, ChangedMeanwhile, Invalid, MayBeElsewhere
from leye.ledger.models import Employer, Person
from tests.ledger.people import HEHAO, WOYANGTAI, actor, history, number, post, register, scope

AsUser = Callable[[str], Actor]


def test_saving_what_was_opened_keeps_it_with_its_history(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    saved = UpdatePerson(
        village, person_id=person.pk, version=1, changes={"phone": "13911112222", "note": "在家"}
    ).run()
    assert (saved.phone, saved.note, saved.version) == ("13911112222", "在家", 2)
    assert [e.phone for e in history(person)] == ["", "13911112222"]


def test_saving_the_same_again_writes_nothing(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1, phone="13911112222")
    saved = UpdatePerson(village, person_id=person.pk, version=1, changes={"phone": "139 1111 2222"}).run()
    assert saved.version == 1
    assert history(person).count() == 1


def test_a_stale_form_gets_both_versions_and_writes_nothing(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1, phone="13911112222", address="东头")
    first = {"phone": "13900000001", "note": "甲"}
    UpdatePerson(actor("county"), person_id=person.pk, version=1, changes=first).run()
    with pytest.raises(ChangedMeanwhile) as caught:
        UpdatePerson(
            town, person_id=person.pk, version=1, changes={"phone": "13900000002", "address": "西头"}
        ).run()
    error = caught.value
    assert (error.by, error.version) == ("张建华", 2)
    rows = {row.name: (row.base, row.mine, row.theirs, row.other) for row in error.rows}
    assert rows == {
        "phone": ("13911112222", "13900000002", "13900000001", "theirs"),
        "address": ("东头", "西头", "东头", "mine"),
        "note": ("", "", "甲", "theirs"),
    }
    person.refresh_from_db()
    assert (person.phone, person.address, person.note) == ("13900000001", "东头", "甲")
    # Chosen: my phone, their note.
    UpdatePerson(
        town,
        person_id=person.pk,
        version=error.version,
        changes={"phone": "13900000002", "address": "西头", "note": "甲"},
    ).run()
    person.refresh_from_db()
    assert (person.phone, person.address, person.note) == ("13900000002", "西头", "甲")


def test_two_clerks_saving_at_once_the_second_gets_both_versions(own_database: str) -> None:
    with acting(scope("town")):
        person = register(actor("town"), 1, phone="13911112222")
    both_opened = threading.Barrier(2)
    outcomes: dict[str, Any] = {}

    def save(username: str, phone: str) -> None:
        try:
            with acting(scope(username)):
                both_opened.wait(timeout=20)
                try:
                    UpdatePerson(
                        actor(username), person_id=person.pk, version=1, changes={"phone": phone}
                    ).run()
                    outcomes[username] = phone
                except ChangedMeanwhile as error:
                    outcomes[username] = error
        finally:
            connections["default"].close()

    wanted = {"town": "13900000001", "county": "13900000002"}
    threads = [threading.Thread(target=save, args=pair) for pair in wanted.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    (winner,) = [name for name, outcome in outcomes.items() if isinstance(outcome, str)]
    (loser,) = [name for name in wanted if name != winner]
    error = outcomes[loser]
    assert isinstance(error, ChangedMeanwhile)
    assert error.by == post(winner).user.name
    (row,) = error.rows
    assert (row.base, row.mine, row.theirs) == ("13911112222", wanted[loser], wanted[winner])
    with as_service():
        assert Person.objects.get(pk=person.pk).phone == wanted[winner]


def test_a_corrected_number_moves_birth_and_sex_and_keeps_the_old_one_in_history(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1)
    new = number(12, dt.date(1985, 1, 2))
    saved = UpdatePerson(town, person_id=person.pk, version=1, changes={"id_number": new}).run()
    assert (saved.birth_date, saved.sex, saved.id_tail) == (dt.date(1985, 1, 2), "2", new[-4:])
    assert history(person).count() == 2


def test_a_corrected_number_that_somebody_holds_is_refused(as_user: AsUser) -> None:
    with acting(scope("banner")):
        register(actor("banner"), 3, "满都拉", WOYANGTAI)
    town = as_user("town")
    register(town, 1, "甲某")
    person = register(town, 2, "乙某")
    with pytest.raises(AlreadyHere, match="甲某"):
        UpdatePerson(town, person_id=person.pk, version=1, changes={"id_number": number(1)}).run()
    with pytest.raises(MayBeElsewhere):
        UpdatePerson(town, person_id=person.pk, version=1, changes={"id_number": number(3)}).run()


def test_graduation_before_birth_is_refused(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1)
    with pytest.raises(Invalid, match="出生日期"):
        UpdatePerson(
            town, person_id=person.pk, version=1, changes={"graduated_on": dt.date(1980, 1, 1)}
        ).run()


def test_a_person_out_of_scope_is_exactly_as_absent(as_user: AsUser) -> None:
    with acting(scope("banner")):
        person = register(actor("banner"), 1, "满都拉", WOYANGTAI)
    village = as_user("village")
    sentences = set()
    for pk in (person.pk, 10**9):
        with pytest.raises(Absent) as caught:
            UpdatePerson(village, person_id=pk, version=1, changes={"note": "x"}).run()
        sentences.add(str(caught.value))
    assert len(sentences) == 1


@pytest.mark.parametrize(("right", "allowed"), [(ShareRight.VIEW, False), (ShareRight.EDIT, True)])
def test_a_shared_person_is_changed_only_with_the_right_to(
    as_user: AsUser, right: str, allowed: bool
) -> None:
    with as_service():
        person = register(actor("banner"), 1, "满都拉", WOYANGTAI)
        Share.objects.create(
            post=post("village"),
            person_id=person.pk,
            area_id=WOYANGTAI,
            right=right,
            purpose="联合帮扶",
            valid_from=dt.date(2020, 1, 1),
            valid_to=dt.date(2999, 1, 1),
            granted_by=post("banner").user,
        )
    village = as_user("village")
    change = UpdatePerson(village, person_id=person.pk, version=1, changes={"note": "共同帮扶"})
    if allowed:
        assert change.run().note == "共同帮扶"
    else:
        with pytest.raises(NotAllowed):
            change.run()


def test_employers_and_households_have_their_conflicts_too(as_user: AsUser) -> None:
    town = as_user("town")
    employer = SaveEmployer(town, area_no=HEHAO, name="磴口县乳业有限公司", phone="0478-4212345").run()
    SaveEmployer(town, employer_id=employer.pk, version=1, area_no=HEHAO, name="磴口乳业").run()
    with pytest.raises(ChangedMeanwhile) as caught:
        SaveEmployer(town, employer_id=employer.pk, version=1, area_no=HEHAO, name="河套乳业").run()
    row = next(row for row in caught.value.rows if row.name == "name")
    assert (row.base, row.mine, row.theirs) == ("磴口县乳业有限公司", "河套乳业", "磴口乳业")
    home = SetHousehold(town, area_no=HEHAO, number="001").run()
    SetHousehold(town, household_id=home.pk, version=1, area_no=HEHAO, number="001", address="一组").run()
    with pytest.raises(ChangedMeanwhile):
        SetHousehold(town, household_id=home.pk, version=1, area_no=HEHAO, number="002").run()
    with pytest.raises(ActionError, match="相同户编号"):
        SetHousehold(town, area_no=HEHAO, number="001").run()


def test_a_wrong_credit_code_is_refused_and_one_code_is_one_employer(as_user: AsUser) -> None:
    town = as_user("town")
    with pytest.raises(Invalid) as caught:
        SaveEmployer(town, area_no=HEHAO, name="甲公司", uscc="91150822MA0000000X", phone="1").run()
    assert set(caught.value.problems) == {"uscc", "phone"}
    SaveEmployer(town, area_no=HEHAO, name="甲公司", uscc="91350100M000100Y43").run()
    with pytest.raises(Invalid, match="已在台账中"):
        SaveEmployer(town, area_no=HEHAO, name="乙公司", uscc="91350100M000100Y43").run()
    assert Employer.objects.count() == 1
