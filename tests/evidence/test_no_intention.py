"""The set of a household without intention: helps, reason, signature, file number; closed only when whole."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.models import User
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.casework.actions.declarations import CloseNoIntention, DeclareNoIntention, StateReason
from leye.casework.actions.record_service import RecordService
from leye.casework.models import Declaration
from leye.casework.no_intention import helps_needed, missing
from leye.evidence.actions.attachments import RemoveAttachment
from leye.evidence.actions.confirmations import AskConfirmation, ConfirmByCode, phone_changed_on
from leye.evidence.actions.signatures import SignOnPaper, SignOnScreen
from leye.evidence.models import Confirmation, Signature
from leye.ledger.actions.households import FoundHousehold
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.evidence.samples import drawing, pdf
from tests.ledger.people import HEHAO, history, register

AsUser = Callable[[str], Actor]
EARLIER = today() - dt.timedelta(days=20)


def declared(by: Actor, helps: int = 3, on: dt.date = EARLIER) -> Declaration:
    person = register(by, 1, phone="13800000101")
    home = FoundHousehold(by, person_id=person.pk).run()
    for n in range(helps):
        RecordService(
            by, person_id=person.pk, kind="job_recommendation", served_on=EARLIER, item=f"岗位{n}"
        ).run()
    return (
        DeclareNoIntention(
            by, household_id=home.pk, person_id=person.pk, declared_on=on, reason="照料两位卧床老人"
        )
        .run()
        .declaration
    )


def sign(by: Actor, declaration: Declaration, **more: Any) -> Signature:
    values: dict[str, Any] = {"signer": "self", "drawing": drawing(), **more}
    return SignOnScreen(by, about="declaration", about_id=declaration.pk, **values).run()


def close(by: Actor, declaration: Declaration, number: str = "2026-001") -> Declaration:
    return CloseNoIntention(by, declaration_id=declaration.pk, file_no=number).run()


class Phone:
    """A telephone that keeps what it got."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.code = ""

    def __call__(self, person: Person, text: str, code: str) -> None:
        """A message arrives."""
        assert code not in text
        self.texts.append(text.replace("{code}", code))
        self.code = code


def test_the_document_says_how_often_help_must_have_been_given(as_user: AsUser) -> None:
    as_user("village")
    assert helps_needed(HEHAO) == (3, "")
    users = {user.username: user for user in User.objects.filter(username__in=("county", "leader"))}
    Adoption.objects.create(
        pack="sn_2020_26", area_id=150822000000, valid_from=dt.date(2021, 1, 1), standing=True,
        state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
    )  # fmt: skip
    need, clause = helps_needed(HEHAO)
    assert need == 3
    assert "附件一" in clause


def test_it_cannot_be_closed_until_it_is_whole(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village, helps=2)
    assert len(missing(declaration)) == 3
    with pytest.raises(Invalid, match=r"还差1次.*还没有签字"):
        close(village, declaration)
    sign(village, declaration)
    with pytest.raises(Invalid, match="还差1次"):
        close(village, declaration)
    RecordService(
        village, person_id=declaration.person_id, kind="policy_help", served_on=today(), outcome="done"
    ).run()
    closed = close(village, declaration)
    assert (closed.file_no, closed.signed_by, closed.declared_on) == ("2026-001", "self", today())
    assert missing(closed) == []
    assert [event.signed_by for event in history(closed)] == ["", "self", "self"]


def test_help_after_the_declaration_counts_when_it_is_signed_again(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village, helps=2, on=EARLIER)
    SignOnPaper(
        village, about="declaration", about_id=declaration.pk, signer="self", name="声明.pdf", content=pdf(), signed_on=EARLIER
    ).run()  # fmt: skip
    RecordService(village, person_id=declaration.person_id, kind="home_visit", served_on=today()).run()
    with pytest.raises(Invalid, match="请重新签字确认"):
        close(village, declaration)
    sign(village, declaration)
    assert close(village, declaration).declared_on == today()


def test_what_is_closed_is_left_as_it_is(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village)
    signature = sign(village, declaration)
    close(village, declaration)
    for action in (
        StateReason(village, declaration_id=declaration.pk, reason="别的原因"),
        RemoveAttachment(village, attachment_id=signature.attachment_id, reason="不要"),
        CloseNoIntention(village, declaration_id=declaration.pk, file_no="2026-002"),
    ):
        with pytest.raises(ActionError, match="已办结归档"):
            action.run()


def test_other_words_need_another_signature(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village)
    first = sign(village, declaration)
    assert "照料两位卧床老人" in first.statement
    StateReason(village, declaration_id=declaration.pk, reason="在外地带孙子").run()
    declaration.refresh_from_db()
    assert declaration.signed_by == ""
    assert "在外地带孙子" in sign(village, declaration, drawing=drawing(320)).statement


def test_a_signature_taken_back_leaves_the_declaration_unsigned(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village)
    first, second = sign(village, declaration), sign(village, declaration, drawing=drawing(350))
    RemoveAttachment(village, attachment_id=first.attachment_id, reason="签得不清").run()
    declaration.refresh_from_db()
    assert declaration.signed_by == "self"
    RemoveAttachment(village, attachment_id=second.attachment_id, reason="不是本人").run()
    declaration.refresh_from_db()
    assert declaration.signed_by == ""


def test_family_signs_with_name_and_relation(as_user: AsUser) -> None:
    village = as_user("village")
    declaration = declared(village)
    with pytest.raises(Invalid) as caught:
        sign(village, declaration, signer="family")
    assert set(caught.value.problems) == {"signer_name", "relation"}
    assert not Signature.objects.exists()
    made = sign(village, declaration, signer="family", signer_name="李秀英", relation="配偶")
    declaration.refresh_from_db()
    assert (made.signer_name, declaration.signed_by) == ("李秀英", "family")


def test_the_person_confirms_from_afar_by_a_code(as_user: AsUser) -> None:
    village, phone = as_user("village"), Phone()
    declaration = declared(village)
    asked = AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    assert asked.phone_tail == "0101"
    assert phone.code in phone.texts[0]
    assert phone.code not in asked.code_hash
    assert phone.code not in str([event.code_hash for event in history(asked)])
    wrong = f"{(int(phone.code) + 1) % 10**6:06d}"
    tried = ConfirmByCode(village, confirmation_id=asked.pk, code=wrong).run()
    assert (tried.confirmed, tried.sentence) == (False, "验证码不对，还可以试4次。")
    spaced = f" {phone.code[:3]} {phone.code[3:]}"
    assert ConfirmByCode(village, confirmation_id=asked.pk, code=spaced).run().confirmed
    declaration.refresh_from_db()
    assert (declaration.signed_by, declaration.declared_on) == ("remote", today())
    assert close(village, declaration).file_no


def test_a_code_is_worth_nothing_after_five_mistakes_or_half_an_hour(as_user: AsUser) -> None:
    village, phone = as_user("village"), Phone()
    declaration = declared(village)
    asked = AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    wrong = f"{(int(phone.code) + 1) % 10**6:06d}"
    sentences = [
        ConfirmByCode(village, confirmation_id=asked.pk, code=wrong).run().sentence for _ in range(5)
    ]
    assert sentences[-1] == "验证码不对，已输错5次，请重新发送。"
    with pytest.raises(ActionError, match="已输错5次"):
        ConfirmByCode(village, confirmation_id=asked.pk, code=phone.code).run()
    with pytest.raises(ActionError, match="请稍等一分钟"):
        AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    before = timezone.now() - dt.timedelta(minutes=31)
    Confirmation.objects.update(sent_at=before, expires_at=before + dt.timedelta(minutes=30), attempts=0)
    with pytest.raises(ActionError, match="已过期"):
        ConfirmByCode(village, confirmation_id=asked.pk, code=phone.code).run()
    old = phone.code
    newer = AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    with pytest.raises(ActionError, match="最新的一个"):
        ConfirmByCode(village, confirmation_id=asked.pk, code=old).run()
    with pytest.raises(Invalid, match="6位数字"):
        ConfirmByCode(village, confirmation_id=newer.pk, code="12345").run()
    StateReason(village, declaration_id=declaration.pk, reason="改了原因").run()
    with pytest.raises(ActionError, match="内容有改动"):
        ConfirmByCode(village, confirmation_id=newer.pk, code=phone.code).run()


def test_five_codes_a_day_and_a_number_that_was_changed_is_told(as_user: AsUser) -> None:
    village, phone = as_user("village"), Phone()
    declaration = declared(village)
    for _ in range(5):
        AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
        Confirmation.objects.update(sent_at=timezone.now() - dt.timedelta(minutes=5))
    with pytest.raises(ActionError, match="一天内已给此人发过5次"):
        AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    assert Confirmation.objects.filter(phone_changed_on__isnull=False).count() == 0
    Confirmation.objects.all().delete()
    person = Person.objects.get()
    UpdatePerson(village, person_id=person.pk, version=person.version, changes={"phone": "13900000009"}).run()
    asked = AskConfirmation(village, about="declaration", about_id=declaration.pk, deliver=phone).run()
    assert (asked.phone_tail, asked.phone_changed_on) == ("0009", today())


@pytest.mark.parametrize("numbers", [("", "13900000009"), ("13800000101", "", "13900000009")])
def test_a_number_written_into_the_file_later_is_told_though_none_stood_there(
    as_user: AsUser, numbers: tuple[str, ...]
) -> None:
    village = as_user("village")
    person = register(village, 1, phone=numbers[0])
    assert phone_changed_on(person) is None
    for number in numbers[1:]:
        change = UpdatePerson(village, person_id=person.pk, version=person.version, changes={"phone": number})
        person = change.run()
    assert phone_changed_on(person) == today()
    change = UpdatePerson(
        village, person_id=person.pk, version=person.version, changes={"address": "一组12号"}
    )
    assert phone_changed_on(change.run()) == today()
