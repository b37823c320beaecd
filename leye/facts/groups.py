"""The groups a person is in on a day: a flag for each while tables are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.facts.building import has_any, valid_between
from leye.facts.catalogue import Fact
from leye.facts.tables import GROUPS, Tables

KEY, HARD = "g__key", "g__hard"


def _flag(code: str) -> str:
    return f"g__{code}"


FLAGS = (KEY, HARD, *map(_flag, GROUPS))


GROUP_FACTS: tuple[Fact, ...] = (
    Fact("is_key_group", "boolean", "属于重点群体", "群体身份·重点群体", has_any(KEY)),
    Fact("is_difficulty", "boolean", "属于就业困难人员", "群体身份·就业困难类别", has_any(HARD)),
    *(
        Fact(f"in_group_{code}", "boolean", label, f"群体身份·{label}", has_any(_flag(code)))
        for code, label in GROUPS.items()
    ),
)


def group_flags(t: Tables, memberships: ir.Table, key: str, day: Callable[[ir.Table], Any]) -> ir.Table:
    """One row a ``key`` with a column for each national group: 1 when it is held on the day.

    ``memberships`` carries ``key``, group_id, valid_from and valid_to; ``day(rows)`` gives a date or one of
    their columns. Local groups count as their parents, and as the parents of those. Who was in a group when
    it ended is in the group that succeeds it from the next day on.
    """
    codes = group_codes(t) if t.codes is None else t.codes.view()
    j = memberships.join(codes, memberships.group_id == codes.member_code)
    on = day(j)
    # A membership that was closed on the last day of its group was closed because the group ended.
    stays = valid_between(j.valid_from, j.valid_to, on) | (j.valid_to == j.succeeds).fill_null(False)
    j = j.filter(stays, valid_between(j.code_from, j.code_to, on), j.succeeds.isnull() | (j.succeeds < on))
    return j.group_by(key).agg(**{name: j[name].max() for name in FLAGS})


def event_groups(t: Tables, events: ir.Table, day: str) -> ir.Table:
    """By ``id`` of the events: the groups of their person on the event's own day."""
    on = events.select("person_id", id=events["id"], event_day=events[day])
    members = t.memberships.drop("id").join(on, "person_id")
    return group_flags(t, members, "id", lambda j: j.event_day)


def group_codes(t: Tables) -> ir.Table:
    """Group codes with their flags and dates; ended ones once more as what succeeds them, from that day."""
    own, parent = t.group_codes, t.group_codes.view()
    named = own.left_join(parent, own.parent_id == parent.code)
    first = named.select(
        member_code=own.code,
        code_from=own.valid_from,
        code_to=own.valid_to,
        succeeds=ibis.null("date"),
        **_flags(own, parent),
    )
    ended, heir, above = t.group_codes.view(), t.group_codes.view(), t.group_codes.view()
    named = ended.join(heir, ended.successor_id == heir.code).left_join(above, heir.parent_id == above.code)
    again = named.select(
        member_code=ended.code,
        code_from=heir.valid_from,
        code_to=heir.valid_to,
        succeeds=ended.valid_to,
        **_flags(heir, above),
    )
    return first.union(again.filter(again.succeeds.notnull()), distinct=False)


def with_codes(t: Tables, keep: Callable[[ir.Table], ir.Table]) -> Tables:
    """The tables with the group codes made once, by ``keep``, for all facts that ask about groups."""
    codes = keep(group_codes(t))
    return replace(t, codes=codes, whole=t.whole and replace(t.whole, codes=codes))


def _flags(code: ir.Table, parent: ir.Table) -> dict[str, ir.Value]:
    """What a code counts as: itself, its parent, and the group its parent counts as."""
    tests = {KEY: code.is_key_group | parent.is_key_group, HARD: code.is_difficulty | parent.is_difficulty}
    tests |= {_flag(c): (code.code == c) | (code.parent_id == c) | (parent.parent_id == c) for c in GROUPS}
    return {name: test.fill_null(False).ifelse(1, 0) for name, test in tests.items()}
