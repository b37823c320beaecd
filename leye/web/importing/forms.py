"""The forms of an import."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Source
from leye.intake.enums import ImportKind

#: Where a roster may come from, as the documents name it (#9 to #14); import when it is none of these.
SOURCES = (
    Source.IMPORT, Source.SURVEY, Source.DEPARTMENT, Source.GRADUATE_SYSTEM, Source.PORTAL, Source.COUNTER,
    Source.DISPUTE,
)  # fmt: skip


class UploadForm(forms.Form):
    """What the file holds, where it comes from, and the file."""

    kind = forms.ChoiceField(label=_("表里是什么"), choices=ImportKind.choices)
    source = forms.ChoiceField(
        label=_("名单来源"), choices=[(s.value, s.label) for s in SOURCES],
        help_text=_("会记在每一条写入的数据上，说明它从哪里来。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("文件"), help_text=_("Excel 表格（.xlsx、.xls）或 .csv，列的顺序和叫法不限，标题行、合并单元格不用处理。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.xlsm,.et"}),
    )  # fmt: skip


#: The place of a column in a table, as a form's field names it.
PLACE = re.compile(r"[0-9]{1,4}")


def chosen_columns(data: Any) -> dict[int, str]:
    """The field chosen for each column, from `column-N` of a posted form."""
    given = {
        name.removeprefix("column-"): value for name, value in data.items() if name.startswith("column-")
    }
    return {int(place): value for place, value in given.items() if PLACE.fullmatch(place)}
