"""Finding people: nothing before a search, numbers never in an address, every miss the same."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from tests.ledger.people import number
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def logged(access: Access) -> list[dict[str, object]]:
    """Details of the access log's lines."""
    with as_service():
        return list(AccessLog.objects.filter(access=access).order_by("pk").values_list("detail", flat=True))


def test_nobody_is_listed_before_a_search(corner: Seeded, client_of: ClientOf) -> None:
    page = words(client_of("county").get("/find/"))
    assert "/people/1" not in page
    assert "********" not in page
    assert "输入一个人的姓名或号码" in page
    assert logged(Access.SEARCH) == []


def test_a_name_goes_to_an_address_that_can_be_kept(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    answer = client.post("/find/", {"q": "王秀兰"})
    assert answer.status_code == 302
    page = words(client.get(answer.url))
    assert f"/people/{corner.people['王秀兰']}/" in page
    for part in ("********", "河壕村", "返乡", "登记失业"):
        assert part in page


def test_a_number_is_answered_where_it_was_posted(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    answer = client.post("/find/", {"q": number(102)})
    assert answer.status_code == 200
    assert f"/people/{corner.people['王秀兰']}/" in words(answer)
    assert client.get(f"/find/?q={number(102)}").status_code == 400
    assert client.get("/find/?q=13800000102").status_code == 400


@pytest.mark.parametrize("text", [number(111), number(997), "苏和", "没有这个人", "13800000111"])
def test_every_miss_reads_the_same(corner: Seeded, client_of: ClientOf, text: str) -> None:
    client = client_of("village")
    answer = client.post("/find/", {"q": text}, follow=True)
    page = words(answer)
    assert "在您的辖区内未找到" in page
    assert "申请转入" in page
    assert "登记新人员" in page
    assert "乌拉特前旗" not in page


def test_a_search_is_logged_without_what_was_typed(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    client.post("/find/", {"q": number(102)})
    client.get("/find/?q=王秀兰")
    assert logged(Access.SEARCH) == [{"kind": "number", "hits": 1}, {"kind": "name", "hits": 1}]


def sheet(answer: object) -> list[tuple[object, ...]]:
    """The rows of a downloaded workbook."""
    book = openpyxl.load_workbook(BytesIO(answer.content))  # type: ignore[attr-defined]  # a response
    return list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet


def test_a_list_leaves_masked_and_logged(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("village")
    answer = client.post("/find/download/", {"q": "王秀兰"})
    text = str(sheet(answer))
    assert "王秀兰" in text
    assert "********" in text
    assert number(102) not in text
    assert [line["rows"] for line in logged(Access.EXPORT)] == [1]
    assert "王秀兰" not in str(logged(Access.EXPORT))
    assert client.post("/find/download/?full=1", {"q": "王秀兰"}).status_code == 403


def test_whole_numbers_leave_with_who_may(corner: Seeded, client_of: ClientOf) -> None:
    answer = client_of("county").post("/find/download/?full=1", {"q": "王秀兰"})
    assert number(102) in str(sheet(answer))
    assert len(logged(Access.EXPORT_FULL)) == 1
