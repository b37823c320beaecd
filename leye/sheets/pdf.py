"""Printed sheets as PDF, set by typst from plain data."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.translation import gettext as _

from leye.sheets.fonts import typefaces
from leye.sheets.layout import ROW_NUMBER_WIDTH, ROWS, SIGNATURE_WIDTH, column_widths, fit

TEMPLATE = Path(str(files("leye.sheets") / "typst" / "ledger.typ"))


@dataclass(frozen=True)
class PaperColumn:
    """A column of the paper: its heading and how wide it would like to be (mm)."""

    label: str
    width: float


@dataclass(frozen=True)
class PaperRow:
    """A row of the paper: its number with check digit, and a text for each column."""

    number: str
    texts: Sequence[str]


@dataclass(frozen=True)
class PaperSheet:
    """One sheet: what stands in its head, the text of its square code, and its rows (at most 20)."""

    title: str
    place: str
    edition: str
    printed: str
    number: str
    page: str
    code: str
    rows: list[PaperRow] = field(default_factory=list)


def square_code(text: str) -> str:
    """A square code as SVG, with the error correction that a folded sheet needs."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def ledger_pdf(
    title: str, author: str, columns: Sequence[PaperColumn], sheets: Sequence[PaperSheet]
) -> bytes:
    """The sheets as one PDF. Raises NoChineseFont."""
    faces = typefaces()
    widths = column_widths([column.width for column in columns])
    heads = [_("行号"), *(column.label for column in columns), _("本人签字")]
    every = [ROW_NUMBER_WIDTH, *widths, SIGNATURE_WIDTH]
    data = {
        "family": faces.family, "title": title, "author": author, "widths": every,
        "heads": [asdict(fit(head, width)) for head, width in zip(heads, every, strict=True)],
        "sheets": [_sheet(sheet, widths) for sheet in sheets],
        "labels": {"number": _("表册编号"), "code": _("本页二维码"), "signed": _("核对人：______________  日期：______________")},
        "note": _("有变化的直接写在格内。录入时扫二维码或输入表册编号，只录有改动的格。内部资料，妥善保管。"),
    }  # fmt: skip
    return bytes(_compile(data, faces.fonts))


def _compile(data: dict[str, Any], fonts: typst.Fonts) -> bytes:
    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )  # fmt: skip
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(f"typst made no single document but {type(made).__name__}")
    return made


def _sheet(sheet: PaperSheet, widths: Sequence[float]) -> dict[str, Any]:
    blank = PaperRow("", [""] * len(widths))
    rows = [*sheet.rows, *[blank] * (ROWS - len(sheet.rows))]
    return {
        "title": sheet.title, "place": sheet.place, "edition": sheet.edition, "printed": sheet.printed,
        "number": sheet.number, "page": sheet.page, "code": square_code(sheet.code),
        "rows": [
            {"number": row.number, "cells": [asdict(fit(text, width)) for text, width in zip(row.texts, widths, strict=True)]}
            for row in rows
        ],
    }  # fmt: skip
