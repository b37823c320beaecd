"""Forms of units, their accounts and mandates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.vacancies.enums import AgencyKind
from leye.vacancies.places import named_places
from leye.web.fields import DayField, today_text
from leye.web.vacancies.forms import VacancyForm

_CODE_HELP = _("18位，照营业执照或登记证填。")


class AskForm(forms.Form):
    """Who asks for an account, and where the unit is."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=24, help_text=_CODE_HELP)
    place = forms.CharField(
        label=_("单位在哪个县（区、旗）或乡镇"),
        max_length=60,
        help_text=_("例如：磴口县。由那里的经办机构核实。"),
    )
    contact = forms.CharField(label=_("您的姓名"), max_length=60)
    phone = forms.CharField(
        label=_("您的电话"), max_length=24, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("经办机构打这个电话核实。"),
    )  # fmt: skip
    agency_kind = forms.ChoiceField(
        label=_("是否代别的单位招人"), choices=[("", _("只为自己招聘")), *AgencyKind.choices], required=False
    )
    licence = forms.CharField(
        label=_("人力资源服务许可证号"), max_length=40, required=False, help_text=_("人力资源服务机构才填。")
    )
    licence_until = DayField(label=_("许可证有效期至"), required=False)

    def clean(self) -> dict[str, Any]:
        """The place by its name, as the action takes it."""
        values: dict[str, Any] = super().clean() or {}
        text = values.pop("place", "")
        found = named_places(text) if text else []
        if len(found) == 1:
            values["area_no"] = found[0].no
        elif found:
            names = "、".join(f"{one.parent.name if one.parent else ''}{one.name}" for one in found[:5])
            self.add_error(
                "place", _("有几个地方叫这个名字：%(names)s。请连同上一级一起填。") % {"names": names}
            )
        elif text:
            self.add_error("place", _("没有找到“%(text)s”，请填县（区、旗）或乡镇的全名。") % {"text": text})
        return values


class VerifyForm(forms.Form):
    """How an officer has made sure."""

    evidence = forms.CharField(
        label=_("怎样核实的"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：核对营业执照原件和经办人介绍信；打单位座机确认。"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(forms.Form):
    """Why not, or why no longer."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MandateForm(forms.Form):
    """A mandate with another unit, found by its credit code."""

    as_client = forms.TypedChoiceField(
        label=_("谁代谁招"), coerce=lambda value: value == "1", widget=forms.RadioSelect,
        choices=[("1", _("我们委托对方代招")), ("0", _("对方委托我们代招"))],
        error_messages={"required": _("请选择谁代谁招。")},
    )  # fmt: skip
    other_uscc = forms.CharField(label=_("对方的统一社会信用代码"), max_length=24, help_text=_CODE_HELP)
    valid_from = DayField(label=_("委托开始"), initial=today_text)
    valid_to = DayField(label=_("委托截止"), required=False, help_text=_("没有约定截止日期的不填。"))
    evidence = forms.CharField(
        label=_("委托依据"), max_length=200, help_text=_("例如：2026年代招协议，编号3。")
    )


class OfferForm(forms.Form):
    """The unit wants the person."""

    starts_on = DayField(
        label=_("上岗日期"), required=False,
        help_text=_("定了就填。经办机构核实上岗后办理录用；这里填的只是单位的报告。"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UnitVacancyForm(VacancyForm):
    """A vacancy written by the unit, or by the agency for its client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who posts it is known.
        del self.fields["agency_id"]
        self.fields["elsewhere"].help_text = _("岗位在外县才填，例如：昆山市。")
