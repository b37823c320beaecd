"""What pages say about documents, adoptions and numbers agrees with what the engine does."""

import datetime as dt

import pytest

from leye.accounts.models import User
from leye.accounts.scope import as_service
from leye.adoption.enums import AdoptionState, RunState
from leye.adoption.models import Adoption, Figure, ParameterOverride, Run
from leye.adoption.reading import (
    Validity,
    adoption_at,
    adoptions_about,
    figures_now,
    need_name,
    numbers_now,
    overrides_about,
    parameters_of,
    rules_using,
    shown_value,
    standing_of,
    validity,
)
from leye.adoption.registry import packs
from leye.adoption.resolution import InForce
from leye.areas.models import Area
from tests.ledger.people import scope
from tests.worklist.people import adopt

pytestmark = pytest.mark.django_db

PACK = packs()["nm_2022_28"]
COUNTY, TOWN = 150822000000, 150822101000
DAY = dt.date(2026, 6, 15)


def _override(name: str, area: int, value: int, until: dt.date | None = None) -> ParameterOverride:
    return ParameterOverride.objects.create(
        pack=PACK.id, name=name, area_id=area, value=value, valid_from=dt.date(2026, 1, 1), valid_to=until,
        basis="测试", state="approved", proposed_by=User.objects.get(username="county"))  # fmt: skip


@pytest.mark.parametrize(("day", "expected"), [
    (dt.date(2021, 12, 31), Validity.FUTURE), (dt.date(2022, 1, 1), Validity.CURRENT),
    (dt.date(2025, 12, 31), Validity.CURRENT), (dt.date(2026, 1, 1), Validity.PAST)])  # fmt: skip
def test_a_document_is_in_force_from_its_first_to_its_last_day(day: dt.date, expected: Validity) -> None:
    assert validity(PACK.info, day) == expected


def test_an_adoption_past_the_documents_dates_acts_only_as_a_standing_rule() -> None:
    adoption = adopt(COUNTY, "default")
    assert standing_of(adoption, PACK.info, DAY).word == "作为本地常设规则执行"
    adoption.standing = False
    assert not standing_of(adoption, PACK.info, DAY).acts
    adoption.state = AdoptionState.PROPOSED
    assert not standing_of(adoption, PACK.info, DAY).acts


def test_adoptions_above_and_below_a_scope_are_about_it_and_others_are_not() -> None:
    county = adopt(COUNTY, "default")
    city = adopt(150800000000, "default")
    banner = adopt(150823000000, "default")
    assert {a.pk for a in adoptions_about(scope("village"))} == {county.pk, city.pk}
    assert {a.pk for a in adoptions_about(scope("city"))} == {county.pk, city.pk, banner.pk}
    assert {a.pk for a in adoptions_about(scope("yanchuan"))} == set()


def test_the_innermost_adoption_acts() -> None:
    adopt(150800000000, "default")
    county = adopt(COUNTY, "default")
    assert adoption_at(TOWN, PACK, DAY) == county
    Adoption.objects.filter(pk=county.pk).update(state=AdoptionState.ENDED)
    assert getattr(adoption_at(TOWN, PACK, DAY), "area_id", None) == 150800000000


def test_numbers_shown_are_those_the_engine_uses() -> None:
    adopt(COUNTY, "default")
    _override("job_recommendations", COUNTY, 5)
    _override("job_recommendations", TOWN, 2)
    _override("follow_ups", TOWN, 3, until=dt.date(2026, 6, 14))
    resolved = InForce.now().resolve(DAY)
    for no in (COUNTY, TOWN, 150822101201, 150822102201):
        area = Area.objects.get(no=no)
        shown = numbers_now(PACK, area, DAY, overrides_about(scope("county"), PACK.id))
        for value in resolved.values:
            if value.name and value.lo <= no <= value.hi and PACK.parameters[value.name].kind != "target":
                assert shown[value.name].value == value.value, (no, value.name)
    town = numbers_now(PACK, Area.objects.get(no=TOWN), DAY, overrides_about(scope("county"), PACK.id))
    assert (town["job_recommendations"].value, town["job_recommendations"].is_local) == (2, True)


def test_a_target_holds_only_where_it_was_set() -> None:
    _override("target_difficulty", COUNTY, 120)
    overrides = list(overrides_about(scope("county"), PACK.id))
    county = numbers_now(PACK, Area.objects.get(no=COUNTY), DAY, overrides)["target_difficulty"]
    town = numbers_now(PACK, Area.objects.get(no=TOWN), DAY, overrides)["target_difficulty"]
    assert county.value == 120
    assert town.value is None


def test_a_rule_names_the_numbers_it_looks_at_even_inside_household_counts() -> None:
    assert parameters_of(PACK, PACK.rules["monthly_follow_up"]) == ["follow_ups"]
    household = parameters_of(PACK, PACK.rules["one_member_employed"])
    assert {"employed_members", "members_who_can_work", "retirement_age_male"} <= set(household)
    assert {"quarterly_form_day", "deadline_days", "deadline_inclusive"} <= set(
        parameters_of(PACK, PACK.rules["quarterly_form"]))  # fmt: skip


def test_every_parameter_is_used_by_some_rule() -> None:
    assert [name for name, rules in rules_using(PACK).items() if not rules] == []


def test_the_need_and_the_shown_value() -> None:
    assert need_name(PACK.rules["recommended_jobs"]) == "job_recommendations"
    assert shown_value(PACK.parameters["job_recommendations"], 3) == "3个"
    assert shown_value(PACK.parameters["target_served_share"], 10000) == "100%"
    assert shown_value(PACK.parameters["deadline_days"], 1) == "工作日"


def test_where_only_areas_below_adopted_their_figures_are_added_up() -> None:
    city = Area.objects.get(no=150800000000)
    for no in (COUNTY, 150823000000, TOWN):
        adopt(no, "default")
    with as_service():
        run = Run.objects.create(as_of=DAY, state=RunState.FINISHED)
        days = {"since": DAY, "until": DAY}
        for no, served, whole, homes in (
            (COUNTY, 5000, 100, 7),
            (150823000000, 10000, 300, 2),
            (TOWN, 0, 50, 5),
        ):
            Figure.objects.create(
                run=run, pack=PACK.id, rule="served_share", area_id=no, value=served, whole=whole, **days
            )
            Figure.objects.create(
                run=run,
                pack=PACK.id,
                rule="zero_employment_households",
                area_id=no,
                value=homes,
                whole=homes,
                **days,
            )
    shown = {figure.rule.name: figure for figure in figures_now([PACK], city, run, DAY)}
    # The township lies inside the county and is not counted again.
    assert shown["zero_employment_households"].value == 9
    assert (shown["served_share"].value, shown["served_share"].whole) == (8750, 400)
    assert shown["graduates_employed"].value == 0
