"""Packs as documents: metadata, clauses, and rules that can be traced both ways."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from ibis.expr import operations as ops

from leye.facts import SUBJECTS, Tables
from leye.packs import load_packs
from leye.packs.loader import HOME
from leye.policy import Pack

PACKS = load_packs()
EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=lambda p: p.id)


def test_all_shipped_packs_load() -> None:
    assert not PACKS.broken
    assert "nm_2022_28" in PACKS


@EVERY_PACK
def test_every_rule_is_named_by_its_clause_and_every_named_rule_exists(pack: Pack) -> None:
    named = {name: entry.ref for entry in pack.clauses.entries for p in entry.points for name in p.rules}
    assert set(named) == set(pack.rules)
    for rule in pack.rules.values():
        refs = {e.ref for e in pack.clauses.entries for p in e.points if rule.name in p.rules}
        assert str(rule.clause) in refs


@EVERY_PACK
def test_every_quote_is_given_and_every_reason_is_a_sentence(pack: Pack) -> None:
    points = [point for entry in pack.clauses.entries for point in entry.points]
    assert points
    for point in points:
        assert point.quote
        assert point.by
        assert all(point.by)


@EVERY_PACK
def test_no_number_but_zero_and_one_stands_in_a_rule(pack: Pack) -> None:
    checked = 0
    for rule in pack.rules.values():
        columns = dict.fromkeys(f"p__{name}" for name in pack.parameters) | dict.fromkeys(
            f"m__{name}" for name in pack.members
        )
        facts = {name: fact.dtype for name, fact in SUBJECTS[rule.subject.kind].facts.items()}
        keys = dict.fromkeys(("subject_id", "person_id", "household_id", "area_id"), "int64")
        import ibis

        table = ibis.table(facts | keys | dict.fromkeys(columns, "int64"), name="subject")
        for expression in rule.expressions().values():
            op = expression.resolve(table).op()
            numbers = [
                n.value for n in op.find(ops.Literal, filter=ops.Value) if isinstance(n.value, int | float)
            ]
            assert set(numbers) <= {0, 1}, rule.name
            checked += 1
    assert checked


@EVERY_PACK
def test_every_parameter_is_used_or_is_said_to_be_a_switch(pack: Pack) -> None:
    text = repr([rule.expressions() for rule in pack.rules.values()])
    text += repr([rule.period.parameters() for rule in pack.rules.values()])
    text += repr([member.where for member in pack.members.values()])
    for name in pack.parameters:
        assert name in text, name


@EVERY_PACK
def test_local_numbers_and_switches_give_their_reason(pack: Pack) -> None:
    for parameter in pack.parameters.values():
        if parameter.local or parameter.kind == "switch":
            assert parameter.reason, parameter.name
        if parameter.kind == "switch":
            assert parameter.section_h is not None
            assert parameter.values[0].value in (parameter.choices or {})


def test_document_003_is_the_document() -> None:
    pack = PACKS["nm_2022_28"]
    assert pack.info.number == "内人社发〔2022〕28号"
    assert (pack.info.issued, pack.info.published) == ("2022-04", date(2022, 5, 6))
    assert (pack.info.valid_from, pack.info.valid_until) == (date(2022, 1, 1), date(2025, 12, 31))
    assert len(pack.info.issuers) == 6
    assert pack.clauses.refs() == [
        "一", "二", "三", *(f"三({n})" for n in "一二三四五六七八九十"), *(f"四({n})" for n in "一二三四"),
    ]  # fmt: skip


def test_document_003_answers_every_item_of_its_checklist() -> None:
    pack = PACKS["nm_2022_28"]
    answered = {item for e in pack.clauses.entries for point in e.points for item in point.items}
    assert answered == set(range(176, 207))


def test_ambiguous_points_are_decided_in_the_pack() -> None:
    decided = {p.section_h for p in PACKS["nm_2022_28"].parameters.values()}
    assert {12, 14, 15, 20, 25, 26, 29, 36} <= decided


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
