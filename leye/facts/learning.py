"""Facts about training classes and about those who sit in them, on a day."""

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
    plain,
    yes,
)
from leye.facts.catalogue import Fact
from leye.facts.groups import GROUP_FACTS, event_groups
from leye.facts.kinds import CLASS_KINDS, CLASS_MODES, EMPLOYER_KINDS
from leye.facts.tables import Tables
from leye.facts.words import months_between
from leye.facts.work import all_work, at_work_from

CLASS = "培训班"
TRAINEE = "培训学员"
COUNTY, CODE_DIGITS, COUNTY_ENDS = 3, 6, "000000"


def _since_end(r: Any, day: Any) -> Any:
    return ibis.ifelse(r.class_ended_on <= day, months_between(r.class_ended_on, day), ibis.null("int32"))


def _class(name: str, dtype: str, label: str, source: str, define: Any, unit: str = "", **more: Any) -> Fact:
    return Fact(name, dtype, label, f"{CLASS}·{source}", define, unit, "县级就业服务机构", **more)


#: What a class tells of itself, and a trainee of the class.
SHARED_FACTS: tuple[Fact, ...] = (
    _class("class_kind", "string", "培训类型", "类型", plain("class_kind"), codes=tuple(CLASS_KINDS.items())),
    _class("mode", "string", "培训方式", "方式", plain("class_mode"), codes=tuple(CLASS_MODES.items())),
    _class(
        "months_since_end", "int32", "结业满月数", "结束日期", _since_end, "个月", note="尚未结业的为空",
    ),
    _class("standard_fen", "int64", "培训补贴标准", "补贴标准", plain("standard_fen"), "分"),
    _class("from_outside", "boolean", "外地机构承办", "外地机构", yes("from_outside")),
    _class("task_done", "boolean", "完成任务", "完成任务", yes("task_done")),
    _class("institution_id", "int64", "培训机构", "培训机构", plain("institution_id")),
    _class(
        "institution_kind", "string", "培训机构类型", "培训机构", plain("institution_kind"),
        codes=tuple(EMPLOYER_KINDS.items()),
    ),
)  # fmt: skip

TRAINING_FACTS: tuple[Fact, ...] = (
    _class("started_on", "date", "开班日期", "开始日期", plain("class_started_on")),
    _class("ended_on", "date", "结业日期", "结束日期", plain("class_ended_on")),
    _class("has_ended", "boolean", "已结业", "结束日期", happened("class_ended_on")),
    *SHARED_FACTS,
)

TRAINEE_FACTS: tuple[Fact, ...] = (
    _class("class_id", "int64", "培训班", "学员", plain("class_id")),
    _class("class_started_on", "date", "开班日期", "开始日期", plain("class_started_on")),
    _class("class_ended_on", "date", "结业日期", "结束日期", plain("class_ended_on")),
    *SHARED_FACTS,
    Fact("is_completed", "boolean", "完成培训", f"{TRAINEE}·完成日期", happened("completed_on")),
    Fact("completed_on", "date", "完成培训日期", f"{TRAINEE}·完成日期", by_the_day("completed_on")),
    Fact("is_certified", "boolean", "取得证书", f"{TRAINEE}·取证日期", happened("certified_on")),
    Fact("certified_on", "date", "取得证书日期", f"{TRAINEE}·取证日期", by_the_day("certified_on")),
    Fact(
        "months_to_work", "int32", "结业后第几个月就业", f"{CLASS}·结束日期；就业记录·起止日期",
        # The day exactly a month later still counts as within the month, so one day is taken off.
        lambda r, d: ibis.ifelse(
            r.work_on > r.class_ended_on,
            months_between(
                r.class_ended_on, (r.work_on - ibis.interval(days=1)).cast("timestamp").cast("date")
            ),
            ibis.ifelse(r.work_on.notnull(), 0, ibis.null("int32")),
        ),
        note="0 为结业后一个月内（满一个月当天也算），1 为两个月内；到当日仍未就业为空",
    ),
    Fact(
        "placed_by_institution", "boolean", "由培训机构介绍就业", f"{CLASS}·培训机构；就业记录·介绍机构",
        has_any("placed"), note="结业当天或以后开始、介绍机构就是培训机构的就业",
    ),
    Fact("hukou_code", "string", "户籍地区划代码", "人员台账·户籍地", plain("hukou_code")),
    Fact(
        "hukou_county", "int64", "户籍所在县（市、区）", "人员台账·户籍地；地区·区划代码", plain("hukou_county"),
        note="户籍地前六位区划代码所指的县（市、区）；不在地区树里的为空",
    ),
    *GROUP_FACTS,
)  # fmt: skip


def _classes(t: Tables) -> ir.Table:
    """Classes with the names that both subjects use."""
    return t.classes.select(
        "institution_id", "standard_fen", "from_outside", "task_done",
        class_id="id", class_kind="kind", class_mode="mode", class_started_on="started_on",
        class_ended_on="ended_on",
    )  # fmt: skip


def _institutions(t: Tables) -> ir.Table:
    return t.employers.select(institution_id="id", institution_kind="kind")


def training_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a class that has begun by the day."""
    places = t.classes.select("area_id", class_id="id")
    begun = _classes(t).filter(lambda c: c.class_started_on <= as_of).join(places, "class_id")
    parts = [("institution_id", lambda: _institutions(t))]
    return built(begun, TRAINING_FACTS, as_of, wanted, parts=parts, subject="class_id")


def trainee_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a living person in a class that has begun; groups are those of the class's first day."""
    people = living(t, as_of).select("household_id", "hukou_code", person_id="id")
    base = t.trainees.join(_classes(t), "class_id").join(people, "person_id")
    base = base.filter(base.class_started_on <= as_of)
    parts = [
        ("institution_id", lambda: _institutions(t)),
        ("id", lambda: event_groups(t, base, "class_started_on")),
        ("id", lambda: _first_work(t, base, as_of)),
        ("id", lambda: _placed(t, base, as_of)),
        ("id", lambda: _hukou(t, base)),
    ]
    keys = {"subject": "id", "person": "person_id", "household": "household_id"}
    return built(base, TRAINEE_FACTS, as_of, wanted, parts=parts, **keys)


def _first_work(t: Tables, base: ir.Table, as_of: Any) -> ir.Table:
    """By trainee ``work_on``: the first day at work from the end of the class on, up to the day."""
    work = all_work(t).select("person_id", "started_on", "ended_on").filter(lambda w: w.started_on <= as_of)
    j = base.select("id", "person_id", last_day="class_ended_on").join(work, "person_id")
    j = at_work_from(j.filter(j.last_day <= as_of), j.last_day)
    return j.group_by("id").agg(work_on=j.first_day.min())


def _placed(t: Tables, base: ir.Table, as_of: Any) -> ir.Table:
    """By trainee ``placed``: jobs begun after the class that its institution introduced."""
    jobs = t.spells.select("person_id", "started_on", institution_id="introduced_by_id")
    j = base.select("id", "person_id", "institution_id", last_day="class_ended_on")
    j = j.join(jobs, ["person_id", "institution_id"])
    j = j.filter(j.started_on >= j.last_day, j.started_on <= as_of)
    return j.group_by("id").agg(placed=j.count())


def _hukou(t: Tables, base: ir.Table) -> ir.Table:
    """By trainee ``hukou_county``: the county of the household registration."""
    counties = t.parent_areas.filter(lambda a: a.level == COUNTY)
    # The codes of counties as they stand, so that PostgreSQL looks one up and does not cut them all.
    counties = counties.select("code", hukou_county="no")
    j = base.select("id", code=base.hukou_code.substr(0, CODE_DIGITS) + COUNTY_ENDS).join(counties, "code")
    return j.group_by("id").agg(hukou_county=j.hukou_county.min())
