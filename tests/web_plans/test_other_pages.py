"""Referrals, hand-over lists and the caseload through their pages."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.cases.models import Case, HandoverItem, HandoverList, HandoverLot, Referral, ReferralNotice
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.workbook.export import write_table
from tests.ledger.people import BALENG, HEHAO, actor, number, post, scope
from tests.web.seed import Seeded

ClientOf = Callable[[str], Client]
NAME = "李建国"
COUNTY = 150822000000
TOWN = 150822101000


def workbook(*rows: list[str]) -> SimpleUploadedFile:
    out = io.BytesIO()
    write_table(out, "外市脱贫劳动力名单", ["姓名", "身份证号", "电话", "接收地区"], rows)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


def sent(client: Client, pk: int, **more: str) -> Any:
    values = {
        "to_area": "乌拉特前旗",
        "to_unit": "",
        "what": "推荐到乳品厂",
        "expires_on": today().isoformat(),
        **more,
    }
    return client.post(f"/referrals/person/{pk}/", values, follow=True)


def test_a_referral_goes_over_is_accepted_and_finished(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people[NAME]
    assert "已转介" in sent(client_of("town"), pk).content.decode()
    with as_service():
        notice = ReferralNotice.objects.get()
    banner = client_of("banner")
    assert banner.get(f"/people/{pk}/").status_code == 404
    assert "1份待答复" in banner.get("/cases/").content.decode()
    page = banner.get("/referrals/")
    assert page.context["tabs"][0]["count"] == 1
    assert f"/people/{pk}/" not in page.content.decode()
    refused = banner.post(f"/referrals/received/{notice.pk}/", {"decision": "reject", "answer": ""})
    assert "不接收的原因" in refused.content.decode()
    banner.post(f"/referrals/received/{notice.pk}/", {"decision": "accept", "answer": "可以"})
    assert f"/people/{pk}/" in banner.get("/referrals/").content.decode()
    assert banner.get(f"/people/{pk}/").status_code == 200
    banner.post(f"/referrals/received/{notice.pk}/finish/", {"result": "已面试"})
    assert banner.get(f"/people/{pk}/").status_code == 404
    text = client_of("town").get("/referrals/?tab=sent&all=1").content.decode()
    assert "结果：已面试" in text


def test_a_place_nobody_knows_or_of_two_is_told(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people[NAME]
    assert "没有找到这个辖区" in sent(client_of("town"), pk, to_area="无此县").content.decode()
    assert "请填写转给哪个辖区" in sent(client_of("town"), pk, to_area="").content.decode()
    assert client_of("village").get(f"/referrals/person/{pk}/").status_code == 403
    assert client_of("banner").get(f"/referrals/person/{pk}/").status_code == 404
    with as_service():
        assert Referral.objects.count() == 0


def test_a_unit_outside_is_answered_for_and_what_waits_is_taken_back(
    corner: Seeded, client_of: ClientOf
) -> None:
    town = client_of("town")
    sent(town, corner.people[NAME], to_area="", to_unit="县残联")
    with as_service():
        one = Referral.objects.get()
    values = {"accept": "yes", "answered_name": "陈主任", "answered_on": today().isoformat(), "answer": ""}
    assert town.post(f"/referrals/{one.pk}/answer/", values).status_code == 302
    assert (
        "只能"
        not in town.post(f"/referrals/{one.pk}/finish/", {"result": "办妥"}, follow=True).content.decode()
    )
    sent(town, corner.people[NAME], to_area="", to_unit="县妇联")
    with as_service():
        other = Referral.objects.get(to_unit="县妇联")
    town.post(f"/referrals/{other.pk}/revoke/")
    with as_service():
        other.refresh_from_db()
        assert other.state == "revoked"
    assert client_of("village2").post(f"/referrals/{other.pk}/finish/", {"result": "一"}).status_code == 404


def issue(client: Client, *rows: list[str], **more: str) -> Any:
    values = {"title": "外市名单", "basis": "延人社函〔2025〕3号", "due_on": today().isoformat(), **more}
    return client.post("/handover/new/", {**values, "file": workbook(*rows)}, follow=True)


def test_a_list_is_issued_signed_for_passed_on_and_worked_off(corner: Seeded, client_of: ClientOf) -> None:
    known = corner.people[NAME]
    page = issue(
        client_of("yanchuan"),
        [NAME, number(103), "13800000001", "磴口县"],
        ["钱多多", number(401), "13800000002", "磴口县"],
        ["孙小军", number(403), "", ""],
    )
    text = page.content.decode()
    assert "其中1人还没有指派" in text
    assert "未签收" in text
    with as_service():
        lot, listed = HandoverLot.objects.get(), HandoverList.objects.get()
    county = client_of("county")
    assert "1份待签收" in county.get("/cases/").content.decode()
    signed = county.post(f"/handover/lots/{lot.pk}/receive/", follow=True).content.decode()
    assert "已有档案的1人" in signed
    assert f"/people/{known}/" in signed
    with as_service():
        new = HandoverItem.objects.get(name="钱多多")
        left = HandoverItem.objects.get(name="孙小军")
    nobody = client_of("yanchuan").post(f"/handover/lists/{listed.pk}/", {"to_area": "乌拉特前旗"})
    assert "请先勾选" in nobody.content.decode()
    client_of("yanchuan").post(f"/handover/lists/{listed.pk}/", {"to_area": "乌拉特前旗", "item": [left.pk]})
    with as_service():
        left.refresh_from_db()
        assert left.area_id == 150823000000
    county.post(f"/handover/lots/{lot.pk}/pass/", {"item": [new.pk], "to_area_no": BALENG})
    village = client_of("village2")
    assert "钱多多" in village.get(f"/handover/lots/{lot.pk}/").content.decode()
    assert "钱多多" not in client_of("village").get(f"/handover/lots/{lot.pk}/").content.decode()
    village.post(f"/handover/items/{new.pk}/file/", {"area_no": BALENG})
    village.post(f"/handover/items/{new.pk}/", {"state": "following", "note": ""})
    village.post(f"/handover/items/{new.pk}/", {"state": "closed", "result": "helped", "note": ""})
    with as_service():
        assert Person.objects.get(name="钱多多").phone == "13800000002"
    place = next(
        one
        for one in client_of("yanchuan").get(f"/handover/lists/{listed.pk}/").context["places"]
        if one.area_no == COUNTY
    )
    assert (place.total, place.found, place.closed) == (2, 2, 1)
    assert client_of("banner").get(f"/handover/lots/{lot.pk}/").status_code == 404
    assert client_of("county").get(f"/handover/lists/{listed.pk}/").status_code == 404


def test_refused_rows_come_back_as_a_workbook_that_can_be_sent_again(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("yanchuan")
    wrong = "150822199005170000"
    page = issue(
        client,
        [NAME, number(103), "13800000001", "磴口县"],
        ["周婷婷", wrong, "13800000009", "磴口县"],
        ["", number(403), "", ""],
    )
    assert "有2行没有收进名单" in page.content.decode()
    with as_service():
        listed = HandoverList.objects.get()
    address = f"/handover/lists/{listed.pk}/refused.xlsx"
    assert address in page.content.decode()
    answer = client.get(address)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head, first, second = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    assert first[:6] == [4, "周婷婷", wrong, "13800000009", None, "磴口县"]
    assert "身份证号" in first[6]
    assert (second[0], second[1], "姓名" in second[6]) == (5, None, True)
    with as_service():
        line = AccessLog.objects.filter(access=Access.EXPORT_FULL).latest("pk")
    assert (line.detail["rows"], "没有收进名单的行" in line.detail["title"]) == (2, True)
    sheet.cell(3, 1 + head.index("身份证号")).value = number(401)
    sheet.cell(4, 1 + head.index("姓名")).value = "孙小军"
    mended = io.BytesIO()
    sheet.parent.save(mended)
    values = {"title": "补发", "basis": "延人社函〔2025〕3号", "due_on": today().isoformat()}
    again = client.post(
        "/handover/new/", {**values, "file": SimpleUploadedFile("x.xlsx", mended.getvalue())}, follow=True
    )
    assert "没有收进名单" not in again.content.decode()
    with as_service():
        sent = HandoverItem.objects.filter(source__title="补发").order_by("row")
        assert [(one.name, one.area_id) for one in sent] == [("周婷婷", COUNTY), ("孙小军", listed.area_id)]


def test_only_the_issuer_gets_the_refused_rows(corner: Seeded, client_of: ClientOf) -> None:
    issue(client_of("county"), ["周婷婷", "1", "", ""], [NAME, number(103), "", ""])
    with as_service():
        listed = HandoverList.objects.get()
    address = f"/handover/lists/{listed.pk}/refused.xlsx"
    assert client_of("county").get(address).status_code == 200
    assert client_of("banner").get(address).status_code == 404
    assert client_of("village").get(address).status_code == 403
    issue(client_of("county"), [NAME, number(103), "", ""], title="全收")
    with as_service():
        whole = HandoverList.objects.get(title="全收")
    assert client_of("county").get(f"/handover/lists/{whole.pk}/refused.xlsx").status_code == 404


def test_a_file_of_which_nothing_can_be_used_tells_why_row_by_row(
    corner: Seeded, client_of: ClientOf
) -> None:
    page = issue(client_of("county"), ["周婷婷", "1", "", ""], ["", number(103), "", ""])
    text = page.content.decode()
    assert "名单里没有可以交办的人" in text
    assert "第3行：身份证号" in text
    assert "第4行：姓名" in text
    with as_service():
        assert HandoverList.objects.count() == 0


def test_a_file_without_numbers_is_refused_and_nothing_is_issued(corner: Seeded, client_of: ClientOf) -> None:
    out = io.BytesIO()
    write_table(out, "名单", ["姓名", "电话"], [["王秀兰", "13800000001"], ["李建国", "13800000002"]])
    values = {"title": "一", "basis": "二", "due_on": today().isoformat()}
    page = client_of("county").post(
        "/handover/new/", {**values, "file": SimpleUploadedFile("x.xlsx", out.getvalue())}
    )
    assert "身份证号" in page.content.decode()
    page = client_of("county").post(
        "/handover/new/", {**values, "file": SimpleUploadedFile("x.xlsx", b"\x89PNG\r\n")}
    )
    assert page.context["form"].errors["file"]
    with as_service():
        assert HandoverList.objects.count() == 0
    assert client_of("village").get("/handover/new/").status_code == 403


@pytest.fixture
def helped(corner: Seeded) -> Seeded:
    people = [corner.people[name] for name in ("李建国", "赵海燕", "张强")]
    with acting(scope("county")):
        SetHelper(actor("county"), person_ids=people, user_id=post("village").user_id).run()
    with as_service():
        Case.objects.create(
            person_id=people[0],
            area_id=HEHAO,
            channel="clerk",
            applied_on=today(),
            owner_id=post("village").user_id,
        )
    return corner


def test_the_caseload_names_each_helper_and_gives_people_on(helped: Seeded, client_of: ClientOf) -> None:
    village, town = post("village").user_id, post("town").user_id
    client = client_of("town")
    rows = {row.key: row for row in client.get("/caseload/").context["rows"]}
    assert (rows[village].people, rows[village].cases) == (3, 1)
    page = client.get(f"/caseload/{village}/")
    assert page.context["count"] == 3
    counts = {tab["label"]: tab["count"] for tab in page.context["tabs"]}
    assert counts["在办个案"] == rows[village].cases
    assert counts["30天未联系"] == rows[village].quiet
    late = client.get(f"/caseload/{village}/?show=overdue").context["page"].rows
    assert sum(person.overdue for person in late) == rows[village].overdue > 0
    nobody = client.post(f"/caseload/{village}/reassign/", {"area": TOWN, "to": town}, follow=True)
    assert "没有选中" in nobody.content.decode()
    one = helped.people["赵海燕"]
    done = client.post(
        f"/caseload/{village}/reassign/", {"area": TOWN, "to": town, "person": [one]}, follow=True
    )
    assert "已改派1人" in done.content.decode()
    done = client.post(
        f"/caseload/{village}/reassign/", {"area": TOWN, "to": town, "everybody": "1"}, follow=True
    )
    assert "已改派2人，1个在办个案一并转交" in done.content.decode()
    with as_service():
        assert Case.objects.get().owner_id == town


def test_the_caseload_is_for_clerks_and_only_of_their_townships(helped: Seeded, client_of: ClientOf) -> None:
    village = post("village").user_id
    assert client_of("village").get("/caseload/").status_code == 403
    assert client_of("town").get("/caseload/?area=150822102000").status_code == 404
    assert client_of("town").get(f"/caseload/{post('yanchuan').user_id}/").status_code == 404
    assert client_of("banner").get(f"/caseload/{village}/").status_code == 404
    assert client_of("auditor").get("/caseload/").status_code == 200
    assert client_of("auditor").post(f"/caseload/{village}/reassign/", {"to": village}).status_code == 403
