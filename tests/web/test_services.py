"""Recording services: the to-do closes in the answer, several people at once, mistakes lose nothing."""

from collections.abc import Callable

from django.test import Client

from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.ledger.models import Intention
from leye.standards.calendar import today
from leye.worklist.models import Todo
from tests.web.seed import Seeded
from tests.web.test_people import HTMX, open_rules, words

ClientOf = Callable[[str], Client]


def follow_up(**more: object) -> dict[str, object]:
    return {
        "kinds": ["follow_up"],
        "channel": "phone",
        "outcome": "done",
        "served_on": today().isoformat(),
    } | more


def services(person_id: int) -> int:
    with as_service():
        return ServiceRecord.objects.filter(person_id=person_id).count()


def test_the_day_shows_who_is_due_with_the_clause(corner: Seeded, client_of: ClientOf) -> None:
    page = words(client_of("village").get("/"))
    assert "王秀兰" in page
    assert "登记失业人员每月跟踪调查" in page
    assert "/policy/nm_2022_28/monthly_follow_up/" in page
    assert "刘志远" not in page
    assert "苏和" not in page


def test_looking_at_the_form_records_nothing(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    page = words(client_of("village").get(f"/services/{pk}/?line=1", **HTMX))
    assert 'name="outcome" value="done"' in page
    assert services(pk) == 0


def test_a_service_closes_its_to_do_in_the_answer(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    answer = client_of("village").post(f"/services/{pk}/", follow_up(line="1"), **HTMX)
    assert answer.status_code == 200
    assert "toast" in answer.headers["HX-Trigger"]
    page = words(answer)
    assert f'id="todo-{pk}"' in page
    assert "每月跟踪调查" not in page
    assert "monthly_follow_up" not in open_rules(pk)


def test_nobody_reached_closes_nothing(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    answer = client_of("village").post(f"/services/{pk}/", follow_up(line="1", outcome="no_answer"), **HTMX)
    assert "每月跟踪调查" in words(answer)
    assert services(pk) == 1


def test_a_recommendation_without_the_job_is_asked_again(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    data = follow_up(line="1", kinds=["job_recommendation"])
    answer = client_of("village").post(f"/services/{pk}/", data, **HTMX)
    assert answer.status_code == 422
    page = words(answer)
    assert "请写明推荐的岗位或课程" in page
    assert 'value="job_recommendation" checked' in page
    assert services(pk) == 0


def test_three_different_jobs_meet_the_duty(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    for job in ("永坪炼油厂 保洁员", "永坪炼油厂保洁员", "红牛肉业 分拣工"):
        client.post(f"/services/{pk}/", follow_up(kinds=["job_recommendation"], item=job))
    assert "recommended_jobs" in open_rules(pk)
    client.post(f"/services/{pk}/", follow_up(kinds=["job_recommendation"], item="县医院 护工"))
    assert "recommended_jobs" not in open_rules(pk)


def test_a_survey_keeps_what_was_said_before(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    client = client_of("village")
    assert "请选择本人有没有就业意愿" in words(client.post(f"/services/{pk}/", follow_up(kinds=["survey"])))
    assert client.post(f"/services/{pk}/", follow_up(kinds=["survey"], wants_work="no")).status_code == 302
    with as_service():
        said = Intention.objects.filter(person_id=pk).last()
    assert said is not None
    assert (said.wants_work, said.stated_on) == ("no", today())


def test_several_people_at_once(corner: Seeded, client_of: ClientOf) -> None:
    ids = [corner.people[name] for name in ("李建国", "赵海燕", "张强")]
    client = client_of("village")
    page = words(client.get("/services/many/?" + "&".join(f"person={pk}" for pk in ids)))
    assert "一次为3人记录" in page
    answer = client.post("/services/many/", follow_up(person=ids, channel="group"))
    assert answer.status_code == 302
    assert [services(pk) for pk in ids] == [1, 1, 1]
    assert not any("monthly_follow_up" in open_rules(pk) for pk in ids)


def test_one_person_out_of_scope_stops_the_batch(corner: Seeded, client_of: ClientOf) -> None:
    ids = [corner.people["李建国"], corner.people["苏和"]]
    client = client_of("village")
    assert client.get("/services/many/?" + "&".join(f"person={pk}" for pk in ids)).status_code == 404
    assert client.post("/services/many/", follow_up(person=ids)).status_code == 404
    assert [services(pk) for pk in ids] == [0, 0]


def test_a_mistake_is_corrected_and_the_to_do_comes_back(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    client.post(f"/services/{pk}/", follow_up())
    with as_service():
        record = ServiceRecord.objects.get(person_id=pk)
    data = {"kind": "home_visit", "served_on": today().isoformat(), "channel": "visit", "outcome": "done",
            "reason": "点错了", "version": record.version}  # fmt: skip
    assert client.post(f"/services/records/{record.pk}/correct/", data).status_code == 302
    assert "monthly_follow_up" in open_rules(pk)
    late = client.post(f"/services/records/{record.pk}/correct/", data | {"kind": "follow_up"})
    assert late.status_code == 409
    assert (
        client.post(f"/services/records/{record.pk}/cancel/", {"cancel-reason": "没有这回事"}).status_code
        == 302
    )
    assert services(pk) == 0


def test_the_day_leaves_as_a_workbook(corner: Seeded, client_of: ClientOf) -> None:
    from tests.web.test_find import sheet

    text = str(sheet(client_of("village").get("/myday.xlsx")))
    assert "王秀兰" in text
    assert "********" in text
    assert "三(七)" in text


def test_looking_at_the_day_changes_no_to_do(corner: Seeded, client_of: ClientOf) -> None:
    with as_service():
        before = sorted(Todo.objects.values_list("pk", "state", "changed_at"))
    for username in ("village", "town", "county", "city"):
        assert client_of(username).get("/").status_code == 200
    with as_service():
        assert sorted(Todo.objects.values_list("pk", "state", "changed_at")) == before
