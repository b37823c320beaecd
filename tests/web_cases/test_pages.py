"""Pages of cases by client: intake, registration, exit, lists; who may, what is logged, what stays hidden."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.cases.models import Case
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.cases.making import again, ago, applied, registered, served
from tests.ledger.people import HEHAO, actor, number, post, scope
from tests.web.seed import Seeded

ClientOf = Callable[[str], Client]
APPLICATION = {"channel": "counter", "applied_on": "", "asked_for": "想在县城上班", "mine": "on"}


def application(**more: Any) -> dict[str, Any]:
    return {**APPLICATION, "applied_on": today().isoformat(), **more}


def person_of(name: str) -> Person:
    with as_service():
        return Person.objects.get(name=name)


def case_of(name: str, **more: Any) -> Case:
    """Somebody of the corner applied through the town."""
    with acting(scope("town")):
        return applied(actor("town"), person_of(name), **more)


def now(case: Case) -> Case:
    with as_service():
        return again(case)


def test_somebody_known_is_found_by_number_and_applied_for(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    page = client.post("/cases/new/", {"id_number": number(102)})
    assert "王秀兰" in page.text
    assert number(102) not in page.text
    answer = client.post("/cases/new/", application(person=corner.people["王秀兰"]), follow=True)
    assert "已受理王秀兰的申请" in answer.text
    with as_service():
        case = Case.objects.get()
    assert (case.person_id, case.owner_id, case.channel) == (
        corner.people["王秀兰"],
        post("town").user_id,
        "counter",
    )
    with as_service():
        looks = AccessLog.objects.filter(
            person_id=case.person_id, user=post("town").user_id, access="view_person"
        )
        assert looks.count() >= 2


def test_somebody_unknown_is_entered_in_the_same_breath(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    page = client.post("/cases/new/", {"id_number": number(300)})
    assert "连同档案一起建立" in page.text
    form = application(
        id_number=number(300), name="孙巧云", area_no=HEHAO, phone="13900000300", channel="portal"
    )
    answer = client.post("/cases/new/", form, follow=True)
    assert "孙巧云的个案" in answer.text
    assert person_of("孙巧云").phone == "13900000300"


def test_a_wrong_number_and_a_refused_application_write_nothing(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("town")
    page = client.post("/cases/new/", {"id_number": number(102)[:-1]})
    assert page.status_code == 200
    assert "id_id_number_error" in page.text
    form = application(id_number=number(301), name="孙巧云", area_no=HEHAO, channel="department")
    page = client.post("/cases/new/", form)
    assert "哪个单位移交" in page.text
    with as_service():
        assert not Person.objects.filter(name="孙巧云").exists()
        assert not Case.objects.exists()


def test_a_number_held_elsewhere_is_refused_without_a_word_and_logged(
    corner: Seeded, client_of: ClientOf
) -> None:
    client = client_of("town")
    page = client.post("/cases/new/", {"id_number": number(111)})
    assert "苏和" not in page.text
    assert "连同档案一起建立" in page.text
    page = client.post("/cases/new/", application(id_number=number(111), name="某人", area_no=HEHAO))
    assert "不能在本地直接建档" in page.text
    assert "苏和" not in page.text
    with as_service():
        assert AccessLog.objects.filter(detail__registering=True, user=post("town").user_id).count() == 1


def test_an_open_case_is_named_and_not_doubled(corner: Seeded, client_of: ClientOf) -> None:
    case = case_of("李建国")
    client = client_of("village")
    page = client.get(f"/cases/new/?person={case.person_id}")
    assert "已有一个在办的个案" in page.text
    answer = client.post("/cases/new/", application(person=case.person_id))
    assert answer.status_code == 302
    assert answer["Location"] == f"/cases/{case.pk}/"
    with as_service():
        assert Case.objects.count() == 1


def test_out_of_scope_is_as_absent(corner: Seeded, client_of: ClientOf) -> None:
    case = case_of("王秀兰")
    for path in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/exit/",
        f"/cases/{case.pk}/register/",
        "/cases/999999/",
    ):
        assert client_of("banner").get(path).status_code == 404
    assert client_of("village2").get(f"/cases/{case.pk}/").status_code == 404
    answer = client_of("banner").post("/cases/assign/", {"case": case.pk, "owner": "me"})
    assert answer.status_code == 404
    assert client_of("banner").get(f"/cases/new/?person={case.person_id}").status_code == 404


def test_who_may_what(corner: Seeded, client_of: ClientOf) -> None:
    case = case_of("王秀兰")
    for user, path, status in [
        ("village", f"/cases/{case.pk}/register/", 403), ("village", f"/cases/{case.pk}/exit/", 403),
        ("auditor", "/cases/new/", 403), ("auditor", f"/cases/{case.pk}/", 200), ("leader", "/cases/", 200),
    ]:  # fmt: skip
        assert client_of(user).get(path).status_code == status, (user, path)
    assert client_of("town").post("/cases/confirm/", {"case": case.pk}).status_code == 403
    assert "办理登记" not in client_of("village").get(f"/cases/{case.pk}/").text


def test_registration_asks_whether_a_labourer_and_shows_the_groups(
    corner: Seeded, client_of: ClientOf
) -> None:
    case = case_of("王秀兰")
    client = client_of("town")
    page = client.get(f"/cases/{case.pk}/register/")
    assert "有劳动能力" in page.text
    assert "返乡" in page.text or "回流" in page.text
    form = {"version": case.version, "is_labourer": "no", "registered_on": today().isoformat(), "reason": ""}
    assert "请写明不认定" in client.post(f"/cases/{case.pk}/register/", form).text
    form = {**form, "is_labourer": "yes"}
    assert "已登记" in client.post(f"/cases/{case.pk}/register/", form, follow=True).text
    assert now(case).state == "registered"
    confirmed = client_of("county").post("/cases/confirm/", {"case": case.pk}, follow=True)
    assert "已确认1人" in confirmed.text
    assert now(case).confirmed_by_id == post("county").user_id


def test_an_old_form_does_not_overwrite(corner: Seeded, client_of: ClientOf) -> None:
    case = case_of("王秀兰")
    client_of("town").post("/cases/assign/", {"case": case.pk, "owner": "me"})
    form = {"version": case.version, "is_labourer": "yes", "registered_on": today().isoformat()}
    assert "已被别人改过" in client_of("county").post(f"/cases/{case.pk}/register/", form).text
    assert now(case).registered_on is None


def test_exit_shows_the_evidence_and_is_refused_without(corner: Seeded, client_of: ClientOf) -> None:
    with acting(scope("town")):
        case = registered(actor("town"), applied(actor("town"), person_of("王秀兰")))
    client = client_of("town")
    page = client.get(f"/cases/{case.pk}/exit/")
    assert "没有正在进行的就业记录" in page.text
    assert "没有有效的无就业意愿声明" in page.text
    form = {
        "version": case.version,
        "kind": "employed",
        "exited_on": today().isoformat(),
        "end_registration": "on",
    }
    refused = client.post(f"/cases/{case.pk}/exit/", form)
    assert refused.status_code == 200
    assert now(case).exited_on is None
    noted = client.post(f"/cases/{case.pk}/exit/", {**form, "kind": "left_area"})
    assert "写明去了哪里" in noted.text
    done = client.post(
        f"/cases/{case.pk}/exit/",
        {**form, "kind": "left_area", "note": "6月随子女去包头，电话核实"},
        follow=True,
    )
    assert "个案已退出：离开本地" in done.text
    assert now(case).exit_kind == "left_area"
    part = client.get(f"/cases/{case.pk}/exit/evidence/", {"exited_on": "2020-01-01"})
    assert "2020" in part.text or "1月1日" in part.text


def test_the_lists_count_what_they_show(corner: Seeded, client_of: ClientOf) -> None:
    late = case_of("王秀兰", days=20)
    case_of("李建国", days=1)
    client = client_of("county")
    page = client.get("/cases/?list=overdue")
    assert "王秀兰" in page.text
    assert "李建国" not in page.text
    assert [tab["count"] for tab in page.context["tabs"]] == ["2", "1", "0", "2", "0", "0"]
    page = client.get("/cases/?list=nonsense&channel=counter&area=150822101000&after=x")
    assert page.context["which"] == "open"
    assert len(page.context["rows"]) == 2
    assert client.get("/cases/?channel=portal").context["rows"] == []
    client.post("/cases/assign/", {"case": [late.pk], "owner": "me", "next": "/cases/?list=overdue"})
    assert [row["person"].name for row in client.get("/cases/?mine=1").context["rows"]] == ["王秀兰"]


def test_a_page_goes_on_after_its_last_row(corner: Seeded, client_of: ClientOf, monkeypatch: Any) -> None:
    monkeypatch.setattr("leye.web.cases.paging.SIZE", 2)
    monkeypatch.setattr("leye.web.cases.paging.page_after.__defaults__", (2,))
    for name in ("王秀兰", "李建国", "赵海燕", "张强", "周婷婷"):
        case_of(name, days=3)
    client, url, seen = client_of("county"), "?list=open", []
    while url:
        page = client.get(f"/cases/{url}")
        seen += [row["person"].name for row in page.context["rows"]]
        url = page.context["page"].next_url
    assert seen == ["王秀兰", "李建国", "赵海燕", "张强", "周婷婷"]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    corner: Seeded, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of("county")
    case_of("王秀兰")
    client.get("/cases/")
    with CaptureQueriesContext(connection) as one:
        client.get("/cases/")
    for name in ("李建国", "赵海燕", "张强"):
        case_of(name)
    with CaptureQueriesContext(connection) as many:
        client.get("/cases/")
    assert len(many) == len(one)


def test_a_download_is_masked_and_logged(corner: Seeded, client_of: ClientOf) -> None:
    case_of("王秀兰")
    answer = client_of("county").get("/cases/download/?list=open")
    assert answer.status_code == 200
    assert number(102).encode() not in answer.content
    with as_service():
        line = AccessLog.objects.filter(access="export").get()
    assert line.detail["rows"] == 1


def test_the_person_page_leads_to_the_case_and_back(corner: Seeded, client_of: ClientOf) -> None:
    person = corner.people["王秀兰"]
    assert "没有援助个案" in client_of("village").get(f"/people/{person}/").text
    case = case_of("王秀兰")
    assert f"/cases/{case.pk}/" in client_of("village").get(f"/people/{person}/").text
    with acting(scope("town")):
        registered(actor("town"), case)
        served(actor("town"), person_of("王秀兰"), days=1)
    page = client_of("town").get(f"/cases/{case.pk}/")
    assert "服务中" in page.text
    assert page.context["log"][0].title == "首次服务"
    assert page.context["log"][0].on == ago(1)


def test_death_proposes_an_exit_and_another_application_is_not_offered(
    corner: Seeded, client_of: ClientOf
) -> None:
    from leye.casework.actions.deaths import RecordDeath

    case = case_of("王秀兰")
    with acting(scope("town")):
        RecordDeath(actor("town"), person_id=case.person_id, deceased_on=today()).run()
    client = client_of("town")
    assert "档案已登记死亡" in client.get(f"/cases/{case.pk}/").text
    assert "王秀兰" in client.get("/cases/?list=ending").text
    page = client.get(f"/cases/{case.pk}/exit/")
    assert page.context["form"]["kind"].initial == "deceased"
    form = {"version": case.version, "kind": "deceased", "exited_on": today().isoformat()}
    done = client.post(f"/cases/{case.pk}/exit/", form, follow=True)
    assert "个案已退出：死亡" in done.text
    assert "再次申请" not in done.text


def test_a_batch_from_elsewhere_does_not_leave_the_site(corner: Seeded, client_of: ClientOf) -> None:
    case = case_of("王秀兰")
    answer = client_of("town").post(
        "/cases/assign/", {"case": case.pk, "owner": "me", "next": "//evil.example/"}
    )
    assert answer["Location"] == "/cases/"
    assert client_of("town").get("/cases/assign/").status_code == 405
