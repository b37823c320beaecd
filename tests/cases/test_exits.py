"""退出: no case ends without its evidence, and none is opened again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.cases.actions.exit import ExitCase
from leye.cases.actions.referrals import SendReferral
from leye.cases.enums import ExitKind
from leye.cases.exits import evidence_for
from leye.cases.models import Case
from leye.cases.reading import open_case
from leye.casework.actions.deaths import RecordDeath
from leye.casework.enums import DeclarationKind
from leye.casework.models import Declaration, Placement, PublicPost
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person, UnemploymentRegistration
from leye.standards.calendar import today
from tests.cases.making import again, ago, applied, registered, served
from tests.ledger.people import HEHAO, register

AsUser = Callable[[str], Actor]


@pytest.fixture
def town(as_user: AsUser) -> Actor:
    return as_user("town")


def in_hand(town: Actor, sequence: int = 1, **more: Any) -> Case:
    """A registered case of somebody."""
    return registered(town, applied(town, register(town, sequence, **more)))


def leave(town: Actor, case: Case, kind: str, days: int = 0, **more: Any) -> Case:
    case = again(case)
    return ExitCase(town, case_id=case.pk, version=case.version, kind=kind, exited_on=ago(days), **more).run()


def refusal(town: Actor, case: Case, kind: str, **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        leave(town, case, kind, **more)
    assert again(case).is_open
    return caught.value.problems


def test_employed_wants_a_job_that_runs_on_the_day(town: Actor) -> None:
    case = in_hand(town)
    assert "没有正在进行的就业" in refusal(town, case, "employed")["kind"]
    spell = (
        StartSpell(
            town, person_id=case.person_id, started_on=ago(2), kind="contract", employer_name="磴口乳业"
        )
        .run()
        .spell
    )
    assert "没有正在进行的就业" in refusal(town, case, "employed", days=3)["kind"]
    done = leave(town, case, "employed")
    assert (done.state, done.exit_kind, done.exit_spell_id) == ("exited", "employed", spell.pk)
    assert open_case(case.person_id) is None


def test_a_job_that_is_over_is_no_evidence(town: Actor) -> None:
    case = in_hand(town)
    spell = StartSpell(town, person_id=case.person_id, started_on=ago(3), kind="contract").run().spell
    EndSpell(town, spell_id=spell.pk, ended_on=ago(1), reason="resigned").run()
    assert "kind" in refusal(town, case, "employed")
    assert leave(town, case, "employed", days=2).exit_spell_id == spell.pk


def test_a_job_from_before_the_application_is_no_evidence(town: Actor) -> None:
    case = in_hand(town)
    StartSpell(town, person_id=case.person_id, started_on=ago(6), kind="flexible").run()
    assert "没有正在进行的就业" in refusal(town, case, "employed")["kind"]
    spell = StartSpell(town, person_id=case.person_id, started_on=ago(5), kind="contract").run().spell
    assert leave(town, case, "employed").exit_spell_id == spell.pk


def test_what_waits_for_an_answer_is_taken_back_with_the_exit(town: Actor) -> None:
    case = in_hand(town)
    sent = SendReferral(
        town, person_id=case.person_id, what="推荐岗位", expires_on=today(), to_unit="县职业中学"
    ).run()
    leave(town, case, "withdrawn", note="本人来电")
    sent.refresh_from_db()
    assert sent.state == "revoked"


def test_of_several_jobs_one_is_named(town: Actor) -> None:
    case = in_hand(town)
    spells = [
        StartSpell(town, person_id=case.person_id, started_on=ago(2), kind="contract", employer_name=name)
        .run()
        .spell
        for name in ("甲厂", "乙厂")
    ]
    assert "job" in refusal(town, case, "employed")
    stranger = (
        StartSpell(town, person_id=register(town, 2).pk, started_on=ago(2), kind="contract").run().spell
    )
    assert "job" in refusal(town, case, "employed", spell_id=stranger.pk)
    assert leave(town, case, "employed", spell_id=spells[1].pk).exit_spell_id == spells[1].pk


def test_a_public_post_is_work_too(town: Actor) -> None:
    case = in_hand(town)
    post = PublicPost.objects.create(
        area_id=HEHAO, title="村级保洁员", kind="rural", places=1, valid_from=ago(400)
    )
    placement = Placement.objects.create(
        person_id=case.person_id,
        area_id=HEHAO,
        post=post,
        post_kind="rural",
        started_on=ago(1),
        due_end_on=ago(-300),
    )
    assert leave(town, case, "employed").exit_placement_id == placement.pk


@pytest.mark.parametrize("kind", ["left_area", "withdrawn", "not_eligible"])
def test_where_nothing_can_be_looked_up_words_are_asked(town: Actor, kind: str) -> None:
    case = in_hand(town)
    assert "note" in refusal(town, case, kind)
    assert leave(town, case, kind, note="电话核实，6月起在包头").exit_note.startswith("电话核实")


@pytest.mark.parametrize(("sequence", "born", "may"), [
    (1, 61, True), (1, 59, False), (2, 51, True), (2, 49, False),
])  # fmt: skip
def test_retired_wants_the_age_and_the_paper(town: Actor, sequence: int, born: int, may: bool) -> None:
    birth = dt.date(today().year - born, 1, 1)
    case = registered(town, applied(town, register(town, sequence, born=birth)))
    if may:
        assert "note" in refusal(town, case, "retired")
        assert leave(town, case, "retired", note="2026年1月起领养老金").exit_kind == "retired"
    else:
        assert "还不能按退休办理" in refusal(town, case, "retired", note="想退休")["kind"]


def test_deceased_wants_the_registered_death(town: Actor) -> None:
    case = in_hand(town)
    assert "死亡登记" in refusal(town, case, "deceased")["kind"]
    RecordDeath(town, person_id=case.person_id, deceased_on=ago(1)).run()
    assert again(case).is_open, "a death only proposes the exit"
    assert "kind" in refusal(town, case, "deceased", days=2)
    assert leave(town, case, "deceased", days=1).exit_kind == "deceased"


def declared(town: Actor, person: Person, **more: Any) -> Declaration:
    """A closed set of a household, as evidence closes it."""
    home = SetHousehold(town, area_no=HEHAO, number="001").run()
    MoveMember(town, person_id=person.pk, household_id=home.pk, relation="head").run()
    values = {"declared_on": ago(1), "reason": "照料病人", "signed_by": "self", "file_no": "WYY-001", **more}
    return Declaration.objects.create(
        person=person,
        area_id=person.area_id,
        household_id=home.pk,
        kind=DeclarationKind.NO_INTENTION,
        **values,
    )


def test_no_intention_wants_the_whole_set(town: Actor) -> None:
    case = in_hand(town)
    assert "声明" in refusal(town, case, "no_intention")["kind"]
    declaration = declared(town, case.person, signed_by="", file_no="")
    lacking = refusal(town, case, "no_intention")["kind"]
    assert "签" in lacking
    assert "档" in lacking
    for days in (4, 3, 2):
        served(town, case.person, days=days, item=f"岗位{days}")
    Declaration.objects.update(signed_by="self")
    assert "档" in refusal(town, case, "no_intention")["kind"]
    Declaration.objects.update(file_no="WYY-001")
    assert "退出日期不能更早" in refusal(town, case, "no_intention", days=2)["kind"]
    done = leave(town, case, "no_intention")
    assert done.exit_declaration_id == declaration.pk


def test_a_set_with_too_little_help_before_it_closes_nothing(town: Actor) -> None:
    case = in_hand(town)
    declared(town, case.person)
    served(town, case.person, days=3)
    served(town, case.person, days=2, kind="follow_up")
    served(town, case.person, days=0)
    found = evidence_for(again(case), ExitKind.NO_INTENTION, today())
    assert any("1次" in sentence or "差" in sentence for sentence in found.lacking), found.lacking


def test_a_withdrawn_declaration_is_none(town: Actor) -> None:
    case = in_hand(town)
    declared(town, case.person, ended_on=ago(0))
    assert "没有" in refusal(town, case, "no_intention")["kind"]


def test_the_registration_ends_with_the_case_for_the_same_reason(town: Actor) -> None:
    case = in_hand(town)
    RegisterUnemployment(town, person_id=case.person_id, place_kind="household", registered_on=ago(4)).run()
    leave(town, case, "left_area", note="去了包头")
    row = UnemploymentRegistration.objects.get()
    assert (row.ended_on, row.end_reason) == (today(), "left")


@pytest.mark.parametrize("more", [{"kind": "withdrawn"}, {"kind": "left_area", "end_registration": False}])
def test_the_registration_stays_where_the_reason_says_nothing_about_it(
    town: Actor, more: dict[str, Any]
) -> None:
    case = in_hand(town)
    RegisterUnemployment(town, person_id=case.person_id, place_kind="household", registered_on=ago(4)).run()
    leave(town, case, note="本人来电", **more)
    assert UnemploymentRegistration.objects.get().ended_on is None


def test_a_case_that_ended_is_never_changed_again_and_a_new_one_begins_empty(town: Actor) -> None:
    case = in_hand(town)
    served(town, case.person, days=3)
    done = leave(town, case, "withdrawn", days=1, note="本人来电")
    with pytest.raises(ActionError, match="另办申请"):
        leave(town, done, "left_area", note="又去包头")
    served(town, case.person, days=0)
    assert again(done).first_served_on == ago(3)
    new = applied(town, case.person, days=1)
    assert (new.state, new.first_served_on) == ("applied", today())


def test_exits_are_for_clerks_in_range_and_days_in_order(as_user: AsUser, town: Actor) -> None:
    case = in_hand(town)
    for days, field in ((-1, "exited_on"), (5, "exited_on"), (6, "exited_on")):
        assert field in refusal(town, case, "left_area", days=days, note="x")
    assert "kind" in refusal(town, case, "unheard") or "exit_kind" in refusal(town, case, "unheard")
    village = as_user("village")
    with pytest.raises(NotAllowed):
        leave(village, case, "withdrawn", note="x")
    village2 = as_user("banner")
    with pytest.raises(Absent):
        ExitCase(village2, case_id=case.pk, version=2, kind="withdrawn", exited_on=today(), note="x").run()
