"""What can be judged live, and how much of the ledger each question looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from leye.engine.marks import IDS_MARK
from leye.facts.tables import LOGICAL_TABLES, Tables
from leye.policy import PolicyError

#: Tables narrowed to the people asked about, by the column that says whose row it is.
PEOPLE_TABLES = {
    "ledger_person": "id",
    "ledger_groupmembership": "person_id",
    "ledger_unemploymentregistration": "person_id",
    "ledger_employmentspell": "person_id",
    "ledger_intention": "person_id",
    "ledger_trainingneed": "person_id",
    "casework_servicerecord": "person_id",
    "casework_placement": "person_id",
    "training_trainee": "person_id",
    "benefits_claim": "person_id",
}


@dataclass(frozen=True)
class Scope:
    """What is compiled together: the kinds judged, and the tables narrowed to the bound ids by a column.

    ``places`` are queries for the areas that the subjects stand in.
    """

    kinds: tuple[str, ...]
    narrowed: Mapping[str, str]
    places: tuple[str, ...]


def _place(table: str, column: str = "area_id", key: str = "id") -> tuple[str, ...]:
    return (f"SELECT {column} AS area_id FROM {table} WHERE {key} = ANY(%(ids)s)",)


#: People and their households may stand in different areas.
PEOPLES_PLACES = (
    *_place("ledger_person"),
    "SELECT h.area_id FROM ledger_person AS p JOIN ledger_household AS h ON h.id = p.household_id"
    " WHERE p.id = ANY(%(ids)s)",
)


SCOPES = {
    "person": Scope(("person", "household", "placement", "spell", "trainee"), PEOPLE_TABLES, PEOPLES_PLACES),
    "area": Scope(
        ("area",), {"areas_area": "no", "benefits_claim": "subject_id"}, _place("areas_area", "no", "no")
    ),
    "site": Scope(
        ("site",), {"registers_site": "id", "benefits_claim": "subject_id"}, _place("registers_site")
    ),
    "training": Scope(
        ("training",), {"training_class": "id", "benefits_claim": "subject_id"}, _place("training_class")
    ),
    "employer": Scope(
        ("employer",), {"ledger_employer": "id", "benefits_claim": "subject_id"}, _place("ledger_employer")
    ),
}

#: Whether the range of areas of a row ``r`` of the adoption tables holds the area of a row ``here``: with an index
#: of ranges this is a few steps, where comparing both ends would walk through half the country.
HOLDS = "int8range(r.lo, r.hi, '[]') @> here.area_id"

#: The adoption tables, of which a statement reads only what holds where its subjects stand.
ADOPTION_TABLES = ("adoption_arearule", "adoption_areavalue")

#: Kinds of subjects that only the night judges: nothing asks about one of them by itself.
NIGHT_ONLY = ("fair", "activity", "reading", "claim")


class NightOnly(PolicyError):
    """Something was asked live that only the night works out."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"“{kind}”不能即时判断，只在每晚运行时统一判断。请查看最近一次运行的结果，或等待今晚运行。"
        )


def scope_of(kind: str) -> str:
    """The scope that judges a kind of subject. Raises NightOnly for what live cannot do."""
    for name, scope in SCOPES.items():
        if kind in scope.kinds:
            return name
    raise NightOnly(kind)


def here_steps(scope: Scope) -> dict[str, str]:
    """SQL of common table expressions that ``live_tables`` read: the places of the subjects, and what holds there."""
    steps = {"here": " UNION ".join(scope.places)}
    for table in ADOPTION_TABLES:
        columns = ", ".join(f"r.{column}" for column in LOGICAL_TABLES[table])
        steps[_here(table)] = (
            f"SELECT DISTINCT {columns} FROM here JOIN {table} AS r ON {HOLDS} WHERE r.as_of = %(as_of)s"
        )
    return steps


def live_tables(scope: Scope) -> Tables:
    """The logical tables for a statement of a scope that begins with its ``here_steps``."""

    def narrow(name: str, whole: ir.Table) -> ir.Table | None:
        return ibis.table(whole.schema(), name=_here(name)) if name in ADOPTION_TABLES else None

    return narrowed_tables(scope.narrowed, narrow)


def _here(table: str) -> str:
    return f"{table}_here"


def _leave(_name: str, _whole: ir.Table) -> None:
    return None


def narrowed_tables(
    narrowed: Mapping[str, str], other: Callable[[str, ir.Table], ir.Table | None] = _leave
) -> Tables:
    """The logical tables, those in ``narrowed`` only with rows whose column is one of the bound ids.

    ``other``: what stands for the rest; None leaves a table as it is.
    """
    household = "ledger_person" in narrowed

    def narrow(name: str, whole: ir.Table) -> ir.Table | None:
        column = narrowed.get(name)
        if column is None:
            return other(name, whole)
        if household and name == "benefits_claim":
            return _with_households(whole)
        return whole.filter(whole[column].isin([IDS_MARK]))

    return Tables.some(narrow)


def _with_households(claims: ir.Table) -> ir.Table:
    """Claims about the people asked about, and those about their households and nobody in particular.

    Both halves are joins: a union of plain rows would be written with a star, and the tables of the database have more
    columns than the logical ones.
    """
    people = Tables.of().people
    asked = people.filter(people.id.isin([IDS_MARK]))
    mine = claims.semi_join(asked, claims.person_id == asked.id)
    theirs = claims.filter(claims.person_id.isnull(), claims.subject_kind == "household")
    homes = asked.select("household_id")
    return ibis.union(mine, theirs.semi_join(homes, theirs.subject_id == homes.household_id), distinct=False)
