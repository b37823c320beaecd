"""Facts about claims: money that was granted or paid under a rule, on a day."""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir

from leye.facts.building import Other, Wanted, built, by_the_day, living, plain
from leye.facts.catalogue import Fact
from leye.facts.groups import GROUP_FACTS, event_groups
from leye.facts.tables import Tables

#: States of a claim that stands: it shuts out another where a rule says once, or excludes.
STANDING = ("approved", "paid")


def _claim(name: str, dtype: str, label: str, define: Any, unit: str = "", **more: Any) -> Fact:
    return Fact(name, dtype, label, f"待遇发放·{label}", define, unit, "县级就业服务机构", **more)


CLAIM_FACTS: tuple[Fact, ...] = (
    _claim("pack", "string", "依据文件", plain("pack")),
    _claim("rule", "string", "依据规则", plain("rule")),
    _claim("amount_fen", "int64", "金额", plain("amount_fen"), "分"),
    _claim("fund", "string", "资金来源", plain("fund")),
    _claim("decided_on", "date", "决定日期", plain("decided_on")),
    _claim("paid_on", "date", "发放日期", by_the_day("paid_on"), note="当日尚未发放的为空"),
    _claim("is_standing", "boolean", "有效", lambda r, d: r.state.isin(STANDING), note="已批准或已发放"),
    _claim("payee_kind", "string", "领取对象", plain("payee_kind")),
    _claim("payee_id", "int64", "领取方", plain("payee_id")),
    *GROUP_FACTS,
)


def claim_facts(t: Tables, as_of: Any, other: Other, wanted: Wanted) -> ir.Table:
    """One row a claim decided by the day; groups are those of the person, if any, on the day of the decision.

    Claims of people who died since remain.
    """
    decided = t.claims.filter(lambda c: c.decided_on <= as_of)
    people = living(t, as_of).select("household_id", person_id="id")
    base = decided.left_join(people, "person_id").drop("person_id_right")
    parts = [("id", lambda: event_groups(t, decided, "decided_on"))]
    keys = {"subject": "id", "person": "person_id", "household": "household_id"}
    return built(base, CLAIM_FACTS, as_of, wanted, parts=parts, **keys)
