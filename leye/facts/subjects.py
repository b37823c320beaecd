"""Subjects: whom a rule speaks about. ``person.age`` is a deferred column; a misspelt fact raises."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

import ibis.expr.types as ir
from ibis import _
from ibis.common.deferred import Deferred

from leye.facts.catalogue import DictionaryEntry, Fact
from leye.facts.others import (
    AREA_FACTS,
    FAIR_FACTS,
    HOUSEHOLD_FACTS,
    PLACEMENT_FACTS,
    SPELL_FACTS,
    area_facts,
    fair_facts,
    household_facts,
    placement_facts,
    spell_facts,
)
from leye.facts.people import PERSON_FACTS, person_facts
from leye.facts.tables import GROUPS, Tables
from leye.policy import FactUnknown, Fairs, MemberCount, Services, Statements, Submissions


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


class GroupedSubject(Subject):
    """A person, or something that happens to a person; adds groups."""

    def in_group(self, code: str) -> Deferred:
        """Whether the person is in a national group (local groups count as their parents)."""
        if code not in GROUPS:
            near = difflib.get_close_matches(code, GROUPS, n=3, cutoff=0.5)
            raise FactUnknown(f"{self.label}·群体", code, near)
        return _[f"in_group_{code}"]


class PersonSubject(GroupedSubject):
    """A person; adds services and survey records."""

    def services(self, *kinds: str, distinct: Deferred | None = None) -> Services:
        """Services of these kinds given to the person inside the duty's window."""
        return Services(kinds, distinct)

    def statements(self) -> Statements:
        """Records of what the person wants, taken inside the duty's window."""
        return Statements()


class HouseholdSubject(Subject):
    """A household; adds counts of members who meet a test of the pack."""

    def count(self, name: str, label: str, where: Deferred) -> MemberCount:
        """A named count of members; ``where`` is over person facts and parameters of the pack."""
        return MemberCount(name, label, where)


class AreaSubject(Subject):
    """An area; adds fairs held and reports handed in."""

    def fairs(self, online: Deferred | None = None, *, special_only: bool = False) -> Fairs:
        """Fairs held in the area's subtree inside the window."""
        return Fairs(online, special_only)

    def submissions(self, form: str) -> Submissions:
        """Reports of the form, handed in for the period of the window."""
        return Submissions(form)


person = PersonSubject("person", "人员", PERSON_FACTS)
household = HouseholdSubject("household", "家庭", HOUSEHOLD_FACTS)
area = AreaSubject("area", "地区", AREA_FACTS)
placement = GroupedSubject("placement", "公益性岗位安置", PLACEMENT_FACTS)
spell = GroupedSubject("spell", "就业记录", SPELL_FACTS)
fair = Subject("fair", "招聘会", FAIR_FACTS)

SUBJECTS: dict[str, Subject] = {s.kind: s for s in (person, household, area, placement, spell, fair)}


def subject_facts(kind: str, t: Tables, as_of: Any, other: Callable[[str], ir.Table]) -> ir.Table:
    """One row a subject: subject_id, person_id, household_id, area_id and its facts.

    ``other`` gives the facts of another kind of subject, computed once.
    """
    return BUILDERS[kind](t, as_of, other)


def _people(t: Tables, as_of: Any, other: Callable[[str], ir.Table]) -> ir.Table:
    facts = person_facts(t, as_of)
    return facts.mutate(subject_id=facts.person_id)


BUILDERS: dict[str, Callable[[Tables, Any, Callable[[str], ir.Table]], ir.Table]] = {
    "person": _people,
    "household": household_facts,
    "area": area_facts,
    "placement": placement_facts,
    "spell": spell_facts,
    "fair": fair_facts,
}


def data_dictionary() -> list[DictionaryEntry]:
    """Every fact of every subject."""
    return [entry for subject in SUBJECTS.values() for entry in subject.dictionary()]
