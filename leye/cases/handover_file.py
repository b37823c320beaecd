"""Read a hand-over list from a workbook: who, by which number, and to which receiving place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.lookup import Finder
from leye.areas.models import Area
from leye.cases.actions.handover import HandoverRow, RefusedRow
from leye.cases.finding_areas import areas_meant
from leye.ledger.errors import Invalid
from leye.standards.text import clean_cell, say
from leye.workbook.catalogue import common
from leye.workbook.cleaning import CleanTable, clean_rows
from leye.workbook.fields import Field, Kind, words
from leye.workbook.matching import guess_columns, mapping_of, missing_required
from leye.workbook.reading import open_workbook
from leye.workbook.table import read_table

PLACE = Field(
    "place",
    "接收地区",
    "text",
    synonyms=words(
        "接收地 接收市 接收县 接收单位 接收辖区 就业所在地 务工所在地 务工地 就业地 现居住地 所在地"
    ),
    example="磴口县",
    help="写到市、县或乡镇；不填的以后再指派。",
)
KIND = Kind(
    "people",
    "交办名单",
    unique=("id_number",),
    fields=(common.ID_NUMBER, common.NAME, common.PHONE, common.ADDRESS, PLACE),
)
REMARKS_SHOWN = 200


@dataclass(frozen=True)
class ReadList:
    """What a file holds: rows to hand over, those refused with the reasons, and what was remarked on the others."""

    rows: list[HandoverRow]
    refused: list[RefusedRow]
    remarks: list[str]
    unplaced: int


def read_list(path: Path, name: str, scope: Scope) -> ReadList:
    """The people of a file. Raises WorkbookError for a file that cannot be read, Invalid when columns are missing."""
    table = read_table(open_workbook(path, name=name), KIND)
    guesses = guess_columns(table, KIND)
    missing = missing_required(guesses, KIND)
    if missing:
        raise Invalid({"file": _("表里没有找到这些列：%(names)s。") % {"names": "、".join(missing)}})
    clean = clean_rows(table, mapping_of(guesses), KIND)
    places = _Places(scope)
    usable = clean.usable()
    refused = _refused(clean, set(usable))
    remarks = [
        _("第%(row)d行：%(reason)s") % {"row": clean.place(one.record)[1], "reason": one.reason}
        for one in clean.problems
        if one.record not in clean.failed and one.record not in clean.repeats
    ]
    rows: list[HandoverRow] = []
    for number, record in enumerate(usable, start=1):
        values: dict[str, Any] = {field: cells[record] for field, cells in clean.values.items()}
        area, trouble = places.find(values.get("place") or "")
        if trouble:
            remarks.append(_("第%(row)d行：%(reason)s") % {"row": clean.place(record)[1], "reason": trouble})
        identity = clean.identities["id_number"][record]
        assert identity is not None  # usable rows have one
        rows.append(
            HandoverRow(
                number, values["name"], identity.number, values.get("phone") or "", values.get("address") or "",
                area.no if area else None,
            )
        )  # fmt: skip
    unplaced = sum(row.area_no is None for row in rows)
    return ReadList(rows, refused, remarks[:REMARKS_SHOWN], unplaced)


def _refused(clean: CleanTable, usable: set[int]) -> list[RefusedRow]:
    """The rows that cannot go in: their cells as they were written, and every reason."""
    reasons: dict[int, list[str]] = {}
    for one in clean.problems:
        if one.record not in usable:
            label = say(clean.kind.field(one.field).label) + say("：") if one.field else ""
            reasons.setdefault(one.record, []).append(label + one.reason)

    def cell(name: str, record: int) -> str:
        place = clean.mapping.get(name)
        return "" if place is None else clean_cell(clean.table.columns[place][record])

    return [
        RefusedRow(
            clean.place(record)[1], cell("name", record), cell("id_number", record), cell("phone", record),
            cell("address", record), cell("place", record), "".join(dict.fromkeys(found)),
        )
        for record, found in sorted(reasons.items())
    ]  # fmt: skip


class _Places:
    """Each text of a file is looked up once: in the issuer's own areas first, then by name in the whole tree."""

    def __init__(self, scope: Scope) -> None:
        self._scope, self._own = scope, Finder(scope)
        self._known: dict[str, tuple[Area | None, str]] = {}

    def find(self, text: str) -> tuple[Area | None, str]:
        """The area, or none with what is the matter."""
        if not text:
            return None, ""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> tuple[Area | None, str]:
        found = areas_meant(text, self._scope, self._own)
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, _("有%(count)d个地方叫“%(text)s”，请交办后指派。") % {
                "count": len(found),
                "text": text,
            }
        return None, _("没有找到接收地区“%(text)s”，请交办后指派。") % {"text": text}
