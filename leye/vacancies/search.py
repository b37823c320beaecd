"""Finding postings: those with every word in the title first, then the others, each the newest first.

Two ways to the same rows. What is rare is taken from the index of terms whole and put in order. What is common is
met soon by walking through the postings from the newest; the walk ends when the page is full, and when it has gone
too far the index is asked after all. How often each term stands in the postings (counted at night) says which to
try first; neither way needs it to be right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

from django.db import connection

from leye.vacancies.asking import Ask, Conditions, conditions_of

PAGE = 20
#: The most postings that are walked through from the newest before the index of terms is asked: each costs a hundredth
#: of what one row from the index costs, which lies anywhere on the disk.
WALKED = 20_000
#: So many postings are taken from the index and put in order without walking first.
TAKEN = 1500

COLUMNS = (
    "vacancy_id", "area_id", "title", "employer_name", "place", "occupation", "pay_low_fen", "pay_high_fen",
    "pay_period", "pay_months", "seats_left", "elastic", "housing", "meals", "hours", "published_on",
)  # fmt: skip


class Hit(NamedTuple):
    """A posting that was found, as its columns; `in_title`: all words stand in its title."""

    vacancy_id: int
    area_id: int
    title: str
    employer_name: str
    place: str
    occupation: str
    pay_low_fen: int | None
    pay_high_fen: int | None
    pay_period: str
    pay_months: int
    seats_left: int
    elastic: bool
    housing: bool
    meals: bool
    hours: str
    published_on: dt.date
    in_title: bool


class Cursor(NamedTuple):
    """The last row of a page: the next begins after it."""

    in_title: bool
    published_on: dt.date
    vacancy_id: int


@dataclass(frozen=True)
class Found:
    """A page. `total` is exact or, when it is a guess from how common the terms are, `exact` is False."""

    rows: list[Hit]
    total: int
    exact: bool
    after: Cursor | None
    plain: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A tsquery as text, its likely number of postings of how many in all, and further conditions in SQL."""

    text: str
    likely: float
    all: int
    extra: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def where(self) -> tuple[str, list[Any]]:
        parts, values = [], []
        if self.text:
            parts.append("terms @@ %s::tsquery")
            values.append(self.text)
        for sql, more in self.extra:
            parts.append(sql)
            values += more
        return " AND ".join(parts) or "true", values


def search(ask: Ask, after: Cursor | None = None, size: int = PAGE) -> Found:
    """A page of what is asked for. Raises Invalid for a code that does not exist."""
    conditions = conditions_of(ask)
    known = Frequencies.of(conditions)
    everything = known.query(conditions.alls, conditions.words, conditions.extra)
    titles = tuple(tuple(f"=t{word}" for word in group) for group in conditions.words)
    in_title = known.query(conditions.alls, titles, conditions.extra)
    if everything.likely <= TAKEN or _narrow(conditions):
        rows, total = _taken(everything, in_title if titles else None, after, size + 1)
        exact = True
    else:
        rows = by_tiers(everything, in_title if titles else None, after, size + 1)
        short = after is None and len(rows) <= size
        total, exact = (len(rows), True) if short else (max(round(everything.likely), len(rows)), False)
    last = rows[size - 1] if len(rows) > size else None
    cursor = Cursor(last.in_title, last.published_on, last.vacancy_id) if last else None
    return Found(rows[:size], total, exact, cursor, conditions.plain)


def count(ask: Ask) -> tuple[int, bool]:
    """How many there are, and whether that is exact or a guess (only where there are many)."""
    conditions = conditions_of(ask)
    query = Frequencies.of(conditions).query(conditions.alls, conditions.words, conditions.extra)
    if query.likely > TAKEN and not _narrow(conditions):
        return round(query.likely), False
    where, values = query.where
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM vacancies_posting WHERE {where}", values)
        return int(cursor.fetchone()[0]), True


#: More new postings than this are "so many and more".
MOST_NEW = 99


def new_since(ask: Ask, since: dt.date) -> int:
    """How many of what is asked for were published on a day or later; one more than MOST_NEW stands for any number."""
    conditions = conditions_of(ask)
    query = Frequencies.of(conditions).query(conditions.alls, conditions.words, conditions.extra)
    where, values = query.where
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT FROM vacancies_posting WHERE published_on >= %s AND {where}"
            f" LIMIT {MOST_NEW + 1}) found",
            [since, *values],
        )
        return int(cursor.fetchone()[0])


def _narrow(conditions: Conditions) -> bool:
    """Whether a range of areas without a term of its own (a village) limits the search."""
    return any(sql.startswith("area_id") for sql, _values in conditions.extra)


def by_tiers(query: Query, in_title: Query | None, after: Cursor | None, wanted: int) -> list[Hit]:
    """The first rows: of those with all words in the title, then of the others."""
    if in_title is None:
        return _newest(query, None, after, wanted, False)
    rows: list[Hit] = []
    if after is None or after.in_title:
        rows = _newest(in_title, None, after, wanted, True)
        after = None
    if len(rows) < wanted:
        rows += _newest(query, in_title, after, wanted - len(rows), False)
    return rows


def _newest(
    query: Query, unless: Query | None, after: Cursor | None, wanted: int, in_title: bool
) -> list[Hit]:
    """The newest of a query, leaving out those of another: by walking, or from the index."""
    where, values = query.where
    if unless is not None:
        where, values = f"{where} AND NOT terms @@ %s::tsquery", [*values, unless.text]
    below, start = "true", list[Any]()
    if after is not None:
        below, start = "(published_on, vacancy_id) < (%s, %s)", [after.published_on, after.vacancy_id]
    names, order = ", ".join(COLUMNS), "ORDER BY published_on DESC, vacancy_id DESC"
    if query.likely > max(TAKEN, 0):
        far = min(int(1.5 * wanted * query.all / query.likely) + 100, WALKED)
        walked = f"SELECT * FROM vacancies_posting WHERE {below} {order} LIMIT {far}"
        rows = _hits(
            f"SELECT {names} FROM ({walked}) p WHERE {where} LIMIT {wanted}", [*start, *values], in_title
        )
        if len(rows) == wanted:
            return rows
    sql = (
        f"WITH hits AS MATERIALIZED (SELECT vacancy_id, published_on FROM vacancies_posting WHERE {where}),"
        f" page AS (SELECT vacancy_id FROM hits WHERE {below} {order} LIMIT {wanted})"
        f" SELECT {names} FROM vacancies_posting WHERE vacancy_id IN (SELECT vacancy_id FROM page) {order}"
    )
    return _hits(sql, [*values, *start], in_title)


def _taken(query: Query, in_title: Query | None, after: Cursor | None, wanted: int) -> tuple[list[Hit], int]:
    """The first rows of all that the index gives, and how many those are."""
    where, values = query.where
    ranked, title = ("terms @@ %s::tsquery", [in_title.text]) if in_title else ("false", [])
    below, start = "true", list[Any]()
    if after is not None:
        below, start = "(in_title, published_on, vacancy_id) < (%s, %s, %s)", list(after)
    names = ", ".join(f"p.{name}" for name in COLUMNS)
    order = "in_title DESC, published_on DESC, vacancy_id DESC"
    sql = (
        f"WITH hits AS MATERIALIZED (SELECT vacancy_id, published_on, {ranked} AS in_title FROM vacancies_posting"
        f" WHERE {where}), page AS (SELECT vacancy_id, published_on, in_title FROM hits WHERE {below} ORDER BY {order}"
        f" LIMIT {wanted}) SELECT {names}, page.in_title, (SELECT count(*) FROM hits) FROM page"
        f" JOIN vacancies_posting p USING (vacancy_id) ORDER BY page.in_title DESC, p.published_on DESC, p.vacancy_id DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*title, *values, *start])
        found = cursor.fetchall()
    return [Hit._make(row[:-1]) for row in found], found[0][-1] if found else 0


def _hits(sql: str, values: Sequence[Any], in_title: bool) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit._make((*row, in_title)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Frequencies:
    """In how many postings each term of a search stands, as counted last night, and how many postings there are."""

    postings: dict[str, int]
    all: int

    @classmethod
    def of(cls, conditions: Conditions) -> Frequencies:
        terms = {term for group in (*conditions.alls, *conditions.words) for term in group}
        terms |= {f"=t{word}" for group in conditions.words for word in group}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT term, postings FROM vacancies_word WHERE term = ANY(%s) UNION ALL"
                " SELECT '', greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'vacancies_posting'::regclass",
                [sorted(terms)],
            )
            found = dict(cursor.fetchall())
        return cls(found, found.pop(""))

    def query(
        self,
        alls: Iterable[tuple[str, ...]],
        words: Iterable[tuple[str, ...]],
        extra: tuple[tuple[str, tuple[Any, ...]], ...],
    ) -> Query:
        groups = [*alls, *words]
        shares = [min(self._of_group(group) / (self.all or 1), 1.0) for group in groups]
        text = " & ".join(f"({' | '.join(map(_lexeme, group))})" for group in groups)
        return Query(text, self.all * prod(shares), self.all, extra)

    def _of_group(self, group: tuple[str, ...]) -> float:
        """How many have one of these: between the most common alone and all of them together, for words overlap."""
        counts = [self.postings.get(term, 0) for term in group]
        return (max(counts) + sum(counts)) / 2


def _lexeme(term: str) -> str:
    """A term quoted for a tsquery."""
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
