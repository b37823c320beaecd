"""`leye pack …` and `leye coverage`, as an author of packs meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from leye.ops.commands import packs
from leye.packs import load_packs

app = typer.Typer()
packs.register(app)


def run(*words: str) -> tuple[int, str]:
    """Exit code and everything said."""
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack made by the command."""
    code, said = run("pack", "new", "xx_2024_1", "--into", str(tmp_path))
    assert code == 0
    assert "leye pack check" in said
    return tmp_path / "xx_2024_1"


def test_new_check_and_test(folder: Path) -> None:
    assert run("pack", "check", str(folder)) == (0, "xx_2024_1：没有问题\n")
    assert run("pack", "test", str(folder)) == (0, "xx_2024_1：3 个算例，0 个不符\n")
    code, said = run("pack", "new", "xx_2024_1", "--into", str(folder.parent))
    assert code == 1
    assert "已经存在，没有改动" in said


def test_a_case_that_fails_says_what_came_out(folder: Path) -> None:
    path = folder / "cases.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("need: 1, have: 0", "need: 2, have: 0"), encoding="utf-8"
    )
    code, said = run("pack", "test", str(folder))
    assert code == 1
    assert "3 个算例，1 个不符" in said
    assert "monthly_call  本月没有回访的，任务未完成" in said
    assert "need：应为 2，得到 1" in said


def test_only_the_cases_of_one_rule(folder: Path) -> None:
    code, said = run("pack", "test", str(folder), "--rule", "no_such_rule", "--json")
    assert (code, json.loads(said)) == (0, [])
    code, said = run("pack", "test", str(folder), "--rule", "monthly_call", "--json")
    assert [row["holds"] for row in json.loads(said)] == [True, True, True]


def test_problems_end_with_an_error_code_and_can_be_read_by_programs(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("别的文件", encoding="utf-8")
    code, said = run("pack", "check", str(folder), "--text", str(tmp_path / "text.txt"))
    assert code == 1
    assert "xx_2024_1：2 个问题" in said
    (folder / "rules.py").write_text("nonsense(", encoding="utf-8")
    code, said = run("pack", "check", str(folder), "--json")
    assert code == 1
    assert [row["level"] for row in json.loads(said)] == ["error"]
    code, said = run("pack", "test", str(folder))
    assert code == 1
    assert "xx_2024_1" in said


def test_a_pack_that_is_not_there_names_those_that_are() -> None:
    code, said = run("pack", "check", "no_such_pack")
    assert code == 1
    assert "nm_2022_28" in said


def test_a_shipped_pack_is_found_by_its_name() -> None:
    assert run("pack", "check", "nm_2022_28") == (0, "nm_2022_28：没有问题\n")


def test_facts_of_one_subject_and_of_none() -> None:
    code, said = run("pack", "facts", "site")
    assert code == 0
    assert "site.is_open  正在运行" in said
    assert "gig_market 零工市场" in said
    assert "person." not in said
    code, said = run("pack", "facts", "--json")
    assert {"person", "spell", "site"} <= {row["subject"] for row in json.loads(said)}
    code, said = run("pack", "facts", "nobody")
    assert code == 1
    assert "person" in said


def test_the_matrix_in_words_and_for_programs() -> None:
    code, said = run("coverage", "--item", "92")
    assert code == 0
    assert " 92 扩岗补助每招用1人1500元（规则（有算例））" in said
    assert "yz_2024_15 二(三)7  规则（有算例）：一次性扩岗补助（expansion_subsidy" in said
    assert "共 277 项" in said
    rows = json.loads(run("coverage", "--json")[1])
    assert len(rows) == 277
    row = rows[91]
    assert (row["number"], row["status"], row["documents"]) == (92, "rule", ["yz_2024_15"])
    assert row["lines"][0]["cases"] >= 10
    only = json.loads(run("coverage", "--status", "not_computable", "--json")[1])
    assert {r["status"] for r in only} == {"not_computable"}


def test_a_broken_pack_is_named_in_the_matrix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pack.yaml").write_text("number: 1\n", encoding="utf-8")
    found = load_packs(tmp_path)
    monkeypatch.setattr(packs, "load_packs", lambda: found)
    code, said = run("coverage", "--item", "1")
    assert code == 0
    assert "政策包 broken 无法载入" in said
