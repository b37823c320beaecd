"""What would meet a condition, read from its own expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ibis import _

from leye.engine.remedy import remedy, worked_out

TABLE = ibis.table(
    {"age": "int32", "is_employed": "boolean", "is_able": "boolean", "is_student": "boolean", "p__from": "int64",
     "p__on": "int64"},
    name="t",
)  # fmt: skip
LABELS = {
    "age": "年龄",
    "is_employed": "已就业",
    "is_able": "有劳动能力",
    "is_student": "在校",
    "p__from": "起点",
}


@dataclass(frozen=True)
class Word:
    """A column called as LABELS says."""

    column: str

    @property
    def is_fact(self) -> bool:
        return not self.column.startswith("p__")

    @property
    def label(self) -> str:
        return LABELS.get(self.column, self.column)

    def show(self, value: Any) -> str:
        return "未知" if value is None else {True: "是", False: "否"}.get(value, str(value))


ROW = {"age": 15, "is_employed": True, "is_able": False, "is_student": False, "p__from": 16, "p__on": 0}


def said(test: Any, **other: Any) -> str:
    return remedy(test.resolve(TABLE), ROW | other, Word)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (_.age >= _.p__from, "“年龄”须不少于16（现为15）"),
        (_.p__from <= _.age, "“年龄”须不少于16（现为15）"),
        (~_.is_employed, "“已就业”须为否（现为是）"),
        (~(_.age < _.p__from), "“年龄”须不少于16（现为15）"),
        (~_.is_employed & (_.age >= _.p__from), "“已就业”须为否（现为是）；“年龄”须不少于16（现为15）"),
        (~_.is_employed | (_.p__on == 1), "“已就业”须为否（现为是）"),
        (
            _.is_able | _.is_student | (_.p__on == 1),
            "符合以下任意一项：“有劳动能力”须为是（现为否）；“在校”须为是（现为否）",
        ),
        (_.is_able.fill_null(False), "“有劳动能力”须为是（现为否）"),
        (_.p__on == 1, ""),
        (_.age.isin([1, 2]), ""),
        (_.age < 99, ""),
    ],
)
def test_what_is_said(test: Any, words: str) -> None:
    assert said(test) == words


TRUTH = st.sampled_from([True, False, None])
LEAVES = st.sampled_from([_.is_employed, _.is_able, _.is_student, _.age >= _.p__from, _.age == 15])
TESTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a: ~a, inner),
        st.builds(lambda a: a.fill_null(False), inner),
    ),
    max_leaves=6,
)


@given(TESTS, TRUTH, TRUTH, TRUTH, st.one_of(st.none(), st.integers(14, 17)))
def test_it_is_worked_out_as_the_database_does(
    test: Any, employed: bool | None, able: bool | None, student: bool | None, age: int | None
) -> None:
    row = ROW | {"is_employed": employed, "is_able": able, "is_student": student, "age": age}
    value = test.resolve(TABLE)
    with duckdb.connect() as connection:
        columns = ", ".join(
            f"CAST(${c} AS {'BOOLEAN' if c.startswith('is') else 'INTEGER'}) AS {c}" for c in row
        )
        connection.execute(f"CREATE TABLE t AS SELECT {columns}", row)
        sql = ibis.to_sql(TABLE.select(answer=value), dialect="duckdb")
        found = connection.execute(sql).fetchone()
    assert found == (worked_out(value.op(), row),)
    words = remedy(value, row, Word)
    assert not (words and found[0] is True)
