"""岗位推荐 of an area: who waits, who has too few and why, who declined and why; quick with ten thousand people."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.hiring.actions.recommend import Decline
from leye.hiring.models import Recommendation, Unmatched
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.ledger.people import HEHAO, actor, scope
from tests.vacancies.making import publish
from tests.web.seed import Seeded
from tests.web.test_people import words
from tests.web_recommending.test_card import jobs, match, picked

ClientOf = Callable[[str], Client]
__all__ = ["jobs"]


def text(page: str) -> str:
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_who_waits_longest_comes_first_and_paper_goes_by_village(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    late = corner.people["张强"]
    with as_service():
        Recommendation.objects.filter(person_id=late).update(made_on=today() - dt.timedelta(days=9))
    match()  # picked again, and still waiting since then
    page = words(client_of("town").get("/recommendations/"))
    assert "7人的岗位等着告诉本人" in page
    assert page.index("张强</a>") < page.index("王秀兰</a>")
    assert "9天" in text(page)
    assert f"/people/{late}/#jobs" in page
    village = words(client_of("village2").get("/recommendations/"))
    assert "刘志远" in village
    assert "张强" not in village
    narrowed = words(client_of("county").get("/recommendations/?area=150822101202"))
    assert "刘志远" in narrowed
    assert "张强" not in narrowed
    paper = words(client_of("town").get("/recommendations/paper/"))
    assert paper.count('<section class="sheet">') == 2
    assert paper.count("分割工") == 21
    with as_service():
        lists = [one.detail.get("list") for one in AccessLog.objects.filter(access="search")]
    assert lists.count("jobs to tell on paper") == 1
    assert "刘志远" in words(client_of("auditor").get("/recommendations/"))
    assert "张强" not in words(client_of("banner").get("/recommendations/"))


def test_too_few_by_reason_with_what_to_do(corner: Seeded, client_of: ClientOf) -> None:
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
    for n in "一二三":
        publish(
            unit,
            "county",
            "leader",
            title=f"叉车司机{n}",
            certificates=["叉车证"],
            occupation="6-30-05-03",
            seats=9,
        )
    match()
    page = text(words(client_of("county").get("/recommendations/few/")))
    assert "缺证书 推荐能取得证书的培训课程。 7人" in page
    assert "差一项：叉车证" in page
    only = words(client_of("county").get("/recommendations/few/?why=certificates"))
    assert only.count("差一项：叉车证") == 7
    assert "缺证书" in words(client_of("county").get("/recommendations/few/?why=nothing"))
    card = words(client_of("village").get(f"/people/{corner.people['王秀兰']}/"))
    assert "差一项：叉车证" in card
    assert "0门课" in card


def test_declined_by_reason(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    for name, reason in (("王秀兰", "too_far"), ("张强", "too_far"), ("李建国", "family")):
        with acting(scope("village")):
            one = picked(corner.people[name])[0]
            Decline(actor("village"), recommendation_id=one.pk, reason=reason).run()
    page = text(words(client_of("county").get("/recommendations/declined/")))
    assert "太远 以后只推荐更近的。可以请单位开通勤车、提供住宿。 2次" in page
    only = words(client_of("county").get("/recommendations/declined/?why=family"))
    assert "李建国</a>" in only
    assert "张强</a>" not in only


@pytest.mark.parametrize(
    "address", ["/recommendations/", "/recommendations/few/", "/recommendations/declined/"]
)
def test_ten_thousand_people_take_as_many_queries_as_ten(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf, address: str
) -> None:
    client = client_of("county")

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    with as_service():
        Unmatched.objects.all().delete()
        some = list(Person.objects.filter(area_id=HEHAO).order_by("pk")[:3])
        state = {"state": "declined", "decline_reason": "other", "answered_on": today()}
        for person in some:
            Unmatched.objects.create(
                person=person,
                area_id=person.area_id,
                found=0,
                asked_on=today(),
                reasons=["没有"],
                about="reach",
            )
            Recommendation.objects.filter(person=person, vacancy=jobs[0]).update(**state)
    before = count()
    crowd(10_000, jobs)
    assert count() == before
    seen, page = set[str](), words(client.get(address))
    for _page in range(3):
        seen |= set(re.findall(r'/people/(\d+)/#jobs" data-row-link', page))
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        assert following
        page = words(client.get(address + following[1].replace("&amp;", "&")))
    assert len(seen) == 150


def crowd(many: int, jobs: list[Vacancy]) -> None:
    """So many more people of the village, each with a job to be told, one declined, and too few in all."""
    with as_service(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_person (SELECT (p).* FROM (SELECT jsonb_populate_record(p, jsonb_build_object("
            "'id', 1000000 + n, 'id_index', md5(n::text), 'household_id', null)) AS p FROM ledger_person p,"
            " generate_series(1, %s) n WHERE p.id = (SELECT min(id) FROM ledger_person WHERE area_id = %s)) q)",
            [many, HEHAO],
        )
    own = {"title": "分割工", "employer_name": "草原红", "origin": "matching", "made_on": today()}
    ids = range(1_000_001, 1_000_001 + many)
    with as_service():
        Recommendation.objects.bulk_create(
            (Recommendation(person_id=pk, area_id=HEHAO, vacancy=jobs[1], **own) for pk in ids), 5000
        )
        no = {**own, "state": "declined", "decline_reason": "hours", "answered_on": today()}
        Recommendation.objects.bulk_create(
            (Recommendation(person_id=pk, area_id=HEHAO, vacancy=jobs[0], **no) for pk in ids), 5000
        )
        Unmatched.objects.bulk_create(
            (
                Unmatched(
                    person_id=pk, area_id=HEHAO, found=1, asked_on=today(), reasons=["距离"], about="reach"
                )
                for pk in ids
            ),
            5000,
        )
    # As the database does by itself where rows stay.
    with as_service(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute("ANALYZE ledger_person, hiring_recommendation, hiring_unmatched")
