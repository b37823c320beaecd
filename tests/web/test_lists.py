"""Lists: ten thousand rows cost what ten do; pages, long names, empty states, downloads."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today
from leye.worklist.models import Todo
from tests.ledger.people import HEHAO
from tests.web.seed import COUNTY, PACK, Seeded
from tests.web.test_find import sheet
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
LONG = "内蒙古巴彦淖尔市磴口县" + "乌兰布和沙漠生态治理与特色农产品加工销售专业合作社联合社" * 3


def employers(count: int) -> None:
    with as_service():
        Employer.objects.bulk_create(
            [Employer(area_id=COUNTY, name=f"{LONG[:100]}第{n:05d}分社") for n in range(count)],
            batch_size=2000,
        )


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_ten_thousand_employers_cost_what_ten_do(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    client.get("/employers/")
    few = cost(client, "/employers/")
    employers(10_000)
    assert cost(client, "/employers/") == few
    assert cost(client, "/employers/?offset=9950") == few
    page = words(client.get("/employers/"))
    assert page.count("data-row-link") == 50
    assert "下一页" in page
    assert "上一页" not in page
    assert "offset=50" in page
    assert len(sheet(client.get("/employers/employers.xlsx"))) > 10_000
    with as_service():
        assert AccessLog.objects.get(access=Access.EXPORT).detail["rows"] == 10_001


@pytest.mark.parametrize("offset", ["-1", "x", "99999999999999999999", "１２", "1000000"])
def test_any_page_number_is_a_page(corner: Seeded, client_of: ClientOf, offset: str) -> None:
    assert client_of("county").get(f"/employers/?offset={offset}").status_code == 200


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/employers/", "还没有登记用人单位"),
        ("/fairs/", "这个月没有招聘会"),
        ("/posts/", "没有这样的岗位"),
        ("/reports/", "没有要报送的报表"),
        ("/people/transfers/", "没有要答复的申请"),
        ("/people/duplicates/", "没有可能重复的档案"),
        ("/groups/", "没有本地群体"),
    ],
)
def test_an_empty_list_says_so(db: None, client_of: ClientOf, address: str, says: str) -> None:
    assert says in words(client_of("yanchuan").get(address))


@pytest.mark.parametrize(
    "address",
    ["/fairs/fairs.xlsx", "/posts/placements.xlsx", "/reports/submissions.xlsx", "/employers/employers.xlsx"],
)
def test_every_list_leaves_as_a_workbook_and_is_logged(
    corner: Seeded, client_of: ClientOf, address: str
) -> None:
    sheet(client_of("county").get(address))
    with as_service():
        assert AccessLog.objects.filter(access=Access.EXPORT).count() == 1


PAGES = ["/", "/find/", "/people/", "/employers/", "/fairs/", "/posts/", "/reports/", "/groups/"]


@pytest.mark.parametrize("username", ["village", "town", "county", "leader", "city", "auditor"])
def test_every_role_opens_what_the_rail_offers(corner: Seeded, client_of: ClientOf, username: str) -> None:
    client = client_of(username)
    for place in client.get("/people/").context["nav"]:
        assert client.get(place.url).status_code in (200, 302), place.url
    for address in PAGES:
        assert client.get(address).status_code in (200, 302), address


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    for address in [*PAGES, "/people/1/", "/households/1/", "/people/1/edit/"]:
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "login" in answer.url


def people_with_work(count: int, first: int) -> None:
    """People of one village, each with one thing due next week, written straight into the tables."""
    due = today() + dt.timedelta(days=3)
    with as_service():
        people = Person.objects.bulk_create([
            Person(area_id=HEHAO, name=f"阿卜杜热合曼·买买提江第{n}", name_pinyin="a", name_initials="a", id_cipher=b"x",
                   id_index=f"{n:033d}".encode(), id_tail="0000", birth_date=dt.date(1980, 1, 1), sex="1")
            for n in range(first, first + count)
        ], batch_size=2000)  # fmt: skip
        Todo.objects.bulk_create([
            Todo(pack=PACK, rule="monthly_follow_up", subject_kind="person", subject_id=person.pk, person=person,
                 area_id=HEHAO, since=due.replace(day=1), until=due, due_on=due, suggested_on=due, need=1)
            for person in people
        ], batch_size=2000)  # fmt: skip


def test_a_day_of_ten_thousand_costs_what_a_full_page_does(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    people_with_work(100, 0)
    client.get("/")
    few = cost(client, "/")
    few_alone = cost(client, "/?group=week")
    people_with_work(9_900, 100)
    assert cost(client, "/") == few
    assert cost(client, "/?group=week&offset=5000") == few_alone
    page = words(client.get("/?group=week"))
    assert page.count('class="todo"') + page.count('class="todo ') <= 60
    assert "下一页" in page
