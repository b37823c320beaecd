"""Pages of gatherings: a sheet is made, printed, comes back by scanner and by hand, and is recorded once."""

import re
from collections.abc import Callable

from django.test import Client

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.gatherings.codes import row_code
from leye.gatherings.models import Attendance, Gathering
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO
from tests.web.seed import Seeded
from tests.web.test_people import open_rules, words

ClientOf = Callable[[str], Client]


def made(client: Client, **more: object) -> Gathering:
    """A gathering for the village's returned workers."""
    told = {
        "title": "返乡人员政策宣讲", "kind": "policy_briefing", "area_no": HEHAO, "held_on": today().isoformat(),
        "place": "村委会", "group": "returned_worker", "listed": "", **more,
    }  # fmt: skip
    answer = client.post("/gatherings/new/", told)
    assert answer.status_code == 302, words(answer)
    with as_service():
        return Gathering.objects.latest("pk")


def recorded() -> int:
    with as_service():
        return ServiceRecord.objects.filter(kind="policy_briefing", channel="group").count()


def test_a_group_of_the_village_is_on_the_sheet_and_is_recorded_once(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("village")
    one = made(client)
    assert one.rows == 6
    page = words(client.get(f"/gatherings/{one.pk}/"))
    assert "王秀兰" in page
    assert "刘志远" not in page
    sent = {"codes": f"{row_code(one.pk, 1)}\n{row_code(one.pk, 2)}", "row": ["2", "3"]}
    answer = client.post(f"/gatherings/{one.pk}/came/", sent, follow=True)
    assert "已为3人记上这次服务" in words(answer)
    assert recorded() == 3
    answer = client.post(f"/gatherings/{one.pk}/came/", sent, follow=True)
    assert "没有重复记" in words(answer)
    assert recorded() == 3
    assert "还有3人" in words(client.get(f"/gatherings/{one.pk}/"))
    assert "返乡人员政策宣讲" in words(client.get("/gatherings/"))


def test_a_to_do_closes_with_the_sheet(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    one = made(client, kind="follow_up", title="集中回访")
    with as_service():
        row = Attendance.objects.get(gathering=one, person_id=pk).row
    assert "monthly_follow_up" in open_rules(pk)
    client.post(f"/gatherings/{one.pk}/came/", {"codes": str(row)})
    assert "monthly_follow_up" not in open_rules(pk)


def test_a_code_that_is_not_ours_stops_the_sheet_and_loses_nothing(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("village")
    one, other = made(client), made(client, title="另一场")
    sent = {"codes": f"{row_code(one.pk, 1)} {row_code(other.pk, 2)} 77 http://example.org/x", "row": ["3"]}
    page = words(client.post(f"/gatherings/{one.pk}/came/", sent))
    assert "另一张签到表" in page
    assert "只有6行" in page
    assert "不是这张签到表的码" in page
    assert recorded() == 0
    # What was understood is ticked, what was not stays to be mended.
    assert len(re.findall(r'name="row" value="[13]"[^>]*checked', page)) == 2
    assert row_code(other.pk, 2) in page
    assert f">{row_code(one.pk, 1)}" not in page


def test_looking_first_records_nothing(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    one = made(client)
    page = words(client.post(f"/gatherings/{one.pk}/came/", {"codes": "1-3", "check": "1"}))
    assert len(re.findall(r'name="row" value="\d"[^>]*checked', page)) == 3
    assert recorded() == 0


def test_people_are_added_by_name_and_a_name_nobody_has_is_told(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    one = made(client, group="", listed="王秀兰\n李建国")
    assert one.rows == 2
    page = words(client.post(f"/gatherings/{one.pk}/ask/", {"listed": "赵海燕\n刘志远"}))
    assert "“刘志远”在这个地方的台账里没有找到" in page
    answer = client.post(f"/gatherings/{one.pk}/ask/", {"listed": "赵海燕\n王秀兰"}, follow=True)
    assert "签到表上加了1人" in words(answer)


def test_the_printed_sheet_holds_a_code_for_each_row_and_is_logged(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("village")
    one = made(client)
    page = words(client.get(f"/gatherings/{one.pk}/sheet/"))
    assert page.count('class="qr-row"') == 6
    assert "style=" not in page
    assert one.number in page
    with as_service():
        line = AccessLog.objects.filter(access=Access.EXPORT).latest("pk")
    assert line.detail == {"title": "attendance sheet", "gathering": one.pk, "rows": 6}


def test_other_places_and_other_roles(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    one = made(client)
    for address in ("", "sheet/"):
        elsewhere = client_of("village2").get(f"/gatherings/{one.pk}/{address}")
        absent = client_of("village2").get(f"/gatherings/999999/{address}")
        assert elsewhere.status_code == absent.status_code == 404
        assert words(elsewhere) == words(absent)
    assert client_of("village2").post(f"/gatherings/{one.pk}/came/", {"codes": "1"}).status_code == 404
    assert client_of("auditor").get(f"/gatherings/{one.pk}/").status_code == 200
    assert client_of("auditor").get("/gatherings/new/").status_code == 403
    refused = client.post("/gatherings/new/", {"title": "x", "kind": "policy_briefing", "area_no": BALENG,
                                               "held_on": today().isoformat()})  # fmt: skip
    assert "请选择您辖区内的行政区划" in words(refused)
    assert recorded() == 0
