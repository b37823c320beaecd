"""Workbooks about accounts: the blank template, and the first passwords to hand out."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from leye.accounts.actions.create import NewAccount
from leye.accounts.enums import Role
from leye.workbook.export import Column, write_table

TEMPLATE_ROWS = 1_000


def blank_template(roles: Sequence[Role]) -> bytes:
    """An empty list with the columns, a drop-down of the roles the maker may give, and a made-up example."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#DCE6F1", "font_name": "宋体"})
        must = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#DCE6F1", "font_name": "宋体", "font_color": "#C00000"}
        )
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(_("账号名单"))
        columns: list[tuple[str, int, bool, Any]] = [
            (_("姓名"), 14, True, text),
            (_("用户名"), 16, False, text),
            (_("岗位"), 16, True, text),
            (_("辖区"), 34, True, text),
            (_("电话"), 16, False, text),
            (_("任职日期"), 14, False, day),
            (_("离任日期"), 14, False, day),
        ]
        for place, (label, width, required, format_) in enumerate(columns):
            sheet.set_column(place, place, width, format_)
            sheet.write_string(0, place, label, must if required else head)
        sheet.data_validation(
            1,
            2,
            TEMPLATE_ROWS,
            2,
            {
                "validate": "list",
                "source": [str(role.label) for role in roles],
                "error_title": _("岗位"),
                "error_message": _("请从下拉列表里选岗位。"),
            },
        )
        sheet.freeze_panes(1, 1)
        _guide(book)
    return out.getvalue()


def _guide(book: Any) -> None:
    guide = book.add_worksheet(_("填写说明"))
    wrap = book.add_format({"text_wrap": True, "valign": "top", "font_name": "宋体"})
    guide.set_column(0, 0, 12, wrap)
    guide.set_column(1, 1, 70, wrap)
    for row, (label, text) in enumerate(
        [
            (_("姓名"), _("必填。一人一行；一人有几个岗位的，先开一个账号，再到账号页加岗位。")),
            (_("用户名"), _("可空着，系统按拼音生成。自己定的话，用小写字母开头的字母、数字。")),
            (_("岗位"), _("必填，从下拉列表里选。")),
            (
                _("辖区"),
                _("必填。填名称（如 某某镇某某村）或12位区划代码。村级协管员填村，乡镇经办员填乡镇。"),
            ),
            (_("任职日期"), _("可空着，从今天算起。")),
            (_("离任日期"), _("可空着，表示一直任职。到期后自动不能再办这个岗位的事。")),
        ]
    ):
        guide.write_string(row, 0, label)
        guide.write_string(row, 1, text)


def password_sheet(accounts: Sequence[NewAccount]) -> bytes:
    """The first passwords, one line an account."""
    out = BytesIO()
    columns = [
        Column(_("姓名"), width=14),
        Column(_("用户名"), width=20),
        Column(_("初始密码"), width=20),
        Column(_("岗位"), width=14),
        Column(_("辖区"), width=40),
        Column(_("电话"), width=16),
    ]
    rows = [(a.name, a.username, a.password, a.role, a.area_name, a.phone) for a in accounts]
    write_table(
        out, _("账号初始密码"), columns, rows, footnote=_("首次登录须修改密码。发给本人后请删除本表。")
    )
    return out.getvalue()
