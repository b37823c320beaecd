"""Names and addresses of what a rule is about when it is no person, household or area: employers, sites, classes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from leye.accounts.scope import Scope
from leye.ledger.models import Employer
from leye.market.models import Fair
from leye.registers.models import Activity, Reading, Site
from leye.training.models import TrainingClass
from leye.worklist.enums import SubjectKind

#: The table of each kind of subject that has a name of its own.
TABLES: dict[str, type[Model]] = {
    SubjectKind.EMPLOYER: Employer,
    SubjectKind.SITE: Site,
    SubjectKind.TRAINING: TrainingClass,
    SubjectKind.ACTIVITY: Activity,
    SubjectKind.READING: Reading,
    SubjectKind.FAIR: Fair,
}
Names = dict[tuple[str, int], tuple[str, str]]


def subject_names(scope: Scope, subjects: Iterable[tuple[str, int]]) -> Names:
    """(name, address) of subjects by (kind, number), as far as the scope sees them: one query a kind."""
    wanted: dict[str, set[int]] = {}
    for kind, number in subjects:
        if kind in TABLES:
            wanted.setdefault(kind, set()).add(number)
    names: Names = {}
    for kind, numbers in wanted.items():
        rows: Any = TABLES[kind]._default_manager
        for number, row in rows.visible_to(scope).in_bulk(numbers).items():
            names[kind, number] = (_name(row), _url(kind, number))
    return names


def _name(row: Any) -> str:
    for field in ("name", "title"):
        if value := getattr(row, field, ""):
            return str(value)
    return row.get_kind_display() if hasattr(row, "get_kind_display") else str(row)


def _url(kind: str, number: int) -> str:
    return reverse("employer", args=[number]) if kind == SubjectKind.EMPLOYER else ""
