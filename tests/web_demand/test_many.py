"""With ten thousand of everything a page asks the database as often as with a few."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leye.accounts.models import User
from leye.accounts.scope import as_service
from leye.demand.models import (
    BrandMember,
    EmployerNeed,
    EmployerOfficer,
    EmployerVisit,
    Exchange,
    ExchangePerson,
    JobCollection,
    JobSource,
    LabourBrand,
)
from leye.ledger.models import Employer, Intention, Person
from leye.registers.models import Site
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.ledger.people import HEHAO
from tests.vacancies.making import COUNTY, AsUser, publish
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
MANY, FIRST = 10_000, 1_000_000


def user() -> int:
    return User.objects.get(username="county").pk


def crowd(many: int, first: int = FIRST) -> range:
    """So many more people of the village who want to weld; their keys."""
    ids = range(first + 1, first + 1 + many)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_person (SELECT (p).* FROM (SELECT jsonb_populate_record(p, jsonb_build_object("
            "'id', %s + n, 'id_index', md5((%s + n)::text), 'household_id', null)) AS p FROM ledger_person p,"
            " generate_series(1, %s) n WHERE p.id = (SELECT min(id) FROM ledger_person WHERE area_id = %s)) q)",
            [first, first, many, HEHAO],
        )
    Intention.objects.bulk_create(
        (Intention(person_id=pk, area_id=HEHAO, wants_work="yes", occupation="电焊工", stated_on=today()) for pk in ids), 5000
    )  # fmt: skip
    return ids


def employers(many: int, first: int) -> None:
    """So many key employers, each visited and waiting for something; none with an officer."""
    old = today() - dt.timedelta(days=400)
    units = Employer.objects.bulk_create(
        (Employer(area_id=COUNTY, name=f"企业{first + n}") for n in range(many)), 5000
    )
    EmployerOfficer.objects.bulk_create(
        (EmployerOfficer(employer=one, area_id=COUNTY, since=old, reason="规上企业") for one in units), 5000
    )
    visits = EmployerVisit.objects.bulk_create(
        (EmployerVisit(employer=one, area_id=COUNTY, visited_on=old, by_id=user(), note="忙") for one in units[:many]), 5000
    )  # fmt: skip
    EmployerNeed.objects.bulk_create(
        (EmployerNeed(visit=one, employer_id=one.employer_id, area_id=COUNTY, kind="policy", what="补贴") for one in visits),
        5000,
    )  # fmt: skip


def vacancies(many: int) -> None:
    """So many more open vacancies like the first one, of other occupations too."""
    one = Vacancy.objects.get(title="电焊工")
    columns = {field.attname: getattr(one, field.attname) for field in Vacancy._meta.concrete_fields}
    del columns["id"]
    codes = ("6-18-02-04", "4-10-01-05", "4-03-02-01", "6-05-01-03")
    rows = (Vacancy(**{**columns, "title": f"岗位{n}", "occupation": codes[n % 4]}) for n in range(many))
    Vacancy.objects.bulk_create(rows, 5000)


def bank(many: int, first: int) -> None:
    """A source that was asked so many times."""
    source = JobSource.objects.create(
        area_id=COUNTY, name=f"来源{first}", kind="paired", since=dt.date(2020, 1, 1)
    )
    JobCollection.objects.bulk_create(
        (JobCollection(source=source, area_id=COUNTY, collected_on=today(), vacancies=1, seats=2, by_id=user())
         for _n in range(many)), 5000,
    )  # fmt: skip


def lists_of_people(many: int, ids: range) -> None:
    """A brand with so many members, and a list with as many people."""
    site, _made = Site.objects.get_or_create(
        area_id=COUNTY, kind="labour_brand", name="瓜农", opened_on=dt.date(2020, 1, 1)
    )
    brand, _made = LabourBrand.objects.get_or_create(site=site, area_id=COUNTY, trade="种植")
    BrandMember.objects.bulk_create(
        (BrandMember(brand=brand, person_id=pk, area_id=HEHAO, joined_on=today()) for pk in ids), 5000
    )
    held, _made = Exchange.objects.get_or_create(
        area_id=COUNTY, department="国资局", receiver="陈科长", purpose="安置", basis="附件三", fields=["name", "wish"],
        return_by=today(), state="sent", made_by_id=user(), made_on=today(),
    )  # fmt: skip
    ExchangePerson.objects.bulk_create(
        (ExchangePerson(exchange=held, person_id=pk, area_id=HEHAO) for pk in ids), 5000
    )


@pytest.mark.usefixtures("corner")
def test_ten_thousand_of_everything_take_as_many_queries_as_a_few(
    corner: Seeded, as_user: AsUser, shop: Employer, client_of: ClientOf
) -> None:
    publish(shop)
    with as_service():
        Vacancy.objects.update(published_on=today() - dt.timedelta(days=60))
        employers(60, 0)
        bank(60, 0)
        vacancies(60)
        lists_of_people(60, crowd(60))
        site, held = Site.objects.get(name="瓜农").pk, Exchange.objects.get().pk
        source = JobSource.objects.get().pk
    client = client_of("county")
    pages = [
        "", "shortage/", "employers/", "employers/?show=late", "job-bank/", f"job-bank/sources/{source}/", "brands/",
        f"brands/{site}/", "exchange/", f"exchange/{held}/", f"exchange/{held}/list.xlsx", "shortage/shortage.xlsx",
    ]  # fmt: skip

    def counts() -> dict[str, int]:
        found = {}
        for page in pages:
            client.get(f"/demand/{page}")
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/demand/{page}").status_code == 200, page
            found[page] = len(asked)
        return found

    before = counts()
    with as_service():
        employers(MANY, 100)
        bank(MANY, 100)
        vacancies(MANY)
        lists_of_people(MANY, crowd(MANY, FIRST * 2))
    assert counts() == before
    assert max(before.values()) <= 40
    assert "还缺" in words(client.get("/demand/shortage/"))
    assert words(client.get("/demand/employers/")).count("data-row-link") == 50
    assert words(client.get(f"/demand/brands/{site}/")).count("data-row-link") == 50
    with as_service():
        assert Person.objects.count() > MANY
