"""Registers through their pages: activities owed and noted with one press, sites, figures, declarations."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from leye.accounts.enums import Role
from leye.accounts.models import Post, User
from leye.accounts.scope import acting, as_service
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.casework.models import Declaration
from leye.ledger.models import Household
from leye.registers.models import Activity, Reading, Site
from leye.standards.calendar import today
from leye.training.actions.classes import OpenClass
from leye.training.actions.trainees import EnrolTrainees
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_area
from tests.ledger.people import YONGPING, actor, scope
from tests.web.seed import COUNTY, Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
YANCHUAN = 610622000000
PACK = "sn_2020_26"


def sheet(answer: Any) -> str:
    """Every text of a downloaded workbook."""
    book = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))
    return " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)


@pytest.fixture
def checked_weekly(db: None) -> Todo:
    """永坪村, which an adopted document asks for a check of the ledger each week; its open to-do."""
    user = User.objects.create(username="yongping", name="刘永平")
    Post.objects.create(
        user=user, area_id=YONGPING, role=Role.VILLAGE_ASSISTANT, valid_from=dt.date(2020, 1, 1)
    )
    officer = User.objects.get(username="yanchuan")
    Adoption.objects.create(
        pack=PACK, area_id=YANCHUAN, valid_from=dt.date(today().year - 1, 1, 1), standing=True,
        state=AdoptionState.APPROVED, proposed_by=officer, decided_by=User.objects.get(username="leader"),
    )  # fmt: skip
    with as_service():
        Site.objects.create(
            area_id=YONGPING, kind="village_account", name="永坪村就业台账", opened_on=dt.date(2020, 1, 1)
        )
    refresh_area(YONGPING)
    with as_service():
        return Todo.objects.get(rule="weekly_ledger_check", subject_id=YONGPING, state="open")


def test_a_village_notes_its_weekly_check_on_its_day_with_one_press(
    checked_weekly: Todo, client_of: ClientOf
) -> None:
    client = client_of("yongping")
    page = words(client.get("/"))
    assert "本周台账已核对" in page
    address = f"/registers/note/{checked_weekly.pk}/"
    assert client.get(address).status_code == 405
    answer = client.post(address, {"from": "myday"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "已记：台账更新核对" in words(answer)
    with as_service():
        checked_weekly.refresh_from_db()
        noted = Activity.objects.get()
    assert (checked_weekly.state, noted.area_id, noted.happened_on) == ("done", YONGPING, today())
    assert "本周台账已核对" not in words(client.get("/"))
    # Pressed again from a page that was still open: nothing is written twice.
    assert "今天已经记过" in words(client.post(address, follow=True))
    with as_service():
        assert Activity.objects.count() == 1
    # A check taken back opens the duty again.
    client.post(f"/registers/activities/{noted.pk}/remove/", {"reason": "点错了"})
    with as_service():
        checked_weekly.refresh_from_db()
    assert checked_weekly.state == "open"


def test_the_county_sees_what_is_owed_and_others_see_nothing(
    checked_weekly: Todo, client_of: ClientOf
) -> None:
    page = words(client_of("yanchuan").get("/registers/?kind=ledger_check"))
    assert "每周至少更新1次" in page
    assert "永坪村" in page
    assert "永坪村" not in words(client_of("county").get("/registers/"))
    address = f"/registers/note/{checked_weekly.pk}/"
    assert client_of("county").post(address).status_code == 404
    assert client_of("auditor").post(address).status_code == 403


def test_what_a_site_owes_stands_on_the_countys_day_and_is_noted_at_the_site(
    checked_weekly: Todo, client_of: ClientOf
) -> None:
    with as_service():
        site = Site.objects.create(
            area_id=YANCHUAN,
            kind="resettlement_area",
            name="城北安置区",
            opened_on=dt.date(2020, 1, 1),
            people=900,
        )
        other = Site.objects.create(
            area_id=COUNTY, kind="resettlement_area", name="他县安置区", opened_on=today()
        )
        week = dt.timedelta(days=7)
        todos = [
            Todo.objects.create(
                pack=PACK, rule="resettlement_fair", subject_kind="site", subject_id=one.pk, area_id=one.area_id,
                since=today() - week, until=today() + week, due_on=today() + week, suggested_on=today(), need=1,
            )
            for one in (site, other)
        ]  # fmt: skip
    client = client_of("yanchuan")
    day = words(client.get("/"))
    assert "城北安置区" in day
    assert "记：安置区专场招聘" in day
    assert "城北安置区" in sheet(client.get(reverse("myday_export")))
    register = words(client.get("/registers/"))
    assert "延川县 · 城北安置区" in register
    assert "他县安置区" not in register
    assert client.post(f"/registers/note/{todos[1].pk}/").status_code == 404
    assert client.post(f"/registers/note/{todos[0].pk}/").status_code == 302
    with as_service():
        noted = Activity.objects.get()
        todos[0].refresh_from_db()
    assert (noted.kind, noted.site_id, noted.area_id) == ("resettlement_fair", site.pk, YANCHUAN)
    # The site was judged at once: the action of 2020 is over, so that nothing is asked of it any more.
    assert todos[0].state == "lapsed"


def test_sites_are_registered_changed_and_closed(client_of: ClientOf) -> None:
    county = client_of("county")
    assert "还没有登记" in words(county.get("/registers/sites/"))
    data = {
        "kind": "gig_market",
        "name": "城关零工市场",
        "area_no": COUNTY,
        "opened_on": "2025-03-01",
        "people": "120",
    }
    assert county.post("/registers/sites/new/", data).status_code == 302
    assert "同名同类" in words(county.post("/registers/sites/new/", data))
    assert "不能晚于今天" in words(
        county.post("/registers/sites/new/", {**data, "name": "乙", "opened_on": "2999-01-01"})
    )
    with as_service():
        site = Site.objects.get()
    assert "城关零工市场" in words(county.get("/registers/sites/?kind=gig_market"))
    assert "城关零工市场" not in words(county.get("/registers/sites/?kind=help_workshop"))
    change = {"name": "城关零工市场", "level": "2", "people": "150", "version": "1"}
    assert county.post(f"/registers/sites/{site.pk}/edit/", change).status_code == 302
    assert "刚被别人改过" in words(county.post(f"/registers/sites/{site.pk}/edit/", change))
    assert client_of("town").post(f"/registers/sites/{site.pk}/close/", {}).status_code == 404
    assert client_of("village").get("/registers/sites/new/").status_code == 403
    close = {"closed_on": today().isoformat(), "reason": "合并到人力资源市场"}
    assert county.post(f"/registers/sites/{site.pk}/close/", close).status_code == 302
    assert "城关零工市场" not in words(county.get("/registers/sites/"))
    assert "合并到人力资源市场" in words(county.get("/registers/sites/?closed=1"))


def test_an_activity_of_another_day_is_entered_with_its_number(client_of: ClientOf) -> None:
    town = client_of("town")
    data = {"kind": "job_collection", "area_no": 150822101000, "happened_on": "2025-03-01", "quantity": "35"}
    assert town.post("/registers/activities/new/", data).status_code == 302
    assert "岗位信息收集" not in words(town.get("/registers/?year=2024")).split("年的活动")[-1]
    with as_service():
        activity = Activity.objects.get()
    assert activity.quantity == 35
    assert "不能晚于今天" in words(
        town.post("/registers/activities/new/", {**data, "happened_on": "2999-01-01"})
    )
    outside = {**data, "area_no": COUNTY}
    assert "辖区内的行政区划" in words(town.post("/registers/activities/new/", outside))
    assert (
        client_of("banner").post(f"/registers/activities/{activity.pk}/remove/", {"reason": "x"}).status_code
        == 404
    )


def test_figures_are_typed_in_their_own_units(client_of: ClientOf, corner: Seeded) -> None:
    county = client_of("county")
    data = {
        "kind": "surveyed_unemployment_rate", "area_no": COUNTY, "period_start": "2026-03-01",
        "period_end": "2026-03-31", "value": "5.2", "source": "县统计局",
    }  # fmt: skip
    add = "/registers/readings/new/"
    assert county.post(add, data).status_code == 302
    assert county.post(add, {**data, "source": ""}).status_code == 200
    with as_service():
        rate = Reading.objects.get()
    assert (rate.value, rate.whole) == (520, 10_000)
    assert "5.20%" in words(county.get("/registers/readings/?year=2026"))
    assert (
        county.post(add, {**data, "kind": "pv_income", "value": "300.5", "whole": "400"}).status_code == 302
    )
    assert "300.50元（共400.00元）" in words(county.get("/registers/readings/?year=2026&kind=pv_income"))
    assert "这项数据是整数" in words(county.post(add, {**data, "kind": "skilled_workers", "value": "1.5"}))
    headcount = {**data, "kind": "headcount", "value": "40"}
    assert "请填写用人单位" in words(county.post(add, headcount))
    assert "先登记用人单位" in words(county.post(add, {**headcount, "employer_name": "没有这家"}))
    named = {**headcount, "employer_name": "磴口县草原红牛肉制品有限公司"}
    assert county.post(add, named).status_code == 302
    assert client_of("village").get(add).status_code == 403
    assert county.post(f"/registers/readings/{rate.pk}/remove/").status_code == 302
    with as_service():
        assert sorted(Reading.objects.values_list("kind", "value")) == [
            ("headcount", 40),
            ("pv_income", 30_050),
        ]


def test_a_household_declares_and_takes_it_back(client_of: ClientOf, corner: Seeded) -> None:
    client, home = client_of("village"), corner.household
    with as_service():
        head = Household.objects.get(pk=home).head_id
    address = f"/households/{home}/declare/"
    assert f'href="{address}"' in words(client.get(f"/households/{home}/"))
    data = {
        "person_id": head, "declared_on": today().isoformat(), "reason": "照料两位卧床老人",
    }  # fmt: skip
    assert client.post(address, {**data, "reason": ""}).status_code == 200
    with as_service():
        assert not Declaration.objects.exists()
    answer = client.post(address, data, follow=True)
    assert "声明前，这一户有0次" in words(answer)
    assert "照料两位卧床老人" in words(answer)
    assert f'href="{address}"' not in words(answer)
    assert "已有一份有效" in words(client.post(address, data))
    with as_service():
        declaration = Declaration.objects.get()
    withdraw = f"/households/{home}/declarations/{declaration.pk}/withdraw/"
    assert client_of("village2").post(withdraw, {"ended_on": today().isoformat()}).status_code == 404
    assert client_of("auditor").post(address, data).status_code == 403
    assert client.post(withdraw, {"ended_on": today().isoformat()}).status_code == 302
    assert f'href="{address}"' in words(client.get(f"/households/{home}/"))


def test_trainings_and_claims_stand_in_the_file(client_of: ClientOf, corner: Seeded) -> None:
    from tests.benefits.test_claims import claim_for

    pk = corner.people["王秀兰"]
    assert "培训和待遇" not in words(client_of("village").get(f"/people/{pk}/"))
    with acting(scope("county")):
        county = actor("county")
        held = OpenClass(
            county, area_no=COUNTY, title="面点制作一班", kind="skill", started_on=dt.date(2026, 3, 2)
        ).run()
        trainee = EnrolTrainees(county, class_id=held.pk, person_ids=[pk]).run()[0]
        claim_for(county, trainee.person, paid_on=dt.date(2025, 3, 5))
    page = words(client_of("village").get(f"/people/{pk}/"))
    for said in ("面点制作一班", "职业技能培训", "1,500", "2025-03-05发放", "磴人社发〔2025〕3号"):
        assert said in page, said
