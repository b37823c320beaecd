"""Subjects: whom a rule speaks about. ``person.age`` is a deferred column; a misspelt fact raises."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

import ibis.expr.types as ir
from ibis import _
from ibis.common.deferred import Deferred

from leye.facts.catalogue import DictionaryEntry, Fact
from leye.facts.people import PERSON_FACTS, person_facts
from leye.facts.tables import GROUPS, Tables
from leye.policy import FactUnknown, Services


class Subject:
    """A kind of subject with its facts. Attribute access gives a deferred column of that fact."""

    def __init__(self, kind: str, label: str, facts: Iterable[Fact]) -> None:
        self.kind = kind
        self.label = label
        self.facts: dict[str, Fact] = {f.name: f for f in facts}

    def __repr__(self) -> str:
        return f"Subject({self.kind!r})"

    def __getattr__(self, name: str) -> Deferred:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.fact(name)

    def fact(self, name: str) -> Deferred:
        """The deferred column of a fact. Raises FactUnknown naming the nearest facts."""
        if name not in self.__dict__["facts"]:
            near = difflib.get_close_matches(name, self.__dict__["facts"], n=3, cutoff=0.5)
            raise FactUnknown(self.__dict__["label"], name, near)
        return _[name]

    def dictionary(self) -> list[DictionaryEntry]:
        """The data dictionary of this subject."""
        return [
            DictionaryEntry(
                self.kind, self.label, f.name, f.dtype, f.label, f.unit, f.source, f.supplier, f.note
            )
            for f in self.facts.values()
        ]


class PersonSubject(Subject):
    """A person; adds groups and services."""

    def in_group(self, code: str) -> Deferred:
        """Whether the person is in a national group (local groups count as their parents)."""
        if code not in GROUPS:
            near = difflib.get_close_matches(code, GROUPS, n=3, cutoff=0.5)
            raise FactUnknown(f"{self.label}·群体", code, near)
        return _[f"in_group_{code}"]

    def services(self, *kinds: str, distinct: Deferred | None = None) -> Services:
        """Services of these kinds given to the person inside the duty's window."""
        return Services(kinds, distinct)


person = PersonSubject("person", "人员", PERSON_FACTS)

SUBJECTS: dict[str, Subject] = {s.kind: s for s in (person,)}


def subject_facts(kind: str, t: Tables, as_of: Any, other: Callable[[str], ir.Table]) -> ir.Table:
    """One row a subject: subject_id, person_id, household_id, area_id and its facts.

    ``other`` gives the facts of another kind of subject, computed once.
    """
    return BUILDERS[kind](t, as_of, other)


def _people(t: Tables, as_of: Any, other: Callable[[str], ir.Table]) -> ir.Table:
    facts = person_facts(t, as_of)
    return facts.mutate(subject_id=facts.person_id)


BUILDERS = {"person": _people}


def data_dictionary() -> list[DictionaryEntry]:
    """Every fact of every subject."""
    return [entry for subject in SUBJECTS.values() for entry in subject.dictionary()]
