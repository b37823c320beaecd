"""The tree of areas: who sees which part, a zone added, a unit ended when nobody is left in it."""

from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, WOYANGTAI, actor, register, scope
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


@pytest.mark.parametrize("username", ["village", "town", "leader", "auditor"])
def test_others_have_no_such_page(client_of: ClientOf, username: str) -> None:
    for page in ("/areas/", "/areas/new/", f"/areas/{NANLIANGTAI}/end/"):
        assert client_of(username).get(page).status_code == 403
        assert client_of(username).post(page).status_code == 403


def test_the_subtree_is_searched_by_name_code_and_level(client_of: ClientOf) -> None:
    client = client_of("county")
    page = words(client.get("/areas/"))
    assert "河壕村" in page
    assert "卧羊台嘎查" not in page
    assert "卧羊台嘎查" in words(client_of("city").get("/areas/"))
    for query, seen, unseen in (
        ("q=河壕", "河壕村", "坝楞村"),
        ("q=150822102", "南粮台村", "河壕村"),
        ("level=4", "补隆淖尔镇", "河壕村"),
        ("state=ended", "没有符合条件的单位", "河壕村"),
        ("level=x", "河壕村", "没有符合条件的单位"),
    ):
        found = words(client.get(f"/areas/?{query}"))
        assert seen in found, query
        assert unseen not in found, query
    assert "/areas/" in words(client.get("/accounts/"))
    assert "/areas/" in words(client.get("/people/"))


def test_a_zone_is_added_and_ended(client_of: ClientOf) -> None:
    client, day = client_of("county"), today().isoformat()
    form = {"parent": 150822000000, "name": "磴口工业园区", "kind": "zone", "valid_from": day}
    assert f'value="{150822102000}" selected' in words(client.get("/areas/new/?under=150822102000"))
    assert "已在“磴口县”下面增设“磴口工业园区”" in words(client.post("/areas/new/", form, follow=True))
    assert "已有“磴口工业园区”" in words(client.post("/areas/new/", form))
    assert "类型只能是" in words(client.post("/areas/new/", form | {"name": "甲村", "kind": "village"}))
    assert "请选择您辖区内" in words(client.post("/areas/new/", form | {"parent": 150823000000}))
    zone = Area.objects.get(name="磴口工业园区")
    assert "已停用" in words(client.post(f"/areas/{zone.no}/end/", {"last_day": day}, follow=True))
    zone.refresh_from_db()
    assert zone.valid_to == today()


def test_a_unit_ends_only_empty_and_only_below_ones_own(client_of: ClientOf) -> None:
    client, day = client_of("county"), today().isoformat()
    with acting(scope("county")):
        register(actor("county"), 1, "王秀兰", NANLIANGTAI)
    assert "还有人员1个" in words(client.post(f"/areas/{NANLIANGTAI}/end/", {"last_day": day}))
    assert "只能停用本辖区以下" in words(client.post("/areas/150822000000/end/", {"last_day": day}))
    for there in (WOYANGTAI, 999_999_999):
        assert client.post(f"/areas/{there}/end/", {"last_day": day}).status_code == 404


def test_a_village_is_merged_from_its_page(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    page = words(client.get(f"/areas/{HEHAO}/change/"))
    assert "台账人数" in page
    sent = {"into_no": BALENG, "first_day": today().isoformat()}
    answer = words(client.post(f"/areas/{HEHAO}/change/?way=merge", sent, follow=True))
    assert "已办好：6人、1户" in answer
    with as_service():
        assert Person.objects.get(pk=corner.people["王秀兰"]).area_id == BALENG
    assert client.get(f"/areas/{HEHAO}/change/").status_code == 404


def test_a_part_of_a_village_is_split_off(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    assert "王秀兰" in words(client.get(f"/areas/{HEHAO}/change/?way=split"))
    sent = {"name": "东河壕村", "kind": "village", "first_day": today().isoformat()}
    refused = words(client.post(f"/areas/{HEHAO}/change/?way=split", sent))
    assert "请至少选择一户" in refused
    told = words(
        client.post(f"/areas/{HEHAO}/change/?way=split", sent | {"household": corner.household}, follow=True)
    )
    assert "已办好：1人、1户" in told
    with as_service():
        assert Person.objects.get(pk=corner.people["王秀兰"]).area.name == "东河壕村"
        assert Person.objects.get(pk=corner.people["李建国"]).area_id == HEHAO


def test_units_outside_and_above_are_not_changed(client_of: ClientOf) -> None:
    for area in (150823100201, 150822000000, 999):
        assert client_of("county").get(f"/areas/{area}/change/").status_code == 404
    assert client_of("county").get("/areas/150822101000/change/?way=split").status_code == 404
    assert client_of("town").get(f"/areas/{HEHAO}/change/").status_code == 403
