"""县里一屏: numbers equal to hand counts, bounded queries, lists logged, roles, the log of looks."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.worklist.models import Todo
from leye.worklist.stuck import Reason
from tests.ledger.people import scope
from tests.web.seed import Seeded
from tests.web_policy.pages import without_tokens
from tests.worklist.todos import todo

pytestmark = pytest.mark.django_db

COUNTY, TOWN, BANNER = 150822000000, 150822101000, 150823000000
Clients = Callable[[str], Client]
#: Sessions, posts, the frame, then the page's own; not more when there are more people.
MOST_QUERIES = 40


@pytest.mark.parametrize(("user", "status"), [
    ("village", 403), ("town", 200), ("county", 200), ("leader", 200), ("city", 200), ("auditor", 200)])  # fmt: skip
def test_who_opens_the_page(corner: Seeded, client_of: Clients, user: str, status: int) -> None:
    assert client_of(user).get("/county/").status_code == status


def test_the_overdue_number_is_the_count_by_hand_and_of_its_list(corner: Seeded, client_of: Clients) -> None:
    with as_service():
        late = Todo.objects.filter(
            state="open", due_on__lt=today(), area_id__gte=COUNTY, area_id__lte=COUNTY + 999999
        )
        expected = late.count()
    assert expected >= 7  # nobody was given the lists within seven days
    client = client_of("leader")
    page = client.get("/county/")
    tile = next(t for t in page.context["tiles"] if "what=overdue" in t["url"])
    assert tile["value"] == str(expected)
    rows = client.get(tile["url"])
    assert len(rows.context["rows"]) == expected == rows.context["total"]


def test_every_number_opens_to_its_list(corner: Seeded, client_of: Clients) -> None:
    client = client_of("leader")
    page = client.get("/county/")
    urls = [t["url"] for t in page.context["tiles"]] + [line["url"] for line in page.context["stuck"]]
    urls += [line["url"] for line in page.context["deadlines"]] + [
        line["url"] for line in page.context["bars"]
    ]
    assert len(urls) > 8
    for url in urls:
        assert client.get(url).status_code == 200, url


def test_reasons_open_to_what_they_count(corner: Seeded, client_of: Clients) -> None:
    client = client_of("county")
    for line in client.get("/county/").context["stuck"]:
        assert client.get(line["url"]).context["total"] == line["count"], line["label"]
    for reason in Reason:
        assert client.get(f"/county/list/?what=stuck&reason={reason.value}").status_code == 200


def test_the_queries_do_not_grow_with_the_people(
    corner: Seeded, client_of: Clients, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = client_of("leader")
    client.get("/county/")
    with acting(scope("county")):
        person = Person.objects.get(pk=corner.people["王秀兰"])
        for n in range(120):
            todo(person, today().replace(day=1), rule=f"rule_{n}")
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]  # pytest-django's fixture
        client.get("/county/")
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]  # pytest-django's fixture
        client.get("/county/list/?what=overdue")


def test_long_lists_come_in_pages(corner: Seeded, client_of: Clients) -> None:
    with acting(scope("county")):
        person = Person.objects.get(pk=corner.people["王秀兰"])
        for n in range(60):
            todo(person, today().replace(day=1), rule=f"rule_{n}")
    first = client_of("leader").get("/county/list/?what=open")
    assert len(first.context["rows"]) == 50
    second = client_of("leader").get(f"/county/list/{first.context['page'].next_url}")
    assert second.context["rows"]
    assert first.context["rows"][0]["todo"].pk not in {row["todo"].pk for row in second.context["rows"]}


def test_the_township_sees_its_villages_only(corner: Seeded, client_of: Clients) -> None:
    client = client_of("town")
    page = client.get("/county/")
    assert {bar["label"] for bar in page.context["bars"]} == {"河壕村", "坝楞村"}
    absent = client.get("/county/?area=1")
    for no in (COUNTY, BANNER, 150822102000):
        page = client.get(f"/county/?area={no}")
        assert page.status_code == 404
        assert without_tokens(page) == without_tokens(absent)


def test_the_city_goes_down_to_a_county(corner: Seeded, client_of: Clients) -> None:
    page = client_of("city").get(f"/county/?area={COUNTY}")
    assert page.context["area"].no == COUNTY
    assert [crumb["label"] for crumb in page.context["crumbs"]] == ["巴彦淖尔市", "磴口县"]


def test_a_list_of_names_is_logged_without_names(corner: Seeded, client_of: Clients) -> None:
    client_of("leader").get("/county/list/?what=overdue")
    with as_service():
        line = AccessLog.objects.filter(user__username="leader").latest("pk")
    assert (line.access, line.detail["list"]) == (Access.SEARCH, "磴口县：已超期未办")
    assert "王秀兰" not in str(line.detail)


def test_the_screen_itself_names_nobody(corner: Seeded, client_of: Clients) -> None:
    text = client_of("leader").get("/county/").text
    assert not [name for name in corner.people if name in text]


def test_the_workbooks_are_masked_and_logged(corner: Seeded, client_of: Clients) -> None:
    client = client_of("leader")
    book = client.get("/county/list/?what=open&format=xlsx")
    cells = [str(c.value) for row in openpyxl.load_workbook(io.BytesIO(book.content)).active for c in row]
    assert not any(len(cell) == 18 and cell[:17].isdigit() for cell in cells)
    ranking = client.get("/county/areas.xlsx")
    assert ranking.status_code == 200
    with as_service():
        assert AccessLog.objects.filter(user__username="leader", access=Access.EXPORT).count() == 2


def test_only_auditors_and_supervisors_read_who_looked(corner: Seeded, client_of: Clients) -> None:
    client_of("leader").get("/county/list/?what=overdue")
    for user, status in (("county", 403), ("leader", 403), ("town", 403), ("auditor", 200), ("city", 200)):
        assert client_of(user).get("/county/looks/").status_code == status
    page = client_of("auditor").get("/county/looks/")
    assert "赵国庆" in page.text
    assert "磴口县：已超期未办" in page.text
    assert not client_of("auditor").get("/county/looks/?user=没有").context["lines"]
    assert client_of("auditor").get("/county/looks/?access=search&day=bad").context["lines"]


def test_an_auditor_of_one_county_does_not_see_the_looks_of_another(
    corner: Seeded, client_of: Clients
) -> None:
    client_of("banner").get("/county/list/?what=open")
    assert "苏日娜" not in client_of("auditor").get("/county/looks/").text


def test_an_auditor_only_looks(corner: Seeded, client_of: Clients) -> None:
    client = client_of("auditor")
    assert client.post("/runs/start/").status_code == 403
    assert client.get("/policy/nm_2022_28/adopt/").status_code == 403


def test_an_unknown_list_is_absent(corner: Seeded, client_of: Clients) -> None:
    for query in ("", "?what=nothing", "?what=stuck&reason=nothing", "?what=due_soon&pack=x&rule=y"):
        assert client_of("leader").get(f"/county/list/{query}").status_code == 404


def test_an_empty_county_has_a_calm_page(client_of: Clients) -> None:
    page = client_of("yanchuan").get("/county/")
    assert page.status_code == 200
    assert "目前没有到期的待办" in page.text
