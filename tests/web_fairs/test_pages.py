"""Pages of a fair: planned, announced, with booths and visitors, summed up; and what the public may see."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.fairs.codes import visit_code
from leye.fairs.models import Booth, Visit
from leye.market.models import Fair, FairSeries
from leye.registers.models import Activity, Site
from leye.standards.calendar import add_months, today
from leye.standards.uscc import make_uscc
from tests.ledger.people import BALENG, HEHAO, number
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
COUNTY = "150822000000"
CODE = make_uscc("91", "150822", "MA0X12345")


def planned(client: Client, title: str = "金秋招聘会", day: dt.date | None = None, **more: object) -> int:
    told = {
        "title": title, "held_on": (day or today()).isoformat(), "area_no": COUNTY, "mode": "offline", "kind": "on_site",
        "place": "文化广场", "starts_at": "09:00", "ends_at": "12:00", **more,
    }  # fmt: skip
    answer = client.post("/fairs/new/", told)
    assert answer.status_code == 302, words(answer)
    return int(re.findall(r"/fairs/(\d+)/", answer.url)[0])


def announced(client: Client, **more: Any) -> tuple[int, str]:
    """A fair and its public address."""
    pk = planned(client, **more)
    client.post(f"/fairs/{pk}/announce/")
    with as_service():
        return pk, f"/f/{Fair.objects.get(pk=pk).number}/"


def booth_of(client: Client, pk: int, name: str = "甲公司", posts: str = "焊工，3，6000元/月，会电焊") -> int:
    answer = client.post(f"/fairs/{pk}/booths/new/", {"name": name, "posts": posts})
    assert answer.status_code == 302, words(answer)
    with as_service():
        return Booth.objects.get(fair_id=pk, name=name).pk


def test_a_fair_goes_from_plan_to_report(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk, public = announced(client)
    booth = booth_of(client, pk)
    assert "1家有展位，3个岗位名额" in words(client.get(f"/fairs/{pk}/booths/"))
    desk = f"/fairs/{pk}/desk/"
    assert "已签到，记了一次服务" in words(client.post(desk, {"q": "13800000102"}))
    assert "已经签过到" in words(client.post(desk, {"q": number(102)}))
    assert "已签到，未建档人员" in words(client.post(desk, {"q": "孙尚 13911112222"}))
    talk = {"numbers": "011", "result": "interview"}
    with as_service():
        first = Visit.objects.get(fair_id=pk, number=1)
        assert first.person_id == corner.people["王秀兰"]
    talk["numbers"] = first.shown_number
    assert "已登记1人" in words(client.post(f"/fairs/booths/{booth}/talks/", talk, follow=True))
    assert "没有重复记" in words(client.post(f"/fairs/booths/{booth}/talks/", talk, follow=True))
    few = {"held_on": today().isoformat(), "employers": 1, "vacancies": 3, "visitors": 1, "agreed": 1}
    assert "现场已登记2" in words(client.post(f"/fairs/{pk}/held/", few))
    assert client.post(f"/fairs/{pk}/held/", few | {"visitors": 40}).status_code == 302
    answer = client.post(f"/fairs/{pk}/report/", {"summary": "返乡人员多。"}, follow=True)
    assert "计入招聘活动任务" in words(answer)
    assert "返乡人员多" in words(answer)
    workbook = client.get(f"/fairs/{pk}/results.xlsx")
    assert workbook.status_code == 200
    with as_service():
        kinds = ServiceRecord.objects.filter(person_id=corner.people["王秀兰"]).values_list("kind", "item")
        assert sorted(kinds) == [("job_recommendation", "甲公司·焊工"), ("other", "")]
    assert "已经办过了" in words(client_of("county").get(public))


def test_nobody_came_so_nothing_counts(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk = planned(client)
    zero = {"held_on": today().isoformat(), "employers": 3, "vacancies": 30, "visitors": 0, "agreed": 0}
    assert "不计入" in words(client.post(f"/fairs/{pk}/held/", zero, follow=True))
    assert "没有人到场，不计" in words(client.get("/fairs/"))
    assert "各旗县每月有招聘活动" in words(client.get("/fairs/"))
    client.post(f"/fairs/{pk}/held/", zero | {"visitors": 5})
    assert "目前没有欠办的招聘活动" in words(client.get("/fairs/"))


def test_the_public_sees_posts_and_nothing_of_anybody(corner: Seeded, client_of: ClientOf) -> None:
    client, anyone = client_of("county"), Client()
    hidden = planned(client, title="还在计划")
    with as_service():
        unseen = Fair.objects.get(pk=hidden).number
    assert anyone.get(f"/f/{unseen}/").status_code == 404
    pk, public = announced(client)
    booth_of(client, pk)
    with as_service():
        Booth.objects.update(contact="马经理", phone="13877778888")
    client.post(f"/fairs/{pk}/desk/", {"q": "孙尚 13911112222"})
    page = words(anyone.get(public))
    assert "甲公司" in page
    assert "焊工" in page
    for secret in ("马经理", "13877778888", "孙尚", "13911112222", "王秀兰"):
        assert secret not in page
    assert "金秋招聘会" in words(anyone.get("/f/"))
    assert "还在计划" not in words(anyone.get("/f/"))
    for wrong in ("/f/0000000/", "/f/abc/", f"/f/{pk}/"):
        assert anyone.get(wrong).status_code == 404


def test_somebody_signs_up_without_account_and_shows_the_slip(corner: Seeded, client_of: ClientOf) -> None:
    client, anyone = client_of("county"), Client()
    pk, public = announced(client)
    assert "电话" in words(anyone.post(f"{public}join/", {"name": "王秀兰", "phone": "12"}))
    with as_service():
        assert not Visit.objects.exists()
    answer = anyone.post(f"{public}join/", {"name": "王秀兰", "phone": "138 0000 0102"})
    assert answer.status_code == 302
    slip = words(anyone.get(answer.url))
    with as_service():
        visit = Visit.objects.get(fair_id=pk)
    assert visit.person_id is None
    assert visit.shown_number in slip
    assert "王秀兰" not in slip
    assert anyone.get(f"{public}slip/ACDEFGHJ/").status_code == 404
    done = words(client.post(f"/fairs/{pk}/desk/", {"q": visit_code(visit)}))
    assert "已签到，记了一次服务" in done
    assert "王秀兰" in done
    forged = visit_code(visit)[:-8] + "ACDEFGHJ"
    assert "不是本系统发出的" in words(client.post(f"/fairs/{pk}/desk/", {"q": forged}))
    other, _public = announced(client, title="另一场")
    assert "另一场招聘会" in words(client.post(f"/fairs/{other}/desk/", {"q": visit_code(visit)}))


def test_an_employer_signs_up_and_waits_for_an_officer(corner: Seeded, client_of: ClientOf) -> None:
    client, anyone = client_of("county"), Client()
    pk, public = announced(client, day=today() + dt.timedelta(days=3))
    told = {
        "name": "乙公司",
        "uscc": CODE,
        "contact": "马经理",
        "phone": "13877778888",
        "posts": "缝纫工，20，计件",
    }
    assert "第二项应是招聘人数" in words(anyone.post(f"{public}booth/", told | {"posts": "缝纫工，很多"}))
    assert "已收到报名" in words(anyone.post(f"{public}booth/", told))
    assert "已报名" in words(anyone.post(f"{public}booth/", told))
    assert "没有提交成功" in words(
        anyone.post(f"{public}booth/", told | {"name": "丙公司", "homepage": "http://x"})
    )
    assert "乙公司" not in words(anyone.get(public))
    assert "等您审核" in words(client.get(f"/fairs/{pk}/"))
    with as_service():
        booth = Booth.objects.get(fair_id=pk)
    assert "1号展位" in words(client.post(f"/fairs/booths/{booth.pk}/accept/", follow=True))
    assert "缝纫工" in words(anyone.get(public))
    for kind in ("notice", "booths", "signs"):
        made = client.get(f"/fairs/{pk}/print/{kind}.pdf")
        assert made.content.startswith(b"%PDF")


def test_a_slip_is_shown_again_to_its_browser_and_to_no_other(corner: Seeded, client_of: ClientOf) -> None:
    _pk, public = announced(client_of("county"))
    told = {"name": "赵六", "phone": "13911113333"}
    mine, other = Client(), Client()
    slip = mine.post(f"{public}join/", told).url
    assert mine.post(f"{public}join/", told).url == slip
    assert mine.post(f"{public}join/", {"name": "赵七", "phone": "13911113334"}).url != slip
    assert mine.post(f"{public}join/", told).url == slip
    assert other.post(f"{public}join/", told).url != slip


def test_who_signed_up_for_a_cancelled_fair_is_told(corner: Seeded, client_of: ClientOf) -> None:
    client, anyone = client_of("county"), Client()
    pk, public = announced(client)
    booth = booth_of(client, pk)
    slip = anyone.post(f"{public}join/", {"name": "赵六", "phone": "13911113333"}).url
    page = words(client.post(f"/fairs/{pk}/cancel/", {"reason": "沙尘暴"}, follow=True))
    assert "还有2个没通知" in page
    assert "已取消：沙尘暴" in words(anyone.get(public))
    assert "已取消：沙尘暴" in words(anyone.get(slip))
    assert "已取消：沙尘暴" in words(anyone.post(f"{public}join/", {"name": "赵七", "phone": "13911113334"}))
    with as_service():
        visit = Visit.objects.get(fair_id=pk)
    page = words(client.post(f"/fairs/{pk}/told/", {"booth": booth, "visit": visit.pk}, follow=True))
    assert "都通知了" in page
    assert "已取消" in words(client.post(f"/fairs/{pk}/desk/", {"q": "赵六 13911113333"}))


def test_the_desk_asks_only_what_it_does_not_know(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk, _public = announced(client)
    desk = f"/fairs/{pk}/desk/"
    several = words(client.post(desk, {"q": "王秀兰"}))
    assert "是哪一位" in several
    assert f'name="person" value="{corner.people["王秀兰"]}"' in several
    nobody = words(client.post(desk, {"q": "13911112222"}))
    assert 'value="13911112222"' in nobody
    assert "按来访登记" in nobody
    assert "校验位" in words(client.post(desk, {"q": "45"}))
    walk_in = {"walk_in": "1", "name": "孙尚", "phone": "123"}
    assert "desk-done" not in words(client.post(desk, walk_in))
    walk_in |= {"phone": "13911112222", "asked_help": "on"}
    assert "要求助，建档后受理" in words(client.post(desk, walk_in))
    part = words(client.post(desk, {"q": "13911112222"}, headers={"HX-Request": "true"}))
    assert "已经签过到" in part
    assert "<html" not in part


def test_a_number_of_another_area_tells_nothing(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk, _public = announced(client)
    told = {"walk_in": "1", "name": "苏和", "phone": "13911112222"}
    elsewhere = words(client.post(f"/fairs/{pk}/desk/", told | {"id_number": number(111)}))
    nobody = words(
        client.post(f"/fairs/{pk}/desk/", told | {"phone": "13911112223", "id_number": number(991)})
    )
    assert "已签到，未建档人员" in elsewhere
    assert "已签到，未建档人员" in nobody
    assert "未建档" in words(client.get(f"/fairs/{pk}/visits/?only=walk_in"))
    with as_service():
        assert set(Visit.objects.filter(fair_id=pk).values_list("person_id", flat=True)) == {None}


def test_a_walk_in_is_matched_on_the_list(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk, _public = announced(client)
    with as_service():
        fair = Fair.objects.get(pk=pk)
        visit = Visit.objects.create(
            fair=fair, number=1, token="ACDEFGHJ", area_id=fair.area_id, name="李建国", phone="13800000103",
            arrived_at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    assert "姓名电话相同" in words(client.get(f"/fairs/{pk}/visits/"))
    person = corner.people["李建国"]
    assert "已对上台账" in words(
        client.post(f"/fairs/visits/{visit.pk}/match/", {"person": person}, follow=True)
    )
    with as_service():
        assert AccessLog.objects.filter(detail__list="fair visitors").exists()
    assert "撤销" in words(client.post(f"/fairs/visits/{visit.pk}/back/", follow=True))
    with as_service():
        assert not ServiceRecord.objects.filter(person_id=person).exists()


def test_the_board_shows_the_gap_before_it_happens_and_fills_the_form_in(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("county")
    page = words(client.get("/fairs/board/"))
    assert "各旗县每月有招聘活动" in page
    assert page.count("还差1场") == 2
    link = re.findall(r'href="(/fairs/new/\?[^"]+)"', page)[0].replace("&amp;", "&")
    form = words(client.get(link))
    assert f'value="{COUNTY}" selected' in form
    following = add_months(today().replace(day=1), 1) + dt.timedelta(days=9)
    planned(client, day=following)
    page = words(client.get("/fairs/board/"))
    assert page.count("还差1场") == 1
    assert "已排够" in page
    assert client.get("/fairs/board/board.xlsx").status_code == 200


def test_a_mobile_fair_reaches_a_village(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    before = words(client.get("/fairs/board/"))
    assert "今年到过0个村，共2个" in before
    pk = planned(client, kind="mobile", area_no=str(HEHAO), four_enters="on")
    result = {"held_on": today().isoformat(), "employers": 2, "vacancies": 20, "visitors": 33, "agreed": 4}
    client.post(f"/fairs/{pk}/held/", result)
    assert "今年到过1个村，共2个" in words(client.get("/fairs/board/"))
    with as_service():
        assert Activity.objects.get().kind == "four_enters"


def test_a_gig_market_day_counts_for_its_market(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    with as_service():
        site = Site.objects.create(
            area_id=HEHAO, kind="gig_market", name="河壕零工市场", opened_on=dt.date(2020, 1, 1)
        )
        other = Site.objects.create(
            area_id=BALENG, kind="leye_station", name="小站", opened_on=dt.date(2020, 1, 1)
        )
    refused = client.post(
        "/fairs/new/", {"title": "x", "held_on": today().isoformat(), "area_no": COUNTY, "mode": "offline",
                        "kind": "on_site", "site_id": site.pk})  # fmt: skip
    assert "只有零工市场活动日和安置区专场才选场所" in words(refused)
    pk = planned(client, kind="gig_day", site_id=site.pk)
    assert str(other.pk) not in re.findall(r'<option value="(\d+)"', words(client.get("/fairs/new/")))
    result = {"held_on": today().isoformat(), "employers": 0, "vacancies": 0, "visitors": 12, "agreed": 0}
    client.post(f"/fairs/{pk}/held/", result)
    with as_service():
        line = Activity.objects.get()
        assert (line.kind, line.site_id, line.area_id) == ("gig_market_service", site.pk, HEHAO)
    client.post(f"/fairs/{pk}/held/", result | {"visitors": 0})
    with as_service():
        assert not Activity.objects.exists()


def test_a_fair_comes_again_each_month_and_none_twice(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk = planned(client, title="磴口县招聘会")
    told = {"title": "磴口县招聘会", "every": "month", "months": 3}
    answer = words(client.post(f"/fairs/{pk}/repeat/", told, follow=True))
    assert "往后排了3场" in answer
    with as_service():
        series = FairSeries.objects.get()
        days = list(series.fairs.order_by("held_on").values_list("held_on", flat=True))
    assert [day.month for day in days] == [add_months(today(), n).month for n in range(4)]
    assert "都已排好" in words(client.post(f"/fairs/series/{series.pk}/", follow=True))
    assert "已停止" in words(client.post(f"/fairs/series/{series.pk}/", {"stop": "1"}, follow=True))


@pytest.mark.parametrize("page", ["", "booths/", "visits/", "results/", "desk/", "edit/", "repeat/"])
def test_another_county_finds_nothing(corner: Seeded, client_of: ClientOf, page: str) -> None:
    pk, _public = announced(client_of("county"))
    elsewhere, absent = (client_of("banner").get(f"/fairs/{n}/{page}") for n in (pk, 999999))
    assert elsewhere.status_code == absent.status_code == 404
    assert words(elsewhere) == words(absent)


def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    pk = planned(client)
    told = {
        "title": "改名", "held_on": today().isoformat(), "area_no": COUNTY, "mode": "offline", "kind": "on_site",
        "place": "广场", "starts_at": "09:00", "version": "1",
    }  # fmt: skip
    assert client.post(f"/fairs/{pk}/edit/", told).status_code == 302
    assert "已被别人改过" in words(client.post(f"/fairs/{pk}/edit/", told | {"title": "又改"}))
