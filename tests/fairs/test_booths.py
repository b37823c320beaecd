"""Employers sign up, are accepted with a number or refused with a reason."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.fairs.actions import booths
from leye.fairs.actions.booths import (
    AcceptBooth,
    NoteWhoCame,
    Offer,
    RefuseBooth,
    SetPosts,
    SignUp,
    TakeVacancies,
)
from leye.fairs.models import Booth
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.errors import Absent, Invalid
from leye.market.actions.fairs import CancelFair, PlanFair
from leye.market.models import Fair
from leye.standards.calendar import today
from leye.standards.uscc import make_uscc
from tests.fairs.conftest import COUNTY, booth_of, fair_of

CODE = make_uscc("91", "150822", "MA0X12345")


def test_booths_are_numbered_in_the_order_of_acceptance_and_a_number_is_given_once(county: Actor) -> None:
    fair = fair_of(county)
    first = booth_of(county, fair, "甲公司")
    second = booth_of(county, fair, "乙公司")
    assert (first.number, second.number) == (1, 2)
    third = SignUp(county, fair_id=fair.pk, name="丙公司").run()
    with pytest.raises(ActionError, match="展位号已给了别的单位"):
        AcceptBooth(county, booth_id=third.pk, number=2).run()
    assert AcceptBooth(county, booth_id=third.pk, number=9).run().number == 9
    RefuseBooth(county, booth_id=second.pk, reason="临时停产", withdrawn=True).run()
    assert AcceptBooth(county, booth_id=third.pk, number=2).run().number == 2


def test_an_employer_signs_up_once_and_a_refusal_needs_its_reason(county: Actor) -> None:
    fair = fair_of(county)
    booth = SignUp(county, fair_id=fair.pk, name="甲公司").run()
    with pytest.raises(Invalid, match="已报名"):
        SignUp(county, fair_id=fair.pk, name="甲公司").run()
    with pytest.raises(Invalid, match="请填写"):
        RefuseBooth(county, booth_id=booth.pk, reason=" ").run()
    assert RefuseBooth(county, booth_id=booth.pk, reason="证照不全").run().reason == "证照不全"
    assert SignUp(county, fair_id=fair.pk, name="甲公司").run().state == "applied"


def test_the_public_signs_up_for_what_is_announced_and_says_who_and_what(county: Actor) -> None:
    planned = PlanFair(county, area_no=COUNTY, title="还没公告", held_on=today()).run()
    fair = fair_of(county)
    with as_service():
        system = Actor.system(Source.PORTAL)
        with pytest.raises(Absent):
            SignUp(system, fair_id=planned.pk, name="甲公司", from_public=True).run()
        with pytest.raises(Invalid) as caught:
            SignUp(system, fair_id=fair.pk, name="甲公司", uscc="123", from_public=True).run()
        assert set(caught.value.problems) == {"contact", "phone", "uscc", "posts"}
        booth = SignUp(
            system, fair_id=fair.pk, name="甲公司", uscc=CODE, contact="王芳", phone="0478 4212345",
            posts=[Offer("焊工", 3, "6000元/月")], from_public=True,
        ).run()  # fmt: skip
    assert (booth.state, booth.number, booth.employer_id) == ("applied", None, None)


def public_sign_up(fair: Fair, number: int, phone: str, code: str = "") -> Booth:
    return SignUp(
        Actor.system(Source.PORTAL), fair_id=fair.pk, name=f"第{number}公司", contact="王芳", phone=phone,
        uscc=code or make_uscc("91", "150822", f"MA0X{number:05d}"), posts=[Offer("焊工")], from_public=True,
    ).run()  # fmt: skip


def test_refused_sign_ups_keep_no_place_and_one_employer_does_not_fill_a_fair(
    county: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair = fair_of(county)
    with as_service():
        monkeypatch.setattr(booths, "MOST_SIGNED_UP", 5)
        made = [public_sign_up(fair, number, "13900000001") for number in range(5)]
        with pytest.raises(ActionError, match="已满"):
            public_sign_up(fair, 6, "13900000002")
    for one in made:
        RefuseBooth(county, booth_id=one.pk, reason="乱填").run()
    with as_service():
        with pytest.raises(ActionError, match="已报名5次"):
            public_sign_up(fair, 6, "13900000001")
        assert public_sign_up(fair, 6, "13900000002").state == "applied"
        assert SignUp(Actor.system(Source.PORTAL), fair_id=fair.pk, name="窗口代报").run()
        monkeypatch.setattr(booths, "MOST_SIGNED_UP", 50)
        for number in range(7, 12):
            public_sign_up(fair, number, f"1390000010{number % 10}", CODE)
        with pytest.raises(ActionError, match="已报名5次"):
            public_sign_up(fair, 12, "13900000003", CODE)


def test_an_accepted_employer_of_the_ledger_is_linked_by_its_credit_code(county: Actor) -> None:
    known = SaveEmployer(county, area_no=COUNTY, name="甲公司", uscc=CODE).run()
    fair = fair_of(county)
    booth = SignUp(county, fair_id=fair.pk, name="甲有限公司", uscc=CODE).run()
    assert AcceptBooth(county, booth_id=booth.pk).run().employer_id == known.pk
    with pytest.raises(ActionError, match="不在用人单位库"):
        TakeVacancies(county, booth_id=booth_of(county, fair, "乙公司").pk).run()


def test_posts_are_put_right_and_bad_numbers_are_told(county: Actor) -> None:
    booth = booth_of(county, fair_of(county))
    with pytest.raises(Invalid, match="招聘人数应为1至"):
        SetPosts(county, booth_id=booth.pk, posts=[Offer("焊工", 0)]).run()
    with pytest.raises(Invalid, match="请填写岗位"):
        SetPosts(county, booth_id=booth.pk, posts=[Offer(" ", 2)]).run()
    SetPosts(
        county, booth_id=booth.pk, posts=[Offer("焊工", 2), Offer("焊工", 3), Offer("分拣工", 9, "面议")]
    ).run()
    assert [(post.title, post.seats) for post in booth.posts.order_by("pk")] == [("焊工", 5), ("分拣工", 9)]


def test_nobody_signs_up_for_a_cancelled_fair(county: Actor) -> None:
    fair = fair_of(county)
    booth = SignUp(county, fair_id=fair.pk, name="甲公司").run()
    CancelFair(county, fair_id=fair.pk, reason="大风").run()
    with pytest.raises(ActionError, match="已取消：大风"):
        SignUp(county, fair_id=fair.pk, name="乙公司").run()
    with pytest.raises(ActionError, match="已取消"):
        AcceptBooth(county, booth_id=booth.pk).run()


def test_booths_of_a_fair_that_is_over_are_entered_from_paper_by_officers_only(county: Actor) -> None:
    past = PlanFair(county, area_no=COUNTY, title="上周的", held_on=today() - dt.timedelta(days=6)).run()
    assert booth_of(county, past).number == 1
    with as_service(), pytest.raises(ActionError, match="报名已截止"):
        SignUp(Actor.system(Source.PORTAL), fair_id=past.pk, name="甲公司", from_public=True).run()


def test_who_came_is_noted_of_accepted_booths(county: Actor) -> None:
    fair = fair_of(county)
    first, second = booth_of(county, fair, "甲公司"), booth_of(county, fair, "乙公司")
    assert NoteWhoCame(county, fair_id=fair.pk, came=[first.pk]).run() == 1
    second.refresh_from_db()
    assert second.came is False
