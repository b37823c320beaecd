"""Public-welfare posts month by month on their pages: attendance, pay, longer stays, priority, village assistants."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.adoption.resolution import forget_from
from leye.casework.actions.placements import PlacePerson
from leye.casework.actions.posts import AddPost, ChangePost
from leye.casework.models import Attendance, ExtensionRequest, PayList, Placement, PublicPost
from leye.ledger.actions.memberships import AddMembership
from leye.registers.models import Site
from leye.standards.calendar import add_months, today
from leye.worklist.refresh import refresh_people
from tests.casework.test_zero_episodes import adopt
from tests.ledger.people import HEHAO, actor, scope
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
LAST = add_months(today().replace(day=1), -1)
MONTH = f"{LAST:%Y-%m}"


@pytest.fixture
def placed(corner: Seeded) -> Placement:
    """李建国 cleans the village for 1,000 yuan a month since half a year."""
    with acting(scope("town")):
        town = actor("town")
        ChangePost(town, post_id=corner.post, title="村级保洁员", places=2, wage_fen=100_000).run()
        return PlacePerson(
            town, person_id=corner.people["李建国"], post_id=corner.post, started_on=add_months(LAST, -5), term_months=12
        ).run()  # fmt: skip


def typed(placement: Placement, **more: str) -> dict[str, str]:
    values = {"due": "20", "done": "15", "note": "", "version": "0", "result": "", "discipline": "", **more}
    return {f"{name}-{placement.pk}": value for name, value in values.items()}


def test_a_month_is_filled_in_and_paid(corner: Seeded, client_of: ClientOf, placed: Placement) -> None:
    village, town, county = client_of("village"), client_of("town"), client_of("county")
    address = f"/posts/months/?month={MONTH}"
    assert "李建国" in words(village.get(address))
    page = words(town.post(address, typed(placed, done="21")))
    assert "李建国：实际出勤应在0至20天之间" in page
    assert 'value="21"' in page
    assert village.post(address, typed(placed)).status_code == 302
    assert "刚被别人登记为15/20天" in words(town.post(address, typed(placed, done="16")))
    answer = town.post(address, typed(placed, version="1", result="pass", discipline="遵守"), follow=True)
    assert "考核1人有变动" in words(answer)
    assert client_of("auditor").post(address, typed(placed)).status_code == 404

    form = {"area_no": "150822101000", "month": MONTH, "pv_fen": "600", "other_fen": "", "other_note": ""}
    made = town.post("/posts/pay/new/", form, follow=True)
    assert "1人，共750元" in words(made)
    with as_service():
        found = PayList.objects.get()
        assert dict(found.funds.values_list("source", "amount_fen")) == {
            "pv_income": 60_000, "employment_fund": 15_000,
        }  # fmt: skip
    assert "审批通过" not in words(town.get(f"/posts/pay/{found.pk}/"))
    assert town.post(f"/posts/pay/{found.pk}/approve/", {"version": 1}).status_code == 403
    assert "审批通过" in words(county.get(f"/posts/pay/{found.pk}/"))
    assert "刚被改过" in words(county.post(f"/posts/pay/{found.pk}/approve/", {"version": 9}, follow=True))
    assert "已审批" in words(county.post(f"/posts/pay/{found.pk}/approve/", {"version": 1}, follow=True))
    assert "已发放" in words(village.get(address))
    assert village.post(address, typed(placed, version="1", done="3")).status_code == 302
    with as_service():
        assert Attendance.objects.get().days_done == 15
    assert client_of("banner").get(f"/posts/pay/{found.pk}/").status_code == 404
    assert village.get(f"/posts/pay/{found.pk}/").status_code == 404


def test_every_count_of_a_month_leads_to_its_list(
    corner: Seeded, client_of: ClientOf, placed: Placement
) -> None:
    town = client_of("town")
    with acting(scope("town")):
        PlacePerson(
            actor("town"), person_id=corner.people["赵海燕"], post_id=corner.post, started_on=LAST, term_months=12
        ).run()  # fmt: skip
    address = f"/posts/months/?month={MONTH}"
    town.post(address, typed(placed, result="fail", discipline="旷工"))
    town.post(
        "/posts/pay/new/", {"area_no": "150822101000", "month": MONTH, "pv_fen": "750", "other_fen": ""}
    )
    page = town.get(address)
    tiles = {tile["label"]: tile for tile in page.context["tiles"]}
    assert {label: tile["value"] for label, tile in tiles.items()} == {
        "在岗": 2, "已登考勤": 1, "已考核": 1, "考核不合格": 1, "已列入发放表": 1,
    }  # fmt: skip
    assert tiles["已列入发放表"]["note"] == "共750.00元"
    for label, tile in tiles.items():
        assert tile["url"].replace("&", "&amp;") in words(page)
        listed = town.get(tile["url"])
        assert len(listed.context["page"].rows) == tile["value"], label
    narrowed = town.get(tiles["考核不合格"]["url"])
    assert "李建国" in words(narrowed)
    assert "赵海燕" not in words(narrowed)
    assert "改看全部在岗的人" in words(narrowed)
    out = town.get("/posts/months/export.xlsx", {"month": MONTH, "show": "failed"})
    names = [row[0].value for row in load_workbook(io.BytesIO(out.content)).active.iter_rows(min_row=3)]
    assert ("李建国" in names, "赵海燕" in names) == (True, False)
    other = town.get(address + f"&post={corner.post + 999}&show=nothing")
    assert len(other.context["page"].rows) == 0, "a post that is not there has nobody on it"


def test_the_pay_list_leaves_masked_and_logged(
    corner: Seeded, client_of: ClientOf, placed: Placement
) -> None:
    town = client_of("town")
    town.post(f"/posts/months/?month={MONTH}", typed(placed))
    town.post("/posts/pay/new/", {"area_no": "150822101000", "month": MONTH})
    with as_service():
        pk = PayList.objects.get().pk
    answer = town.get(f"/posts/pay/{pk}/export.xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    line = next(row for row in rows if row[1] == "李建国")
    assert "*" in str(line[2])
    assert float(str(line[9])) == 750
    with as_service():
        assert "未审批" in AccessLog.objects.filter(access=Access.EXPORT).latest("at").detail["title"]
    assert client_of("leader").get(f"/posts/pay/{pk}/export.xlsx?full=1").status_code == 403
    assert "已删除" in words(town.post(f"/posts/pay/{pk}/discard/", follow=True))
    with as_service():
        assert not PayList.objects.exists()
        assert Attendance.objects.count() == 1


def test_asked_for_by_the_township_and_answered_by_the_county(
    corner: Seeded, client_of: ClientOf, placed: Placement
) -> None:
    town, county = client_of("town"), client_of("county")
    later = placed.due_end_on + dt.timedelta(60)
    assert "申请延期" in words(town.get(f"/posts/{corner.post}/"))
    check = words(town.get(f"/posts/placements/{placed.pk}/ask/check/", {"due_end_on": later.isoformat()}))
    assert "不超过采用文件的期限" in check
    assert town.post(f"/posts/placements/{placed.pk}/ask/", {
        "due_end_on": later.isoformat(), "reason": "岗位仍需要"}).status_code == 302  # fmt: skip
    with as_service():
        pk = ExtensionRequest.objects.get().pk
    assert "岗位仍需要" in words(county.get("/posts/extensions/"))
    assert town.get(f"/posts/extensions/{pk}/").status_code == 403
    data = {"agreed": "no", "decided_on": today().isoformat(), "answer": ""}
    assert "写明理由" in words(county.post(f"/posts/extensions/{pk}/", data))
    assert county.post(f"/posts/extensions/{pk}/", data | {"agreed": "yes"}).status_code == 302
    with as_service():
        assert Placement.objects.get(pk=placed.pk).due_end_on == later
    assert "已于" in words(county.get(f"/posts/extensions/{pk}/"))
    assert client_of("banner").get(f"/posts/extensions/{pk}/").status_code == 404


def test_limits_show_while_the_form_is_filled(corner: Seeded, client_of: ClientOf) -> None:
    adopt()
    forget_from(today())
    with acting(scope("town")):
        town = actor("town")
        post = AddPost(town, area_no=HEHAO, title="防汛值守员", kind="temporary", valid_from=LAST).run()
        for name in ("赵海燕",):
            AddMembership(
                town, person_id=corner.people[name], group_code="formerly_poor", valid_from=LAST
            ).run()
    refresh_people([corner.people["赵海燕"]])
    address = f"/posts/{post.pk}/warnings/"
    ask = {"person": corner.people["赵海燕"], "started_on": today().isoformat(), "term_months": "6"}
    page = words(client_of("town").get(address, ask))
    assert "符合安置条件" in page
    assert "优先次序：贫困劳动力" in page
    assert "期限最多6个月" in words(client_of("town").get(address, ask | {"term_months": "7"}))
    assert "优亲厚友" in words(client_of("town").get(address, ask | {"kin_relation": "村主任的侄女"}))
    # Who is neither poor nor in difficulty is told so before anything is saved.
    stranger = words(client_of("town").get(address, ask | {"person": corner.people["张强"]}))
    assert "上岗人员身份须核实" in stranger
    page = words(client_of("town").get("/posts/priority/?rule=sn_2020_26.temporary_post"))
    assert "赵海燕" in page
    assert "1 · 贫困劳动力" in page
    assert "张强" not in page
    with as_service():
        seen = AccessLog.objects.filter(access=Access.SEARCH).latest("at")
    assert (seen.detail["list"], seen.detail["rows"]) == ("post priority sn_2020_26.temporary_post", 1)


def test_a_village_has_one_or_two_assistants_and_the_register_agrees(
    corner: Seeded, client_of: ClientOf, placed: Placement
) -> None:
    county = client_of("county")
    data = {"title": "村级保洁员", "duty": "assistant", "places": "2", "wage_fen": "1000"}
    assert county.post(f"/posts/{corner.post}/edit/", data).status_code == 302
    with as_service():
        assert PublicPost.objects.get(pk=corner.post).duty == "assistant"
    page = words(county.get("/posts/assistants/"))
    assert "符合" in page
    assert "没有登记" in page
    assert county.post("/posts/assistants/register/", {"area": HEHAO}).status_code == 302
    with as_service():
        assert Site.objects.get(kind="employment_assistant").people == 1
    assert "按在岗人数登记" not in words(county.get("/posts/assistants/"))
    assert client_of("banner").post("/posts/assistants/register/", {"area": HEHAO}).status_code == 404
    assert client_of("village").post("/posts/assistants/register/", {"area": HEHAO}).status_code == 403
