"""Accounts of units: asked for, verified once, by the officers of the place; ended at once."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from leye.accounts import lockout
from leye.accounts.actions.base import ActionError, Actor, Conflict, NotAllowed
from leye.accounts.enums import Outside
from leye.accounts.scope import NOTHING, acting, as_service
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.recruiters.actions.accounts import EndAccount, NewPassword, RefuseAccount, VerifyAccount
from leye.recruiters.actions.mandates import GiveMandate
from leye.recruiters.membership import units_of
from leye.recruiters.models import Mandate, RecruiterMember
from leye.standards.calendar import today
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import EmployerStanding
from tests.ledger.people import actor, scope
from tests.recruiters.making import ask, being, employer_of, opened, uscc, verify
from tests.vacancies.making import TOWN, AsUser, employer

pytestmark = pytest.mark.django_db


def test_asked_for_and_verified_the_unit_stands_in_the_ledger_and_its_user_signs_in_once() -> None:
    asked = ask()
    with as_service():
        assert not Employer.objects.filter(uscc=asked.uscc).exists(), (
            "nothing is written before an officer looked"
        )
    made = verify(asked)
    assert (made.member.state, made.member.role) == ("verified", "owner")
    assert re.fullmatch(rf"{asked.uscc.lower()}-\d{{6}}", made.username), (
        "the public code alone is no user name"
    )
    user = made.member.user
    assert user is not None
    assert user.check_password(made.password)
    assert user.must_change_password
    assert not user.posts.exists()
    unit = employer_of(made.member)
    assert (unit.name, unit.area_id, unit.phone) == ("磴口县第1食品厂", TOWN, "13900139000")
    with as_service():
        assert EmployerStanding.objects.get(employer=unit).verified_how == "核对营业执照原件"
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_userevent WHERE to_jsonb(accounts_userevent)::text LIKE %s",
                           [f"%{made.password}%"])  # fmt: skip
            assert cursor.fetchone() == (0,)
    assert [one.name for one in units_of(user.pk)] == ["磴口县第1食品厂"]


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"uscc": "91150822MA0N000019"}, "uscc", "校验不符"),
        ({"uscc": ""}, "uscc", "没有填"),
        ({"phone": "123"}, "phone", "11位"),
        ({"name": " "}, "name", "单位名称"),
        ({"area_no": 150800000000}, "area_no", "县"),
        ({"agency_kind": "agency"}, "licence", "许可证号"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(more: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(**more)
    assert list(refused.value.problems) == [field]
    assert words in refused.value.problems[field]
    with as_service():
        assert not RecruiterMember.objects.exists()


def test_asking_twice_is_one_asking() -> None:
    ask()
    with pytest.raises(ActionError, match="正在核实"):
        ask()


def test_two_officers_verify_it_once() -> None:
    asked = ask()
    verify(asked)
    with pytest.raises(Conflict, match="李志强办过"):
        verify(asked, "county")
    with acting(scope("county")), pytest.raises(Conflict):
        RefuseAccount(actor("county"), member_id=asked.pk, reason="执照过期").run()
    with as_service():
        assert RecruiterMember.objects.filter(state="verified").count() == 1


def test_it_is_decided_where_the_unit_is() -> None:
    asked = ask()
    for elsewhere in ("yanchuan", "banner"):
        with pytest.raises(Absent):
            verify(asked, elsewhere)
    with pytest.raises(NotAllowed):
        verify(asked, "village")
    with acting(scope("town")), pytest.raises(Invalid, match="怎样核实"):
        VerifyAccount(actor("town"), member_id=asked.pk, evidence=" ").run()


def test_a_unit_of_a_ledger_is_asked_after_there_and_keeps_its_name(as_user: AsUser) -> None:
    known = employer(as_user("town"), uscc=uscc(7))
    asked = ask(7, area_no=610622000000, name="随便写的名字")
    assert asked.area_id == TOWN
    member = verify(asked).member
    assert employer_of(member) == known
    assert units_of(member.user_id or 0)[0].name == "河套食品有限公司"


def test_a_closed_unit_has_no_account(as_user: AsUser) -> None:
    member = opened(3)
    with acting(scope("town")):
        SaveStanding(actor("town"), employer_id=member.employer_id, closed_on=member.decided_on).run()
    assert units_of(member.user_id or 0) == []
    with pytest.raises(ActionError, match="停业"):
        ask(3, phone="13900139001")


def test_refused_with_a_reason_and_asked_again() -> None:
    asked = ask()
    with acting(scope("town")):
        with pytest.raises(Invalid, match="原因"):
            RefuseAccount(actor("town"), member_id=asked.pk, reason="").run()
        RefuseAccount(actor("town"), member_id=asked.pk, reason="代码与营业执照不符").run()
    assert ask().state == "asked"


def test_an_ended_account_is_over_at_once_and_may_be_asked_for_again() -> None:
    member = opened()
    user = member.user
    assert user is not None
    before = user.get_session_auth_hash()
    with acting(scope("town")):
        EndAccount(actor("town"), member_id=member.pk, reason="已离职").run()
    assert units_of(user.pk) == []
    user.refresh_from_db()
    assert user.get_session_auth_hash() != before, "whoever is signed in is signed out"
    with acting(scope("town")), pytest.raises(ActionError, match="已停用"):
        EndAccount(actor("town"), member_id=member.pk, reason="再停一次").run()
    assert verify(ask()).username not in ("", user.username)


def test_the_owner_ends_a_colleagues_account_but_not_another_units() -> None:
    owner, colleague = opened(), opened(phone="13900139009", contact="钱会计")
    other = opened(2)
    assert (owner.role, colleague.role) == ("owner", "member")
    with being(colleague) as by, pytest.raises(NotAllowed, match="负责人"):
        EndAccount(by, member_id=owner.pk, reason="x").run()
    with being(owner) as by:
        with pytest.raises(Absent):
            EndAccount(by, member_id=other.pk, reason="x").run()
        with pytest.raises(NotAllowed, match="自己的账号"):
            EndAccount(by, member_id=owner.pk, reason="x").run()
        EndAccount(by, member_id=colleague.pk, reason="已离职").run()
    assert units_of(colleague.user_id or 0) == []


def test_who_asked_at_the_same_time_is_not_a_second_owner_and_a_unit_is_never_without_one() -> None:
    first, second = ask(), ask(phone="13900139009", contact="钱会计")
    owner, colleague = verify(first).member, verify(second).member
    assert (owner.role, colleague.role) == ("owner", "member")
    with acting(scope("town")):
        EndAccount(actor("town"), member_id=owner.pk, reason="已离职").run()
    assert verify(ask(phone="13900139010", contact="孙主任")).member.role == "owner"


def test_somebody_acts_for_two_units_with_one_account() -> None:
    member = opened()
    second = ask(2, Actor(member.user_id, None, Outside.EMPLOYER, NOTHING))
    made = verify(second)
    assert (made.password, made.member.user_id) == ("", member.user_id)
    assert [one.name for one in units_of(member.user_id or 0)] == ["磴口县第1食品厂", "磴口县第2食品厂"]
    with pytest.raises(ActionError, match="已有这家单位的账号"):
        ask(2, Actor(member.user_id, None, Outside.EMPLOYER, NOTHING), phone="13900139002")


def test_a_lost_password_is_replaced_by_the_officers_of_the_place() -> None:
    member = opened()
    with acting(scope("yanchuan")), pytest.raises(Absent):
        NewPassword(actor("yanchuan"), member_id=member.pk).run()
    with acting(scope("county")):
        given = NewPassword(actor("county"), member_id=member.pk).run()
    user = member.user
    assert user is not None
    user.refresh_from_db()
    assert user.check_password(given.password)
    assert user.must_change_password


def test_a_new_password_unlocks_and_ends_one_time_codes() -> None:
    user = opened().user
    assert user is not None
    with as_service():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    for _try in range(6):
        Client().post("/account/login/", {"login": user.username, "password": "不对的"})
    assert lockout.account_locked_until(user.username)
    with acting(scope("town")):
        NewPassword(actor("town"), member_id=user.recruits_for.get().pk).run()
    assert lockout.account_locked_until(user.username) is None
    assert not Authenticator.objects.filter(user=user).exists()


def test_who_acts_for_a_unit_elsewhere_gets_no_password_here(as_user: AsUser) -> None:
    member = opened()
    away = employer(as_user("banner"), area=150823000000, uscc=uscc(9))
    second = ask(9, Actor(member.user_id, None, Outside.EMPLOYER, NOTHING), area_no=150823000000)
    assert verify(second, "banner").member.employer_id == away.pk
    with acting(scope("county")), pytest.raises(NotAllowed, match="别处的单位"):
        NewPassword(actor("county"), member_id=member.pk).run()


def test_nobody_verifies_himself() -> None:
    asked = ask()
    with as_service():
        RecruiterMember.objects.filter(pk=asked.pk).update(user_id=actor("town").user_id)
    with pytest.raises(NotAllowed, match="自己申请的"):
        verify(asked)
    assert verify(asked, "county").member.user_id == actor("town").user_id


def test_a_unit_reads_its_own_accounts_and_mandates_and_writes_neither(as_user: AsUser) -> None:
    one, other = opened(), opened(2)
    agency = opened(8, name="磴口县人力资源公司", agency_kind="village")
    asked = ask(3)
    with being(agency) as by:
        mandate = GiveMandate(
            by, other_uscc=uscc(1), valid_from=today(), valid_to=None, evidence="协议", as_client=False
        ).run()  # fmt: skip
    with being(other):
        assert [row.pk for row in RecruiterMember.objects.all()] == [other.pk]
        assert not Mandate.objects.exists()
    with being(one):
        assert [row.pk for row in RecruiterMember.objects.all()] == [one.pk]
        assert [row.pk for row in Mandate.objects.all()] == [mandate.pk]
        assert Mandate.objects.update(state="confirmed") == 0
        assert RecruiterMember.objects.update(role="owner") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            RecruiterMember.objects.create(
                area_id=TOWN, name="x", uscc=one.uscc, contact="x", phone="x", token="x", asked_on=today(),
                employer_id=other.employer_id, user_id=one.user_id, state="verified",
            )  # fmt: skip
    assert asked.employer_id is None
