"""Subjects: whom a rule speaks about. ``person.age`` is a deferred column; a misspelt fact raises."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

import ibis.expr.types as ir
from ibis import _
from ibis.common.deferred import Deferred

from leye.facts.building import Other, Wanted
from leye.facts.catalogue import DictionaryEntry, Fact
from leye.facts.claims import CLAIM_FACTS, claim_facts
from leye.facts.households import HOUSEHOLD_FACTS, household_facts
from leye.facts.kinds import (
    ACTIVITY_KINDS,
    CLASS_KINDS,
    EMPLOYER_KINDS,
    READING_KINDS,
    SITE_KINDS,
    WORK_KINDS,
)
from leye.facts.learning import TRAINEE_FACTS, TRAINING_FACTS, trainee_facts, training_facts
from leye.facts.people import PERSON_FACTS, person_facts
from leye.facts.places import (
    ACTIVITY_FACTS,
    AREA_FACTS,
    EMPLOYER_FACTS,
    FAIR_FACTS,
    READING_FACTS,
    SITE_FACTS,
    activity_facts,
    area_facts,
    employer_facts,
    fair_facts,
    reading_facts,
    site_facts,
)
from leye.facts.tables import GROUPS, Tables
from leye.facts.work import PLACEMENT_FACTS, SPELL_FACTS, placement_facts, spell_facts
from leye.policy import (
    Activities,
    FactUnknown,
    Fairs,
    MemberCount,
    Services,
    Statements,
    Submissions,
    Trainings,
)
from leye.policy.errors import ChildUnknown, KindUnknown

#: Which column of a child says which parent it belongs to. Whatever stands in an area belongs to it.
LINKS: dict[str, str] = {
    "household": "household_id",
    "training": "class_id",
    "employer": "employer_id",
    "area": "area_id",
}

#: What can be counted for each kind of parent.
CHILDREN: dict[str, tuple[str, ...]] = {
    "household": ("person",),
    "training": ("trainee",),
    "employer": ("spell",),
    "area": (
        "site", "activity", "reading", "claim", "trainee", "training", "spell", "placement", "employer", "fair",
        "person", "household",
    ),
}  # fmt: skip


class Subject:
    """A kind of subject with its facts. Attribute access gives a deferred column of that fact."""

    def __init__(
        self,
        kind: str,
        label: str,
        facts: Iterable[Fact],
        kinds: tuple[str, Mapping[str, str]] | None = None,
        unit: str = "个",
    ) -> None:
        self.kind = kind
        self.label = label
        self.facts: dict[str, Fact] = {f.name: f for f in facts}
        self.kinds = kinds
        self.unit = unit

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

    def of_kind(self, *names: str) -> Deferred:
        """Whether it is of one of these kinds (a site that is a gig market). Raises KindUnknown."""
        if self.kinds is None:
            return self.fact("of_kind")
        column, known = self.kinds
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
                raise KindUnknown(self.label, name, near)
        return _[column].isin(names)

    def count(
        self,
        name: str,
        label: str,
        where: Deferred | None = None,
        *,
        of: Subject | None = None,
        total: Deferred | None = None,
    ) -> MemberCount:
        """A named count (or sum of ``total``) of what belongs to this: ``where`` is over the facts of ``of``
        and parameters of the pack. Raises ChildUnknown for what cannot belong to it.
        """
        known = CHILDREN.get(self.kind, ())
        child = of or (SUBJECTS[known[0]] if len(known) == 1 else None)
        if child is None or child.kind not in known:
            raise ChildUnknown(self.label, child.label if child else "", [SUBJECTS[k].label for k in known])
        return MemberCount(
            name, label, where, self.kind, child.kind, total, child.unit if total is None else ""
        )

    def dictionary(self) -> list[DictionaryEntry]:
        """The data dictionary of this subject."""
        return [
            DictionaryEntry(
                self.kind, self.label, f.name, f.dtype, f.label, f.unit, f.source, f.supplier, f.note
            )
            for f in self.facts.values()
        ]


class GroupedSubject(Subject):
    """A person, or something that happens to a person; adds groups. A household: those of its members."""

    def in_group(self, code: str) -> Deferred:
        """Whether the person is in a national group (local groups count as their parents)."""
        if code not in GROUPS:
            near = difflib.get_close_matches(code, GROUPS, n=3, cutoff=0.5)
            raise FactUnknown(f"{self.label}·群体", code, near)
        return self.fact(f"in_group_{code}")


class ServedSubject(GroupedSubject):
    """A person or a household; adds what was done for them."""

    def services(self, *kinds: str, distinct: Deferred | None = None) -> Services:
        """Services of these kinds given to the person (any member) inside the duty's window."""
        return Services(kinds, distinct)

    def trainings(self, *kinds: str) -> Trainings:
        """Classes of these kinds (all kinds when none is named) completed inside the duty's window."""
        for kind in kinds:
            training.of_kind(kind)
        return Trainings(kinds)


class PersonSubject(ServedSubject):
    """A person; adds survey records."""

    def statements(self) -> Statements:
        """Records of what the person wants, taken inside the duty's window."""
        return Statements()


class PlaceSubject(Subject):
    """An area or a site; adds what went on there."""

    def activities(self, kind: str) -> Activities:
        """Activities of the kind recorded at the site, or in the area's subtree, inside the window."""
        activity.of_kind(kind)
        return Activities(kind)


class AreaSubject(PlaceSubject):
    """An area; adds fairs held and reports handed in."""

    def fairs(self, online: Deferred | None = None, *, special_only: bool = False) -> Fairs:
        """Fairs held in the area's subtree inside the window."""
        return Fairs(online, special_only)

    def submissions(self, form: str) -> Submissions:
        """Reports of the form, handed in for the period of the window."""
        return Submissions(form)


person = PersonSubject("person", "人员", PERSON_FACTS, unit="人")
household = ServedSubject("household", "家庭", HOUSEHOLD_FACTS, unit="户")
area = AreaSubject("area", "地区", AREA_FACTS)
placement = GroupedSubject("placement", "公益性岗位安置", PLACEMENT_FACTS, unit="人次")
spell = GroupedSubject("spell", "就业记录", SPELL_FACTS, ("work_kind", WORK_KINDS), "人次")
fair = Subject("fair", "招聘会", FAIR_FACTS, unit="场")
training = Subject("training", "培训班", TRAINING_FACTS, ("class_kind", CLASS_KINDS))
trainee = GroupedSubject("trainee", "培训学员", TRAINEE_FACTS, ("class_kind", CLASS_KINDS), "人次")
site = PlaceSubject("site", "场所", SITE_FACTS, ("site_kind", SITE_KINDS))
activity = Subject("activity", "活动", ACTIVITY_FACTS, ("activity_kind", ACTIVITY_KINDS), "次")
reading = Subject("reading", "登记数据", READING_FACTS, ("reading_kind", READING_KINDS))
claim = GroupedSubject("claim", "待遇发放", CLAIM_FACTS, unit="笔")
employer = Subject("employer", "用人单位", EMPLOYER_FACTS, ("employer_kind", EMPLOYER_KINDS), "家")

SUBJECTS: dict[str, Subject] = {
    s.kind: s
    for s in (
        person, household, area, placement, spell, fair, training, trainee, site, activity, reading, claim,
        employer,
    )
}  # fmt: skip

BUILDERS: dict[str, Callable[[Tables, object, Other, Wanted], ir.Table]] = {
    "person": person_facts,
    "household": household_facts,
    "area": area_facts,
    "placement": placement_facts,
    "spell": spell_facts,
    "fair": fair_facts,
    "training": training_facts,
    "trainee": trainee_facts,
    "site": site_facts,
    "activity": activity_facts,
    "reading": reading_facts,
    "claim": claim_facts,
    "employer": employer_facts,
}


def subject_facts(kind: str, t: Tables, as_of: object, other: Other, wanted: Wanted = None) -> ir.Table:
    """One row a subject: subject_id, person_id, household_id, area_id and its facts (those in ``wanted``).

    ``other`` gives the facts of another kind of subject, computed once; see ``needs`` for which.
    """
    return BUILDERS[kind](t, as_of, other, wanted)


def needs(kind: str, wanted: Iterable[str]) -> set[str]:
    """Facts of the person that these facts of a kind of subject are made of."""
    facts = SUBJECTS[kind].facts
    return {need for name in wanted if name in facts for need in facts[name].needs}


def data_dictionary() -> list[DictionaryEntry]:
    """Every fact of every subject."""
    return [entry for subject in SUBJECTS.values() for entry in subject.dictionary()]
