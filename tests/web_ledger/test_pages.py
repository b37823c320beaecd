"""Ledgers through their pages: who stands in them, masked downloads, one press a page, checks, the five things."""

import datetime as dt
import io
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.spells import StartSpell
from leye.registers.models import Activity
from leye.sheets.models import LedgerCheck, LedgerView
from leye.standards.calendar import today
from leye.worklist.models import Todo
from tests.ledger.people import BALENG, actor, register, scope
from tests.web.seed import COUNTY, Seeded
from tests.web.test_people import words
from tests.web.test_registers import checked_weekly

__all__ = ["checked_weekly"]

ClientOf = Callable[[str], Client]


def searches(**detail: object) -> list[int]:
    """The rows that lines of the log tell of, in their order."""
    wanted = {f"detail__{name}": value for name, value in detail.items()}
    with as_service():
        lines = AccessLog.objects.filter(access=Access.SEARCH, **wanted).order_by("pk")
        return [line.detail["rows"] for line in lines]


def test_a_ledger_shows_the_people_of_its_group_and_scope(corner: Seeded, client_of: ClientOf) -> None:
    village = words(client_of("village").get(reverse("ledger", args=["returned"])))
    assert "王秀兰" in village
    assert "刘志远" not in village
    town = words(client_of("town").get(reverse("ledger", args=["returned"])))
    assert "刘志远" in town
    assert "苏和" not in town
    assert "这里没有人" in words(client_of("village").get(reverse("ledger", args=["veterans"])))
    assert client_of("village").get(reverse("ledger", args=["nothing"])).status_code == 404
    assert len(searches(book="returned")) == 2
    assert searches(book="veterans") == [], "no names were shown"
    narrowed = client_of("town").get(reverse("ledger", args=["returned"]), {"area": BALENG})
    assert "王秀兰" not in words(narrowed)
    elsewhere = client_of("village").get(reverse("ledger", args=["returned"]), {"area": BALENG})
    assert "刘志远" not in words(elsewhere)


def test_pages_of_a_long_ledger_show_everybody_once(corner: Seeded, client_of: ClientOf) -> None:
    with acting(scope("county")):
        for n in range(120):
            register(actor("county"), 300 + n, f"王{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'春夏秋冬'[n % 4]}")
    client, address, seen = client_of("village"), reverse("ledger", args=["all"]), []
    query = ""
    for _page in range(3):
        answer = client.get(address + query)
        seen += answer.context["ids"]
        query = answer.context["next_url"]
    assert query == ""
    assert len(seen) == len(set(seen)) == 126
    back = client.get(address + client.get(f"{address}?after={seen[49]}").context["previous_url"])
    assert back.context["ids"] == seen[:50]


def test_the_number_of_queries_does_not_grow_with_the_people(corner: Seeded, client_of: ClientOf) -> None:
    client, address = client_of("village"), reverse("ledger", args=["all"])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    with acting(scope("county")):
        for n in range(30):
            register(actor("county"), 300 + n, "王春")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_a_download_is_masked_and_logged(corner: Seeded, client_of: ClientOf) -> None:
    answer = client_of("village").get(reverse("ledger_export", args=["returned"]))
    book = load_workbook(io.BytesIO(answer.content))
    text = " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert "王秀兰" in text
    assert "13800000102" not in text
    with as_service():
        line = AccessLog.objects.filter(access=Access.EXPORT).latest("pk")
    assert line.detail["rows"] == 6
    assert (
        client_of("village").get(reverse("ledger_export", args=["returned"]), {"full": "1"}).status_code
        == 403
    )


def test_one_press_confirms_a_page_and_closes_the_weekly_duty(
    checked_weekly: Todo, client_of: ClientOf
) -> None:
    with acting(scope("yanchuan")):
        person = register(actor("yanchuan"), 1, "高延生", checked_weekly.subject_id)
    client = client_of("yongping")
    page = client.get(reverse("ledger", args=["all"]))
    assert page.context["ids"] == [person.pk]
    address = reverse("confirm_ledger", args=["all"])
    answer = client.post(address, {"person": [person.pk]}, follow=True)
    assert "1人本周已核对，无变化" in words(answer)
    with as_service():
        checked_weekly.refresh_from_db()
        assert checked_weekly.state == "done"
        assert LedgerCheck.objects.get().result == "same"
        assert Activity.objects.get(kind="ledger_check").area_id == checked_weekly.subject_id
    assert "都核对过了" in words(client.post(address, {"person": [person.pk]}, follow=True))
    with as_service():
        assert (LedgerCheck.objects.count(), Activity.objects.filter(kind="ledger_check").count()) == (1, 1)
    assert "1" in words(client.get(reverse("ledgers")))


def test_a_page_narrowed_to_some_leaves_the_weekly_duty_open(
    checked_weekly: Todo, client_of: ClientOf
) -> None:
    with acting(scope("yanchuan")):
        person = register(actor("yanchuan"), 1, "高延生", checked_weekly.subject_id)
    client = client_of("yongping")
    address = reverse("ledger", args=["all"])
    for whole in ({}, {"checked": "no"}):
        assert 'name="narrowed"' not in client.get(address, whole).content.decode()
    assert 'name="narrowed"' in client.get(address, {"wants": "unknown"}).content.decode()
    client.post(reverse("confirm_ledger", args=["all"]), {"person": [person.pk], "narrowed": "1"})
    with as_service():
        checked_weekly.refresh_from_db()
        assert checked_weekly.state == "open"
        assert (LedgerCheck.objects.count(), Activity.objects.count()) == (1, 0)


def test_people_of_another_village_cannot_be_confirmed(corner: Seeded, client_of: ClientOf) -> None:
    client_of("village").post(
        reverse("confirm_ledger", args=["all"]), {"person": [corner.people["刘志远"], corner.people["苏和"]]}
    )
    with as_service():
        assert not LedgerCheck.objects.exists()
    assert client_of("leader").post(reverse("confirm_ledger", args=["all"])).status_code == 403


def test_a_saved_ledger_is_used_below_and_changed_only_where_it_was_made(
    corner: Seeded, client_of: ClientOf
) -> None:
    made = client_of("county").post(
        reverse("new_ledger"),
        {
            "name": "返乡找工作的人",
            "groups": ["returned_worker"],
            "columns": ["phone", "wants_work"],
            "order": "name",
        },
    )
    assert made.status_code == 302
    with as_service():
        view = LedgerView.objects.get()
    assert (view.area_id, view.columns) == (COUNTY, ["name", "phone", "wants_work"])
    slug = f"v{view.pk}"
    page = words(client_of("village").get(reverse("ledger", args=[slug])))
    assert "返乡找工作的人" in page
    assert "王秀兰" in page
    assert client_of("village").get(reverse("edit_ledger", args=[slug])).status_code == 404
    assert client_of("banner").get(reverse("ledger", args=[slug])).status_code == 404
    nothing = client_of("county").post(reverse("new_ledger"), {"name": "空", "order": "name"})
    assert "请至少选一个栏目" in words(nothing)
    client_of("county").post(reverse("remove_ledger", args=[slug]))
    assert client_of("village").get(reverse("ledger", args=[slug])).status_code == 404


def test_a_contradiction_is_listed_with_its_remedy_until_it_is_put_right(
    corner: Seeded, client_of: ClientOf
) -> None:
    with acting(scope("county")):
        StartSpell(
            actor("county"), person_id=corner.people["王秀兰"], started_on=today() - dt.timedelta(days=3), kind="contract",
            close_registration=False,
        ).run()  # fmt: skip
    page = client_of("village").get(reverse("ledger_checks"))
    assert "已就业，失业登记未注销" in words(page)
    (found,) = [one for one in page.context["bad"] if one.check.key == "working-registered"]
    assert found.count == 1
    listed = client_of("village").get(reverse("ledger_check", args=["working-registered"]))
    assert "王秀兰" in words(listed)
    assert "注销失业登记" in words(listed)
    assert searches(check="working-registered") == [1]
    assert "王秀兰" not in words(
        client_of("village2").get(reverse("ledger_check", args=["working-registered"]))
    )
    assert client_of("village").get(reverse("ledger_check", args=["nothing"])).status_code == 404
    assert client_of("village").get(reverse("ledger_check_export", args=["no-household"])).status_code == 200


def test_the_five_things_are_counted_from_the_ledger_and_open_to_their_people(
    corner: Seeded, client_of: ClientOf
) -> None:
    from leye.ledger.actions.memberships import AddMembership

    with acting(scope("county")):
        for name in ("王秀兰", "李建国", "赵海燕"):
            person = corner.people[name]
            AddMembership(
                actor("county"), person_id=person, group_code="formerly_poor", valid_from=today()
            ).run()
        StartSpell(
            actor("county"), person_id=corner.people["李建国"], started_on=today(), kind="contract", wage_fen=360000,
            work_place="临河区", reach="city",
        ).run()  # fmt: skip
    client = client_of("village")
    page = client.get(reverse("five_things"))
    things = page.context["things"]
    assert (things.labourers.count, things.working.count, things.idle.count) == (3, 1, 2)
    assert things.wage_median == 360000
    assert [(one["label"], one["value"]) for one in page.context["wages"]] == [("3000—3999元", 1)]
    assert [one["label"] for one in page.context["reaches"]] == ["市内县外"]
    assert [(one["label"], one["value"]) for one in page.context["reasons"]] == [("登记失业，未曾就业", 2)]
    assert "关于" in words(page) or "促进" in words(page)
    behind = words(client.get(page.context["reasons"][0]["url"]))
    assert "赵海燕" in behind
    assert "李建国" not in behind
    assert searches(figure__isnull=False) == [2]
    assert "请选择" in words(client_of("county").get(reverse("five_things")))
    assert client.get(reverse("five_things"), {"area": BALENG}).status_code == 404
    assert client.get(reverse("five_people"), {"what": "nothing"}).status_code == 404
