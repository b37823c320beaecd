"""求助: asked without an account, seen and taken by officers, turned into an application, told by the receipt."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from leye.accounts.scope import as_service
from leye.cases.models import Case
from leye.ledger.models import Person
from leye.selfservice.models import HelpRequest
from tests.ledger.people import HEHAO, number
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
TOWN = 150822101000
WANG = number(102)


def ask(client: Client | None = None, area: int = TOWN, **more: Any) -> Any:
    """The form, sent."""
    told = {
        "kind": "work", "words": "会开装载机，想在县城附近找活", "name": "孙尚", "phone": "13911112222", "agreed": "on",
        **more,
    }  # fmt: skip
    return (client or Client()).post(f"/help/{area}/", told, follow=True)


def receipt_of(answer: Any) -> str:
    return re.findall(r"回执号[^A-Z]*([A-Z0-9]{4}-[A-Z0-9]{4})", words(answer))[0]


def look_up(receipt: str, tail: str = "2222") -> str:
    return words(Client().post("/help/receipt/", {"number": receipt, "tail": tail}))


def the_one() -> HelpRequest:
    with as_service():
        return HelpRequest.objects.get()


def test_the_one_who_asks_chooses_where_he_lives_step_by_step(corner: Seeded) -> None:
    client = Client()
    counties = client.get("/help/")
    assert "您住在哪个县（区）" in words(counties)
    assert "磴口县" in words(counties)
    townships = client.get("/help/?area=150822000000")
    assert "补隆淖尔镇" in words(townships)
    assert "说不清，交给磴口县" in words(townships)
    form = client.get(f"/help/{TOWN}/")
    assert "河壕村" in words(form)
    assert client.get("/help/150800000000/").status_code == 404
    assert client.get("/help/999/").status_code == 404


def test_a_request_goes_to_the_officers_there_and_its_receipt_tells_what_became_of_it(
    corner: Seeded, client_of: ClientOf
) -> None:
    receipt = receipt_of(ask(village=HEHAO))
    assert "等待受理" in look_up(receipt)
    assert "没有查到" in look_up(receipt, "0000")
    assert "没有查到" in look_up("ACDE-FG34")
    for username in ("village", "town", "county"):
        assert "孙尚" in words(client_of(username).get("/requests/"))
        assert "有1条网上求助等您受理" in words(client_of(username).get("/"))
    for username in ("village2", "banner"):
        assert "孙尚" not in words(client_of(username).get("/requests/"))
        assert client_of(username).get(f"/requests/{the_one().pk}/").status_code == 404
    client = client_of("town")
    pk = the_one().pk
    assert "这条求助由您办理" in words(client.post(f"/requests/{pk}/take/", follow=True))
    assert "正在办理" in look_up(receipt)
    answer = {"version": the_one().version, "answer": "周五上午来镇里，有装载机的岗位。"}
    assert "已答复" in words(client.post(f"/requests/{pk}/answer/", answer, follow=True))
    assert "周五上午来镇里，有装载机的岗位。" in look_up(receipt)
    assert "不能再办" in words(client.post(f"/requests/{pk}/answer/", answer, follow=True))


def test_sent_twice_it_is_one_and_a_machine_leaves_nothing(corner: Seeded) -> None:
    client = Client()
    once = re.findall(r'name="once" value="([^"]+)"', client.get(f"/help/{TOWN}/").content.decode())[0]
    first = receipt_of(ask(client, once=once))
    # The second press of the button, sent before the first was answered, knows of no session yet.
    assert receipt_of(ask(once=once)) == first
    assert receipt_of(ask(client)) == first
    assert receipt_of(ask(name="机器", homepage="http://x"))
    with as_service():
        assert HelpRequest.objects.count() == 1
    assert receipt_of(ask(client, once=once, words="另一件事")) != first


def test_who_tells_the_same_from_elsewhere_gets_another_receipt(corner: Seeded) -> None:
    first = receipt_of(ask())
    second = receipt_of(ask())
    assert first != second
    with as_service():
        HelpRequest.objects.filter(receipt=first.replace("-", "")).update(answer="周五来")
    assert "周五来" not in look_up(second)
    assert receipt_of(ask(once="made up")) not in (first, second)


def test_what_is_wrong_is_said_at_its_field(corner: Seeded) -> None:
    answer = words(ask(name="", phone="123", id_number="150822199001010000", agreed=""))
    assert "同意以后我们才能保存" not in answer
    answer = words(ask(phone="123", id_number="150822199001010000", agreed=""))
    assert "手机号码应为11位" in answer
    assert "同意以后我们才能保存" in answer
    with as_service():
        assert not HelpRequest.objects.exists()


def test_a_telephone_asks_no_more_than_five_times_a_day(corner: Seeded) -> None:
    for n in range(5):
        assert receipt_of(ask(words=f"第{n}次"))
    assert "一天内已提交5次" in words(ask(words="又一次"))
    with as_service():
        HelpRequest.objects.update(made_at=timezone.now() - dt.timedelta(days=2))
    assert receipt_of(ask(words="隔天再来"))


def test_receipts_are_not_tried_through(corner: Seeded) -> None:
    receipt = receipt_of(ask())
    for _try in range(30):
        look_up("ACDE-FG34")
    assert "查得太频繁" in look_up(receipt)


def test_nothing_tells_that_somebody_is_in_the_ledger(corner: Seeded) -> None:
    known = words(ask(name="王秀兰", phone="13800000102", id_number=WANG))
    unknown = words(ask(name="孙尚", phone="13911112222", id_number=number(777)))
    assert re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "", known) == re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "", unknown)
    with as_service():
        assert not HelpRequest.objects.filter(person__isnull=False).exists()


def test_whose_number_is_in_the_ledger_is_applied_for_in_one_press(
    corner: Seeded, client_of: ClientOf
) -> None:
    receipt = receipt_of(ask(name="王秀兰", phone="13800000102", id_number=WANG))
    client, one = client_of("village"), the_one()
    assert client.get(f"/requests/{one.pk}/").status_code == 404
    client = client_of("town")
    page = words(client.get(f"/requests/{one.pk}/"))
    assert "留的身份证号在台账里" in page
    assert WANG not in page
    answer = client.post(f"/requests/{one.pk}/case/", {"version": one.version}, follow=True)
    assert "已受理王秀兰的申请" in words(answer)
    one = the_one()
    with as_service():
        case = Case.objects.get(pk=one.case_id)
        assert (case.channel, case.asked_for) == ("portal", "找工作：会开装载机，想在县城附近找活")
        assert case.person_id == corner.people["王秀兰"] == one.person_id
        assert one.id_cipher is None
    assert "已答复" in look_up(receipt, "0102")
    assert "已申请" in look_up(receipt, "0102")


def test_who_gave_anothers_number_learns_nothing_and_the_officer_is_asked(
    corner: Seeded, client_of: ClientOf
) -> None:
    receipt = receipt_of(ask(id_number=WANG))
    client, one = client_of("town"), the_one()
    assert "求助时留的姓名是“孙尚”" in words(client.get(f"/requests/{one.pk}/"))
    told = {"version": one.version}
    refused = words(client.post(f"/requests/{one.pk}/case/", told, follow=True))
    assert "留的姓名是“孙尚”，台账里这个身份证号是“王秀兰”" in refused
    assert the_one().state == "new"
    sure = client.post(f"/requests/{one.pk}/case/", told | {"same_person": "1"}, follow=True)
    assert "已受理" in words(sure)
    assert the_one().person_id == corner.people["王秀兰"]
    page = look_up(receipt)
    assert "已答复" in page
    for word in ("补隆淖尔镇", "已申请", "援助申请 "):
        assert word not in page


def test_somebody_unknown_is_entered_and_applied_for(corner: Seeded, client_of: ClientOf) -> None:
    ask(id_number=number(777))
    client, one = client_of("town"), the_one()
    assert "不在您辖区的台账里" in words(client.get(f"/requests/{one.pk}/"))
    told = {"version": one.version, "area_no": ""}
    assert "请选择责任村" in words(client.post(f"/requests/{one.pk}/case/", told, follow=True))
    answer = client.post(f"/requests/{one.pk}/case/", told | {"area_no": HEHAO}, follow=True)
    assert "已受理孙尚的申请" in words(answer)
    with as_service():
        assert Person.objects.get(name="孙尚").phone == "13911112222"


def test_without_a_number_the_telephone_proposes_who_it_is(corner: Seeded, client_of: ClientOf) -> None:
    ask(name="王秀兰", phone="13800000102")
    client, one = client_of("town"), the_one()
    assert "台账里电话或姓名相同的" in words(client.get(f"/requests/{one.pk}/"))
    answer = client.post(f"/requests/{one.pk}/is/{corner.people['王秀兰']}/", follow=True)
    assert "已对上台账里的人" in words(answer)
    assert "为王秀兰受理申请" in words(answer)
    assert client.post(f"/requests/{one.pk}/is/{corner.people['苏和']}/").status_code == 404


def test_somebody_of_another_county_is_not_entered_and_nothing_is_told(
    corner: Seeded, client_of: ClientOf
) -> None:
    ask(name="苏和", id_number=number(111))
    client, one = client_of("county"), the_one()
    page = words(client.get(f"/requests/{one.pk}/"))
    assert "不在您辖区的台账里" in page
    told = {"version": one.version, "area_no": HEHAO}
    answer = words(client.post(f"/requests/{one.pk}/case/", told, follow=True))
    assert "不能在本地直接建档" in answer
    assert "卧羊台" not in answer
    assert the_one().state == "new"


def test_two_officers_at_once(corner: Seeded, client_of: ClientOf) -> None:
    ask()
    one = the_one()
    client_of("town").post(f"/requests/{one.pk}/take/")
    told = {"version": one.version, "answer": "稍后联系您。"}
    assert "别人刚刚改过" in words(client_of("county").post(f"/requests/{one.pk}/answer/", told, follow=True))
