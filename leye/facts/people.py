"""Facts about a person on a day.

People who died or were merged into another record are no subjects: they have no facts.
An interval ``started_on``/``ended_on`` (and ``registered_on``/``ended_on``) holds from the first day up to
but without the last: on the day a job ends, the person has no job. ``valid_from``/``valid_to`` hold on both.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.catalogue import Fact
from leye.facts.tables import GROUPS, Tables
from leye.facts.words import count_if, months_between, years_between

EDUCATION_SOURCE = "人员台账·文化程度"


def open_on(table: ir.Table, start: str, end: str, as_of: Any) -> Any:
    """Whether an interval holds on the day: begun, and not ended by then."""
    return (table[start] <= as_of) & (table[end].isnull() | (table[end] > as_of))


def valid_between(begin: Any, end: Any, day: Any) -> Any:
    """Whether a dated row is valid on the day, both ends included; no bound means no limit."""
    return (begin.isnull() | (begin <= day)) & (end.isnull() | (end >= day))


def _registrations(t: Tables, as_of: Any) -> ir.Table:
    r = t.registrations.filter(lambda r: r.registered_on <= as_of)
    return r.group_by("person_id").agg(
        reg_open_on=r.registered_on.max(where=open_on(r, "registered_on", "ended_on", as_of)),
        reg_first_on=r.registered_on.min(),
    )


def _work(t: Tables) -> ir.Table:
    """Every stretch of work: employment spells, and public-welfare placements, which are work too."""
    columns = ("person_id", "started_on", "ended_on")
    return t.spells.select(*columns).union(t.placements.select(*columns), distinct=False)


def _spells(t: Tables, as_of: Any) -> ir.Table:
    s = _work(t).filter(lambda s: s.started_on <= as_of)
    year_start = as_of.truncate("Y").cast("date")
    return s.group_by("person_id").agg(
        employed_since=s.started_on.max(where=open_on(s, "started_on", "ended_on", as_of)),
        last_job_ended_on=s.ended_on.max(where=s.ended_on <= as_of),
        year_start_jobs=count_if(
            (s.started_on < year_start) & (s.ended_on.isnull() | (s.ended_on >= year_start))
        ),
    )


def _intentions(t: Tables, as_of: Any) -> ir.Table:
    i = t.intentions.filter(lambda i: i.stated_on <= as_of)
    latest = ibis.row_number().over(group_by=i.person_id, order_by=[i.stated_on.desc(), i.id.desc()])
    ranked = i.select("person_id", "wants_work", "wants_startup", place=latest)
    return ranked.filter(ranked.place == 0).drop("place")


def _needs(t: Tables, as_of: Any) -> ir.Table:
    n = t.training_needs
    return n.group_by("person_id").agg(
        needs_open=count_if(open_on(n, "stated_on", "ended_on", as_of)),
    )


def _placements(t: Tables, as_of: Any) -> ir.Table:
    p = t.placements.filter(lambda p: (p.started_on <= as_of) & (p.post_kind == "urban"))
    # A post that ran from the 1st to the last of a month is a full month, whether the clerk wrote the last
    # day in the post or the day after it; so one day is added before counting.
    served = months_between(p.started_on, p.ended_on + ibis.interval(days=1))
    return p.group_by("person_id").agg(
        post_open=count_if(open_on(p, "started_on", "ended_on", as_of)),
        post_count=p.count(),
        post_last_ended_on=p.ended_on.max(where=p.ended_on <= as_of),
        post_months=served.max(where=p.ended_on <= as_of),
    )


def group_bits(t: Tables, memberships: ir.Table, key: str, day: Any) -> ir.Table:
    """One row a ``key`` with ``group_bits``: a bit for each national group held on the day.

    ``memberships`` carries ``key``, group_id, valid_from and valid_to; ``day(rows)`` gives a date or one of
    their columns. Local groups count as their parents, and as the parents of those.
    """
    code, parent = t.group_codes, t.group_codes.view()
    named = code.left_join(parent, code.parent_id == parent.code).select(
        member_code=code.code,
        c1=code.code,
        c2=code.parent_id,
        c3=parent.parent_id,
        code_from=code.valid_from,
        code_to=code.valid_to,
        key_group=code.is_key_group.fill_null(False) | parent.is_key_group.fill_null(False),
        hard=code.is_difficulty.fill_null(False) | parent.is_difficulty.fill_null(False),
    )
    tests = [(named.c1 == c) | (named.c2 == c) | (named.c3 == c) for c in GROUPS]
    bits = sum(
        (
            (test.fill_null(False).ifelse(bit, 0))
            for test, bit in zip(tests, GROUP_BITS.values(), strict=True)
        ),
        named.key_group.ifelse(KEY_BIT, 0) + named.hard.ifelse(HARD_BIT, 0),
    )
    wide = named.select("member_code", "code_from", "code_to", bits=bits.cast("int64"))
    j = memberships.join(wide, memberships.group_id == wide.member_code)
    j = j.filter(
        valid_between(j.valid_from, j.valid_to, day(j)), valid_between(j.code_from, j.code_to, day(j))
    )
    return j.group_by(key).agg(group_bits=j.bits.bit_or())


def _groups(t: Tables, as_of: Any) -> ir.Table:
    return group_bits(t, t.memberships, "person_id", lambda j: as_of)


def joined_people(t: Tables, as_of: Any) -> ir.Table:
    """The living, unmerged people with all they need for their facts beside them, one row a person."""
    p = t.people
    alive = p.merged_into_id.isnull() & (p.deceased_on.isnull() | (p.deceased_on > as_of))
    joined = p.filter(alive).rename(person_id="id")
    for part in (_registrations, _spells, _intentions, _needs, _placements, _groups):
        joined = joined.left_join(part(t, as_of), "person_id").drop("person_id_right")
    return joined


def has_any(column: str) -> Any:
    """A fact that is true when the joined count is above zero, and false (never unknown) without one."""
    return lambda r, day: r[column].fill_null(0) > 0


LEDGER = "人员台账"

KEY_BIT, HARD_BIT = 1, 2
GROUP_BITS = {code: 4 << place for place, code in enumerate(GROUPS)}


def has_bit(bit: int) -> Any:
    """A fact that is true when one of the person's groups carries the bit, else false (never unknown)."""
    return lambda r, day: (r.group_bits.fill_null(0) & bit) != 0


GROUP_FACTS: tuple[Fact, ...] = (
    Fact("is_key_group", "boolean", "属于重点群体", "群体身份·重点群体", has_bit(KEY_BIT)),
    Fact("is_difficulty", "boolean", "属于就业困难人员", "群体身份·就业困难类别", has_bit(HARD_BIT)),
    *(
        Fact(f"in_group_{code}", "boolean", label, f"群体身份·{label}", has_bit(GROUP_BITS[code]))
        for code, label in GROUPS.items()
    ),
)

PERSON_FACTS: tuple[Fact, ...] = (
    Fact("birth_date", "date", "出生日期", f"{LEDGER}·出生日期（可由身份证号得出）", lambda r, d: r.birth_date),
    Fact(
        "age", "int32", "年龄", f"{LEDGER}·出生日期", lambda r, d: years_between(r.birth_date, d), "周岁"
    ),
    Fact(
        "sex", "string", "性别", f"{LEDGER}·性别", lambda r, d: r.sex,
        codes=(("1", "男"), ("2", "女"), ("0", "未知"), ("9", "未说明")),
    ),
    Fact("education", "string", "文化程度", EDUCATION_SOURCE, lambda r, d: r.education),
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
    Fact("is_student", "boolean", "在校学生", f"{LEDGER}·在校", lambda r, d: r.is_student),
    Fact("graduated_on", "date", "毕业日期", f"{LEDGER}·毕业日期", lambda r, d: r.graduated_on),
    Fact(
        "is_willing", "boolean", "有就业意愿", "就业意愿记录·最近一次",
        lambda r, d: ibis.ifelse(
            r.wants_work.fill_null("unknown") == "unknown", ibis.null("boolean"), r.wants_work == "yes"
        ),
        note="没有记录或“不详”时为未知",
    ),
    Fact("wants_startup", "boolean", "有创业意愿", "就业意愿记录·最近一次", lambda r, d: r.wants_startup),
    Fact(
        "is_registered_unemployed", "boolean", "登记失业", "失业登记·登记日期、终止日期",
        lambda r, d: r.reg_open_on.notnull(), supplier="办理失业登记的经办机构",
    ),
    Fact(
        "registered_on", "date", "本次失业登记日期", "失业登记·登记日期", lambda r, d: r.reg_open_on,
        supplier="办理失业登记的经办机构", note="未登记失业时为空",
    ),
    Fact(
        "first_registered_on", "date", "首次失业登记日期", "失业登记·登记日期", lambda r, d: r.reg_first_on,
        supplier="办理失业登记的经办机构",
    ),
    Fact(
        "is_employed", "boolean", "已就业", "就业记录、公益性岗位安置·开始日期、结束日期",
        lambda r, d: r.employed_since.notnull(), note="在公益性岗位也算就业",
    ),
    Fact(
        "was_employed_at_new_year", "boolean", "年初已就业", "就业记录、公益性岗位安置·开始日期、结束日期",
        has_any("year_start_jobs"),
    ),
    Fact("employed_since", "date", "本次就业开始日期", "就业记录·开始日期", lambda r, d: r.employed_since),
    Fact(
        "months_employed", "int32", "本次就业已满月数", "就业记录·开始日期",
        lambda r, d: months_between(r.employed_since, d), "个月",
    ),
    Fact("last_job_ended_on", "date", "上次就业结束日期", "就业记录·结束日期", lambda r, d: r.last_job_ended_on),
    Fact("has_training_need", "boolean", "有技能提升需求", "培训需求记录·提出日期、终止日期", has_any("needs_open")),
    Fact(
        "in_welfare_post", "boolean", "在公益性岗位", "公益性岗位安置·起止日期", has_any("post_open"),
        supplier="旗县就业服务机构", note="城镇公益性岗位",
    ),
    Fact(
        "welfare_post_months", "int32", "公益性岗位最长一次在岗月数", "公益性岗位安置·起止日期",
        lambda r, d: r.post_months.fill_null(0), "个月", supplier="旗县就业服务机构",
    ),
    Fact(
        "welfare_placements", "int32", "公益性岗位安置次数", "公益性岗位安置",
        lambda r, d: r.post_count.fill_null(0).cast("int32"), "次", supplier="旗县就业服务机构",
    ),
    Fact(
        "welfare_post_ended_on", "date", "上次公益性岗位期满日期", "公益性岗位安置·实际结束日期",
        lambda r, d: r.post_last_ended_on, supplier="旗县就业服务机构",
    ),
    *GROUP_FACTS,
)  # fmt: skip

PERSON_KEYS = ("person_id", "household_id", "area_id")


def person_facts(t: Tables, as_of: Any) -> ir.Table:
    """One row a person: person_id, household_id, area_id and every person fact, each computed once."""
    joined = joined_people(t, as_of)
    return joined.select(
        *PERSON_KEYS, **{f.name: f.define(joined, as_of).cast(f.dtype) for f in PERSON_FACTS}
    )
