"""Explanations agree with the duties and read as sentences."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import psycopg
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import executing, fill, with_resolved

from leye.engine import Adoption, Explainer, LiveEvaluator, resolve
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

AS_OF = date(2024, 3, 31)


def test_a_rule_is_explained_as_applying_exactly_when_it_gives_a_row(
    scratch_connection: psycopg.Connection[Any],
) -> None:
    packs = load_packs()
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    resolved = resolve(packs, [adoption], [], AS_OF, is_working_day)
    fill(scratch_connection, with_resolved(Population(21, 120, AS_OF).rows, resolved))
    live = LiveEvaluator(packs)
    explainer = Explainer(live)
    execute = executing(scratch_connection)
    statuses = set()
    for number in range(1, 121):
        found = explainer.person(execute, number, AS_OF)
        now = live.person(execute, number, AS_OF)
        rows = {
            (r["rule"], r["subject_id"])
            for r in now.duties
            if r["person_id"] == number or r["subject_kind"] == "household"
        }
        said = {(r.rule, r.subject_id) for r in found.rules if r.kind == "duty" and r.status == "yes"}
        assert said == rows, number
        statuses |= {r.status for r in found.rules}
        json.dumps(found.as_dict(), ensure_ascii=False)
    assert {"yes", "no", "one_short", "missing_fact"} <= statuses


def test_documents_that_are_not_in_force_there_say_nothing(
    scratch_connection: psycopg.Connection[Any],
) -> None:
    packs = load_packs()
    nothing = resolve(packs, [], [], AS_OF, is_working_day)
    rows = Population(22, 3, AS_OF).rows
    for person in rows["ledger_person"]:
        person |= {"deceased_on": None, "merged_into_id": None}
    fill(scratch_connection, with_resolved(rows, nothing))
    assert Explainer(LiveEvaluator(packs)).person(executing(scratch_connection), 1, AS_OF).rules == ()


def test_an_unknown_fact_names_who_can_supply_it(scratch_connection: psycopg.Connection[Any]) -> None:
    packs = load_packs()
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    rows = {
        "areas_area": Population(1, 0, AS_OF).rows["areas_area"],
        "ledger_groupcode": Population(1, 0, AS_OF).rows["ledger_groupcode"],
        "ledger_person": [
            {"id": 1, "area_id": PROVINCE + 121001001, "birth_date": date(1990, 1, 1), "work_capacity": "able",
             "is_student": False, "sex": "1"}
        ],
        "ledger_groupmembership": [{"id": 1, "person_id": 1, "group_id": "veteran"}],
    }  # fmt: skip
    fill(scratch_connection, with_resolved(rows, resolve(packs, [adoption], [], AS_OF, is_working_day)))
    found = Explainer(LiveEvaluator(packs)).person(executing(scratch_connection), 1, AS_OF)
    jobs = next(r for r in found.rules if r.rule == "recommended_jobs")
    assert jobs.status == "missing_fact"
    willing = jobs.conditions[2]
    assert willing.answer is None
    assert willing.sentence() == (
        "3. 有就业意愿：未知。有就业意愿为未知（就业意愿记录·最近一次）。"
        "“有就业意愿”没有记录，请村（社区）或乡镇（街道）工作人员补充。"
    )
    assert jobs.sentences()[0] == (
        "《内人社发〔2022〕28号》三(一)“每年推荐至少3个针对性岗位”：缺少信息，暂不能判断。"
    )
