"""Packs as documents: metadata, clauses, and rules that can be traced both ways."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from leye.engine.needed import wanted_facts
from leye.facts import Tables
from leye.packs import load_packs
from leye.packs.binding import parameters_used
from leye.packs.checking import check_pack
from leye.packs.loader import HOME
from leye.policy import Pack

PACKS = load_packs()
EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)


def test_all_shipped_packs_load() -> None:
    assert not PACKS.broken
    assert set(PACKS) == {"sn_2020_q4", "yz_2024_15", "city_2020", "nm_2022_28", "sn_2020_26"}


@EVERY_PACK
def test_nothing_is_to_be_mended(pack: Pack) -> None:
    assert [problem.sentence() for problem in check_pack(pack)] == []


@EVERY_PACK
def test_every_rule_is_named_by_its_clause_and_every_named_rule_exists(pack: Pack) -> None:
    named = {name: entry.ref for entry in pack.clauses.entries for p in entry.points for name in p.rules}
    assert set(named) == set(pack.rules)


@EVERY_PACK
def test_every_quote_is_given_and_every_reason_is_a_sentence(pack: Pack) -> None:
    points = [point for entry in pack.clauses.entries for point in entry.points]
    assert points
    for point in points:
        assert point.quote
        assert point.by
        assert all(point.by)


@EVERY_PACK
def test_every_parameter_is_used(pack: Pack) -> None:
    assert set(pack.parameters) <= parameters_used(pack)


@EVERY_PACK
def test_local_numbers_and_switches_give_their_reason(pack: Pack) -> None:
    for parameter in pack.parameters.values():
        if parameter.local or parameter.kind == "switch":
            assert parameter.reason, parameter.name
        if parameter.kind == "switch" and parameter.values:
            assert parameter.section_h is not None, parameter.name
            assert parameter.values[0].value in (parameter.choices or {})


@EVERY_PACK
def test_every_pack_answers_the_items_of_its_document(pack: Pack) -> None:
    own = {
        "sn_2020_q4": range(1, 73), "yz_2024_15": range(73, 136), "city_2020": range(136, 176),
        "nm_2022_28": range(176, 207), "sn_2020_26": range(207, 270),
    }  # fmt: skip
    answered = {item for e in pack.clauses.entries for point in e.points for item in point.items}
    assert set(own[pack.id]) <= answered


def test_document_003_is_the_document() -> None:
    pack = PACKS["nm_2022_28"]
    assert pack.info.number == "内人社发〔2022〕28号"
    assert (pack.info.issued, pack.info.published) == ("2022-04", date(2022, 5, 6))
    assert (pack.info.valid_from, pack.info.valid_until) == (date(2022, 1, 1), date(2025, 12, 31))
    assert len(pack.info.issuers) == 6
    assert pack.clauses.refs() == [
        "一", "二", "三", *(f"三({n})" for n in "一二三四五六七八九十"), *(f"四({n})" for n in "一二三四"),
    ]  # fmt: skip


def test_document_001_is_the_document() -> None:
    pack = PACKS["yz_2024_15"]
    assert (pack.info.number, pack.info.area) == ("永政办发〔2024〕15号", "431100")
    assert (pack.info.valid_from, pack.info.valid_until) == (date(2024, 11, 5), date(2025, 12, 31))
    assert any("国家和湖南省" in higher for higher in pack.info.gives_way_to)
    tasks = ["(一)1", "(一)2", "(一)3", "(二)4", "(二)5", "(二)6", "(三)7", "(三)8", "(三)9", "(四)10", "(四)11",
             "(四)12", "(五)13", "(五)14", "(五)15", "(六)16", "(六)17", "(六)18"]  # fmt: skip
    assert pack.clauses.refs() == [
        "前言", "一", *(f"二{task}" for task in tasks), "三(一)", "三(二)", "三(三)", "附则",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("target_new_urban_jobs", "59000人"),
        ("target_reemployed", "28000人"),
        ("target_difficulty", "9200人"),
        ("target_skilled_workers", "260000人"),
        ("target_workshops", "1050个"),
        ("target_startup_training", "4000人次"),
        ("target_formerly_poor", "297000人"),
        ("stabilise_pool_amount", "20,000,000元"),
        ("park_help_pool_amount", "20,000,000元"),
        ("collection_pool_amount", "10,000,000元"),
        ("park_city_amount", "1,000,000元"),
        ("park_county_amount", "500,000元"),
        ("project_amount", "100,000元"),
        ("station_amount", "200,000元"),
        ("expansion_amount", "1,500元"),
        ("carrier_amount", "1,000,000元"),
        ("master_studio_amount", "100,000元"),
    ],
)
def test_document_001_names_these_numbers(name: str, shown: str) -> None:
    parameter = PACKS["yz_2024_15"].parameters[name]
    assert parameter.show(parameter.value_on(date(2025, 6, 15))) == shown


def test_ambiguous_points_are_decided_in_the_packs() -> None:
    decided = {p.id: {q.section_h for q in p.parameters.values()} for p in PACKS.values()}
    assert {12, 14, 15, 20, 25, 26, 29, 36} <= decided["nm_2022_28"]
    assert {17, 25, 27, 29, 34, 36} <= decided["yz_2024_15"]


def test_what_a_pack_asks_for_is_known() -> None:
    used = wanted_facts({"yz_2024_15": PACKS["yz_2024_15"]})
    assert {"is_registered_unemployed", "is_difficulty"} <= used["person"]
    assert "registered_at_start" in used["spell"]
    assert {"person", "household", "spell", "trainee", "site", "activity", "reading", "claim", "area"} == set(
        used
    )


def test_one_broken_pack_is_named_and_the_others_work(tmp_path: Path) -> None:
    for name in ("good", "no_yaml", "bad_clause", "bad_code"):
        folder = tmp_path / name
        shutil.copytree(HOME / "nm_2022_28", folder)
    (tmp_path / "no_yaml" / "parameters.yaml").unlink()
    clauses = (tmp_path / "bad_clause" / "clauses.yaml").read_text(encoding="utf-8")
    (tmp_path / "bad_clause" / "clauses.yaml").write_text(
        clauses.replace("ref: 四(四)", "ref: 四(五)"), encoding="utf-8"
    )
    (tmp_path / "bad_code" / "rules.py").write_text("nonsense(", encoding="utf-8")
    found = load_packs(tmp_path)
    assert set(found) == {"good"}
    assert set(found.broken) == {"no_yaml", "bad_clause", "bad_code"}
    for name, error in found.broken.items():
        assert name in str(error)
        assert "其他政策包不受影响" in str(error)


def test_every_table_of_the_contract_is_there() -> None:
    assert Tables.of().people.columns[0] == "id"
