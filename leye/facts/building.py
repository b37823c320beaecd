"""How the facts of a subject are put together: a base table, parts beside it, and only what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr.operations import Field, Value

from leye.facts.catalogue import Fact
from leye.facts.tables import Tables
from leye.facts.words import months_between

#: Gives the facts of another kind of subject, computed once.
Other = Callable[[str], ir.Table]

#: Names of the facts that somebody looks at; None: all of them.
Wanted = Collection[str] | None

#: A table to be put beside the base: its key column, and how to make it. It has at most one row for a value
#: of the key, and columns that nothing else has.
Part = tuple[str, Callable[[], ir.Table]]


def plain(name: str) -> Callable[[Any, Any], Any]:
    """A fact that is a column as it stands."""
    return lambda r, day: r[name]


def by_the_day(name: str) -> Callable[[Any, Any], Any]:
    """A date as known on the day: null while it lies ahead."""
    return lambda r, day: ibis.ifelse(r[name] <= day, r[name], ibis.null("date"))


def happened(name: str) -> Callable[[Any, Any], Any]:
    """Whether the date has come; no date means it has not."""
    return lambda r, day: (r[name] <= day).fill_null(False)


def number(name: str) -> Callable[[Any, Any], Any]:
    """A count that is 0 (never unknown) where nothing was counted."""
    return lambda r, day: r[name].fill_null(0)


def has_any(name: str) -> Callable[[Any, Any], Any]:
    """A fact that is true when the count is above zero, and false (never unknown) without one."""
    return lambda r, day: r[name].fill_null(0) > 0


def yes(name: str) -> Callable[[Any, Any], Any]:
    """A flag that is false (never unknown) where nothing was recorded."""
    return lambda r, day: r[name].fill_null(False)


def written(name: str) -> Callable[[Any, Any], Any]:
    """Whether something was written down."""
    return lambda r, day: r[name].fill_null("") != ""


def months_since(name: str) -> Callable[[Any, Any], Any]:
    """Full months from a date up to the day."""
    return lambda r, day: months_between(r[name], day)


def open_on(table: ir.Table, start: str, end: str, as_of: Any) -> Any:
    """Whether an interval holds on the day: begun, and not ended by then."""
    return (table[start] <= as_of) & (table[end].isnull() | (table[end] > as_of))


def valid_between(begin: Any, end: Any, day: Any) -> Any:
    """Whether a dated row is valid on the day, both ends included; no bound means no limit."""
    return (begin.isnull() | (begin <= day)) & (end.isnull() | (end >= day))


def living(t: Tables, as_of: Any) -> ir.Table:
    """The people who are subjects on the day: not dead, not merged into another record."""
    p = t.people
    return p.filter(p.merged_into_id.isnull() & (p.deceased_on.isnull() | (p.deceased_on > as_of)))


def latest(rows: ir.Table, group: Sequence[str], order: Sequence[str], place: int = 0) -> ir.Table:
    """Of each group the row that comes first by ``order``, highest first; ``place`` 1 gives the one before."""
    down = [rows[name].desc() for name in order]
    ranked = rows.mutate(place_in_group=ibis.row_number().over(group_by=list(group), order_by=down))
    return ranked.filter(ranked.place_in_group == place).drop("place_in_group")


def used_names(values: Mapping[str, ir.Value]) -> set[str]:
    """Names of the columns that expressions look at."""
    return {field.name for value in values.values() for field in value.op().find(Field, filter=Value)}


def built(
    base: ir.Table,
    facts: Sequence[Fact],
    as_of: Any,
    wanted: Wanted,
    *,
    parts: Sequence[Part] = (),
    subject: str,
    person: str | None = None,
    household: str | None = None,
) -> ir.Table:
    """One row a subject: subject_id, person_id, household_id, area_id and the facts that are wanted.

    ``base`` has one row a subject with area_id and the key columns named by ``subject``, ``person`` and
    ``household``. Parts that no wanted fact looks at are left out, so a rule costs only what it asks.
    """
    asked = [fact for fact in facts if wanted is None or fact.name in wanted]
    tables = [(on, make()) for on, make in parts]
    used = used_names(_values(_beside(base, tables), asked, as_of))
    joined = _beside(base, [(on, table) for on, table in tables if used & (set(table.columns) - {on})])
    none = ibis.null("int64")
    return joined.select(
        subject_id=joined[subject],
        person_id=none if person is None else joined[person],
        household_id=none if household is None else joined[household],
        area_id=joined.area_id,
        **_values(joined, asked, as_of),
    )


def _beside(base: ir.Table, tables: Sequence[tuple[str, ir.Table]]) -> ir.Table:
    for on, table in tables:
        base = base.left_join(table, on).drop(f"{on}_right")
    return base


def _values(joined: ir.Table, facts: Sequence[Fact], as_of: Any) -> dict[str, ir.Value]:
    return {fact.name: fact.define(joined, as_of).cast(fact.dtype) for fact in facts}
