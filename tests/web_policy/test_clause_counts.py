"""Each clause shows what it touches today in the post's scope: counts by hand, links to their lists, few queries."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.adoption.registry import packs
from leye.ledger.models import Person
from leye.policy import HELD_LABELS
from leye.standards.calendar import today
from leye.web.policy.document import clause_rules
from leye.worklist.models import Finding, Todo
from leye.worklist.rules import RuleCounts, people_touched, rule_counts
from tests.ledger.people import scope
from tests.web.seed import Seeded
from tests.worklist.todos import todo

pytestmark = pytest.mark.django_db

PACK = packs()["nm_2022_28"]
CLAUSE = "三(七)"
COUNTY = 150822000000
Clients = Callable[[str], Client]
#: Session, post, frame and the page's own: the same for 3 to-dos and 300.
MOST_QUERIES = 32


def _mine(refs: str = CLAUSE) -> list[Todo]:
    with as_service():
        rules = clause_rules(PACK)[refs]
        return list(
            Todo.objects.filter(
                pack=PACK.id, rule__in=rules, area_id__gte=COUNTY, area_id__lte=COUNTY + 999_999
            ).exclude(state="lapsed")
        )


def test_the_counts_of_a_clause_are_those_by_hand_and_of_their_lists(
    corner: Seeded, client_of: Clients
) -> None:
    client = client_of("county")
    page = client.get(f"/policy/{PACK.id}/?clause={quote(CLAUSE)}")
    tiles = {tile["url"].split("state=")[1]: tile for tile in page.context["clause_tiles"]}
    mine = _mine()
    by_hand = {
        "people": len({t.person_id for t in mine if t.person_id}), "open": sum(t.state == "open" for t in mine),
        "overdue": sum(t.state == "open" and t.due_on < today() for t in mine),
        "done": sum(t.state == "done" for t in mine)}  # fmt: skip
    assert by_hand["people"] == 7
    assert {state: int(tiles[state]["value"]) for state in by_hand} == by_hand
    for state, n in by_hand.items():
        assert client.get(tiles[state]["url"]).context["total"] == n, state
    line = next(line for line in page.context["index"] if line["entry"].ref == CLAUSE)
    assert "7人" in line["today"]


def test_the_whole_document_counts_each_person_once(corner: Seeded, client_of: Clients) -> None:
    client = client_of("county")
    tile = client.get(f"/policy/{PACK.id}/").context["whole_tiles"][0]
    assert tile["value"] == "7"
    assert client.get(tile["url"]).context["total"] == 7


def test_a_village_counts_only_its_own(corner: Seeded, client_of: Clients) -> None:
    page = client_of("village2").get(f"/policy/{PACK.id}/?clause={quote(CLAUSE)}")
    people = next(tile for tile in page.context["clause_tiles"] if tile["url"].endswith("state=people"))
    assert people["value"] == "1"
    rows = client_of("village2").get(people["url"]).context["rows"]
    assert [row["person"].name for row in rows] == ["刘志远"]


def test_an_entitlement_counts_with_its_money(corner: Seeded) -> None:
    with acting(scope("county")):
        person = Person.objects.get(pk=corner.people["王秀兰"])
        for rule, value in (("a", 50_000), ("b", None)):
            Finding.objects.create(
                kind="benefit", pack="x", rule=rule, subject_kind="person", subject_id=person.pk, person=person,
                area_id=person.area_id, value=value, found_on=today())  # fmt: skip
        counts = rule_counts(scope("county"), "x", ["a", "b"])
        assert (counts["a"].entitled, counts["a"].fen, counts["b"].fen) == (1, 50_000, 0)
        assert counts["a"] + counts["b"] == RuleCounts(0, 0, 0, 0, 0, 0, 2, 50_000)
        assert people_touched(scope("county"), "x", {"both": ["a", "b"], "none": []}) == {"both": 1}
    with acting(scope("village2")):
        assert people_touched(scope("village2"), "x", {"both": ["a", "b"]}) == {}


def test_the_queries_grow_neither_with_the_todos_nor_with_the_clauses(
    corner: Seeded, client_of: Clients, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = client_of("leader")
    client.get(f"/policy/{PACK.id}/")
    with acting(scope("county")):
        person = Person.objects.get(pk=corner.people["王秀兰"])
        for n in range(100):
            todo(person, today().replace(day=1), rule=f"rule_{n}")
    for ref in ("三(一)", CLAUSE, "一"):
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[attr-defined]  # pytest-django's fixture
            client.get(f"/policy/{PACK.id}/?clause={quote(ref)}")


@pytest.mark.parametrize("name", sorted(packs()))
def test_every_document_says_how_each_point_is_held(corner: Seeded, client_of: Clients, name: str) -> None:
    client, pack = client_of("county"), packs()[name]
    assert client.get(f"/policy/{name}/").status_code == 200
    for entry in pack.clauses.entries:
        page = client.get(f"/policy/{name}/?clause={quote(entry.ref)}")
        assert page.status_code == 200, entry.ref
        for point in entry.points:
            assert HELD_LABELS[point.held] in page.text
    assert client.get(f"/policy/{name}/parameters/").status_code == 200


def test_an_unknown_clause_has_no_list(corner: Seeded, client_of: Clients) -> None:
    for path in ("?clause=九九", "?state=nothing"):
        assert client_of("county").get(f"/policy/{PACK.id}/lists/{path}").status_code == 404
    assert client_of("county").get("/policy/nothing/lists/").status_code == 404


def test_a_document_that_gives_way_says_to_what(corner: Seeded, client_of: Clients) -> None:
    pack = packs()["yz_2024_15"]
    assert pack.info.gives_way_to
    page = client_of("county").get(f"/policy/{pack.id}/")
    for number in pack.info.gives_way_to:
        assert number in page.text
    assert "从其规定" in page.text
