"""Facts about a person on a day.

People who died or were merged into another record are no subjects: they have no facts.
An interval ``started_on``/``ended_on`` (and ``registered_on``/``ended_on``) holds from the first day up to
but without the last: on the day a job ends, the person has no job. ``valid_from``/``valid_to`` hold on both.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.building import (
    Other,
    Wanted,
    built,
    has_any,
    latest,
    living,
    months_since,
    number,
    open_on,
    plain,
)
from leye.facts.catalogue import Fact
from leye.facts.groups import GROUP_FACTS, group_flags
from leye.facts.tables import Tables
from leye.facts.words import count_if, months_between, years_between
from leye.facts.work import all_work

LEDGER = "人员台账"
EDUCATION_SOURCE = f"{LEDGER}·文化程度"
WORK_SOURCE = "就业记录、公益性岗位安置·开始日期、结束日期"
REGISTRAR = "办理失业登记的经办机构"
COUNTY_OFFICE = "县级就业服务机构"


def _registrations(t: Tables, as_of: Any) -> ir.Table:
    r = t.registrations.filter(lambda r: r.registered_on <= as_of)
    is_open = open_on(r, "registered_on", "ended_on", as_of)
    return r.group_by("person_id").agg(
        reg_open_on=r.registered_on.max(where=is_open),
        reg_first_on=r.registered_on.min(),
        reg_open_count=count_if(is_open),
    )


def _jobs(t: Tables, as_of: Any) -> ir.Table:
    s = all_work(t).filter(lambda s: s.started_on <= as_of)
    is_open = open_on(s, "started_on", "ended_on", as_of)
    year_start = as_of.truncate("Y").cast("date")
    return s.group_by("person_id").agg(
        at_work_since=s.started_on.min(where=is_open),
        last_job_ended_on=s.ended_on.max(where=s.ended_on <= as_of),
        year_start_jobs=count_if(
            (s.started_on < year_start) & (s.ended_on.isnull() | (s.ended_on >= year_start))
        ),
        away_jobs=count_if(is_open & s.is_away),
        own_since=s.started_on.max(where=is_open & s.is_own),
    )


def _intentions(t: Tables, as_of: Any) -> ir.Table:
    i = t.intentions.filter(lambda i: i.stated_on <= as_of)
    return latest(i, ["person_id"], ["stated_on", "id"]).select("person_id", "wants_work", "wants_startup")


def _needs(t: Tables, as_of: Any) -> ir.Table:
    n = t.training_needs
    return n.group_by("person_id").agg(
        needs_open=count_if(open_on(n, "stated_on", "ended_on", as_of)),
    )


def _placements(t: Tables, as_of: Any) -> ir.Table:
    p = t.placements.filter(lambda p: p.started_on <= as_of)
    # A post that ran from the 1st to the last of a month is a full month, whether the clerk wrote the last
    # day in the post or the day after it; so one day is added before counting.
    served = months_between(p.started_on, p.ended_on + ibis.interval(days=1))
    is_open = open_on(p, "started_on", "ended_on", as_of)
    urban = p.post_kind == "urban"
    return p.group_by("person_id").agg(
        post_open_any=count_if(is_open),
        post_count=count_if(urban),
        post_months=served.max(where=urban & (p.ended_on <= as_of)),
    )


PERSON_FACTS: tuple[Fact, ...] = (
    Fact("birth_date", "date", "出生日期", f"{LEDGER}·出生日期（可由身份证号得出）", plain("birth_date")),
    Fact(
        "age", "int32", "年龄", f"{LEDGER}·出生日期", lambda r, d: years_between(r.birth_date, d), "周岁"
    ),
    Fact(
        "sex", "string", "性别", f"{LEDGER}·性别", plain("sex"),
        codes=(("1", "男"), ("2", "女"), ("0", "未知"), ("9", "未说明")),
    ),
    Fact("education", "string", "文化程度", EDUCATION_SOURCE, plain("education")),
    Fact(
        "is_able", "boolean", "有劳动能力", f"{LEDGER}·劳动能力",
        lambda r, d: ibis.ifelse(
            r.work_capacity.fill_null("unknown") == "unknown", ibis.null("boolean"), r.work_capacity == "able"
        ),
        note="完全具备劳动能力；“不详”时为未知",
    ),
    Fact(
        "is_partly_able", "boolean", "部分丧失劳动能力", f"{LEDGER}·劳动能力",
        lambda r, d: ibis.ifelse(
            r.work_capacity.fill_null("unknown") == "unknown",
            ibis.null("boolean"),
            r.work_capacity == "partial",
        ),
    ),
    Fact("hukou_code", "string", "户籍地区划代码", f"{LEDGER}·户籍地", plain("hukou_code")),
    Fact("is_student", "boolean", "在校学生", f"{LEDGER}·在校", plain("is_student")),
    Fact("graduated_on", "date", "毕业日期", f"{LEDGER}·毕业日期", plain("graduated_on")),
    Fact(
        "months_since_graduation", "int32", "毕业满月数", f"{LEDGER}·毕业日期", months_since("graduated_on"), "个月",
        note="尚未毕业的为负数，没有毕业日期的为未知",
    ),
    Fact(
        "graduated_this_year", "boolean", "本年度毕业", f"{LEDGER}·毕业日期",
        lambda r, d: (r.graduated_on.year() == d.year()).fill_null(False), note="没有毕业日期的不算",
    ),
    Fact(
        "is_willing", "boolean", "有就业意愿", "就业意愿记录·最近一次",
        lambda r, d: ibis.ifelse(
            r.wants_work.fill_null("unknown") == "unknown", ibis.null("boolean"), r.wants_work == "yes"
        ),
        note="没有记录或“不详”时为未知",
    ),
    Fact("wants_startup", "boolean", "有创业意愿", "就业意愿记录·最近一次", plain("wants_startup")),
    Fact(
        "is_registered_unemployed", "boolean", "登记失业", "失业登记·登记日期、终止日期",
        lambda r, d: r.reg_open_on.notnull(), supplier=REGISTRAR,
    ),
    Fact(
        "registered_on", "date", "本次失业登记日期", "失业登记·登记日期", plain("reg_open_on"),
        supplier=REGISTRAR, note="未登记失业时为空",
    ),
    Fact(
        "first_registered_on", "date", "首次失业登记日期", "失业登记·登记日期", plain("reg_first_on"),
        supplier=REGISTRAR,
    ),
    Fact(
        "months_registered", "int32", "本次失业登记已满月数", "失业登记·登记日期", months_since("reg_open_on"), "个月",
        supplier=REGISTRAR, note="未登记失业时为空",
    ),
    Fact(
        "open_registrations", "int32", "未终止的失业登记数", "失业登记·登记日期、终止日期",
        number("reg_open_count"), "条", supplier=REGISTRAR,
    ),
    Fact(
        "is_employed", "boolean", "已就业", WORK_SOURCE,
        lambda r, d: r.at_work_since.notnull(), note="在公益性岗位也算就业",
    ),
    Fact(
        "was_employed_at_new_year", "boolean", "年初已就业", WORK_SOURCE,
        has_any("year_start_jobs"),
    ),
    Fact(
        "months_at_work", "int32", "在职满月数", "就业记录、公益性岗位安置·开始日期", months_since("at_work_since"), "个月",
        note="从仍在职的工作中最早的一份算起；未就业时为空",
    ),
    Fact("last_job_ended_on", "date", "上次就业结束日期", "就业记录·结束日期", plain("last_job_ended_on")),
    Fact(
        "works_away", "boolean", "县外就业", "就业记录·就业范围", has_any("away_jobs"),
        note="有在职的县外就业记录；范围未核实的不算",
    ),
    Fact(
        "is_self_employed", "boolean", "自主创业", "就业记录·就业形式", lambda r, d: r.own_since.notnull(),
        note="有在职的自主创业记录",
    ),
    Fact(
        "self_employed_since", "date", "本次自主创业开始日期", "就业记录·开始日期", plain("own_since"),
        note="没有自主创业时为空",
    ),
    Fact(
        "months_self_employed", "int32", "本次自主创业已满月数", "就业记录·开始日期", months_since("own_since"),
        "个月", note="没有自主创业时为空",
    ),
    Fact("has_training_need", "boolean", "有技能提升需求", "培训需求记录·提出日期、终止日期", has_any("needs_open")),
    Fact(
        "open_posts", "int32", "同时在岗的公益性岗位数", "公益性岗位安置·起止日期", number("post_open_any"), "个",
        supplier=COUNTY_OFFICE, note="城镇、乡村和临时岗位都算",
    ),
    Fact(
        "welfare_post_months", "int32", "公益性岗位最长一次在岗月数", "公益性岗位安置·起止日期",
        number("post_months"), "个月", supplier=COUNTY_OFFICE,
    ),
    Fact(
        "welfare_placements", "int32", "公益性岗位安置次数", "公益性岗位安置",
        number("post_count"), "次", supplier=COUNTY_OFFICE,
    ),
    *GROUP_FACTS,
)  # fmt: skip


def person_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a living person, who is also the subject; each fact computed once."""
    people = living(t, as_of).rename(person_id="id")
    parts = [
        ("person_id", lambda: _registrations(t, as_of)),
        ("person_id", lambda: _jobs(t, as_of)),
        ("person_id", lambda: _intentions(t, as_of)),
        ("person_id", lambda: _needs(t, as_of)),
        ("person_id", lambda: _placements(t, as_of)),
        ("person_id", lambda: group_flags(t, t.memberships, "person_id", lambda j: as_of)),
    ]
    keys = {"subject": "person_id", "person": "person_id", "household": "household_id"}
    return built(people, PERSON_FACTS, as_of, wanted, parts=parts, **keys)
