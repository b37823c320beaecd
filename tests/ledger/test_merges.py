"""Two files of one person become one, and part again exactly as they were."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.benefits.models import Claim
from leye.casework.actions.record_service import RecordService
from leye.casework.models import Declaration
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership, EndMembership
from leye.ledger.actions.merges import TAKEABLE, MergePeople, UndoMerge
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import AddSkill, StateIntention, StateNeed
from leye.ledger.errors import Absent, AlreadyHere
from leye.ledger.merging import evidence_models
from leye.ledger.models import GroupMembership, Household, MergeRecord, Person
from leye.ledger.reading import compare_people, find_duplicates, merge_history, search_people
from leye.training.actions.classes import OpenClass
from leye.training.actions.trainees import EnrolTrainees
from leye.training.models import TrainingClass
from tests.ledger.people import BALENG, HEHAO, WOYANGTAI, actor, number, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that a merge may touch."""
    models: list[Any] = [Person, Household, *evidence_models()]
    return {
        model._meta.label: [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


@contextmanager
def rolled_back() -> Iterator[None]:
    """One example of a property: what it writes is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_kind_of_evidence_is_carried_over() -> None:
    labels = {model._meta.label for model in evidence_models()}
    assert labels == {
        "benefits.Claim", "cases.Case", "cases.Plan", "cases.Referral", "casework.Assessment", "casework.Attendance",
        "casework.Declaration", "casework.ExtensionRequest", "casework.PayLine", "casework.Placement",
        "casework.ServiceRecord", "casework.TransferCase", "demand.BrandMember",
        "demand.ExchangePerson", "evidence.Attachment", "evidence.AttachmentBody",
        "evidence.CheckItem", "evidence.Confirmation", "evidence.Signature", "fairs.BoothTalk", "fairs.Visit",
        "gatherings.Attendance",
        "hiring.Application", "hiring.Choice", "hiring.FollowUp", "hiring.Hire", "hiring.Recommendation", "hiring.Unmatched",
        "ledger.EmploymentSpell", "ledger.GroupMembership", "ledger.Intention", "ledger.Skill", "ledger.TrainingNeed",
        "ledger.UnemploymentRegistration", "outreach.Message", "outreach.ReminderPause", "outreach.Response",
        "outreach.SurveyTarget", "selfservice.HelpRequest", "selfservice.SeekerAccount", "selfservice.SignInCode",
        "sheets.LedgerCheck", "sheets.SheetRow", "training.Trainee",
    }  # fmt: skip


def give(by: Actor, person: Person, kind: str, step: int) -> None:
    """Something that belongs to a person, by its real action."""
    day = DAY + dt.timedelta(days=step)
    if kind == "group":
        AddMembership(
            by,
            person_id=person.pk,
            group_code=("veteran", "disabled", "low_income")[step % 3],
            valid_from=day,
        ).run()
    elif kind == "registration":
        RegisterUnemployment(by, person_id=person.pk, place_kind="household", registered_on=day).run()
    elif kind == "spell":
        StartSpell(by, person_id=person.pk, started_on=day, kind="flexible", close_registration=False).run()
    elif kind == "intention":
        StateIntention(by, person_id=person.pk, stated_on=day, wants_work="yes").run()
    elif kind == "skill":
        AddSkill(by, person_id=person.pk, name=f"技能{step}", stated_on=day).run()
    elif kind == "need":
        StateNeed(by, person_id=person.pk, subject=f"培训{step}", stated_on=day).run()
    elif kind == "training":
        held = TrainingClass.objects.filter(title=f"班{step}").first()
        held = held or OpenClass(by, area_no=TOWN, title=f"班{step}", kind="skill", started_on=day).run()
        EnrolTrainees(by, class_id=held.pk, person_ids=[person.pk]).run()
    elif kind == "claim":
        Claim.objects.create(
            person=person, area_id=person.area_id, pack="x", rule="y", subject_kind="person", subject_id=person.pk,
            payee_id=person.pk, amount_fen=step, decided_on=day,
        )  # fmt: skip
    elif kind == "declaration":
        Declaration.objects.create(
            person=person, area_id=person.area_id, kind="no_intention", declared_on=day
        )
    else:
        RecordService(
            by, person_id=person.pk, kind="job_recommendation", served_on=day, item=f"岗位{step}"
        ).run()


KINDS = (
    "group",
    "registration",
    "spell",
    "intention",
    "skill",
    "need",
    "service",
    "training",
    "claim",
    "declaration",
)
TOWN = 150822101000
things = st.lists(
    st.tuples(st.booleans(), st.sampled_from(KINDS), st.integers(0, 5)), max_size=10, unique=True
)
homes = st.sampled_from(["none", "survivor", "loser", "both", "same", "loser_head", "same_loser_head"])


def settle(by: Actor, how: str, survivor: Person, loser: Person) -> None:
    """Households of the two."""
    if how in ("survivor", "both", "same", "same_loser_head"):
        home = SetHousehold(by, area_no=HEHAO, number="1").run()
        MoveMember(by, person_id=survivor.pk, household_id=home.pk, relation="spouse").run()
        if how.startswith("same"):
            relation = "head" if how.endswith("head") else "child"
            MoveMember(by, person_id=loser.pk, household_id=home.pk, relation=relation).run()
    if how in ("loser", "both", "loser_head"):
        home = SetHousehold(by, area_no=BALENG, number="2").run()
        relation = "head" if how == "loser_head" else "child"
        MoveMember(by, person_id=loser.pk, household_id=home.pk, relation=relation).run()


@given(owned=things, how=homes, take=st.lists(st.sampled_from(TAKEABLE), unique=True))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_and_undoing_changes_nothing_at_all(db: None, owned: Any, how: str, take: list[str]) -> None:
    with rolled_back(), acting(scope("town")):
        town = actor("town")
        survivor = register(town, 1, "王小梅", phone="13911112222")
        loser = register(town, 2, "王晓梅", area=BALENG, address="西头", born=dt.date(1990, 5, 18))
        settle(town, how, survivor, loser)
        for to_survivor, kind, step in owned:
            try:
                give(town, survivor if to_survivor else loser, kind, step)
            except ActionError:
                continue  # the same thing twice, which the ledger itself refuses
        before = everything()
        merge = MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk, take=take).run()
        assert Person.objects.current().count() == 1
        left = sum(len(ids) for ids in merge.left.values())
        still = sum(model._default_manager.filter(person=loser).count() for model in evidence_models())
        assert still == left
        UndoMerge(town, merge_id=merge.pk).run()
        assert everything() == before


def test_the_survivor_has_all_and_the_loser_is_found_no_more(as_user: AsUser) -> None:
    town = as_user("town")
    survivor, loser = register(town, 1, "王小梅"), register(town, 2, "王晓梅", phone="13911112222")
    for step, kind in enumerate(KINDS):
        give(town, loser, kind, step)
    had = {
        model._meta.label: number
        for model in evidence_models()
        if (number := model._default_manager.filter(person=loser).count())
    }
    assert set(had.values()) == {1}
    assert len(had) >= len(KINDS)
    MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk, take=["phone"]).run()
    survivor.refresh_from_db()
    assert survivor.phone == "13911112222"
    for model in evidence_models():
        assert model._default_manager.filter(person=survivor).count() == had.get(model._meta.label, 0), model
    claim = Claim.objects.get()
    assert (claim.subject_id, claim.payee_id) == (survivor.pk, survivor.pk)
    assert [hit.id for hit in search_people(scope("town"), "王晓梅").hits] == [survivor.pk]
    with pytest.raises(ActionError, match="已并入"):
        UpdatePerson(town, person_id=loser.pk, version=2, changes={"note": "x"}).run()


def test_the_losers_number_leads_to_the_survivor(as_user: AsUser) -> None:
    town = as_user("town")
    survivor, loser = register(town, 1, "王小梅"), register(town, 2, "王晓梅")
    MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk).run()
    with pytest.raises(AlreadyHere) as caught:
        register(town, 2, "王晓梅")
    assert caught.value.person_id == survivor.pk


def test_what_the_survivor_has_already_stays_with_the_loser(as_user: AsUser) -> None:
    town = as_user("town")
    survivor, loser = register(town, 1), register(town, 2, "王晓梅")
    for person in (survivor, loser):
        give(town, person, "registration", 0)
        give(town, person, "group", 0)
    merge = MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk).run()
    assert set(merge.left) == {"ledger.unemploymentregistration", "ledger.groupmembership"}
    assert survivor.registrations.count() == 1


def test_undoing_is_refused_naming_what_was_touched_since(as_user: AsUser) -> None:
    town = as_user("town")
    survivor, loser = register(town, 1), register(town, 2, "王晓梅")
    give(town, loser, "group", 0)
    merge = MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk).run()
    UpdatePerson(town, person_id=survivor.pk, version=2, changes={"phone": "13911112222"}).run()
    EndMembership(town, membership_id=GroupMembership.objects.get().pk, valid_to=DAY).run()
    before = everything()
    with pytest.raises(ActionError, match=r"人员（电话）.*群体身份（退出日期）"):
        UndoMerge(town, merge_id=merge.pk).run()
    assert everything() == before


def test_what_came_after_the_merge_stays_with_the_survivor(as_user: AsUser) -> None:
    town = as_user("town")
    survivor, loser = register(town, 1), register(town, 2, "王晓梅")
    merge = MergePeople(town, survivor_id=survivor.pk, loser_id=loser.pk).run()
    give(town, survivor, "service", 0)
    UndoMerge(town, merge_id=merge.pk).run()
    assert survivor.services.count() == 1
    with pytest.raises(ActionError, match="已经撤销"):
        UndoMerge(town, merge_id=merge.pk).run()


def test_who_may_merge_and_whom(as_user: AsUser) -> None:
    with acting(scope("banner")):
        abroad = register(actor("banner"), 9, "满都拉", WOYANGTAI)
    town = as_user("town")
    here, other = register(town, 1), register(town, 2, "王晓梅")
    with pytest.raises(NotAllowed):
        MergePeople(actor("village"), survivor_id=here.pk, loser_id=other.pk).run()
    with pytest.raises(Absent):
        MergePeople(town, survivor_id=here.pk, loser_id=abroad.pk).run()
    with pytest.raises(ActionError, match="两份不同"):
        MergePeople(town, survivor_id=here.pk, loser_id=here.pk).run()
    assert MergeRecord.objects.count() == 0


def test_duplicates_are_pairs_of_one_birth_or_one_phone(as_user: AsUser) -> None:
    town = as_user("town")
    one, two = register(town, 1, "王小梅"), register(town, 2, "王小梅", area=BALENG)
    mother = register(town, 4, "李桂花", phone="13911112222", born=dt.date(1960, 1, 1))
    same = register(town, 6, "李贵花", phone="13911112222", born=dt.date(1961, 1, 1))
    register(town, 8, "王招弟", phone="13911112222", born=dt.date(1988, 1, 1))
    pairs = find_duplicates(scope("town"))
    assert [(p.left.id, p.right.id, p.reason) for p in pairs] == [
        (one.pk, two.pk, "姓名和出生日期相同"),
        (mother.pk, same.pk, "电话相同、姓名相近"),
    ]
    assert find_duplicates(scope("village2")) == []
    assert len(find_duplicates(scope("town"), limit=1)) == 1
    rows = {row.name: row for row in compare_people(scope("town"), mother.pk, same.pk)}
    assert (rows["phone"].same, rows["name"].left, rows["name"].right) == (True, "李桂花", "李贵花")
    assert "********" in rows["id_number"].left
    assert number(4, dt.date(1960, 1, 1)) not in str(rows)
    MergePeople(town, survivor_id=one.pk, loser_id=two.pk).run()
    assert [p.reason for p in find_duplicates(scope("town"))] == ["电话相同、姓名相近"]
    assert merge_history(scope("town"))[0].survivor == one
