"""Zero-employment households on their pages: the list, the file with its evidence, the workbook, and who may look."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog, User
from leye.accounts.scope import acting, as_service
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.adoption.registry import packs
from leye.casework.actions.record_service import RecordService
from leye.casework.episodes import listing_rules
from leye.casework.models import ZeroEpisode
from leye.casework.zero_documents import counting_rules
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.standards.calendar import today
from leye.worklist.refresh import refresh_people
from tests.ledger.people import HEHAO, actor, scope
from tests.web.seed import COUNTY, Seeded
from tests.web.test_people import looks, words

ClientOf = Callable[[str], Client]


def only() -> ZeroEpisode:
    with as_service():
        return ZeroEpisode.objects.filter(ended_on=None).get()


def employ(pk: int) -> int:
    """The household's member starts at a meat works; the spell."""
    with acting(scope("village")):
        made = StartSpell(
            actor("village"), person_id=pk, started_on=today(), kind="contract", employer_name="红牛肉厂"
        ).run()
    refresh_people([pk])
    return made.spell.pk


def test_the_list_leads_to_the_file_with_what_was_done(corner: Seeded, client_of: ClientOf) -> None:
    client, pk, one = client_of("village"), corner.people["王秀兰"], only()
    page = words(client.get("/households/zero/"))
    assert "现有1户" in page
    assert f"/households/zero/{one.pk}/" in page
    assert "12月31日" in page
    with acting(scope("village")):
        for kind in ("job_recommendation", "survey"):
            RecordService(actor("village"), person_id=pk, kind=kind, served_on=today(), item="车间工人").run()
    before = looks(pk)
    page = words(client.get(f"/households/zero/{one.pk}/"))
    assert looks(pk) == before + 1
    assert "车间工人" in page
    # Asking how somebody is was no help.
    assert "摸底调查</strong>" not in page
    assert "这是第一次" in page
    assert f"/people/{pk}/do/spell/" in page
    assert "零就业家庭" in words(client.get("/people/"))
    assert "帮扶情况" in words(client.get(f"/households/{corner.household}/"))


def test_cleared_by_a_named_job_and_back_when_it_ends(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    first = only()
    spell = employ(pk)
    assert "现在没有零就业家庭" in words(client.get("/households/zero/"))
    cleared = words(client.get("/households/zero/?show=cleared"))
    assert "红牛肉厂" in cleared
    assert "王秀兰" in cleared
    with acting(scope("village")):
        EndSpell(actor("village"), spell_id=spell, ended_on=today(), reason="closed").run()
    refresh_people([pk])
    again = only()
    assert again.follows_id == first.pk
    assert "再次出现" in words(client.get("/households/zero/?show=again"))
    page = words(client.get(f"/households/zero/{again.pk}/"))
    assert "红牛肉厂" in page
    assert f"/households/zero/{first.pk}/" in page


def test_only_whose_area_it_is(corner: Seeded, client_of: ClientOf) -> None:
    one = only()
    for username, told in (("village2", "现在没有零就业家庭"), ("banner", "没有列出的零就业家庭")):
        assert told in words(client_of(username).get("/households/zero/"))
        assert client_of(username).get(f"/households/zero/{one.pk}/").status_code == 404
    assert client_of("auditor").get(f"/households/zero/{one.pk}/").status_code == 200
    assert client_of("village").get("/households/zero/999999/").status_code == 404
    assert client_of("village").get("/households/zero/?show=nonsense").status_code == 200


def only_adopted(pack: str | None) -> None:
    """From now on the county has adopted this document and no other."""
    with as_service():
        Adoption.objects.all().delete()
        if pack is not None:
            users = {user.username: user for user in User.objects.filter(username__in=("county", "leader"))}
            Adoption.objects.create(
                pack=pack, area_id=COUNTY, valid_from=dt.date(2020, 1, 1), standing=True,
                state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
            )  # fmt: skip


@pytest.mark.parametrize(
    ("pack", "rules"),
    [
        ("city_2020", ("zero_households_aided", "zero_employment_households")),
        ("sn_2020_q4", ("zero_employment_poor_households", "relocated_zero_employment")),
    ],
)
def test_where_a_document_only_counts_them_the_page_says_which_one_would_list_them(
    corner: Seeded, client_of: ClientOf, pack: str, rules: tuple[str, str]
) -> None:
    only_adopted(pack)
    page = words(client_of("county").get("/households/zero/"))
    assert f"采用的《{packs()[pack].info.title}》只要求统计零就业家庭" in page
    for rule in rules:
        counted = f"/policy/{pack}/{rule}/members/?area={COUNTY}"
        assert counted in page
        assert client_of("county").get(counted).status_code == 200
    for other in ("yz_2024_15", "nm_2022_28", "sn_2020_26"):
        assert f"《{packs()[other].info.title}》" in page
        assert f"/policy/{other}/" in page
    assert "现在没有零就业家庭" not in page, "that nobody is listed does not mean that there is none"


def test_without_any_document_the_page_says_so(corner: Seeded, client_of: ClientOf) -> None:
    only_adopted(None)
    page = words(client_of("village").get("/households/zero/"))
    assert "还没有采用写明零就业家庭的文件" in page
    only_adopted("nm_2022_28")
    assert "采用" not in words(client_of("village").get("/households/zero/")).partition("<main")[2]


def test_every_document_with_such_households_either_lists_or_counts_them() -> None:
    spoken = {
        pack.id
        for pack in packs().values()
        for rule in pack.rules.values()
        if rule.subject.kind == "household" and "零就业" in rule.title
    }
    assert spoken == {pack.id for pack in packs().values() if listing_rules(pack) or counting_rules(pack)}


def test_the_workbook_is_logged_and_names_the_evidence(corner: Seeded, client_of: ClientOf) -> None:
    employ(corner.people["王秀兰"])
    answer = client_of("town").get("/households/zero/export.xlsx?show=cleared")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "王秀兰" in cells
    assert "红牛肉厂" in cells
    assert not any(len(cell) == 18 and cell[:17].isdigit() for cell in cells)
    with as_service():
        assert AccessLog.objects.filter(access=Access.EXPORT, detail__title="零就业家庭").count() == 1


def test_the_list_asks_as_much_for_one_as_for_many(corner: Seeded, client_of: ClientOf) -> None:
    client = client_of("county")
    client.get("/households/zero/")
    with CaptureQueriesContext(connection) as one:
        client.get("/households/zero/")
    with acting(scope("county")):
        for number, name in enumerate(("李建国", "赵海燕", "张强"), 10):
            home = SetHousehold(actor("county"), area_no=HEHAO, number=str(number)).run()
            MoveMember(
                actor("county"), person_id=corner.people[name], household_id=home.pk, relation="head"
            ).run()
    refresh_people(corner.people.values())
    with CaptureQueriesContext(connection) as many:
        page = words(client.get("/households/zero/"))
    assert "现有4户" in page
    assert len(many) <= len(one)
