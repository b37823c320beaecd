"""The form of an employer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.enums import EmployerKind, EmployerSize
from leye.web.fields import AreaField

FIELDS = ["name", "uscc", "area_no", "kind", "size", "in_park", "industry", "contact", "phone", "address"]


class EmployerForm(forms.Form):
    """An employing unit."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=24,
        required=False,
        help_text=_("18位；个体户没有时可以不填。"),
    )
    area_no = AreaField(label=_("所在地"))
    kind = forms.ChoiceField(
        label=_("单位类型"), choices=[("", _("未核实")), *EmployerKind.choices], required=False
    )
    size = forms.ChoiceField(
        label=_("单位规模"), choices=[("", _("未核实")), *EmployerSize.choices], required=False
    )
    in_park = forms.BooleanField(label=_("在产业园区内"), required=False)
    industry = forms.CharField(label=_("行业"), max_length=60, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
