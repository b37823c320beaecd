"""Forms of applications, hires and follow-ups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.casework.enums import ServiceChannel
from leye.hiring.actions.follow import Answer
from leye.hiring.enums import RefusalReason
from leye.ledger.enums import Channel, Reach, SpellEnd, SpellKind
from leye.web.fields import BLANK, DayField, YuanField, past_day


def _version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def _words(label: Any, most: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 2}), **options)


class RefuseForm(forms.Form):
    """The employer does not want the person."""

    reason = forms.ChoiceField(
        label=_("不录用的原因"), choices=RefusalReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择不录用的原因。")},
    )  # fmt: skip
    answer = _words(_("给本人的话"), required=False, help_text=_("例如还差什么、下次什么时候可以再来。"))
    version = _version()


class WithdrawForm(forms.Form):
    """The person does not want the job any more."""

    answer = _words(_("本人说的原因"), required=False)
    version = _version()


class InviteForm(forms.Form):
    """A place in one of the times that are still to come."""

    slot = forms.TypedChoiceField(
        label=_("面试时段"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个面试时段。"), "invalid_choice": _("请选择还没有过的面试时段。")},
    )  # fmt: skip
    version = _version()


class StepForm(forms.Form):
    """A step that asks nothing."""

    version = _version()


class HireForm(forms.Form):
    """What a hire writes into the ledger."""

    started_on = past_day(_("上岗日期"))
    kind = forms.ChoiceField(label=_("就业形式"), choices=SpellKind.choices)
    contract_months = forms.IntegerField(
        label=_("合同期限（月）"), min_value=1, required=False, help_text=_("没有固定期限的不填。"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    wage_fen = YuanField(label=_("月工资（元）"))
    insured_on = DayField(
        label=_("参保日期"), required=False,
        help_text=_("单位已给本人缴社保的填；填了以后，回访由系统自动判定是否在岗。"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("就业渠道"), choices=[*BLANK, *Channel.choices], required=False)
    work_place = forms.CharField(label=_("就业地"), max_length=60, required=False)
    reach = forms.ChoiceField(
        label=_("就业地范围"), choices=[("", _("未核实")), *Reach.choices], required=False
    )
    version = _version()


class UndoForm(forms.Form):
    """Why a hire is taken back."""

    reason = _words(_("撤销的原因"), 150, help_text=_("例如：点错了人；单位通知没有入职。"))
    version = _version()


#: How somebody is asked after.
HOW = [
    (one.value, one.label)
    for one in (ServiceChannel.PHONE, ServiceChannel.VISIT, ServiceChannel.WECHAT, ServiceChannel.COUNTER)
]


class AskForm(forms.Form):
    """What was said on the telephone."""

    answer = forms.ChoiceField(
        label=_("回访结果"), choices=Answer.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择回访结果。")},
    )  # fmt: skip
    on = past_day(_("回访日期"))
    channel = forms.ChoiceField(
        label=_("方式"),
        choices=HOW,
        initial=ServiceChannel.PHONE,
        widget=forms.RadioSelect,
    )
    ended_on = DayField(
        label=_("离职日期"),
        required=False,
        help_text=_("不在这家单位了要填，同时记进台账；不清楚的填大概的日子。"),
    )
    end_reason = forms.ChoiceField(
        label=_("离职原因"), choices=[("", _("仍在岗的不选")), *SpellEnd.choices], required=False
    )
    note = _words(_("备注"), required=False)
