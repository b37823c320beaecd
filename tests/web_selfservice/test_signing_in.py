"""A person signs in by number, telephone and code; nobody learns from it who stands in the ledger."""

import datetime as dt
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leye.accounts.models import AccessLog, User
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.merges import MergePeople, UndoMerge
from leye.ledger.models import Person
from leye.outreach.models import Message
from leye.selfservice.models import SeekerAccount, SignInCode
from tests.ledger.people import actor, number, scope
from tests.security.helpers import signed_in
from tests.web.seed import Seeded
from tests.web.test_people import words
from tests.web_selfservice.entering import Telephone, ask_code, signed_in_as, telephone

__all__ = ["telephone"]
WANG, PHONE = number(102), "13800000102"


def enter(client: Client, code: str) -> Any:
    return client.post("/my/code/", {"code": code}, follow=True)


def entrances() -> list[tuple[str, int]]:
    """Sign-ins and lock-outs of people that the access log holds, the oldest first."""
    with as_service():
        return list(AccessLog.objects.filter(post=None).order_by("pk").values_list("access", "person_id"))


def change(pk: int, **values: Any) -> None:
    with as_service():
        Person.objects.filter(pk=pk).update(**values)


def plain(answer: Any) -> str:
    """A page without what differs at every answer."""
    return re.sub(r"\s+", " ", words(answer))


def test_number_telephone_and_code_let_a_person_in(corner: Seeded, telephone: Telephone) -> None:
    client = Client()
    assert "登录" in words(client.get("/my/", follow=True))
    ask_code(client, WANG, PHONE)
    ((phone, code),) = telephone.codes
    assert phone == PHONE
    assert "王秀兰，您好" in words(enter(client, code))
    assert entrances() == [("sign_in", corner.people["王秀兰"])]
    assert "求职者本人" in words(signed_in("auditor").get("/county/looks/?access=sign_in"))
    assert "验证码不对" not in words(client.get("/my/"))
    with as_service():
        assert SeekerAccount.objects.get().person_id == corner.people["王秀兰"]
        assert code not in SignInCode.objects.get().code_hash
        assert code not in Message.objects.get().text
    other = Client()
    ask_code(other, WANG, PHONE)
    assert len(telephone.codes) == 1
    assert "验证码不对" in words(enter(other, code))
    assert "已退出" in words(client.post("/my/sign-out/", follow=True))


def test_the_answer_is_the_same_for_everybody(corner: Seeded, telephone: Telephone) -> None:
    right = plain(ask_code(Client(), WANG, PHONE))
    for id_number, phone in ((WANG, "13800000103"), (number(777), "13911112222"), (number(111), PHONE)):
        assert plain(ask_code(Client(), id_number, phone)) == right
    assert [phone for phone, _code in telephone.codes] == [PHONE]
    with as_service():
        assert SeekerAccount.objects.count() == 1


def test_a_code_is_tried_five_times_whether_there_is_one_or_not(corner: Seeded, telephone: Telephone) -> None:
    known, unknown = Client(), Client()
    ask_code(known, WANG, PHONE)
    ask_code(unknown, number(777), PHONE)
    ((_phone, code),) = telephone.codes
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for client in (known, unknown):
        for _try in range(5):
            assert "验证码不对，或者已经过期" in words(enter(client, wrong))
        assert "输错次数太多" in words(enter(client, wrong))
    assert "输错次数太多" in words(enter(known, code))
    assert entrances() == [("locked", corner.people["王秀兰"])]


def test_a_code_lives_ten_minutes_and_serves_the_browser_that_asked(
    corner: Seeded, telephone: Telephone
) -> None:
    client, thief = Client(), Client()
    ask_code(client, WANG, PHONE)
    ask_code(thief, number(777), PHONE)
    ((_phone, code),) = telephone.codes
    assert "验证码不对" in words(enter(thief, code))
    with as_service():
        SignInCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert "已经过期" in words(enter(client, code))


def test_asking_is_limited(corner: Seeded, telephone: Telephone) -> None:
    for _time in range(5):
        ask_code(Client(), number(777), PHONE)
    assert "试得太多了" in words(ask_code(Client(), number(777), PHONE))
    assert telephone.codes == []


def test_a_telephone_of_two_people_lets_in_whose_number_it_was(corner: Seeded, telephone: Telephone) -> None:
    change(corner.people["李建国"], phone=PHONE)
    client = Client()
    ask_code(client, number(103), PHONE)
    assert "李建国，您好" in words(enter(client, telephone.codes[0][1]))


def test_the_dead_and_the_merged_do_not_come_in(corner: Seeded, telephone: Telephone) -> None:
    today = timezone.localdate()
    change(corner.people["李建国"], deceased_on=today)
    ask_code(Client(), number(103), "13800000103")
    assert telephone.codes == []
    client = Client()
    ask_code(client, WANG, PHONE)
    change(corner.people["王秀兰"], deceased_on=today)
    assert "验证码不对" in words(enter(client, telephone.codes[0][1]))


def test_whose_file_was_merged_or_closed_is_signed_out(corner: Seeded) -> None:
    client = signed_in_as(corner.people["王秀兰"])
    assert "王秀兰，您好" in words(client.get("/my/"))
    change(corner.people["王秀兰"], merged_into_id=corner.people["李建国"])
    assert "您的资料有变动" in words(client.get("/my/", follow=True))
    assert client.get("/my/").status_code == 302


def test_when_two_files_become_one_or_two_again_everybody_signs_in_anew(
    corner: Seeded, telephone: Telephone
) -> None:
    stays, goes = corner.people["李建国"], corner.people["王秀兰"]
    # With one telephone in both files, as in a family: the telephone alone would let the session go on.
    change(stays, phone=PHONE)
    inside, waiting = signed_in_as(goes), Client()
    assert "王秀兰，您好" in words(inside.get("/my/"))
    ask_code(waiting, WANG, PHONE)
    with acting(scope("county")):
        merged = MergePeople(actor("county"), survivor_id=stays, loser_id=goes).run()
    assert inside.get("/my/").status_code == 302
    assert "验证码不对" in words(enter(waiting, telephone.codes[0][1]))
    inside = signed_in_as(stays)
    assert "李建国，您好" in words(inside.get("/my/"))
    with acting(scope("county")):
        UndoMerge(actor("county"), merge_id=merged.pk).run()
    assert inside.get("/my/").status_code == 302


def test_another_telephone_in_the_file_ends_sessions_and_codes(corner: Seeded, telephone: Telephone) -> None:
    inside, waiting = Client(), Client()
    ask_code(inside, WANG, PHONE)
    assert "王秀兰，您好" in words(enter(inside, telephone.codes[0][1]))
    with as_service():
        Message.objects.update(sent_at=timezone.now() - dt.timedelta(hours=1))
    ask_code(waiting, WANG, PHONE)
    change(corner.people["王秀兰"], phone="13800000199")
    assert "验证码不对" in words(enter(waiting, telephone.codes[1][1]))
    assert "您的资料有变动" in words(inside.get("/my/", follow=True))
    assert "登录" in words(inside.get("/my/", follow=True))


def test_an_officer_ends_the_sessions_and_codes_of_who_lost_the_telephone(
    corner: Seeded, telephone: Telephone
) -> None:
    address = f"/requests/code/{corner.people['王秀兰']}/"
    inside, waiting = signed_in_as(corner.people["王秀兰"]), Client()
    ask_code(waiting, WANG, PHONE)
    assert "王秀兰，您好" in words(inside.get("/my/"))
    assert signed_in("village2").post(address, {"end": "1"}).status_code == 404
    assert "已退出" in words(signed_in("village").post(address, {"end": "1"}, follow=True))
    assert inside.get("/my/").status_code == 302
    assert "验证码不对" in words(enter(waiting, telephone.codes[0][1]))


def test_the_page_does_the_same_work_for_everybody(corner: Seeded, telephone: Telephone) -> None:
    def queries(client: Client, address: str, **typed: str) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            client.post(address, typed)
        return [re.sub(r"'[^']*'|\d+", "", one["sql"]) for one in caught.captured_queries]

    def asked(id_number: str) -> list[str]:
        return queries(Client(), "/my/sign-in/", id_number=id_number, phone=PHONE)

    asked(number(888))
    assert asked(WANG) == asked(number(777))
    assert telephone.codes == []
    # The first of all fills what is kept of the address of the network.
    clients = [Client(), Client(), Client()]
    for client, id_number in zip(clients, (number(888), number(777), WANG), strict=True):
        ask_code(client, id_number, PHONE)
    wrong = f"{(int(telephone.codes[0][1]) + 1) % 10**6:06d}"
    tries = [queries(client, "/my/code/", code=wrong) for client in clients][1:]
    assert len(tries[0]) == len(tries[1])
    assert [one.split()[0] for one in tries[0]] == [one.split()[0] for one in tries[1]]


def test_who_signs_in_as_a_person_opens_no_page_of_the_office(corner: Seeded) -> None:
    client = signed_in_as(corner.people["王秀兰"])
    assert "王秀兰，您好" in words(client.get("/", follow=True))
    for address in (
        "/people/",
        "/cases/",
        "/requests/",
        f"/people/{corner.people['王秀兰']}/",
        "/vacancies/",
    ):
        assert client.get(address).status_code == 403
    assert signed_in("town").get("/my/").status_code == 403
    with as_service():
        assert [user.name for user in User.objects.filter(posts__isnull=True)] == ["求职者本人"]


def test_who_has_no_telephone_signs_in_with_a_code_on_paper(corner: Seeded) -> None:
    change(corner.people["王秀兰"], phone="")
    address = f"/requests/code/{corner.people['王秀兰']}/"
    assert signed_in("village2").get(address).status_code == 404
    officer = signed_in("village")
    assert "已核对身份证，写一个登录码" in words(officer.get(address))
    first, second = (re.findall(r"\d{4} \d{4}", words(officer.post(address)))[0] for _time in range(2))
    client = Client()

    def tried(code: str, id_number: str = WANG) -> str:
        return words(client.post("/my/paper/", {"id_number": id_number, "code": code}, follow=True))

    assert "对不上" in tried(first)
    assert "对不上" in tried(second, number(103))
    assert "对不上" in tried(second, number(777))
    assert "王秀兰，您好" in tried(second)
    client = Client()
    assert "对不上" in tried(second)
    for _try in range(2):
        tried("00000000")
    assert "输错次数太多" in tried("00000000")
