"""The world is the same for the same seed, keeps the census's margins, and gives nobody a real number."""

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leye.adoption.registry import find_rule
from leye.ops.world.census import BANDS, margins
from leye.ops.world.identities import Registry
from leye.ops.world.options import DEMO_COUNTIES, WorldError, WorldOptions, shipped_counties
from leye.ops.world.parquet import write_parquet
from leye.ops.world.scene import Scene
from leye.ops.world.tables import SCHEMAS
from leye.ops.world.wishes import common_occupations
from leye.ops.world.words import OCCUPATIONS
from leye.registers.enums import ActivityKind, ReadingKind, SiteKind
from leye.standards.identity import parse_identity
from leye.standards.names import clean_name, initials, pinyin
from leye.standards.phones import clean_phone
from leye.standards.uscc import parse_uscc
from leye.training.enums import ClassKind
from tests.world.conftest import AS_OF, World, make


def digest(tables: World) -> str:
    """A hash over every value of every table."""
    found = hashlib.sha256()
    for name in sorted(tables):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, tables[name].schema) as writer:
            writer.write_table(tables[name].combine_chunks())
        found.update(name.encode() + sink.getvalue().to_pybytes())
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_gives_others() -> None:
    first, second, other = (digest(make(WorldOptions(people=600, seed=s, as_of=AS_OF))[0]) for s in (3, 3, 4))
    assert first == second
    assert first != other


def test_files_hold_the_same_rows_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    options = WorldOptions(people=300, seed=3, as_of=AS_OF)
    reports = [write_parquet(options, tmp_path / name, lambda _text: None) for name in ("one", "two")]
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert reports[0].counts == {n: pq.read_metadata(tmp_path / "one" / f"{n}.parquet").num_rows
                                 if f"{n}.parquet" in first else 0 for n in SCHEMAS}  # fmt: skip


def test_every_table_of_the_world_has_rows(tables: World) -> None:
    # Reports need a reporter and come with accounts.
    assert set(SCHEMAS) - set(tables) == {"reporting_submission"}


@pytest.mark.parametrize("place", range(3))
def test_sex_and_age_keep_the_census_to_the_person(scenes: list[Scene], place: int) -> None:
    people, figures = scenes[place].people, margins(DEMO_COUNTIES[place])
    band = np.searchsorted(BANDS, people.age, side="right") - 1
    counted = np.zeros_like(figures.sex_age)
    np.add.at(counted, (people.woman.astype(int), band), 1)
    expected = figures.sex_age / figures.sex_age.sum() * len(people)
    assert np.abs(counted - expected).max() < 1


@pytest.mark.parametrize("place", range(3))
def test_education_households_and_ethnic_groups_follow_the_census(scenes: list[Scene], place: int) -> None:
    scene, figures = scenes[place], margins(DEMO_COUNTIES[place])
    people, count = scene.people, len(scene.people)
    for sex in (0, 1):
        levels = np.bincount(people.level[(people.woman == bool(sex)) & (people.level >= 0)], minlength=7)
        shares = figures.education[sex] / figures.education[sex].sum()
        # The census has "preschool" and "never went to school" as two answers for the smallest children.
        together = np.r_[levels[0] + levels[1], levels[2:]] / levels.sum()
        assert np.abs(together - np.r_[shares[0] + shares[1], shares[2:]]).max() < 0.045
    sizes = np.bincount(scene.families.household)
    assert sizes.min() >= 1
    assert abs(sizes.mean() / figures.mean_size - 1) < 0.03
    assert abs((sizes == 1).mean() - figures.alone / figures.households) < 0.03
    person = next(t for name, t in scene.rows.tables() if name == "ledger_person").slice(0, count)
    minority = np.mean([code != "01" for code in person["ethnic"].to_pylist()])
    assert abs(minority - figures.minority) < 0.012
    town = np.bincount(scene.families.household, weights=scene.standing.town) > 0
    assert abs(town.mean() - figures.urban) < 0.1


def test_identity_numbers_are_valid_unique_and_in_the_reserved_sequences(tables: World) -> None:
    rows = tables["ledger_person"].select(["id_number", "birth_date", "sex", "id_tail"]).to_pylist()
    assert len({row["id_number"] for row in rows}) == len(rows)
    for row in rows:
        identity = parse_identity(row["id_number"])
        assert (identity.birth_date, identity.sex) == (row["birth_date"], row["sex"])
        assert 900 <= int(row["id_number"][14:17]) <= 999
        assert row["id_number"].endswith(row["id_tail"])


def test_reserved_sequences_that_run_out_are_an_error_not_a_repeat() -> None:
    registry, rng = Registry(["610622"]), np.random.default_rng(1)
    same_day, women = np.full(50, 10_000), np.ones(50, dtype=bool)
    assert len(set(registry.number(rng, "610622", same_day, women))) == 50
    with pytest.raises(WorldError, match="顺序码"):
        registry.number(rng, "610622", same_day[:1], women[:1])


def test_names_telephones_and_credit_codes_are_well_formed_and_made_up(tables: World) -> None:
    people = tables["ledger_person"].select(["name", "name_pinyin", "name_initials", "phone"]).to_pylist()
    for row in people[::7]:
        assert clean_name(row["name"]) == row["name"]
        assert (row["name_pinyin"], row["name_initials"]) == (pinyin(row["name"]), initials(row["name"]))
        assert not row["phone"] or (
            clean_phone(row["phone"]) == row["phone"] and row["phone"].startswith("154")
        )
    names = "".join(row["name"] for row in people)
    assert "·" in names
    assert any(ord(char) > 0xFFFF for char in names)
    shared = Counter(row["phone"] for row in people if row["phone"])
    assert sum(count > 1 for count in shared.values()) > 500
    codes = tables["ledger_employer"]["uscc"].to_pylist()
    assert len(set(codes)) == len(codes)
    assert all(parse_uscc(code) == code and "MALEYE" in code for code in codes)
    assert set(OCCUPATIONS) == set(common_occupations())


def test_each_household_has_one_adult_head_and_members_of_plausible_age(scenes: list[Scene]) -> None:
    for scene in scenes:
        age, relation, house = scene.people.age, scene.families.relation, scene.families.household
        heads = np.bincount(house[relation == 0], minlength=len(scene.families.heads))
        assert (heads == 1).all()
        assert age[scene.families.heads].min() >= 18
        assert np.bincount(house[relation == 1]).max() == 1
        head_age = age[scene.families.heads][house]
        gap = head_age - age
        assert (gap[relation == 2] >= 10).all()
        assert (gap[relation == 3] <= -10).all()
        assert (np.abs(gap[relation == 1]) < 25).all()
        assert np.bincount(house).max() <= 12


def test_dates_never_lie_before_birth_or_after_the_day(tables: World) -> None:
    born = dict(
        zip(
            tables["ledger_person"]["id"].to_pylist(),
            tables["ledger_person"]["birth_date"].to_pylist(),
            strict=True,
        )
    )
    for name, column in (
        ("ledger_groupmembership", "valid_from"), ("ledger_unemploymentregistration", "registered_on"),
        ("ledger_employmentspell", "started_on"), ("ledger_intention", "stated_on"), ("casework_servicerecord", "served_on"),
        ("casework_placement", "started_on"), ("ledger_trainingneed", "stated_on"),
    ):  # fmt: skip
        table = tables[name]
        for person, day in zip(table["person_id"].to_pylist(), table[column].to_pylist(), strict=True):
            assert born[person] <= day <= AS_OF, name


@pytest.mark.parametrize("day", [dt.date(2024, 2, 29), dt.date(2026, 1, 1), dt.date(2027, 12, 31)])
def test_the_world_can_be_made_as_of_any_day(day: dt.date) -> None:
    tables, _scenes = make(WorldOptions(people=300, seed=1, as_of=day))
    assert max(tables["casework_servicerecord"]["served_on"].to_pylist()) <= day
    assert max(tables["ledger_person"]["birth_date"].to_pylist()) <= day


def test_the_year_is_neither_untouched_nor_finished_and_townships_differ(
    tables: World, scenes: list[Scene]
) -> None:
    year = AS_OF.replace(month=1, day=1)
    services = (
        tables["casework_servicerecord"].select(["person_id", "kind", "served_on", "outcome"]).to_pylist()
    )
    briefed = {r["person_id"] for r in services
               if r["kind"] == "policy_briefing" and r["outcome"] == "done" and r["served_on"] >= year}  # fmt: skip
    for scene in scenes:
        due = np.flatnonzero(scene.willing & (scene.standing.capacity == 0) & scene.groups.any_key())
        done = np.isin(scene.ids[due], list(briefed))
        assert 0.2 < done.mean() < 0.8
        town = scene.places.town_index[scene.village[due]]
        large = [t for t in np.unique(town) if (town == t).sum() >= 25]
        shares = [done[town == t].mean() for t in large]
        assert max(shares) - min(shares) > 0.3


def test_edges_that_the_document_asks_about_are_there(tables: World) -> None:
    placements = tables["casework_placement"].to_pylist()
    running = [p for p in placements if p["ended_on"] is None]
    assert any(p["due_end_on"] < AS_OF for p in running)
    assert any(0 <= (p["due_end_on"] - AS_OF).days <= 60 for p in running)
    assert any(p["ordinal"] == 2 for p in placements)
    assert len({p["person_id"] for p in running}) == len(running)
    registrations = tables["ledger_unemploymentregistration"].to_pylist()
    assert {r["place_kind"] for r in registrations} == {"household", "residence", "workplace", "insurance"}
    assert {r["ended_on"] is None for r in registrations} == {True, False}
    channels = set(tables["ledger_employmentspell"]["channel"].to_pylist())
    assert channels >= {"employer", "startup", "export", "nearby", "flexible"}
    fairs = Counter(tables["market_fair"]["status"].to_pylist())
    assert fairs["held"] > 20
    assert fairs["planned"] >= 3
    people = tables["ledger_person"].select(["name", "birth_date", "sex", "phone"]).to_pylist()
    twice = Counter(tuple(row.values()) for row in people if row["phone"])
    assert sum(count > 1 for count in twice.values()) >= 10


def test_registers_trainings_and_claims_are_there_and_never_from_the_future(tables: World) -> None:
    for name, column in (
        ("training_trainee", "completed_on"), ("training_trainee", "certified_on"), ("registers_activity", "happened_on"),
        ("registers_site", "opened_on"), ("registers_site", "closed_on"), ("registers_reading", "period_end"),
        ("benefits_claim", "decided_on"), ("benefits_claim", "recovered_on"), ("casework_declaration", "declared_on"),
        ("casework_declaration", "ended_on"), ("ledger_employmentspell", "insured_on"),
    ):  # fmt: skip
        days = [day for day in tables[name][column].to_pylist() if day]
        assert days, (name, column)
        assert max(days) <= AS_OF, (name, column)
    spells = tables["ledger_employmentspell"]
    assert set(spells["reach"].to_pylist()) >= {"county", "province", "outside"}
    assert spells["introduced_by_id"].null_count < len(spells)
    assert sum(spells["is_on_job_training"].to_pylist()) > 0
    kinds = Counter(tables["ledger_employer"]["kind"].to_pylist())
    assert kinds["agency"] >= 3
    assert kinds["institution"] >= 3
    placements = [p for p in tables["casework_placement"].to_pylist() if p["post_kind"] == "temporary"]
    assert {p["extension_approved_on"] is None for p in placements} == {True, False}
    assert {r["state"] for r in tables["benefits_claim"].to_pylist()} >= {"paid", "approved"}


def test_people_find_work_soon_after_their_class(tables: World) -> None:
    ends = dict(zip(tables["training_class"]["id"].to_pylist(), tables["training_class"]["ended_on"].to_pylist(),
                    strict=True))  # fmt: skip
    began: dict[int, list[dt.date]] = {}
    for person, day in zip(tables["ledger_employmentspell"]["person_id"].to_pylist(),
                           tables["ledger_employmentspell"]["started_on"].to_pylist(), strict=True):  # fmt: skip
        began.setdefault(person, []).append(day)
    rows = tables["training_trainee"].to_pylist()
    assert len({(row["person_id"], row["class_id"]) for row in rows}) == len(rows)
    placed = [row for row in rows
              if any(0 <= (day - ends[row["class_id"]]).days <= 45 for day in began.get(row["person_id"], []))]  # fmt: skip
    assert 0.1 < len(placed) / len(rows) < 0.7


def test_every_kind_of_register_and_every_claimed_rule_is_known(tables: World) -> None:
    assert set(tables["registers_site"]["kind"].to_pylist()) == set(SiteKind.values)
    assert set(tables["registers_activity"]["kind"].to_pylist()) == set(ActivityKind.values)
    assert set(tables["registers_reading"]["kind"].to_pylist()) <= set(ReadingKind.values)
    assert set(tables["training_class"]["kind"].to_pylist()) <= set(ClassKind.values)
    for claim in tables["benefits_claim"].select(["pack", "rule", "subject_kind", "payee_kind"]).to_pylist():
        rule: Any = find_rule(claim["pack"], claim["rule"])
        assert (rule.kind, rule.subject.kind, rule.payee) == (
            "benefit",
            claim["subject_kind"],
            claim["payee_kind"],
        )


def test_counties_of_one_prefecture_hold_each_fair_once() -> None:
    tables, _scenes = make(
        WorldOptions(people=200, seed=1, as_of=AS_OF, counties=("610622", "610621", "150702", "150781"))
    )
    fairs = Counter((f["area_id"], f["title"], f["held_on"]) for f in tables["market_fair"].to_pylist())
    assert set(fairs.values()) == {1}


def test_zero_employment_households_have_a_willing_jobless_member_and_nobody_at_work(
    scenes: list[Scene],
) -> None:
    for scene in scenes:
        houses = np.unique(scene.families.household[scene.standing.zero])
        assert len(houses) >= 2
        for house in houses:
            inside = scene.families.household == house
            assert not np.isin(scene.standing.doing[inside], (1, 2, 7)).any()
            assert (scene.willing & (scene.registered > 0))[inside].any()


def test_a_county_without_figures_and_too_few_people_are_refused() -> None:
    with pytest.raises(WorldError, match="999999"):
        WorldOptions(counties=("999999",)).shares()
    with pytest.raises(WorldError, match="至少"):
        WorldOptions(people=10).shares()
    wide = WorldOptions(people=1_000_000).shares()
    assert sum(wide.values()) == 1_000_000
    assert list(wide) == shipped_counties()
