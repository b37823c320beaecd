"""Work: every stretch of it, public-welfare placements as subjects, and jobs (hires) as subjects."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.building import (
    Other,
    Wanted,
    built,
    by_the_day,
    happened,
    has_any,
    living,
    number,
    open_on,
    plain,
    written,
    yes,
)
from leye.facts.catalogue import Fact
from leye.facts.groups import GROUP_FACTS, event_groups
from leye.facts.kinds import EMPLOYER_KINDS, EMPLOYER_SIZES, REACHES, WORK_KINDS
from leye.facts.tables import Tables
from leye.facts.words import count_if, months_between, years_between

COUNTY_OFFICE = "县级就业服务机构"
POST = "公益性岗位安置"
JOB = "就业记录"
AWAY = ("city", "province", "outside")
YEAR_MONTHS = 12


def all_work(t: Tables) -> ir.Table:
    """Every stretch of work: employment spells, and public-welfare placements, which are work too."""
    spells = t.spells.select(
        "person_id", "started_on", "ended_on", "introduced_by_id", spell_id="id",
        is_own=t.spells.kind.fill_null("") == "self_employed",
        is_away=t.spells.reach.fill_null("").isin(AWAY),
    )  # fmt: skip
    nothing, no = ibis.null("int64"), ibis.literal(False)
    placements = t.placements.select(
        "person_id",
        "started_on",
        "ended_on",
        introduced_by_id=nothing,
        spell_id=nothing,
        is_own=no,
        is_away=no,
    )
    return spells.union(placements, distinct=False)


def at_work_from(work: ir.Table, day: Any) -> ir.Table:
    """Work that goes on after the day (a column of ``work``), with ``first_day``: the day, or its later start."""
    begun = ibis.ifelse(work.started_on > day, work.started_on, day)
    return work.mutate(first_day=begun).filter(lambda w: w.ended_on.isnull() | (w.ended_on > w.first_day))


def _post(
    name: str, dtype: str, label: str, source: str, define: Any, unit: str = "", note: str = ""
) -> Fact:
    return Fact(name, dtype, label, f"{POST}·{source}", define, unit, COUNTY_OFFICE, note)


PLACEMENT_FACTS: tuple[Fact, ...] = (
    _post("is_urban_post", "boolean", "城镇公益性岗位", "岗位类别", lambda r, d: r.post_kind == "urban"),
    _post("is_rural", "boolean", "乡村公益性岗位", "岗位类别", lambda r, d: r.post_kind == "rural"),
    _post("is_temporary", "boolean", "临时公益性岗位", "岗位类别", lambda r, d: r.post_kind == "temporary"),
    _post("started_on", "date", "上岗日期", "开始日期", plain("started_on")),
    _post("ended_on", "date", "离岗日期", "实际结束日期", by_the_day("ended_on"), note="在岗的为空"),
    _post("is_open", "boolean", "在岗", "起止日期", lambda r, d: open_on(r, "started_on", "ended_on", d)),
    _post(
        "month_number", "int32", "在岗第几个月", "开始日期", lambda r, d: months_between(r.started_on, d) + 1,
        note="上岗当天为第1个月",
    ),
    _post("ordinal", "int32", "第几次安置", "次序", plain("ordinal"), "次"),
    _post(
        "extension_approved", "boolean", "已批准延长", "延期批准日期", happened("extension_approved_on"),
        note="批准日期已到",
    ),
    _post("kin_declared", "boolean", "申报了亲属关系", "亲属关系", written("kin_relation")),
    _post(
        "holders_of_post", "int32", "此岗位近12个月上岗人次", "岗位、开始日期", number("holders"), "人次",
        note="同一岗位在当日之前12个月内开始的安置，含本次",
    ),
    _post(
        "holder_open_posts", "int32", "上岗人员同时在岗的岗位数", "起止日期", number("open_together"), "个",
    ),
    Fact("holder_age", "int32", "上岗人员年龄", "人员台账·出生日期", plain("age"), "周岁", needs=("age",)),
    Fact("holder_sex", "string", "上岗人员性别", "人员台账·性别", plain("sex"), needs=("sex",)),
    Fact("holder_is_employed", "boolean", "上岗人员已就业", JOB, plain("is_employed"), needs=("is_employed",)),
    *GROUP_FACTS,
)  # fmt: skip


def placement_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a public-welfare placement begun by the day; groups are those of the day it began."""
    begun = t.placements.filter(lambda p: p.started_on <= as_of)
    holders = _holders(t, as_of, other, wanted)
    together = t.placements.group_by("person_id").agg(
        open_together=count_if(open_on(t.placements, "started_on", "ended_on", as_of))
    )

    def on_post() -> ir.Table:
        posts = t.everybody.placements.view().select("post_id", begun_on="started_on")
        posts = posts.semi_join(begun.select("post_id"), "post_id")
        recent = (posts.begun_on <= as_of) & (months_between(posts.begun_on, as_of) < YEAR_MONTHS)
        return posts.filter(recent).group_by("post_id").agg(holders=ibis._.count())

    base = begun.join(holders, "person_id")
    parts = [
        ("id", lambda: event_groups(t, begun, "started_on")),
        ("post_id", on_post),
        ("person_id", lambda: together),
    ]
    keys = {"subject": "id", "person": "person_id", "household": "household_id"}
    return built(base, PLACEMENT_FACTS, as_of, wanted, parts=parts, **keys)


def _holders(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """The living with their household, and those of their own facts that the placement's facts look at."""
    asked = [f for f in PLACEMENT_FACTS if wanted is None or f.name in wanted]
    needs = sorted({name for fact in asked for name in fact.needs})
    if not needs:
        return living(t, as_of).select("household_id", person_id="id")
    return other("person").select("person_id", "household_id", *needs)


SPELL_FACTS: tuple[Fact, ...] = (
    Fact("channel", "string", "就业渠道", f"{JOB}·渠道", plain("channel")),
    Fact(
        "work_kind", "string", "就业形式", f"{JOB}·就业形式", plain("kind"), codes=tuple(WORK_KINDS.items())
    ),
    Fact("started_on", "date", "就业开始日期", f"{JOB}·开始日期", plain("started_on")),
    Fact("ended_on", "date", "就业结束日期", f"{JOB}·结束日期", by_the_day("ended_on"), note="在职的为空"),
    Fact(
        "is_open", "boolean", "在职", f"{JOB}·起止日期",
        lambda r, d: open_on(r, "started_on", "ended_on", d),
    ),
    Fact(
        "months_held", "int32", "在职满月数", f"{JOB}·起止日期",
        # As with public-welfare posts: the last day may be the last at work or the day after it.
        lambda r, d: months_between(
            r.started_on,
            ibis.ifelse(
                r.ended_on <= d, (r.ended_on + ibis.interval(days=1)).cast("timestamp").cast("date"), d
            ),
        ),
        "个月", note="在职的算到当日",
    ),
    Fact(
        "is_dismissed", "boolean", "被裁减", f"{JOB}·离职原因",
        lambda r, d: (r.end_reason.fill_null("") == "dismissed") & (r.ended_on <= d).fill_null(False),
    ),
    Fact("wage_fen", "int64", "月工资", f"{JOB}·月工资", plain("wage_fen"), "分"),
    Fact("contract_months", "int32", "合同期限", f"{JOB}·合同期限", plain("contract_months"), "个月"),
    Fact("insured_on", "date", "参保日期", f"{JOB}·参保日期", by_the_day("insured_on")),
    Fact("is_insured", "boolean", "已参保", f"{JOB}·参保日期", happened("insured_on")),
    Fact("is_on_job_training", "boolean", "以工代训", f"{JOB}·以工代训", yes("is_on_job_training")),
    Fact(
        "works_away", "boolean", "县外就业", f"{JOB}·就业范围",
        lambda r, d: r.reach.fill_null("").isin(AWAY), note="范围未核实的不算",
    ),
    Fact("reach", "string", "就业范围", f"{JOB}·就业范围", plain("reach"), codes=tuple(REACHES.items())),
    Fact("employer_id", "int64", "用人单位", f"{JOB}·用人单位", plain("employer_id")),
    Fact(
        "employer_kind", "string", "用人单位类型", "用人单位·类型", plain("employer_kind"),
        codes=tuple(EMPLOYER_KINDS.items()),
    ),
    Fact(
        "employer_size", "string", "用人单位规模", "用人单位·规模", plain("employer_size"),
        codes=tuple(EMPLOYER_SIZES.items()),
    ),
    Fact("employer_in_park", "boolean", "用人单位在园区内", "用人单位·园区", yes("employer_in_park")),
    Fact("introduced_by_id", "int64", "介绍就业的机构", f"{JOB}·介绍机构", plain("introduced_by_id")),
    Fact(
        "introducer_kind", "string", "介绍机构类型", f"{JOB}·介绍机构；用人单位·类型", plain("introducer_kind"),
        codes=tuple(EMPLOYER_KINDS.items()),
    ),
    Fact(
        "age_at_start", "int32", "就业时年龄", f"人员台账·出生日期；{JOB}·开始日期",
        lambda r, d: years_between(r.birth_date, r.started_on), "周岁",
    ),
    Fact(
        "months_since_graduation_at_start", "int32", "就业时毕业满月数", f"人员台账·毕业日期；{JOB}·开始日期",
        lambda r, d: months_between(r.graduated_on, r.started_on), "个月", note="毕业前就业的为负数",
    ),
    Fact(
        "graduated_same_year", "boolean", "毕业年度内就业", f"人员台账·毕业日期；{JOB}·开始日期",
        lambda r, d: (r.graduated_on.year() == r.started_on.year()).fill_null(False),
    ),
    Fact(
        "follows_registration", "boolean", "失业登记后就业", f"失业登记·起止日期；{JOB}·开始日期",
        has_any("registrations"), note="开始就业当天仍在失业登记期内，或当天终止登记",
    ),
    Fact(
        "registered_at_start", "boolean", "就业时为登记失业人员", f"失业登记·起止日期；{JOB}·开始日期",
        has_any("registrations"), note="开始就业当天仍在失业登记期内，或当天终止登记",
    ),
    Fact(
        "employed_at_start", "boolean", "就业时另有工作", f"{JOB}、{POST}·起止日期", has_any("other_work"),
        note="开始就业当天还有另一份工作或公益性岗位",
    ),
    *GROUP_FACTS,
)  # fmt: skip


def spell_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row an employment spell begun by the day; groups are those of the day it began."""
    begun = t.spells.filter(lambda s: s.started_on <= as_of)
    people = living(t, as_of).select("household_id", "birth_date", "graduated_on", person_id="id")
    starts = begun.select("id", "person_id", first_day="started_on")

    def registrations() -> ir.Table:
        r = t.registrations.select("person_id", "registered_on", closed_on="ended_on")
        j = starts.join(r, "person_id")
        j = j.filter(j.registered_on <= j.first_day, j.closed_on.isnull() | (j.closed_on >= j.first_day))
        return j.group_by("id").agg(registrations=j.count())

    def other_work() -> ir.Table:
        work = all_work(t).select("person_id", "spell_id", "started_on", "ended_on")
        j = starts.join(work, "person_id")
        j = j.filter(
            j.spell_id.isnull() | (j.spell_id != j.id), open_on(j, "started_on", "ended_on", j.first_day)
        )
        return j.group_by("id").agg(other_work=j.count())

    employers = t.employers.select(
        employer_id="id", employer_kind="kind", employer_size="size", employer_in_park="in_park"
    )
    introducers = t.employers.select(introduced_by_id="id", introducer_kind="kind")
    base = begun.join(people, "person_id")
    parts = [
        ("id", lambda: event_groups(t, begun, "started_on")),
        ("id", registrations),
        ("id", other_work),
        ("employer_id", lambda: employers),
        ("introduced_by_id", lambda: introducers),
    ]
    keys = {"subject": "id", "person": "person_id", "household": "household_id"}
    return built(base, SPELL_FACTS, as_of, wanted, parts=parts, **keys)
