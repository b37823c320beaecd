"""Pages of checks: drawn by the county, worked off by the township, settled; services entered late."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leye.accounts.scope import acting, as_service
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.evidence.models import Attachment, CheckItem, CheckRound
from leye.standards.calendar import today
from tests.ledger.people import actor, scope
from tests.web.seed import Seeded
from tests.web.test_people import words
from tests.web_evidence.test_evidence_pages import photo, served

ClientOf = Callable[[str], Client]
COUNTY = 150822000000


def drawn(client: Client, **more: Any) -> Any:
    data = {
        "title": "本月抽查", "area_no": COUNTY, "since": (today() - dt.timedelta(days=60)).isoformat(),
        "until": today().isoformat(), "number": 10, **more,
    }  # fmt: skip
    return client.post("/checks/draw/", data, follow=True)


def test_from_the_draw_to_the_settlement(corner: Seeded, client_of: ClientOf) -> None:
    for name in ("王秀兰", "李建国"):
        served(corner, name=name)
    county, town = client_of("county"), client_of("town")
    assert "还没有抽查过" in words(county.get("/checks/"))
    shown = words(drawn(county))
    assert "从2条记录中随机抽到2条" in shown
    assert "随机种子" in shown
    with as_service():
        made = CheckRound.objects.get()
        first, second = CheckItem.objects.order_by("pk")
    assert client_of("village").get("/checks/").status_code == 403
    assert client_of("banner").get(f"/checks/rounds/{made.pk}/").status_code == 404
    assert client_of("banner").get(f"/checks/items/{first.pk}/").status_code == 404
    assert "本月抽查" in words(town.get("/checks/"))
    assert "王小梅" in words(town.get(f"/checks/rounds/{made.pk}/"))
    record = f"/checks/items/{first.pk}/record/"
    assert "请选择核查结果" in words(town.post(record, {"way": "phone"}))
    bad = {"outcome": "not_confirmed", "way": "phone"}
    assert "写明本人怎么说" in words(town.post(record, bad))
    answer = town.post(record, {**bad, "note": "本人说没人来过"})
    assert answer["Location"] == f"/checks/items/{second.pk}/"
    assert client_of("auditor").post(record, bad).status_code == 403
    waiting = words(county.get("/checks/unsettled/"))
    assert "本人说没人来过" in waiting
    settle = f"/checks/items/{first.pk}/settle/"
    assert town.post(settle, {}).status_code == 403
    data = {"settle-settlement": "cancelled", "settle-note": "已撤"}
    assert "请先撤销记录" in words(county.post(settle, data))
    ended = county.post(settle, {"settle-settlement": "served", "settle-note": "次日补走访"}, follow=True)
    assert "没有待处理的" in words(ended)
    listed = words(county.get(f"/checks/rounds/{made.pk}/?outcome=not_confirmed"))
    assert "已补做服务" in listed
    workbook = county.get(f"/checks/rounds/{made.pk}/?format=xlsx")
    assert workbook["Content-Type"].endswith("sheet")


def test_the_check_is_closed_to_whoever_is_checked(corner: Seeded, client_of: ClientOf) -> None:
    served(corner)
    with acting(scope("town")):
        by, person = actor("town"), corner.people["李建国"]
        own = RecordService(by, person_id=person, kind="home_visit", served_on=today()).run().records[0].pk
    drawn(client_of("county"))
    with as_service():
        mine, theirs = CheckItem.objects.get(service=own).pk, CheckItem.objects.exclude(service=own).get().pk
    town, village = client_of("town"), client_of("village")
    file = {"kind": "photo", "file": photo(name="回访.jpg"), "note": ""}
    assert "材料已收下" in words(town.post(f"/evidence/check/{theirs}/add/", file, follow=True))
    with as_service():
        laid = Attachment.objects.get().pk
    for who, item, status in (
        (village, theirs, 403),
        (village, mine, 403),
        (town, mine, 403),
        (town, theirs, 200),
    ):
        assert who.get(f"/checks/items/{item}/").status_code == status
    assert client_of("leader").get(f"/checks/items/{mine}/").status_code == 200
    file["file"] = photo()
    assert village.post(f"/evidence/check/{theirs}/add/", file).status_code == 404
    assert village.get(f"/evidence/files/{laid}/").status_code == 404
    assert "回访.jpg" not in words(village.get(f"/evidence/people/{corner.people['王秀兰']}/"))
    assert client_of("leader").get(f"/evidence/files/{laid}/").status_code == 200
    file["file"] = photo()
    refused = town.post(f"/evidence/check/{mine}/add/", file)
    assert refused.status_code == 403
    assert "您提供或录入" in words(refused)


def test_a_draw_without_services_says_so(corner: Seeded, client_of: ClientOf) -> None:
    assert "没有可抽查的服务记录" in words(drawn(client_of("county")))
    served(corner)
    assert "数量和比例" in words(client_of("county").get("/checks/draw/"))
    assert "二者填一项" in words(drawn(client_of("county"), percent=10))


def test_services_entered_late_are_listed_and_marked(corner: Seeded, client_of: ClientOf) -> None:
    late = served(corner, served_on=today() - dt.timedelta(days=12), note="补记")
    served(corner, name="李建国")
    shown = words(client_of("town").get("/checks/late/"))
    assert f'href="/evidence/services/{late}/"' in shown
    assert "12天" in shown
    assert "李建国" not in shown
    assert "王小梅 1" in shown
    assert "没有补录的服务" in words(client_of("town").get("/checks/late/?helper=别人"))
    listed = words(client_of("village").get(f"/people/{corner.people['王秀兰']}/services/"))
    assert "补录" in listed
    assert "晚12天" in words(client_of("village").get(f"/evidence/services/{late}/"))


def test_a_round_asks_as_often_for_two_items_as_for_forty(corner: Seeded, client_of: ClientOf) -> None:
    served(corner)
    with as_service():
        one = ServiceRecord.objects.get()
        county = client_of("county")
        drawn(county)
        counts = []
        for _ in range(2):
            made = CheckRound.objects.order_by("-pk")[0]
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert county.get(f"/checks/rounds/{made.pk}/").status_code == 200
            counts.append(len(asked))
            ServiceRecord.objects.bulk_create(
                ServiceRecord(
                    person_id=one.person_id, area_id=one.area_id, kind="home_visit", served_on=one.served_on,
                    provider_id=one.provider_id, provider_name=one.provider_name,
                )
                for _n in range(40)
            )  # fmt: skip
            drawn(county, number=41)
    assert counts[0] == counts[1]
