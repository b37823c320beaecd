"""The form of a household."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.web.fields import AreaField


class HouseholdForm(forms.Form):
    """Where a household lives and under which number."""

    area_no = AreaField(label=_("责任村（社区）"))
    number = forms.CharField(label=_("户编号"), max_length=40, required=False)
    address = forms.CharField(label=_("住址"), max_length=200, required=False)
    with_members = forms.BooleanField(
        label=_("成员一起转过去"),
        required=False,
        help_text=_("换村（社区）时，档案、服务记录和待办都随人走。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.VILLAGE)
        if field.initial is not None:
            del self.fields["with_members"]
