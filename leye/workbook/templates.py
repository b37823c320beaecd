"""Blank workbooks to fill in: header, drop-downs, text format, and a sheet that explains each column."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from leye.standards.codes import EDUCATION, ETHNIC
from leye.standards.text import say
from leye.workbook.fields import Field, Kind, ValueKind

GUIDE = "填写说明"
OPTIONS = "选项"
ROWS = 5_000
"""Rows below the header that carry formats and drop-downs."""

_HEADER_ROW = 2
_TEXT_KINDS: frozenset[ValueKind] = frozenset(
    ("identity", "phone", "uscc", "area", "text", "name", "choices")
)
_WIDTHS: dict[ValueKind, float] = {
    "identity": 22,
    "uscc": 22,
    "phone": 15,
    "text": 18,
    "area": 16,
    "choices": 20,
}


def options_of(field: Field) -> list[str]:
    """What the drop-down of a field offers, in order; empty when the field is free."""
    if field.choices is not None:
        return [say(label) for label in field.choices.labels.values()]
    if field.kind == "sex":
        return [say("男"), say("女")]
    if field.kind == "ethnic":
        return [label for _code, label in ETHNIC]
    if field.kind == "education":
        return [label for _code, label in EDUCATION]
    return []


def header_text(field: Field) -> str:
    """The header a template gives a field: a star before required ones, the national code in brackets."""
    code = f"（{field.national_code[0]}）" if field.national_code else ""
    return f"{'*' if field.required else ''}{say(field.label)}{code}"


def write_template(kind: Kind, out: Path | BinaryIO) -> None:
    """Write the blank template of one kind of import to a path or an open binary file."""
    target = str(out) if isinstance(out, Path) else out
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet(say(kind.label))
        guide = book.add_worksheet(GUIDE)
        options = book.add_worksheet(OPTIONS)
        options.hide()
        _title(book, sheet, kind)
        for place, field in enumerate(kind.fields):
            _column(book, sheet, place, field)
            _drop_down(sheet, options, place, field)
        sheet.freeze_panes(_HEADER_ROW + 1, 2)
        _guide(book, guide, kind)


def _title(book: Any, sheet: Any, kind: Kind) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    hint = book.add_format(
        {"font_color": "#7F6000", "bg_color": "#FFF2CC", "text_wrap": True, "valign": "top"}
    )
    last = min(len(kind.fields), 10) - 1
    sheet.merge_range(0, 0, 0, last, say("{label}导入模板", label=say(kind.label)), title)
    sheet.set_row(0, 30)
    text = say(
        "红色带 * 的列必须填，其余有就填、没有空着。列的顺序可以调整，不需要的列可以删去。鼠标停在列名上可看说明，"
        "示例见“填写说明”工作表。一人一行，从下一行表头的下面开始填。"
    )
    sheet.merge_range(1, 0, 1, last, text, hint)
    sheet.set_row(1, 34)
    sheet.set_row(_HEADER_ROW, 32)


def _column(book: Any, sheet: Any, place: int, field: Field) -> None:
    head: dict[str, Any] = {
        "bold": True,
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    }
    head |= {"bg_color": "#DCE6F1"} | ({"font_color": "#C00000"} if field.required else {})
    body = {"num_format": "@"} if field.kind in _TEXT_KINDS else {}
    if field.kind in ("date", "month", "birth"):
        body = {"num_format": "yyyy-mm-dd"}
    width = max(_WIDTHS.get(field.kind, 12), 2.1 * len(field.label))
    sheet.set_column(place, place, width, book.add_format(body) if body else None)
    sheet.write_string(_HEADER_ROW, place, header_text(field), book.add_format(head))
    lines = [say(field.help)] if field.help else []
    if options := options_of(field):
        lines.append(
            say("可选：{options}", options="、".join(options[:12]) + ("…" if len(options) > 12 else ""))
        )
    if field.example:
        lines.append(say("例：{example}", example=field.example))
    if lines:
        sheet.write_comment(
            _HEADER_ROW, place, "\n".join(lines), {"x_scale": 2, "y_scale": 1.2, "author": "Leye"}
        )


def _drop_down(sheet: Any, options: Any, place: int, field: Field) -> None:
    """Lists stand on a hidden sheet because Excel takes at most 255 characters written out."""
    offered = options_of(field)
    first, last = _HEADER_ROW + 1, _HEADER_ROW + ROWS
    if field.kind == "identity":
        sheet.data_validation(first, place, last, place, {
            "validate": "length", "criteria": "between", "minimum": 15, "maximum": 18, "ignore_blank": True,
            "error_type": "warning", "error_title": say("身份证号"), "error_message": say("身份证号应为18位。"),
        })  # fmt: skip
    if not offered:
        return
    for row, label in enumerate(offered):
        options.write_string(row, place, label)
    letters = xlsxwriter.utility.xl_col_to_name(place)
    sheet.data_validation(first, place, last, place, {
        "validate": "list", "source": f"={OPTIONS}!${letters}$1:${letters}${len(offered)}", "ignore_blank": True,
        # Several groups may be written into one cell, and other wordings are understood too.
        "show_error": False,
    })  # fmt: skip


def _guide(book: Any, sheet: Any, kind: Kind) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for place, (label, width) in enumerate(
        (("列", 20), ("要求", 10), ("怎么填", 46), ("可以选的", 60), ("例子", 24))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, say(label), bold)
    for row, field in enumerate(kind.fields, start=1):
        need = say("必填") if field.required else say("选填")
        texts = (say(field.label), need, say(field.help), "、".join(options_of(field)), field.example)
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, cell)
    sheet.freeze_panes(1, 0)
