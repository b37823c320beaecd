"""A new pack: the five files, filled with one small order that binds, has its cases, and is to be replaced."""

from __future__ import annotations

import re
from pathlib import Path

from leye.packs.loader import HOME

#: What a pack may be called: issuer, year, number, in small letters, as a folder and as part of a link.
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

FILES = {
    "__init__.py": '"""文号和一句话：这份文件管什么。"""\n',
    "pack.yaml": """\
# What the document says about itself.
number: 某人社发〔2024〕1号
title: 关于做好登记失业人员服务的通知
issuers:
  - 某市人力资源和社会保障局
area: "431100"
issued: "2024-01-01"
published: 2024-01-01
valid_from: 2024-01-01
valid_until: 2025-12-31
supersedes: []
source: 在哪里发布，哪一天发布
notes:
  - 读文件时作出的判断写在这里，一条一句。
""",
    "clauses.yaml": """\
# Every clause: what it orders in short, the sentence it rests on, the numbers of the checklist, and how it is held:
# rules (names) | feature | not_computable (why) | awaiting (what evidence is missing) | not_built (what is to come).

- ref: 一
  title: 跟踪回访
  points:
    - summary: 每月回访一次登记失业人员
      quote: 对登记失业人员每月开展1次跟踪回访
      items: []
      rules: [monthly_call]

- ref: 二
  title: 工作要求
  points:
    - summary: 加强组织领导
      quote: 要切实加强组织领导
      items: []
      not_computable: 原则性要求，没有可判断的对象、次数或期限
""",
    "parameters.yaml": """\
# Every number and choice: label, unit, clause, and dated values. Money in 分, dates with unit 日期.
# `local: true` with a `reason` for what the document leaves open; `choices` makes a switch.

calls:
  label: 每月回访次数
  unit: 次
  clause: 一
  values:
    - {value: 1, from: 2024-01-01, to: 2025-12-31, note: "每月开展1次"}
""",
    "rules.py": '''\
"""The orders of the document that can be computed. Numbers and choices stand in parameters.yaml."""

from leye.facts import person
from leye.policy import MONTH, VILLAGE, Duty, param

monthly_call = Duty(
    clause="一",
    title="登记失业人员每月回访",
    subject=person,
    applies={"1 登记失业": person.is_registered_unemployed},
    done_by=person.services("follow_up"),
    at_least=param("calls"),
    per=MONTH,
    owner=VILLAGE,
)
''',
    "cases.yaml": """\
# Worked cases: on both sides of every date and threshold, in one sentence each.

- name: 没有登记失业的不用回访
  rule: monthly_call
  as_of: 2024-03-15
  ledger: {person: {}}
  expect: {applies: false}
- name: 本月没有回访的，任务未完成
  rule: monthly_call
  as_of: 2024-03-15
  ledger: {person: {registered: [[2024-01-01]], services: [[follow_up, 2024-02-29]]}}
  expect: {applies: true, need: 1, have: 0, met: false, due_on: 2024-03-31}
- name: 本月第一天回访一次即完成
  rule: monthly_call
  as_of: 2024-03-15
  ledger: {person: {registered: [[2024-01-01]], services: [[follow_up, 2024-03-01]]}}
  expect: {applies: true, have: 1, met: true}
""",
}


class NameRefused(ValueError):
    """A pack cannot be called that, or is there already."""


def new_pack(name: str, into: Path = HOME) -> Path:
    """Make the folder of a new pack; nothing that exists is touched. Raises NameRefused."""
    if not NAME.fullmatch(name):
        raise NameRefused(
            f"“{name}”不能作政策包的名字：用小写字母、数字和下划线，字母开头，例如 yz_2024_15。"
        )
    folder = into / name
    if folder.exists():
        raise NameRefused(f"{folder} 已经存在，没有改动。请换一个名字，或先把它移走。")
    folder.mkdir(parents=True)
    for file, text in FILES.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder
