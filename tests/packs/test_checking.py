"""`leye pack check`: each kind of mistake is found, named, and told how to mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leye.packs import load_packs
from leye.packs.checking import ERROR, WARNING, check_folder, check_together
from leye.packs.skeleton import NameRefused, new_pack

TEXT = "一、对登记失业人员每月开展1次跟踪回访。二、要切实加强组织领导。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new pack, as `leye pack new` makes it."""
    return new_pack("xx_2024_1", tmp_path)


def mistake(folder: Path, file: str, old: str, new: str) -> str:
    """What the check says after one change to one file: the errors, one a line."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return "\n".join(problem.sentence() for problem in check_folder(folder) if problem.level == ERROR)


def test_a_new_pack_has_nothing_to_mend(folder: Path) -> None:
    assert check_folder(folder, TEXT) == []


def test_a_pack_is_not_made_over_another_or_under_an_odd_name(folder: Path) -> None:
    with pytest.raises(NameRefused, match="已经存在"):
        new_pack(folder.name, folder.parent)
    for name in ("2024", "Ab", "a b", "../up", "a__b", ""):
        with pytest.raises(NameRefused, match="不能作政策包的名字"):
            new_pack(name, folder.parent)


def test_a_misspelt_fact_names_the_nearest(folder: Path) -> None:
    found = mistake(folder, "rules.py", "is_registered_unemployed", "is_registred_unemployed")
    assert "is_registred_unemployed" in found
    assert "is_registered_unemployed" in found


def test_a_misspelt_parameter_names_the_nearest_and_the_unused_one(folder: Path) -> None:
    found = mistake(folder, "rules.py", 'param("calls")', 'param("call")')
    assert "规则用到的参数 call 没有登记" in found
    assert "相近的有：calls" in found
    assert "参数 calls“每月回访次数”没有规则用到" in found


def test_a_condition_must_be_yes_or_no(folder: Path) -> None:
    found = mistake(folder, "rules.py", "person.is_registered_unemployed}", "person.age}")
    assert "条件1的结果是 int32，应为是或否" in found


def test_a_number_belongs_to_the_parameters(folder: Path) -> None:
    found = mistake(folder, "rules.py", "person.is_registered_unemployed}", "person.age > 16}")
    assert "直接写了数字 16" in found


def test_words_that_do_not_fit_are_told(folder: Path) -> None:
    found = mistake(folder, "rules.py", "person.is_registered_unemployed}", "person.age & person.sex}")
    assert "不能与事实对上" in found


def test_a_clause_without_a_word_and_a_rule_without_a_clause(folder: Path) -> None:
    found = mistake(folder, "clauses.yaml", "rules: [monthly_call]", "rules: [monthly_cal]")
    assert "指向的规则 monthly_cal 不存在。相近的有：monthly_call" in found
    assert "规则 monthly_call“登记失业人员每月回访”没有列在任何条款下" in found


def test_a_point_must_say_how_it_is_held(folder: Path) -> None:
    found = mistake(folder, "clauses.yaml", "rules: [monthly_call]", "nothing: true")
    assert "须恰好写明一种落实方式" in found


def test_a_rule_under_another_clause_than_its_own(folder: Path) -> None:
    found = mistake(folder, "rules.py", 'clause="一"', 'clause="二"')
    assert "规则 monthly_call 写的条款是 二，却列在 一 下" in found


def test_a_clause_with_no_order(folder: Path) -> None:
    path = folder / "clauses.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "- {ref: 三, title: 附则}\n", encoding="utf-8")
    assert any("条款 三 没有任何要点" in p.message for p in check_folder(folder))


def test_a_parameter_must_have_a_value_on_every_day_of_the_document(folder: Path) -> None:
    found = mistake(folder, "parameters.yaml", "to: 2025-12-31", "to: 2025-11-30")
    assert "参数 calls 从 2025-12-01 起没有取值，文件到 2025-12-31 才到期" in found


def test_a_value_after_the_end_of_the_document_is_a_warning(folder: Path) -> None:
    path = folder / "parameters.yaml"
    text = path.read_text(encoding="utf-8") + "    - {value: 2, from: 2026-01-01}\n"
    path.write_text(text, encoding="utf-8")
    problems = check_folder(folder)
    assert [p.level for p in problems] == [WARNING]
    assert "文件 2025-12-31 就到期了" in problems[0].message


def test_missing_sides_of_a_rule_are_named(folder: Path) -> None:
    found = mistake(folder, "cases.yaml", "met: true", "have: 1")
    assert "规则 monthly_call 缺少算例：已完成（met: true）。" in found


def test_a_case_of_no_rule_and_one_that_stands_twice(folder: Path) -> None:
    found = mistake(folder, "cases.yaml", "name: 本月没有回访的，任务未完成", "name: 没有登记失业的不用回访")
    assert "有不止一个算例叫“没有登记失业的不用回访”" in found
    found = mistake(folder, "cases.yaml", "rule: monthly_call", "rule: monthly_calls")
    assert "的规则 monthly_calls 不存在。相近的有：monthly_call" in found


def test_cases_that_cannot_be_read(folder: Path) -> None:
    (folder / "cases.yaml").write_text("- name: 没有规则\n", encoding="utf-8")
    assert "cases.yaml 读不出来" in "\n".join(p.message for p in check_folder(folder))
    (folder / "cases.yaml").unlink()
    assert "没有任何算例" in "\n".join(p.message for p in check_folder(folder))


def test_a_rule_written_twice_and_one_left_out(folder: Path) -> None:
    rules = (folder / "rules.py").read_text(encoding="utf-8")
    (folder / "rules.py").write_text(
        rules + "\nmonthly_call = Duty(**vars(monthly_call))\n", encoding="utf-8"
    )
    more = rules.replace("monthly_call = ", "weekly_call = ")
    (folder / "more.py").write_text(more, encoding="utf-8")
    (folder / "rules.py").write_text(rules + rules[rules.index("monthly_call = ") :], encoding="utf-8")
    found = "\n".join(p.message for p in check_folder(folder))
    assert "规则名 monthly_call 定义了 2 次" in found
    assert "规则 weekly_call（more.py:6）没有在 rules.py 里引入" in found


def test_a_switch_needs_a_reason_and_a_case_where_it_is_turned(folder: Path) -> None:
    switch = """
always:
  label: 是否不论登记都回访
  unit: 开关
  clause: 一
  choices: {0: 只回访登记失业人员, 1: 都回访}
  values:
    - {value: 0, from: 2024-01-01, to: 2025-12-31}
"""
    path = folder / "parameters.yaml"
    path.write_text(path.read_text(encoding="utf-8") + switch, encoding="utf-8")
    found = mistake(
        folder,
        "rules.py",
        "person.is_registered_unemployed}",
        'person.is_registered_unemployed | (param("always") == 1)}',
    )
    assert "参数 always 是本地口径或开关，须写明理由" in found
    assert "开关 always 没有取 1 的算例" in found


def test_quotes_are_looked_up_in_either_script_and_without_punctuation(folder: Path) -> None:
    assert check_folder(folder, "一、對登記失業人員，每月開展1次跟蹤回訪。二、要切實加強組織領導。") == []
    problems = check_folder(folder, "一、对登记失业人员每月开展2次跟踪回访。二、要切实加强组织领导。")
    assert [p.where for p in problems] == ["clauses.yaml"]
    assert "引文不在原文里：“对登记失业人员每月开展1次跟踪回访”" in problems[0].message


def test_a_pack_that_does_not_load_says_why(folder: Path) -> None:
    found = mistake(folder, "pack.yaml", "valid_from: 2024-01-01\n", "")
    assert "valid_from" in found


def test_the_shipped_packs_stand_together() -> None:
    assert check_together(load_packs()) == []


def test_one_document_twice_and_a_benefit_that_shuts_out_nothing_are_named() -> None:
    packs = dict(load_packs())
    own = packs["yz_2024_15"]
    subsidy = own.rules["expansion_subsidy"]

    def with_excludes(*names: str) -> list[str]:
        changed = replace(own, rules={**own.rules, "expansion_subsidy": replace(subsidy, excludes=names)})
        return [p.message for p in check_together(packs | {own.id: changed})]

    assert with_excludes("sn_2020_26.hiring_subsidy", "park_help_hire") == []
    assert with_excludes("sn_2020_26.hiring_subsidi") == [
        "excludes 写了 sn_2020_26.hiring_subsidi，sn_2020_26 没有这项待遇。相近的有：hiring_subsidy、training_subsidy。"
    ]
    assert "没有政策包 sn_2020_62。相近的有：sn_2020_26" in with_excludes("sn_2020_62.hiring_subsidy")[0]
    again = replace(packs["nm_2022_28"], info=replace(own.info, id="nm_2022_28"))
    assert [p.message for p in check_together(packs | {"nm_2022_28": again})] == [
        "永政办发〔2024〕15号 已经是政策包 nm_2022_28；一份文件只能有一个政策包。"
    ]
