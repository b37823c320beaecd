"""Forms of campaigns: planned, moved to other days, closed with a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.web.fields import AreaField, DayField


class DaysForm(forms.Form):
    """The days of a campaign and of its report."""

    since = DayField(label=gettext_lazy("开始日期"))
    until = DayField(label=gettext_lazy("结束日期"))
    report_due_on = DayField(label=gettext_lazy("总结报送期限"), required=False)


class PlanForm(DaysForm):
    """A campaign of the area's own, or one that a document names."""

    area = AreaField(label=gettext_lazy("开展范围"))
    title = forms.CharField(label=gettext_lazy("行动名称"), max_length=120)
    theme = forms.CharField(label=gettext_lazy("主题"), max_length=200, required=False)
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, help_text=gettext_lazy("通知或文件的文号。"))  # fmt: skip
    report_form = forms.CharField(
        label=gettext_lazy("总结的形式"), max_length=200, required=False,
        help_text=gettext_lazy("例如书面总结、典型案例、意见建议。"))  # fmt: skip
    pack = forms.SlugField(required=False, widget=forms.HiddenInput)
    name = forms.SlugField(required=False, widget=forms.HiddenInput)

    field_order = (
        "area",
        "title",
        "theme",
        "basis",
        "since",
        "until",
        "report_form",
        "report_due_on",
        "pack",
        "name",
    )

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP]
        self.fields["area"].offer(scope, *levels)  # type: ignore[attr-defined]  # AreaField
        self.initial = {"area": scope.lo, **self.initial}


class CloseForm(forms.Form):
    """The words of a closing report."""

    summary = forms.CharField(label=gettext_lazy("主要做法和成效"), widget=forms.Textarea(attrs={"rows": 6}))
    cases = forms.CharField(
        label=gettext_lazy("典型案例"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写事迹，不要写身份证号和电话。"))  # fmt: skip
    suggestions = forms.CharField(
        label=gettext_lazy("意见建议"), required=False, widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
