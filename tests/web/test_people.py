"""The file of a person: who may look, what is logged, two versions, changes that follow at once."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.casework.actions.record_service import RecordServices
from leye.ledger.models import GroupMembership, Person, UnemploymentRegistration
from leye.standards.calendar import today
from leye.web.people.step_list import STEPS
from leye.worklist.models import Todo
from tests.ledger.people import actor, scope
from tests.web.seed import Seeded

ClientOf = Callable[[str], Client]
HTMX = {"headers": {"HX-Request": "true"}}


def words(answer: Any) -> str:
    """The page without what differs at every answer."""
    return re.sub(r'(value|content)="[A-Za-z0-9]{64}"', "", answer.content.decode())


def looks(person_id: int, access: Access = Access.VIEW_PERSON) -> int:
    """Lines of the access log about a person."""
    with as_service():
        return AccessLog.objects.filter(person_id=person_id, access=access).count()


def test_out_of_scope_is_exactly_as_absent(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    elsewhere, nobody = corner.people["苏和"], 999_999_999
    for page in ("/people/{}/", "/people/{}/edit/", "/people/{}/explain/", "/people/{}/services/", "/services/{}/",
                 "/people/{}/do/group/", "/people/{}/moments/", "/households/choose/?person={}"):  # fmt: skip
        seen = [client.get(page.format(pk)) for pk in (elsewhere, nobody)]
        assert [answer.status_code for answer in seen] == [404, 404], page
        assert words(seen[0]) == words(seen[1]), page
    answers = [client.post(f"/people/{pk}/number/") for pk in (elsewhere, nobody)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert words(answers[0]) == words(answers[1])
    assert looks(elsewhere) == 0


def test_the_neighbouring_village_is_out_of_scope_too(corner: Seeded, client_of: ClientOf) -> None:
    assert client_of("village").get(f"/people/{corner.people['刘志远']}/").status_code == 404
    assert client_of("town").get(f"/people/{corner.people['刘志远']}/").status_code == 200


def test_a_look_is_logged_once_a_view(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    client.get(f"/people/{pk}/")
    client.get(f"/people/{pk}/moments/", **HTMX)
    client.get(f"/people/{pk}/explain/?part=benefits", **HTMX)
    assert looks(pk) == 1
    client.get(f"/people/{pk}/")
    assert looks(pk) == 2
    client.get(f"/people/{pk}/explain/?rule=nm_2022_28.monthly_follow_up", **HTMX)
    assert looks(pk, Access.EXPLAIN) == 1


def test_a_fragment_without_its_page_is_a_look(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    client_of("village").get(f"/people/{pk}/moments/", **HTMX)
    assert looks(pk) == 1


def test_every_rule_is_explained_and_all_open_for_printing(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    page = words(client.get(f"/people/{pk}/explain/"))
    assert page.count('<details class="why-rule">') >= 8
    assert "每年1次就业创业政策宣介" in page
    assert words(client.get(f"/people/{pk}/explain/?open=1")).count('<details class="why-rule" open>') >= 8
    assert client.get(f"/people/{pk}/explain/?rule=nm_2022_28.no_such_rule").status_code == 404


def test_who_looked_is_shown_to_officer_and_auditor_only(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    assert "谁看过" not in words(client_of("village").get(f"/people/{pk}/"))
    assert "谁看过" not in words(client_of("town").get(f"/people/{pk}/"))
    for username in ("county", "auditor"):
        page = words(client_of(username).get(f"/people/{pk}/"))
        assert "谁看过" in page
        assert "王小梅" in page


def test_the_full_number_is_asked_for_and_logged(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    client = client_of("village")
    page = words(client.get(f"/people/{pk}/"))
    with as_service():
        tail = Person.objects.get(pk=pk).id_tail
    assert f"********{tail}" in page
    assert "150822 19900517" not in page
    assert client.get(f"/people/{pk}/number/").status_code == 405
    assert "150822 19900517" in words(client.post(f"/people/{pk}/number/"))
    assert looks(pk, Access.REVEAL) == 1
    assert client_of("city").post(f"/people/{pk}/number/").status_code == 403


def test_looking_roles_change_nothing(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    for username in ("leader", "auditor", "city"):
        client = client_of(username)
        page = client.get(f"/people/{pk}/")
        assert page.status_code == 200
        assert "记一次服务" not in words(page)
        for address in (f"/people/{pk}/edit/", f"/people/{pk}/do/group/", f"/services/{pk}/"):
            assert client.get(address).status_code == 403
            assert client.post(address, {"kinds": "follow_up"}).status_code == 403


def test_opening_any_form_changes_nothing(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("county"), corner.people["王秀兰"]
    with as_service():
        person = Person.objects.get(pk=pk)
        rows = {what: step.rows and getattr(person, step.rows).values_list("pk", flat=True).first()
                for what, step in STEPS.items()}  # fmt: skip
        before = (person.version, GroupMembership.objects.count(), Todo.objects.count())
    for what, row in rows.items():
        if STEPS[what].rows and row is None:
            continue
        address = f"/people/{pk}/do/{what}/" + (f"{row}/" if row else "")
        assert client.get(address).status_code == 200, what
        assert "<dialog" in words(client.get(address, **HTMX)), what
    assert client.get(f"/people/{pk}/edit/").status_code == 200
    with as_service():
        assert before == (
            Person.objects.get(pk=pk).version,
            GroupMembership.objects.count(),
            Todo.objects.count(),
        )


def test_a_row_of_somebody_else_is_not_found(corner: Seeded, client_of: ClientOf) -> None:
    with as_service():
        other = UnemploymentRegistration.objects.get(person_id=corner.people["李建国"]).pk
    address = f"/people/{corner.people['王秀兰']}/do/registration-end/{other}/"
    answer = client_of("county").post(address, {"ended_on": today().isoformat(), "reason": "employed"})
    assert answer.status_code == 404


def open_rules(pk: int) -> set[str]:
    with as_service():
        return set(Todo.objects.open().filter(person_id=pk).values_list("rule", flat=True))


def test_to_dos_follow_a_change_at_once(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("county"), corner.people["王秀兰"]
    assert "monthly_follow_up" in open_rules(pk)
    spell = {"kind": "contract", "started_on": today().isoformat(), "employer_name": "磴口县草原红牛肉制品有限公司",
             "close_registration": "on"}  # fmt: skip
    answer = client.post(f"/people/{pk}/do/spell/", spell)
    assert answer.status_code == 302
    assert "monthly_follow_up" not in open_rules(pk)
    with as_service():
        assert Person.objects.get(pk=pk).spells.get().employer_id == corner.employer


def test_wrong_input_comes_back_in_words(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["王秀兰"]
    answer = client_of("village").post(
        f"/people/{pk}/do/group/", {"group_code": "veteran", "valid_from": "2999-01-01"}, **HTMX
    )
    assert answer.status_code == 422
    assert "不能晚于今天" in words(answer)


def edit_data(client: Client, pk: int, **changes: str) -> dict[str, str]:
    """What the edit form would send."""
    form = client.get(f"/people/{pk}/edit/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else str(value) for name, value in data.items() if value is not False}
    return data | changes


def test_two_clerks_save_the_same_person(corner: Seeded, client_of: ClientOf) -> None:
    pk = corner.people["周婷婷"]
    mine, theirs = client_of("village"), client_of("town")
    my_data = edit_data(mine, pk, phone="13900000001", note="想在县城上班")
    their_data = edit_data(theirs, pk, phone="13900000002", address="二组5号")
    assert theirs.post(f"/people/{pk}/edit/", their_data).status_code == 302
    answer = mine.post(f"/people/{pk}/edit/", my_data)
    assert answer.status_code == 409
    page = words(answer)
    assert "李志强" in page
    for text in ("13900000001", "13900000002", "二组5号", "想在县城上班"):
        assert text in page
    with as_service():
        assert Person.objects.get(pk=pk).phone == "13900000002"
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    choice = {
        "choice_phone": "mine",
        "choice_address": "theirs",
        "choice_note": "mine",
        "version": version[1],
    }
    assert mine.post(f"/people/{pk}/edit/", my_data | choice).status_code == 302
    with as_service():
        saved = Person.objects.get(pk=pk)
    assert (saved.phone, saved.address, saved.note) == ("13900000001", "二组5号", "想在县城上班")


def test_registering_somebody_held_elsewhere_tells_nothing(corner: Seeded, client_of: ClientOf) -> None:
    from tests.ledger.people import number

    client = client_of("village")
    held = client.post("/people/new/", {"name": "苏和", "id_number": number(111), "area_no": "150822101201",
                                        "work_capacity": "able"})  # fmt: skip
    page = words(held)
    assert "转入申请" in page
    assert "乌拉特前旗" not in page
    here = client.post("/people/new/", {"name": "王秀兰", "id_number": number(102), "area_no": "150822101201",
                                        "work_capacity": "able"})  # fmt: skip
    assert f"/people/{corner.people['王秀兰']}/" in words(here)


def test_a_new_person_is_opened(corner: Seeded, client_of: ClientOf) -> None:
    from tests.ledger.people import number

    answer = client_of("village").post(
        "/people/new/",
        {"name": "巴特尔", "id_number": number(201), "area_no": "150822101201", "work_capacity": "able"},
    )
    assert answer.status_code == 302
    assert client_of("village").get(answer.url).status_code == 200


def test_the_file_asks_as_often_for_a_long_story(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("county"), corner.people["王秀兰"]

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/people/{pk}/").status_code == 200
        return len(queries)

    client.get(f"/people/{pk}/")
    before = count()
    visit(pk, *range(35))
    assert count() == before
    assert before < 80
    page = words(client.get(f"/people/{pk}/"))
    assert page.count("上门走访") < 35
    day = re.search(r"before=([\d-]+)", page)
    assert day
    older = words(client.get(f"/people/{pk}/moments/?before={day[1]}", **HTMX))
    assert page.count("上门走访") + older.count("上门走访") == 35
    assert "认定为返乡" in older


def test_a_day_is_never_cut_in_two(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("county"), corner.people["王秀兰"]
    visit(pk, *[0] * 45)
    page = words(client.get(f"/people/{pk}/"))
    assert page.count("上门走访") == 45
    assert f"before={today()}" in page


def visit(pk: int, *days_ago: int) -> None:
    """Home visits so many days ago."""
    with acting(scope("county")):
        for days in days_ago:
            day = today() - dt.timedelta(days=days)
            RecordServices(actor("county"), person_ids=[pk], kinds=["home_visit"], served_on=day).run()
