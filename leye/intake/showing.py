"""A preview's rows in words: labels for fields, old and new values, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.areas.models import Area
from leye.intake.models import ImportBatch, ImportRow
from leye.ledger.enums import Relation, SpellKind, WorkCapacity
from leye.ledger.models import GroupCode
from leye.standards.codes import EDUCATION, ETHNIC
from leye.standards.money import yuan
from leye.workbook import choices
from leye.workbook.catalogue import KINDS

#: Keys of changes that are no field of the workbook.
_LABELS = {
    "area_id": gettext_lazy("所在村（社区）"),
    "household": gettext_lazy("户编号"),
    "head": gettext_lazy("成为户主"),
    "is_student": gettext_lazy("在校学生"),
    "occupation": gettext_lazy("意向职业"),
    "wage_fen": gettext_lazy("月工资（元）"),
    "work_place": gettext_lazy("就业地点"),
    "insured_on": gettext_lazy("参保日期"),
    "spell": gettext_lazy("新增就业经历"),
    "service": gettext_lazy("新增服务记录"),
    "case": gettext_lazy("受理申请"),
    "registered_on": gettext_lazy("新增失业登记"),
    "groups": gettext_lazy("新增人员类别"),
    "skills": gettext_lazy("新增技能"),
    "training_need": gettext_lazy("新增培训需求"),
    "item": gettext_lazy("岗位或课程"),
}
_CODES: dict[str, dict[Any, Any]] = {
    "work_capacity": dict(WorkCapacity.choices),
    "relation": dict(Relation.choices),
    "channel": dict(choices.CHANNEL.labels),
    "service": dict(choices.SERVICE_KIND.labels),
    "wants_work": dict(choices.WANTS.labels),
    "education": dict(EDUCATION),
    "ethnic": dict(ETHNIC),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value: `old` is empty when it is simply added."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell or row was not taken, or what is to be looked at."""

    label: str
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the preview."""

    record: int
    sheet: str
    number: int
    label: str
    state: str
    word: str
    changes: list[Change]
    reasons: list[Reason]


def label_of(batch: ImportBatch, name: str) -> str:
    """What a field is called."""
    if name in _LABELS:
        return str(_LABELS[name])
    fields = {field.name: field.label for field in KINDS[batch.kind].fields}  # type: ignore[index]  # same names
    fields.setdefault("name", fields.get("member_name", ""))
    return str(fields.get(name, name))


def shown(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[ShownRow]:
    """Rows ready for the page; names of areas and groups are read once for all of them."""
    listed = list(rows)
    numbers = {value for row in listed for value in row.changes.get("area_id", ()) if value}
    areas = {area.no: area.name for area in Area.objects.filter(no__in=numbers)}
    codes = {code for row in listed for code in (row.changes.get("groups") or [None, []])[1]}
    groups = {group.code: group.name for group in GroupCode.objects.filter(code__in=codes)}
    found = []
    for row in listed:
        changes = [
            Change(label_of(batch, name), *(_words(batch, name, value, areas, groups) for value in pair))
            for name, pair in row.changes.items()
            if not name.startswith("_")
        ]
        reasons = [
            Reason(label_of(batch, p["field"]) if p["field"] else "", p["reason"], p["level"])
            for p in row.problems
        ]
        found.append(ShownRow(row.record, row.sheet, row.sheet_row, row.label, row.state, row.get_state_display(),
                              changes, reasons))  # fmt: skip
    return found


def _words(batch: ImportBatch, name: str, value: Any, areas: dict[int, str], groups: dict[str, str]) -> str:
    if value is None or value == "":
        return ""
    if name == "area_id":
        return areas.get(value, str(value))
    if name == "groups":
        return "、".join(groups.get(code, code) for code in value)
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "wage_fen":
        return f"{yuan(value):f}".removesuffix(".00")
    if name == "kind" and batch.kind == "spells":
        return str(dict(SpellKind.choices).get(value, value))
    return str(_CODES.get(name, {}).get(value, value))
