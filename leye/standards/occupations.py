"""The 2022 occupation dictionary: codes, names, green and digital marks, and what people call the work.

Levels: 1 major, 2 middle, 3 small class, 4 occupation. The shipped list lacks some middle and small classes
(see data/SOURCES.md); nothing here invents names for them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from leye.standards.tables import read_rows
from leye.standards.text import clean_cell


class Occupation(NamedTuple):
    """An entry of the dictionary. `marks`: L green, S digital; `aliases`: what job boards call the work."""

    code: str
    name: str
    level: int
    marks: str
    aliases: tuple[str, ...]


class JobTitle(NamedTuple):
    """A real job title and the occupation somebody gave it; a good guess rather than the truth."""

    title: str
    occupation: str


def occupation(code: str) -> Occupation | None:
    """The entry with this code (such as 4-06-01-01, width and spaces ignored), or None."""
    return _by_code().get(clean_cell(code).replace(" ", ""))


def occupations(level: int | None = None) -> list[Occupation]:
    """All entries, or those of one level, by code."""
    return [entry for entry in _by_code().values() if level in (None, entry.level)]


@cache
def work_words() -> dict[str, tuple[str, ...]]:
    """What people call the work, by occupation: the words of work_words.csv that name one."""
    found: dict[str, dict[str, None]] = {}
    for text, code in read_rows("work_words.csv"):
        if code:
            found.setdefault(code, {}).update(dict.fromkeys(text.split()))
    return {code: tuple(words) for code, words in found.items()}


def names_of(entry: Occupation) -> tuple[str, ...]:
    """An occupation's own name first, then all others known."""
    return tuple(dict.fromkeys((entry.name, *entry.aliases, *work_words().get(entry.code, ()))))


def path(code: str) -> list[Occupation]:
    """The entry and the classes above it that have a row of their own, widest first; [] if unknown."""
    parts = clean_cell(code).split("-")
    codes = ["-".join(parts[:depth] + ["00"] * (4 - depth)) for depth in range(1, 5)]
    entries = [_by_code()[each] for each in dict.fromkeys(codes) if each in _by_code()]
    return entries if entries and entries[-1].code == codes[-1] else []


def search(text: str, limit: int = 20) -> list[Occupation]:
    """Occupations whose code, name or alias fits `text`, best first.

    Order: same name, same alias, name starting with it, containing it, contained in it, alias containing it.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    ranked = []
    for entry, name, aliases in _search_table():
        rank = _rank(wanted, entry.code, name, aliases)
        if rank is not None:
            ranked.append((rank, -entry.level, len(name), entry.code, entry))
    return [entry for *_, entry in sorted(ranked)[:limit]]


@cache
def job_titles() -> tuple[JobTitle, ...]:
    """Real job titles with their (silver) occupation codes, for the demonstration world and trials."""
    return tuple(JobTitle(title, code) for title, code in read_rows("job_titles.csv.gz"))


def _rank(wanted: str, code: str, name: str, aliases: tuple[str, ...]) -> int | None:
    if wanted in (name, code):
        return 0
    if wanted in aliases:
        return 1
    if name.startswith(wanted) or (wanted[0].isdigit() and code.startswith(wanted)):
        return 2
    if wanted in name:
        return 3
    if len(name) > 1 and name in wanted:
        return 4
    return 5 if any(wanted in alias for alias in aliases) else None


def _plain(text: str) -> str:
    return clean_cell(text).replace(" ", "").lower()


@cache
def _by_code() -> dict[str, Occupation]:
    return {
        code: Occupation(code, name, int(level), marks, tuple(filter(None, aliases.split("|"))))
        for code, level, name, marks, aliases in read_rows("occupations.csv.gz")
    }


@cache
def _search_table() -> list[tuple[Occupation, str, tuple[str, ...]]]:
    return [
        (entry, _plain(entry.name), tuple(map(_plain, names_of(entry)[1:]))) for entry in _by_code().values()
    ]
