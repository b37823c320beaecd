"""From tables as people keep them (codes, lists of names, fen) to columns of integers that rules can compare.

What a column is, is said once, in `SEEKER` and `OFFER`; a table may leave out what nobody asks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leye.matching.language import NAMES, TIE
from leye.standards.text import PlainError

Columns = dict[str, np.ndarray]

#: Occupations that nobody stated: no two of them are near each other, nor to any that is known.
UNKNOWN_SEEKER, UNKNOWN_OFFER = 0x7E000000, 0x7F000000
HOURS = ("full", "part", "shift", "flexible", "seasonal")
CONTRACTS = ("labour", "labour_service", "dispatch", "intern", "none")
#: Ranks of GB/T 4658 by the first digit of its codes.
EDUCATION = {"1": 6, "2": 5, "3": 4, "4": 3, "6": 3, "7": 2, "8": 1, "9": 0}
EDUCATION_NAMES = ("不限", "小学", "初中", "高中或中专", "大专", "本科", "研究生")
STEP_FEN = 5_000
#: No radius is wider.
ANYWHERE = 15
MOST_STEPS = 2**16 - 2
#: What is hoped for by those who named no wage: 4,000 yuan a month.
USUAL_WAGE_FEN = 400_000

_NAMES = pa.list_(pa.string())
#: What is known about a person. All but `id` and `home` may be left out.
SEEKER = pa.schema(
    [
        ("id", pa.int64()), ("home", pa.int64()), ("town", pa.int64()), ("radius", pa.int8()),
        ("occupation", pa.string()), ("occupation_2", pa.string()), ("education", pa.string()),
        ("experience_years", pa.int32()), ("age", pa.int32()), ("certificates", _NAMES), ("skills", _NAMES),
        ("groups", _NAMES), ("cannot", _NAMES), ("hours", _NAMES), ("contract", _NAMES), ("wage_fen", pa.int64()),
        ("floor_fen", pa.int64()), ("priority", pa.int8()), ("farthest", pa.int8()), ("least_fen", pa.int64()),
    ]
)  # fmt: skip
#: What is known about an offer. All but `id` and `place` may be left out; without `seats` it has one.
OFFER = pa.schema(
    [
        ("id", pa.int64()), ("place", pa.int64()), ("town", pa.int64()), ("occupation", pa.string()),
        ("education", pa.string()), ("experience_years", pa.int32()), ("certificates", _NAMES), ("skills", _NAMES),
        ("groups", _NAMES), ("demands", _NAMES), ("hours", pa.string()), ("contract", pa.string()),
        ("age_low", pa.int32()), ("age_high", pa.int32()), ("age_reason", pa.string()), ("pay_fen", pa.int64()),
        ("housing", pa.bool_()), ("seats", pa.int32()), ("filled", pa.int32()), ("price", pa.int32()),
    ]
)  # fmt: skip


class MatchingError(PlainError):
    """Tables that cannot be matched; `kind` says why."""


@dataclass
class Words:
    """Names as bits, the most demanded first; those beyond the last bit share one that no seeker has."""

    bits: dict[str, dict[str, int]] = field(default_factory=dict)

    def learn(self, column: str, names: Mapping[str, int], first: Container[str] = ()) -> None:
        """Fix the names of a column from how often offers name them; those of `first` before all others."""
        ranked = sorted(names, key=lambda name: (name not in first, -names[name], name))
        self.bits[column] = {name: 1 << n for n, name in enumerate(ranked[: NAMES[column]])}

    def set_of(self, column: str, names: Iterable[str], beyond: int = 0) -> int:
        """A set of names as a number."""
        known, found = self.bits[column], 0
        for name in names:
            found |= known.get(name, beyond)
        return found

    def names(self, column: str, found: int) -> list[str]:
        """The names in a set."""
        return [name for name, bit in self.bits[column].items() if found & bit]


def occupation_number(code: str | None, unknown: int) -> int:
    """'4-02-01-03' as a number whose four bytes are its four levels."""
    parts = (code or "").split("-")
    if not parts[0].isdigit() or not all(part.isdigit() for part in parts):
        return unknown
    levels = [int(part) for part in [*parts, "0", "0", "0"][:4]]
    return levels[0] << 24 | levels[1] << 16 | levels[2] << 8 | levels[3]


def education_rank(code: str | None) -> int:
    """0 for none or unknown, 6 for postgraduate."""
    return EDUCATION.get((code or "")[:1], 0)


def tie_keys(ids: np.ndarray) -> np.ndarray:
    """Numbers from 1 to the prime that look drawn by lot and are the same every night; all differ."""
    keys = (ids.astype(np.int64) % TIE * 48_271 + 11) % (TIE - 1) + 1
    if len(np.unique(keys)) < len(keys):
        keys = (np.argsort(np.argsort(ids, kind="stable")) * 48_271 + 11) % (TIE - 1) + 1
    return keys.astype(np.int64)


def numbers(table: pa.Table, name: str, missing: int, type_: Any = np.int32) -> np.ndarray:
    """A column of whole numbers; nulls, and the whole column where the table has none, are `missing`."""
    if name not in table.column_names:
        return np.full(table.num_rows, missing, type_)
    column = table.column(name)
    if column.null_count:
        column = pc.fill_null(column.cast(pa.int64()), missing)
    return column.cast(pa.int64()).to_numpy().astype(type_)


def coded(table: pa.Table, name: str, number: Callable[[str | None], int]) -> np.ndarray:
    """A column of codes, each different one turned into a number once."""
    if name not in table.column_names:
        return np.full(table.num_rows, number(None), np.int32)
    column = table.column(name)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = (
        column.combine_chunks()
        if table.num_rows
        else pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), [])
    )
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    values = np.array([*map(number, column.dictionary.to_pylist()), number(None)], np.int64)
    places = pc.fill_null(column.indices.cast(pa.int64()), len(values) - 1).to_numpy()
    return values[places].astype(np.int32)


def counted(table: pa.Table, name: str) -> dict[str, int]:
    """How often each name stands in a column of lists."""
    if name not in table.column_names:
        return {}
    counts = pc.value_counts(pc.list_flatten(table.column(name)))
    return {row["values"]: row["counts"] for row in counts.to_pylist() if row["values"] is not None}


def sets(table: pa.Table, name: str, bits: Mapping[str, int], beyond: int = 0, empty: int = 0) -> np.ndarray:
    """A column of lists of names as numbers; `beyond` for names without a bit, `empty` for empty lists and nulls."""
    if name not in table.column_names:
        return np.full(table.num_rows, empty, np.int64)
    column = table.column(name)
    flat = pc.list_flatten(column)
    codes = flat.dictionary_encode() if not pa.types.is_dictionary(flat.type) else flat
    found = np.full(table.num_rows, empty, np.int64)
    if not len(flat):
        return found
    codes = codes.combine_chunks()
    codes = codes.chunk(0) if isinstance(codes, pa.ChunkedArray) else codes
    values = np.array([bits.get(word, beyond) for word in codes.dictionary.to_pylist()], np.int64)
    of_each = values[codes.indices.to_numpy(zero_copy_only=False)]
    lengths = pc.fill_null(pc.list_value_length(column).cast(pa.int64()), 0).to_numpy()
    filled = np.flatnonzero(lengths)
    starts = (np.cumsum(lengths) - lengths)[filled]
    found[filled] = np.bitwise_or.reduceat(of_each, starts)
    return found


def money(table: pa.Table, name: str, missing: int) -> np.ndarray:
    """A column of fen in steps of 50 yuan."""
    fen = numbers(table, name, missing, np.int64)
    return np.clip(fen // STEP_FEN, 0, MOST_STEPS).astype(np.int32)


def _towns(table: pa.Table, missing: int) -> np.ndarray:
    """Area numbers of twelve digits as numbers of 32 bits; those of one province differ."""
    towns = numbers(table, "town", missing, np.int64)
    return np.where(towns < 0, towns, towns // 1_000 % 2**31).astype(np.int32)


def _bits(names: Sequence[str]) -> dict[str, int]:
    return {name: 1 << n for n, name in enumerate(names)}


def _kinds(table: pa.Table, names: Sequence[str], column: str) -> np.ndarray:
    """One kind each as a bit; a kind that is not stated asks for nothing."""
    return coded(table, column, lambda kind: _bits(names).get(kind or "", 0))


def beyond(column: str) -> int:
    """The bit of names that have none of their own."""
    return 1 << NAMES[column]


def seeker_columns(table: pa.Table, words: Words) -> Columns:
    """What rules ask of people. Needs `id` and `home`; every other column may be left out.

    Raises MatchingError when an id stands twice.
    """
    _check(table, "home")
    occupation = coded(table, "occupation", lambda code: occupation_number(code, UNKNOWN_SEEKER))
    second = coded(table, "occupation_2", lambda code: occupation_number(code, UNKNOWN_SEEKER))
    anything = {name: (1 << len(names)) - 1 for name, names in (("hours", HOURS), ("contract", CONTRACTS))}
    return {
        "id": numbers(table, "id", 0, np.int64),
        "occupation": occupation,
        "occupation_2": np.where(second == UNKNOWN_SEEKER, occupation, second).astype(np.int32),
        "education": coded(table, "education", education_rank),
        "experience": np.clip(numbers(table, "experience_years", 0), 0, 60),
        "age": numbers(table, "age", -1),
        "town": _towns(table, -1),
        "radius": numbers(table, "radius", 1),
        "hours": sets(table, "hours", _bits(HOURS), 0, anything["hours"]).astype(np.int32),
        "contract": sets(table, "contract", _bits(CONTRACTS), 0, anything["contract"]).astype(np.int32),
        "wage": money(table, "wage_fen", USUAL_WAGE_FEN),
        "hopes": (money(table, "wage_fen", 0) > 0).astype(np.int32),
        "floor": money(table, "floor_fen", 0),
        # What stands even where wishes are widened.
        "farthest": numbers(table, "farthest", ANYWHERE),
        "least": money(table, "least_fen", 0),
        "pays": (4 >> np.clip(numbers(table, "priority", 0), 0, 2)).astype(np.int32),
        **{name: sets(table, name, words.bits[name]) for name in ("certificates", "skills")},
        "groups": sets(table, "groups", words.bits["groups"]).astype(np.int32),
        "cannot": sets(table, "cannot", words.bits["demands"], beyond("demands")).astype(np.int32),
    }


def offer_columns(table: pa.Table, words: Words, first_for: Mapping[str, str]) -> Columns:
    """What rules ask of vacancies; `first_for`: groups by the beginning of occupation codes meant for them first.

    An age counts only where the vacancy states its lawful reason. Raises MatchingError when an id stands twice.
    """
    _check(table, "place")
    lawful = coded(table, "age_reason", lambda reason: int(bool(reason))).astype(bool)
    return {
        "id": numbers(table, "id", 0, np.int64),
        "place": numbers(table, "place", 0, np.int64),
        "occupation": coded(table, "occupation", lambda code: occupation_number(code, UNKNOWN_OFFER)),
        "education": coded(table, "education", education_rank),
        "experience": np.clip(numbers(table, "experience_years", 0), 0, 60),
        "age_low": np.where(lawful, numbers(table, "age_low", 0), -1).astype(np.int32),
        "age_high": np.where(lawful, numbers(table, "age_high", 999), 999).astype(np.int32),
        "town": _towns(table, -2),
        "hours": _kinds(table, HOURS, "hours"),
        "contract": _kinds(table, CONTRACTS, "contract"),
        "pay": money(table, "pay_fen", 0),
        "housing": numbers(table, "housing", 0),
        "open": np.maximum(numbers(table, "seats", 1) - numbers(table, "filled", 0), 0).astype(np.int32),
        "price": numbers(table, "price", 0),
        "certificates": sets(table, "certificates", words.bits["certificates"], beyond("certificates")),
        "demands": sets(table, "demands", words.bits["demands"], beyond("demands")).astype(np.int32),
        "skills": sets(table, "skills", words.bits["skills"]),
        "groups": sets(table, "groups", words.bits["groups"]).astype(np.int32),
        "first_for": coded(
            table,
            "occupation",
            lambda code: words.set_of(
                "groups", [g for g, begins in first_for.items() if _begins(code, begins)]
            ),
        ).astype(np.int32),
    }


def _begins(code: str | None, beginnings: str) -> bool:
    return (code or "").startswith(tuple(beginnings.split()))


def learned(table: pa.Table, first_for: Mapping[str, str], held: Container[str] = ()) -> Words:
    """The names that offers ask for. `held`: certificates that somebody has; what nobody has needs no bit of its own."""
    words = Words()
    words.learn("certificates", counted(table, "certificates"), held)
    for name in ("skills", "demands"):
        words.learn(name, counted(table, name))
    words.learn("groups", {**dict.fromkeys(first_for, 1), **counted(table, "groups")})
    return words


def _check(table: pa.Table, place: str) -> None:
    for name in ("id", place):
        if name not in table.column_names:
            raise MatchingError("column", "缺少“{name}”这一列。请补上后重新运行。", name=name)
    repeated = table.num_rows - pc.count_distinct(table.column("id")).as_py()
    if repeated:
        raise MatchingError("repeated", "有{count}个编号重复。请去掉重复的行后重新运行。", count=repeated)
