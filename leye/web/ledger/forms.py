"""The form of a saved ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.ledger.groups import choices
from leye.sheets.columns import COLUMNS
from leye.sheets.enums import Order
from leye.sheets.models import LedgerView
from leye.standards.calendar import today

#: Columns ticked in a new ledger.
USUAL = ("name", "sex", "age", "phone", "village", "status", "employer", "work_place", "wage", "wants_work")


def column_choices() -> list[tuple[str, str]]:
    """Every column but the name, which is always there."""
    return [(key, str(column.label)) for key, column in COLUMNS.items() if key != "name"]


class LedgerForm(forms.Form):
    """Name, groups, columns and order of a ledger."""

    name = forms.CharField(label=_("名称"), max_length=40)
    groups = forms.MultipleChoiceField(
        label=_("群体"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("都不选，就是全部人员。"),
    )  # fmt: skip
    columns = forms.MultipleChoiceField(
        label=_("栏目"), widget=forms.CheckboxSelectMultiple, initial=list(USUAL),
        error_messages={"required": _("请至少选一个栏目。")},
    )  # fmt: skip
    order = forms.ChoiceField(label=_("排列"), choices=Order.choices, initial=Order.NAME)

    def __init__(self, *args: Any, area_no: int, view: LedgerView | None = None, **options: Any) -> None:
        if view is not None:
            options["initial"] = {
                "name": view.name, "groups": view.groups, "columns": view.columns, "order": view.order
            }  # fmt: skip
        super().__init__(*args, **options)
        self.fields["groups"].choices = choices(area_no, today())  # type: ignore[attr-defined]  # a choice field
        self.fields["columns"].choices = column_choices()  # type: ignore[attr-defined]  # a choice field
