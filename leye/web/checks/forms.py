"""Forms of checks: a draw, what a check came to, what was done about it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.evidence.actions.checks import MOST_DRAWN
from leye.evidence.enums import CheckOutcome, CheckWay, Settlement
from leye.standards.calendar import add_months, today
from leye.web.fields import AreaField, DayField

OUTCOMES = [(one.value, one.label) for one in CheckOutcome if one != CheckOutcome.PENDING]


def _last_month() -> dt.date:
    return add_months(today().replace(day=1), -1)


def _end_of_last_month() -> dt.date:
    return today().replace(day=1) - dt.timedelta(days=1)


class DrawForm(forms.Form):
    """Which services, and how many of them."""

    title = forms.CharField(
        label=_("名称"),
        max_length=60,
        initial=lambda: _("%(month)d月服务抽查") % {"month": _last_month().month},
    )
    area_no = AreaField(label=_("抽查地区"))
    since = DayField(label=_("服务日期自"), initial=lambda: _last_month().isoformat())
    until = DayField(label=_("服务日期至"), initial=lambda: _end_of_last_month().isoformat())
    number = forms.IntegerField(
        label=_("抽取数量"), required=False, min_value=1, max_value=MOST_DRAWN, initial=20,
        help_text=_("数量和比例填一项。"), widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    percent = forms.IntegerField(
        label=_("抽取比例（%）"), required=False, min_value=1, max_value=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    only_late = forms.BooleanField(label=_("只抽补录的记录"), required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class CheckForm(forms.Form):
    """What asking about a service came to."""

    outcome = forms.ChoiceField(
        label=_("核查结果"), choices=OUTCOMES, widget=forms.RadioSelect,
        error_messages={"required": _("请选择核查结果。")},
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("核查方式"), choices=CheckWay.choices, initial=CheckWay.PHONE, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("核查情况"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不属实的，写明本人怎么说。"),
    )  # fmt: skip


class SettleForm(forms.Form):
    """What was done about a service that was not confirmed."""

    settlement = forms.ChoiceField(
        label=_("怎样处理"), choices=Settlement.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎样处理。")},
    )  # fmt: skip
    note = forms.CharField(label=_("处理情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
