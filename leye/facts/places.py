"""Facts about areas, job fairs, and what registers hold: sites, activities, readings, employers."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.building import Other, Wanted, built, latest, plain, valid_between, yes
from leye.facts.catalogue import Fact
from leye.facts.kinds import ACTIVITY_KINDS, EMPLOYER_KINDS, EMPLOYER_SIZES, READING_KINDS, SITE_KINDS
from leye.facts.tables import FAIR_OVER, Tables
from leye.facts.words import share

COUNTY_OFFICE = "县级就业服务机构"

AREA_FACTS: tuple[Fact, ...] = (
    Fact("level", "int32", "行政层级", "地区·层级", plain("level"), note="1 省 2 市 3 县 4 乡 5 村"),
    Fact("is_province", "boolean", "省（自治区）", "地区·层级", lambda r, d: r.level == 1),
    Fact("is_city", "boolean", "市（州、盟）", "地区·层级", lambda r, d: r.level == 2),
    Fact("is_county", "boolean", "县（市、区、旗）", "地区·层级", lambda r, d: r.level == 3),
    Fact("is_township", "boolean", "乡镇（街道、苏木）", "地区·层级", lambda r, d: r.level == 4),
    Fact("is_village", "boolean", "村（社区、嘎查）", "地区·层级", lambda r, d: r.level == 5),
    Fact(
        "reports_to_province", "boolean", "直接向省（自治区）报送", "地区·上级", lambda r, d: r.parent_level == 1,
        note="市（州、盟），以及直接向省级报送的县级市",
    ),
)  # fmt: skip


def area_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row an area that exists on the day."""
    areas = t.areas.filter(lambda a: valid_between(a.valid_from, a.valid_to, as_of)).mutate(
        area_id=t.areas.no
    )
    parent = t.parent_areas.select(parent_id="no", parent_level="level")
    return built(areas, AREA_FACTS, as_of, wanted, parts=[("parent_id", lambda: parent)], subject="no")


def _fair(name: str, dtype: str, label: str, source: str, define: Any, **more: Any) -> Fact:
    return Fact(name, dtype, label, f"招聘会·{source}", define, supplier=COUNTY_OFFICE, **more)


FAIR_FACTS: tuple[Fact, ...] = (
    _fair("held_on", "date", "举办日期", "举办日期", plain("held_on")),
    _fair(
        "is_held", "boolean", "已举办", "状态、求职人数",
        lambda r, d: r.status.isin(FAIR_OVER) & (r.visitors.fill_null(0) > 0),
        note="没有人到场的不算",
    ),
    _fair("visitors", "int64", "求职人数", "求职人数", plain("visitors"), unit="人"),
    _fair("is_online", "boolean", "线上举办", "方式", lambda r, d: r["mode"] == "online"),
    _fair("is_special", "boolean", "重点群体专场", "专场", plain("is_special")),
)  # fmt: skip


def fair_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a job fair up to the day."""
    fairs = t.fairs.filter(lambda f: f.held_on <= as_of)
    return built(fairs, FAIR_FACTS, as_of, wanted, subject="id")


def _site(name: str, dtype: str, label: str, source: str, define: Any, unit: str = "", **more: Any) -> Fact:
    return Fact(name, dtype, label, f"场所台账·{source}", define, unit, COUNTY_OFFICE, **more)


SITE_FACTS: tuple[Fact, ...] = (
    _site("site_kind", "string", "场所类型", "类型", plain("kind"), codes=tuple(SITE_KINDS.items())),
    _site("level", "int32", "场所级别", "级别", plain("level"), note="1 省级 2 市级 3 县级 4 乡级 5 村级"),
    _site("is_province_level", "boolean", "省级", "级别", lambda r, d: r.level == 1),
    _site("is_city_level", "boolean", "市级", "级别", lambda r, d: r.level == 2),
    _site("is_county_level", "boolean", "县级", "级别", lambda r, d: r.level == 3),
    _site("opened_on", "date", "启用日期", "启用日期", plain("opened_on")),
    _site(
        "is_open", "boolean", "正在运行", "启用、停用日期",
        lambda r, d: r.closed_on.isnull() | (r.closed_on > d), note="停用当天起不算",
    ),
    _site("people", "int64", "人数", "人数", plain("people"), "人"),
)  # fmt: skip


def site_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a site that was opened by the day; one without a date of opening counts as always there."""
    sites = t.sites.filter(lambda s: s.opened_on.isnull() | (s.opened_on <= as_of))
    return built(sites, SITE_FACTS, as_of, wanted, subject="id")


ACTIVITY_FACTS: tuple[Fact, ...] = (
    Fact(
        "activity_kind", "string", "活动类型", "活动台账·类型", plain("kind"), supplier=COUNTY_OFFICE,
        codes=tuple(ACTIVITY_KINDS.items()),
    ),
    Fact("happened_on", "date", "活动日期", "活动台账·日期", plain("happened_on"), supplier=COUNTY_OFFICE),
    Fact(
        "quantity", "int64", "数量", "活动台账·数量", lambda r, d: r.quantity.fill_null(1),
        supplier=COUNTY_OFFICE, note="没有填写的为1",
    ),
    Fact("site_id", "int64", "所在场所", "活动台账·场所", plain("site_id"), supplier=COUNTY_OFFICE),
)  # fmt: skip


def activity_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a recorded activity up to the day."""
    done = t.activities.filter(lambda a: a.happened_on <= as_of)
    return built(done, ACTIVITY_FACTS, as_of, wanted, subject="id")


def _reading(name: str, dtype: str, label: str, source: str, define: Any, **more: Any) -> Fact:
    return Fact(name, dtype, label, f"数据登记·{source}", define, supplier=COUNTY_OFFICE, **more)


READING_FACTS: tuple[Fact, ...] = (
    _reading("reading_kind", "string", "数据类型", "类型", plain("kind"), codes=tuple(READING_KINDS.items())),
    _reading("period_start", "date", "统计期起", "统计期", plain("period_start")),
    _reading("period_end", "date", "统计期止", "统计期", plain("period_end")),
    _reading("value", "int64", "数值", "数值", plain("value")),
    _reading("whole", "int64", "总数", "总数", plain("whole"), note="数值是其中的一部分；没有总数的为空"),
    _reading("employer_id", "int64", "用人单位", "用人单位", plain("employer_id")),
    _reading("site_id", "int64", "场所", "场所", plain("site_id")),
    _reading(
        "is_latest", "boolean", "最近一次", "统计期", lambda r, d: r.newest_id.notnull(),
        note="同一类型、地区、单位和场所到当日最近一期",
    ),
)  # fmt: skip


def reading_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a reading whose period ended by the day."""
    known = t.readings.filter(lambda r: r.period_end <= as_of)

    def newest() -> ir.Table:
        same = ["kind", "area_id", "employer_id", "site_id"]
        return latest(known, same, ["period_end", "id"]).select("id", newest_id="id")

    return built(known, READING_FACTS, as_of, wanted, parts=[("id", newest)], subject="id")


EMPLOYER_FACTS: tuple[Fact, ...] = (
    Fact(
        "employer_kind", "string", "单位类型", "用人单位·类型", plain("kind"), supplier=COUNTY_OFFICE,
        codes=tuple(EMPLOYER_KINDS.items()),
    ),
    Fact(
        "size", "string", "单位规模", "用人单位·规模", plain("size"), supplier=COUNTY_OFFICE,
        codes=tuple(EMPLOYER_SIZES.items()),
    ),
    Fact("in_park", "boolean", "在园区内", "用人单位·园区", yes("in_park"), supplier=COUNTY_OFFICE),
    Fact(
        "headcount_cut", "int64", "裁员比例", "数据登记·单位职工人数",
        lambda r, d: share(
            ibis.ifelse(r.headcount_before > r.headcount_now, r.headcount_before - r.headcount_now, 0),
            r.headcount_before,
        ),
        "（万分比）", COUNTY_OFFICE, "最近两次职工人数相比减少的比例，没有减少为0，不足两次为空",
    ),
)  # fmt: skip


def employer_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row an employer."""
    known = t.readings.filter(
        lambda r: (r.kind == "headcount") & r.employer_id.notnull() & (r.period_end <= as_of)
    )
    known = known.semi_join(t.employers.select(employer_id="id"), "employer_id")

    def headcounts() -> ir.Table:
        now, before = (
            latest(known, ["employer_id"], ["period_end", "id"], place).select(
                id="employer_id", **{name: "value"}
            )
            for place, name in enumerate(("headcount_now", "headcount_before"))
        )
        return now.join(before, "id")

    return built(t.employers, EMPLOYER_FACTS, as_of, wanted, parts=[("id", headcounts)], subject="id")
