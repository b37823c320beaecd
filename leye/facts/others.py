"""Facts about households, areas, public-welfare placements, employment spells and job fairs on a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.catalogue import Fact
from leye.facts.people import GROUP_FACTS, group_bits, open_on, valid_between
from leye.facts.tables import Tables
from leye.facts.words import count_if, months_between

Other = Callable[[str], ir.Table]
COUNTY_OFFICE = "旗县就业服务机构"


def _column(name: str) -> Any:
    return lambda r, day: r[name]


HOUSEHOLD_FACTS: tuple[Fact, ...] = (
    Fact("members", "int32", "在册家庭成员数", "家庭台账·成员", _column("members"), "人"),
    Fact("employed_members", "int32", "已就业成员数", "家庭成员·就业记录", _column("employed"), "人"),
)


def household_facts(t: Tables, as_of: Any, other: Other) -> ir.Table:
    """One row a household that has living members."""
    people = other("person")
    people = people.filter(people.household_id.notnull())
    counts = people.group_by("household_id").agg(
        members=people.count(), employed=count_if(people.is_employed)
    )
    houses = t.households.select(household_id="id", area_id="area_id")
    joined = counts.join(houses, "household_id")
    return _shaped(joined, HOUSEHOLD_FACTS, as_of, joined.household_id, household=joined.household_id)


AREA_FACTS: tuple[Fact, ...] = (
    Fact("level", "int32", "行政层级", "地区·层级", _column("level"), note="1 省 2 市 3 县 4 乡 5 村"),
    Fact("is_city", "boolean", "盟市", "地区·层级", lambda r, d: r.level == 2),
    Fact("is_county", "boolean", "旗县（市、区）", "地区·层级", lambda r, d: r.level == 3),
    Fact("is_village", "boolean", "嘎查村（社区）", "地区·层级", lambda r, d: r.level == 5),
    Fact(
        "reports_to_province", "boolean", "直接向自治区报送", "地区·上级", lambda r, d: r.parent_level == 1,
        note="盟市，以及直报的满洲里市、二连浩特市",
    ),
)  # fmt: skip


def area_facts(t: Tables, as_of: Any, other: Other) -> ir.Table:
    """One row an area that exists on the day."""
    areas = t.areas.filter(lambda a: valid_between(a.valid_from, a.valid_to, as_of))
    parent = t.parent_areas.select(parent_id="no", parent_level="level")
    joined = areas.left_join(parent, "parent_id").drop("parent_id_right").mutate(area_id=areas.no)
    return _shaped(joined, AREA_FACTS, as_of, joined.no)


PLACEMENT_FACTS: tuple[Fact, ...] = (
    Fact(
        "is_urban_post", "boolean", "城镇公益性岗位", "公益性岗位安置·岗位类别",
        lambda r, d: r.post_kind == "urban", supplier=COUNTY_OFFICE,
    ),
    Fact("started_on", "date", "上岗日期", "公益性岗位安置·开始日期", _column("started_on"), supplier=COUNTY_OFFICE),
    Fact(
        "is_open", "boolean", "在岗", "公益性岗位安置·起止日期",
        lambda r, d: open_on(r, "started_on", "ended_on", d), supplier=COUNTY_OFFICE,
    ),
    Fact(
        "month_number", "int32", "在岗第几个月", "公益性岗位安置·开始日期",
        lambda r, d: months_between(r.started_on, d) + 1, supplier=COUNTY_OFFICE,
        note="上岗当天为第1个月",
    ),
    Fact("ordinal", "int32", "第几次安置", "公益性岗位安置·次序", _column("ordinal"), "次", supplier=COUNTY_OFFICE),
    Fact("holder_age", "int32", "上岗人员年龄", "人员台账·出生日期", _column("age"), "周岁"),
    Fact("holder_sex", "string", "上岗人员性别", "人员台账·性别", _column("sex")),
    Fact("holder_is_employed", "boolean", "上岗人员已就业", "就业记录", _column("is_employed")),
    *GROUP_FACTS,
)  # fmt: skip


def placement_facts(t: Tables, as_of: Any, other: Other) -> ir.Table:
    """One row a public-welfare placement begun by the day; groups are those of the day it began."""
    people = other("person").select("person_id", "household_id", "age", "sex", "is_employed")
    begun = t.placements.filter(lambda p: p.started_on <= as_of)
    joined = _with_groups(t, begun, "started_on").join(people, "person_id")
    return _shaped(joined, PLACEMENT_FACTS, as_of, joined.id, joined.person_id, joined.household_id)


SPELL_FACTS: tuple[Fact, ...] = (
    Fact("channel", "string", "就业渠道", "就业记录·渠道", _column("channel")),
    Fact("started_on", "date", "就业开始日期", "就业记录·开始日期", _column("started_on")),
    Fact(
        "follows_registration", "boolean", "失业登记后就业", "失业登记·起止日期；就业记录·开始日期",
        lambda r, d: r.registrations.fill_null(0) > 0, note="开始就业当天仍在失业登记期内，或当天终止登记",
    ),
    *GROUP_FACTS,
)  # fmt: skip


def spell_facts(t: Tables, as_of: Any, other: Other) -> ir.Table:
    """One row an employment spell begun by the day; groups are those of the day it began."""
    people = other("person").select("person_id", "household_id")
    begun = t.spells.filter(lambda s: s.started_on <= as_of)
    r = t.registrations.select("person_id", "registered_on", closed_on="ended_on")
    out = begun.select("id", "person_id", "started_on").join(r, "person_id")
    out = out.filter(
        out.registered_on <= out.started_on, out.closed_on.isnull() | (out.closed_on >= out.started_on)
    )
    out = out.group_by("id").agg(registrations=out.count())
    joined = _with_groups(t, begun, "started_on").left_join(out, "id").drop("id_right")
    joined = joined.join(people, "person_id")
    return _shaped(joined, SPELL_FACTS, as_of, joined.id, joined.person_id, joined.household_id)


FAIR_FACTS: tuple[Fact, ...] = (
    Fact("held_on", "date", "举办日期", "招聘会·举办日期", _column("held_on"), supplier=COUNTY_OFFICE),
    Fact("is_held", "boolean", "已举办", "招聘会·状态", lambda r, d: r.status == "held", supplier=COUNTY_OFFICE),
    Fact("is_online", "boolean", "线上举办", "招聘会·方式", lambda r, d: r["mode"] == "online", supplier=COUNTY_OFFICE),
    Fact("is_special", "boolean", "重点群体专场", "招聘会·专场", _column("is_special"), supplier=COUNTY_OFFICE),
)  # fmt: skip


def fair_facts(t: Tables, as_of: Any, other: Other) -> ir.Table:
    """One row a job fair up to the day."""
    fairs = t.fairs.filter(lambda f: f.held_on <= as_of)
    return _shaped(fairs, FAIR_FACTS, as_of, fairs.id)


def _with_groups(t: Tables, events: ir.Table, day: str) -> ir.Table:
    """Events with the flags of the groups their person was in on the event's day."""
    on = events.select("person_id", event_id="id", event_day=day)
    flags = group_bits(t, t.memberships.join(on, "person_id"), "event_id", lambda j: j.event_day)
    return events.left_join(flags, events.id == flags.event_id).drop("event_id")


def _shaped(
    joined: ir.Table,
    facts: tuple[Fact, ...],
    as_of: Any,
    subject: Any,
    person: Any = None,
    household: Any = None,
) -> ir.Table:
    none = ibis.null("int64")
    return joined.select(
        subject_id=subject,
        person_id=none if person is None else person,
        household_id=none if household is None else household,
        area_id=joined.area_id,
        **{f.name: f.define(joined, as_of).cast(f.dtype) for f in facts},
    )
