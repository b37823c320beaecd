"""Facts about a household on a day: its members, and the declaration that nobody of it wants work."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.building import Other, Wanted, built, has_any, latest, open_on, plain, written
from leye.facts.catalogue import Fact
from leye.facts.groups import GROUP_FACTS
from leye.facts.tables import GIVEN, GROUPS, Tables
from leye.facts.words import count_if
from leye.facts.work import all_work

DECLARATION = "无就业意愿声明"
#: Kinds of services that only ask how somebody is: no information about jobs and no help.
ONLY_ASKING = ("survey", "follow_up")


def _declared(test: Any) -> Any:
    """A flag of the open declaration; false without one."""
    return lambda r, day: test(r, day).fill_null(False)


HOUSEHOLD_FACTS: tuple[Fact, ...] = (
    Fact("members", "int32", "在册家庭成员数", "家庭台账·成员", plain("members"), "人"),
    Fact(
        "employed_members", "int32", "已就业成员数", "家庭成员·就业记录", plain("employed"), "人",
        needs=("is_employed",),
    ),
    Fact(
        "idle_since", "date", "无人就业起始日期", "家庭成员·就业记录",
        lambda r, d: ibis.ifelse(r.employed == 0, r.last_ended_on, ibis.null("date")),
        needs=("is_employed", "last_job_ended_on"),
        note="成员最近一次就业结束之日；有人就业，或都没有就业过时为空",
    ),
    Fact(
        "became_idle_on", "date", "最近一次变为无人就业之日", "家庭成员·就业记录", plain("became_idle_on"),
        note="最近一次有成员就业结束、当天无其他成员就业之日；此后有人就业也保留",
    ),
    Fact(
        "no_intention_on", "date", "声明无就业意愿日期", f"{DECLARATION}·声明日期", plain("declared_on"),
        note="没有有效声明时为空",
    ),
    Fact("no_intention_reason", "boolean", "声明写明了原因", f"{DECLARATION}·原因", written("reason")),
    Fact(
        "no_intention_signed", "boolean", "声明已签字", f"{DECLARATION}·签字方式",
        _declared(lambda r, d: r.signed_by.isin(("self", "family", "remote"))),
        note="本人、家人或远程确认",
    ),
    Fact("no_intention_filed", "boolean", "声明已建档", f"{DECLARATION}·档案号", written("file_no")),
    Fact(
        "helps_before_declaration", "int32", "声明前岗位信息和帮扶次数", f"服务记录·日期；{DECLARATION}·声明日期",
        lambda r, d: ibis.ifelse(r.declared_on.isnull(), ibis.null("int64"), r.helps.fill_null(0)), "次",
        note="截至声明当日给成员的服务，跟踪调查和摸底调查不算；没有有效声明时为空",
    ),
    *(
        Fact(
            f"in_group_{code}", "boolean", f"有成员属于{label}", f"家庭成员·群体身份·{label}",
            has_any(f"in_group_{code}"), needs=(f"in_group_{code}",),
        )
        for code, label in GROUPS.items()
    ),
)  # fmt: skip


def household_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a household that has living members."""
    people = other("person")
    people = people.filter(people.household_id.notnull())
    asked = [f for f in HOUSEHOLD_FACTS if wanted is None or f.name in wanted]
    needs = {name for fact in asked for name in fact.needs}
    counts: dict[str, Any] = {"members": people.count()}
    if "is_employed" in needs:
        counts["employed"] = count_if(people.is_employed)
    if "last_job_ended_on" in needs:
        counts["last_ended_on"] = people.last_job_ended_on.max()
    counts |= {f.name: count_if(people[f.name]) for f in GROUP_FACTS if f.name in needs}
    houses = t.households.select(household_id="id", area_id="area_id")
    base = people.group_by("household_id").agg(**counts).join(houses, "household_id")
    lived = people.select("household_id", "person_id")
    declared = _declarations(t, as_of, lived)
    parts = [
        ("household_id", lambda: declared),
        ("household_id", lambda: _helps(t, lived, declared)),
        ("household_id", lambda: _became_idle(t, as_of, lived)),
    ]
    keys = {"subject": "household_id", "household": "household_id"}
    return built(base, HOUSEHOLD_FACTS, as_of, wanted, parts=parts, **keys)


def _declarations(t: Tables, as_of: Any, lived: ir.Table) -> ir.Table:
    """The latest open declaration of each household."""
    d = t.declarations.filter(lambda d: d.household_id.notnull() & (d.kind == "no_intention"))
    d = d.filter(open_on(d, "declared_on", "ended_on", as_of))
    d = d.semi_join(lived, "household_id")
    return latest(d, ["household_id"], ["declared_on", "id"]).select(
        "household_id", "declared_on", "reason", "signed_by", "file_no"
    )


def _helps(t: Tables, lived: ir.Table, declared: ir.Table) -> ir.Table:
    """Information and help given to the present members up to the day of the declaration."""
    of = lived.join(declared.select("household_id", last_day="declared_on"), "household_id")
    given = t.services.filter(lambda s: s.outcome.isin(GIVEN) & ~s.kind.isin(ONLY_ASKING))
    given = given.select("person_id", "served_on")
    hits = of.join(given, "person_id")
    hits = hits.filter(hits.served_on <= hits.last_day)
    return hits.group_by("household_id").agg(helps=hits.count())


def _became_idle(t: Tables, as_of: Any, lived: ir.Table) -> ir.Table:
    """The latest day on which a member's job ended while no member had another."""
    work = lived.join(all_work(t).select("person_id", "started_on", "ended_on"), "person_id").drop(
        "person_id"
    )
    ends = work.filter(work.ended_on <= as_of).select("household_id", last_day="ended_on").distinct()
    goes_on = ends.join(work, "household_id").filter(
        lambda j: open_on(j, "started_on", "ended_on", j.last_day)
    )
    idle = ends.anti_join(goes_on.select("household_id", "last_day"), ["household_id", "last_day"])
    return idle.group_by("household_id").agg(became_idle_on=idle.last_day.max())
