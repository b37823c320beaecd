"""The policy library: every clause and rule opens, counts lead to their lists, names are logged."""

import io
from collections.abc import Callable
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.adoption import registry
from leye.adoption.registry import packs
from leye.policy import PackBroken
from leye.web.policy.todo_lists import MOST_ROWS, bounded
from leye.worklist.models import Todo
from tests.web.seed import Seeded
from tests.web_policy.pages import without_tokens

pytestmark = pytest.mark.django_db

PACK = packs()["nm_2022_28"]
ROLES = ("village", "town", "county", "leader", "city", "auditor")
Clients = Callable[[str], Client]


@pytest.mark.parametrize("user", ROLES)
def test_everybody_reads_the_library(corner: Seeded, client_of: Clients, user: str) -> None:
    page = client_of(user).get("/policy/")
    assert page.status_code == 200
    assert "已过文件有效期" in page.text
    assert "作为本地常设规则执行" in page.text


@pytest.mark.parametrize("ref", PACK.clauses.refs())
def test_every_clause_opens_with_its_sentences(corner: Seeded, client_of: Clients, ref: str) -> None:
    page = client_of("county").get(f"/policy/{PACK.id}/?clause={quote(ref)}")
    assert page.status_code == 200
    for point in PACK.clauses[ref].points:
        assert point.summary in page.text


@pytest.mark.parametrize("name", list(PACK.rules))
def test_every_rule_opens_as_a_page_and_as_a_panel(corner: Seeded, client_of: Clients, name: str) -> None:
    client = client_of("village")
    page = client.get(f"/policy/{PACK.id}/{name}/")
    panel = client.get(f"/policy/{PACK.id}/{name}/?panel=1")
    assert (page.status_code, panel.status_code) == (200, 200)
    assert panel.text.strip().startswith('<section class="panel"')
    for condition in PACK.rules[name].conditions:
        assert condition.label in panel.text


def test_worked_cases_stand_as_a_table(corner: Seeded, client_of: Clients) -> None:
    page = client_of("county").get(f"/policy/{PACK.id}/monthly_follow_up/")
    assert "本月第一天跟踪一次即完成" in page.text


def test_counts_of_a_rule_equal_the_rows_of_their_lists(corner: Seeded, client_of: Clients) -> None:
    client = client_of("county")
    with as_service():
        todos = Todo.objects.filter(
            rule="monthly_follow_up", area_id__gte=150822000000, area_id__lte=150822999999
        )
        expected = {state: todos.filter(state=state).count() for state in ("open", "done", "missed")}
    assert expected["open"] == 7
    for state, n in expected.items():
        page = client.get(f"/policy/{PACK.id}/monthly_follow_up/todos/?state={state}")
        assert page.status_code == 200
        assert len(page.context["rows"]) == n
    tiles = client.get(f"/policy/{PACK.id}/monthly_follow_up/").context["tiles"]
    assert [tile["value"] for tile in tiles] == ["7", "7", "0", "0", "0"]


def test_a_list_shows_only_the_posts_own_people_and_is_logged(corner: Seeded, client_of: Clients) -> None:
    page = client_of("village2").get(f"/policy/{PACK.id}/monthly_follow_up/todos/?state=people")
    assert [row["person"].name for row in page.context["rows"]] == ["刘志远"]
    with as_service():
        line = AccessLog.objects.filter(user__username="village2").latest("pk")
    assert line.detail["rows"] == 1
    assert "刘志远" not in str(line.detail)


def test_a_workbook_is_masked_and_logged(corner: Seeded, client_of: Clients) -> None:
    url = f"/policy/{PACK.id}/monthly_follow_up/todos/?state=open&format=xlsx"
    answer = client_of("leader").get(url)
    cells = [str(c.value) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active for c in row]
    assert any("王秀兰" in cell for cell in cells)
    assert not any(len(cell) == 18 and cell[:17].isdigit() for cell in cells)
    with as_service():
        assert AccessLog.objects.filter(user__username="leader", access="export").count() == 1
    assert client_of("leader").get(f"{url}&full=1").status_code == 403
    assert client_of("county").get(f"{url}&full=1").status_code == 200


@pytest.mark.parametrize("path", [
    "/policy/nothing/", "/policy/nm_2022_28/nothing/", "/policy/nm_2022_28/parameters/nothing/",
    "/policy/nm_2022_28/monthly_follow_up/todos/?state=nothing", "/policy/adoptions/999999/",
    "/policy/nm_2022_28/served_share/members/?area=610622000000",
    "/policy/nm_2022_28/monthly_follow_up/members/"])  # fmt: skip
def test_what_is_not_there_or_not_in_scope_is_the_same_404(
    corner: Seeded, client_of: Clients, path: str
) -> None:
    absent = client_of("county").get("/policy/adoptions/888888/")
    page = client_of("county").get(path)
    assert page.status_code == 404
    assert without_tokens(page) == without_tokens(absent)


def test_a_broken_document_is_named_and_the_others_work(
    corner: Seeded, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.packs(), "broken", {"hn_2030_1": PackBroken("hn_2030_1", "缺少 rules.py。")})
    page = client_of("county").get("/policy/")
    assert "hn_2030_1" in page.text
    assert PACK.info.title in page.text


def test_the_parameters_tell_value_dates_and_reason(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    assert "每年推荐针对性岗位数" in client.get(f"/policy/{PACK.id}/parameters/").text
    page = client.get(f"/policy/{PACK.id}/parameters/distinct_items/")
    assert PACK.parameters["distinct_items"].reason in page.text
    assert "另定本地取值" not in page.text


def test_an_indicator_without_a_run_says_so(corner: Seeded, client_of: Clients) -> None:
    page = client_of("county").get(f"/policy/{PACK.id}/served_share/members/")
    assert "名单不在了" in page.text


def test_a_workbook_that_does_not_hold_the_whole_list_says_so() -> None:
    assert bounded("名单", MOST_ROWS) == "名单"
    assert "只含前" in bounded("名单", MOST_ROWS + 1)
