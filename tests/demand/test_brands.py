"""Labour brands: counted by the register, with the people and the work of a year."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting
from leye.demand.actions.brands import AddBrandMember, EndBrandMember, SaveBrand
from leye.demand.actions.exchange import DraftExchange
from leye.demand.brands import brand_rows
from leye.demand.models import BrandMember, ExchangePerson, LabourBrand
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer
from leye.registers.actions.sites import CloseSite, OpenSite
from leye.registers.models import Site
from leye.standards.calendar import today
from tests.demand.making import AsUser
from tests.ledger.people import HEHAO, register, scope
from tests.vacancies.making import COUNTY

BEGAN = dt.date(2024, 1, 1)


def brand(by: object, name: str = "磴口瓜农", **more: object) -> LabourBrand:
    return SaveBrand(
        by, name=name, level=3, trade="瓜果种植", area_no=COUNTY, recognised_on=BEGAN, basis="磴人社发〔2024〕1号", **more
    ).run()  # fmt: skip


def test_a_brand_is_a_line_of_the_register_which_documents_count(as_user: AsUser) -> None:
    county = as_user("county")
    made = brand(county)
    site = Site.objects.get(pk=made.site_id)
    assert (site.kind, site.level, site.opened_on) == ("labour_brand", 3, BEGAN)
    saved = SaveBrand(
        county, site_id=site.pk, version=site.version, name="磴口华莱士瓜", level=2, trade="种植"
    ).run()
    assert (saved.pk, saved.trade) == (made.pk, "种植")
    assert Site.objects.get(pk=site.pk).name == "磴口华莱士瓜"
    with pytest.raises(ActionError, match="刚被别人改过"):
        SaveBrand(county, site_id=site.pk, version=1, name="旧", level=2, trade="种植").run()


def test_one_that_stood_in_the_register_before_is_filled_in(as_user: AsUser) -> None:
    county = as_user("county")
    site = OpenSite(county, area_no=COUNTY, kind="labour_brand", name="东安保安", opened_on=BEGAN).run()
    (row,) = brand_rows(county.scope, today())
    assert row.brand is None
    SaveBrand(county, site_id=site.pk, name="东安保安", level=3, trade="保安").run()
    (row,) = brand_rows(county.scope, today())
    assert row.brand is not None
    assert Site.objects.count() == 1


def test_work_is_a_brand_s_when_it_began_as_a_member_or_at_the_holder_and_each_counts_once(
    as_user: AsUser, shop: Employer
) -> None:
    county = as_user("county")
    made = brand(county, holder_id=shop.pk)
    day = today().replace(month=1, day=1)
    people = [
        register(county, number, name, HEHAO)
        for number, name in enumerate(("王五", "赵六", "钱七", "孙八"), 1)
    ]
    both, before, at_holder, gone = people
    for person in (both, before, gone):
        AddBrandMember(county, brand_id=made.pk, person_id=person.pk, joined_on=day).run()
    last_year = day - dt.timedelta(days=40)
    spells = [
        (both, day, shop.pk), (before, last_year, None), (at_holder, day, shop.pk), (gone, today(), None),
    ]  # fmt: skip
    member = BrandMember.objects.get(person=gone)
    BrandMember.objects.filter(pk=member.pk).update(left_on=today())
    for person, since, employer_id in spells:
        StartSpell(
            county, person_id=person.pk, started_on=since, kind="contract", employer_id=employer_id,
            employer_name="" if employer_id else "外地工厂",
        ).run()  # fmt: skip
    (row,) = brand_rows(county.scope, today())
    assert (row.members, row.hires) == (2, 2)


def test_members_join_once_after_the_brand_began_and_leave(as_user: AsUser) -> None:
    county = as_user("county")
    made, person = brand(county), register(county, 1, "王五", HEHAO)
    with pytest.raises(Invalid, match="认定日期"):
        AddBrandMember(
            county, brand_id=made.pk, person_id=person.pk, joined_on=BEGAN - dt.timedelta(days=1)
        ).run()
    member = AddBrandMember(county, brand_id=made.pk, person_id=person.pk, joined_on=BEGAN).run()
    with pytest.raises(ActionError, match="已是这个品牌的成员"):
        AddBrandMember(county, brand_id=made.pk, person_id=person.pk, joined_on=today()).run()
    EndBrandMember(county, member_id=member.pk).run()
    with pytest.raises(ActionError, match="退出"):
        EndBrandMember(county, member_id=member.pk).run()
    (row,) = brand_rows(county.scope, today())
    assert row.members == 0
    CloseSite(county, site_id=made.site_id, closed_on=today(), reason="不再组织").run()
    with pytest.raises(ActionError, match="已撤销"):
        AddBrandMember(county, brand_id=made.pk, person_id=person.pk, joined_on=today()).run()
    assert brand_rows(county.scope, today()) == []


def test_a_member_is_seen_by_who_is_responsible_for_the_person(as_user: AsUser) -> None:
    county = as_user("county")
    made, person = brand(county), register(county, 1, "王五", HEHAO)
    AddBrandMember(county, brand_id=made.pk, person_id=person.pk, joined_on=BEGAN).run()
    for username, sees in (("village", True), ("village2", False), ("banner", False), ("city", True)):
        with acting(scope(username)):
            assert BrandMember.objects.exists() is sees


def test_a_merge_carries_membership_and_a_place_on_a_list(as_user: AsUser) -> None:
    county = as_user("county")
    made = brand(county)
    kept, gone = register(county, 1, "王五", HEHAO), register(county, 2, "王五", HEHAO)
    AddBrandMember(county, brand_id=made.pk, person_id=gone.pk, joined_on=BEGAN).run()
    StateIntention(county, person_id=gone.pk, stated_on=today(), wants_work="yes").run()
    DraftExchange(
        county, area_no=COUNTY, department="国资局", receiver="陈科长", purpose="安置", basis="附件三", return_by=today(),
        fields=["name"],
    ).run()  # fmt: skip
    MergePeople(county, survivor_id=kept.pk, loser_id=gone.pk, take=[]).run()
    assert BrandMember.objects.get().person_id == ExchangePerson.objects.get().person_id == kept.pk
