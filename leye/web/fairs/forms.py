"""Forms of job fairs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.market.enums import FairMode
from leye.web.fields import AreaField, DayField, past_day


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    )


class PlanForm(forms.Form):
    """A fair to be held; a past day is allowed, because fairs are often entered afterwards."""

    title = forms.CharField(
        label=_("名称"), max_length=120, help_text=_("例如：2026年金秋招聘月暨返乡农民工专场。")
    )
    held_on = DayField(label=_("举办日期"))
    area_no = AreaField(label=_("举办地区"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    mode = forms.ChoiceField(
        label=_("方式"), choices=FairMode.choices, initial=FairMode.OFFLINE, widget=forms.RadioSelect
    )
    is_special = forms.BooleanField(label=_("重点群体专场"), required=False)
    industry = forms.CharField(label=_("行业主题"), max_length=60, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)


class HeldForm(forms.Form):
    """What came of a fair."""

    held_on = past_day(_("举办日期"))
    employers = _count(_("参会单位（家）"))
    vacancies = _count(_("岗位（个）"))
    visitors = _count(_("求职人数"))
    agreed = _count(_("达成意向（人）"))


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("取消原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
