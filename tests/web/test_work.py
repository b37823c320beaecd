"""Fairs, reports, posts, groups, households, employers, transfers and merging through their pages."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.casework.models import ExtensionRequest, Placement, TransferCase
from leye.ledger.models import GroupCode, Household, MergeRecord, Person
from leye.market.models import Fair
from leye.standards.calendar import today
from leye.worklist.models import Todo
from tests.ledger.people import HEHAO, actor, number, register, scope
from tests.web.seed import COUNTY, Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def fair_gap() -> bool:
    with as_service():
        return Todo.objects.open().filter(rule="monthly_fair", subject_id=COUNTY).exists()


def test_a_fair_held_closes_the_months_gap(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    assert fair_gap()
    assert "各旗县每月有招聘活动" in words(client_of("county").get("/fairs/"))
    plan = {
        "title": "返乡农民工专场",
        "held_on": today().isoformat(),
        "area_no": "150822101000",
        "mode": "offline",
    }
    answer = client.post("/fairs/new/", plan)
    assert answer.status_code == 302
    assert fair_gap()
    result = {"held_on": today().isoformat(), "employers": 12, "vacancies": 80, "visitors": 200, "agreed": 15}
    assert client.post(f"{answer.url}held/", result).status_code == 302
    assert not fair_gap()
    assert "12家单位" in words(client_of("county").get("/fairs/"))
    with as_service():
        fair = Fair.objects.get()
    assert client_of("village").post(f"/fairs/{fair.pk}/held/", result).status_code == 403
    assert client_of("banner").post(f"/fairs/{fair.pk}/held/", result).status_code == 404
    assert "不能取消" in words(client.post(f"/fairs/{fair.pk}/cancel/", {"reason": "下雨"}))


def test_a_person_is_placed_and_leaves(corner: Seeded, client_of: ClientOf) -> None:
    client, pk, post = client_of("town"), corner.people["李建国"], corner.post
    assert "李建国" in words(client.post(f"/posts/{post}/place/", {"q": "李建国"}))
    assert "符合安置条件" in words(client.get(f"/posts/{post}/place/?person={pk}"))
    data = {"person": pk, "started_on": today().isoformat(), "term_months": 36}
    assert client.post(f"/posts/{post}/place/", data).status_code == 302
    with as_service():
        placement = Placement.objects.get(person_id=pk)
    assert "不能一人多岗" in words(client.get(f"/posts/{post}/warnings/?person={pk}&started_on={today()}"))
    assert "不能一人多岗" in words(client.post(f"/posts/{post}/place/", data))
    extend = {
        "due_end_on": (placement.due_end_on + dt.timedelta(days=90)).isoformat(),
        "reason": "距退休不足五年",
    }
    county = client_of("county")
    assert county.post(f"/posts/placements/{placement.pk}/extend/", extend).status_code == 404, (
        "by nobody alone"
    )
    assert f"/posts/placements/{placement.pk}/ask/" in words(county.get(f"/posts/{post}/"))
    assert client.post(f"/posts/placements/{placement.pk}/ask/", extend).status_code == 302
    with as_service():
        asked = ExtensionRequest.objects.get(placement=placement)
    answer = {"agreed": "yes", "decided_on": today().isoformat()}
    assert county.post(f"/posts/extensions/{asked.pk}/", answer).status_code == 302
    with as_service():
        assert Placement.objects.get().due_end_on.isoformat() == extend["due_end_on"]
    leave = {"ended_on": today().isoformat(), "reason": "employed"}
    assert client.post(f"/posts/placements/{placement.pk}/leave/", leave).status_code == 302
    with as_service():
        assert Placement.objects.get().ended_on == today()


def test_filling_in_a_placement_changes_nothing(corner: Seeded, client_of: ClientOf) -> None:
    address = f"/posts/{corner.post}/warnings/?person={corner.people['李建国']}&started_on=x&term_months="
    assert client_of("town").get(address).status_code == 200
    with as_service():
        assert not Placement.objects.exists()


def test_a_local_group_is_set_up_used_and_ended(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    data = {"name": "黄河滩区迁建群众", "parent_code": "relocated", "area_no": COUNTY,
            "valid_from": today().isoformat(), "is_sensitive": "on"}  # fmt: skip
    assert client_of("town").post("/groups/new/", data).status_code == 403
    assert client.post("/groups/new/", data).status_code == 302
    assert "已有同名群体" in words(client.post("/groups/new/", data))
    code = GroupCode.objects.get(name="黄河滩区迁建群众").code
    form = client_of("village").get(f"/people/{corner.people['王秀兰']}/do/group/")
    assert code in words(form)
    assert (
        client_of("banner").post(f"/groups/{code}/end/", {"valid_to": today().isoformat()}).status_code == 404
    )
    assert client.post(f"/groups/{code}/end/", {"valid_to": today().isoformat()}).status_code == 302


def test_a_household_takes_members_and_a_new_head(corner: Seeded, client_of: ClientOf) -> None:
    client, home, joins = client_of("village"), corner.household, corner.people["李建国"]
    assert "李建国" in words(client.post(f"/households/{home}/", {"q": "李建国"}))
    assert client.post(f"/households/{home}/add/", {"person": joins, "relation": "spouse"}).status_code == 302
    assert client.post(f"/households/{home}/head/", {"person": joins}).status_code == 302
    with as_service():
        assert Household.objects.get(pk=home).head_id == joins
    assert client.post(f"/households/{home}/add/", {"person": corner.people["苏和"]}).status_code == 404
    assert client_of("banner").get(f"/households/{home}/").status_code == 404


def test_a_person_without_household_gets_one(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["张强"]
    assert "王秀兰家" in words(client.get(f"/households/choose/?person={pk}&q=王秀兰"))
    assert client.post("/households/choose/", {"person": pk}).status_code == 302
    with as_service():
        person = Person.objects.get(pk=pk)
        assert person.household is not None
        assert person.household.head_id == pk


def test_two_clerks_save_the_same_employer(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    address = f"/employers/{corner.employer}/edit/"
    data = {"name": "磴口县红牛肉业公司", "area_no": COUNTY, "contact": "张三", "version": 1}
    assert client.post(address, data).status_code == 302
    mine = data | {"name": "磴口县草原红牛肉制品有限公司", "contact": "李四"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    choice = {"choice_name": "theirs", "choice_contact": "mine", "version": 2}
    assert client.post(address, mine | choice).status_code == 302
    page = words(client.get(f"/employers/{corner.employer}/"))
    assert "磴口县红牛肉业公司" in page
    assert "李四" in page


def test_a_transfer_tells_nothing_and_moves_everything(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["苏和"]
    data = {"name": "苏和", "area_no": HEHAO, "reason": "随子女在本村居住"}
    said = []
    for sequence in (111, 997):
        answer = client.post("/people/transfers/ask/", data | {"id_number": number(sequence)}, follow=True)
        said.append("申请已提交" in words(answer))
    assert said == [True, True]
    case = TransferCase.objects.none()
    with as_service():
        case = TransferCase.objects.get()
    page = words(client_of("banner").get("/people/transfers/"))
    assert "苏和" in page
    assert (
        client_of("town").post(f"/people/transfers/{case.pk}/decide/", {"answer": "accept"}).status_code
        == 404
    )
    assert (
        client_of("banner").post(f"/people/transfers/{case.pk}/decide/", {"answer": "accept"}).status_code
        == 302
    )
    assert client.get(f"/people/{pk}/").status_code == 200
    assert client_of("banner").get(f"/people/{pk}/").status_code == 404


def test_two_files_become_one_and_are_parted_again(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    with acting(scope("county")):
        twin = register(actor("county"), 110, "王秀兰", HEHAO, phone="13900000009").pk
    pk = corner.people["王秀兰"]
    assert f"/people/duplicates/{pk}/{twin}/" in words(client.get("/people/duplicates/"))
    compare = f"/people/duplicates/{pk}/{twin}/"
    assert client.get(compare).status_code == 200
    assert client_of("village").get(compare).status_code == 403
    assert client.post(compare, {"survivor": "left", "phone": "right"}).status_code == 302
    assert client.get(f"/people/{twin}/").status_code == 302
    with as_service():
        assert Person.objects.get(pk=pk).phone == "13900000009"
        merge = MergeRecord.objects.get()
    assert client.post(f"/people/merges/{merge.pk}/undo/").status_code == 302
    assert client.get(f"/people/{twin}/").status_code == 200
