"""Every fact means the same on each engine, and costs only what is asked."""

from __future__ import annotations

from datetime import date

import pytest
from both import Both, facts_of
from population import Population

from leye.engine.dialects import DUCKDB, POSTGRES, SPARK, to_sql
from leye.facts import SUBJECTS, data_dictionary

KINDS = list(SUBJECTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_can_be_said_on_three_engines(kind: str) -> None:
    table = facts_of(kind)
    assert set(SUBJECTS[kind].facts) <= set(table.columns)
    for dialect in (DUCKDB, POSTGRES, SPARK):
        assert to_sql(table, dialect)


@pytest.mark.parametrize(
    ("seed", "as_of"),
    [(31, date(2024, 2, 29)), (32, date(2023, 12, 31)), (33, date(2025, 2, 28)), (34, date(2021, 1, 1))],
)
def test_facts_of_a_random_population_are_the_same(both: Both, seed: int, as_of: date) -> None:
    both.load(Population(seed, 120, as_of).rows)
    for kind in KINDS:
        rows = both.facts(kind, as_of)
        assert rows, kind
        for fact in SUBJECTS[kind].facts:
            assert fact in rows[0], (kind, fact)


def test_the_population_fills_nearly_every_fact(both: Both) -> None:
    as_of = date(2024, 3, 31)
    both.load(Population(35, 400, as_of).rows)
    for kind in KINDS:
        rows = both.facts(kind, as_of)
        flat = [name for name in SUBJECTS[kind].facts if len({str(row[name]) for row in rows}) < 2]
        assert {n for n in flat if not n.endswith(("registered_poor", "unlifted_poor"))} == set(), kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_no_wanted_fact_needs_is_not_read(kind: str) -> None:
    nothing = to_sql(facts_of(kind, ()))
    assert len(nothing) < len(to_sql(facts_of(kind)))
    for table in (
        "ledger_groupmembership",
        "casework_servicerecord",
        "ledger_intention",
        "registers_reading",
    ):
        # A reading is made of its own table.
        assert (table in nothing) == (kind == "reading" and table == "registers_reading"), (kind, table)


def test_the_dictionary_says_of_every_fact_where_it_comes_from() -> None:
    entries = data_dictionary()
    assert len({(e.subject, e.name) for e in entries}) == len(entries)
    for entry in entries:
        assert entry.label, entry
        assert entry.source, entry
        assert entry.supplier, entry
