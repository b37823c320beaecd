"""Forms of hand-over lists."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.cases.plan_enums import HandoverResult, HandoverState
from leye.standards.calendar import today
from leye.web.fields import BLANK, AreaField, DayField
from leye.web.referrals.forms import PlaceField

USUAL_DAYS = 30


class IssueForm(forms.Form):
    """What the list is, why, until when, and the file."""

    title = forms.CharField(
        label=_("名单名称"), max_length=80, help_text=_("例如：2026年第一季度外市脱贫劳动力名单。")
    )
    basis = forms.CharField(label=_("来源和依据"), max_length=200, help_text=_("写明文号或数据来源。"))
    due_on = DayField(label=_("办理期限"))
    file = forms.FileField(
        label=_("名单文件"),
        help_text=_("Excel 表格或 .csv，须有姓名、身份证号两列；有“接收地区”一列的自动分派。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.xlsm,.et"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = (today() + dt.timedelta(days=USUAL_DAYS)).isoformat()


class AssignForm(forms.Form):
    """To which receiving area."""

    to_area = PlaceField(label=_("接收地区"), max_length=80, help_text=_("填名称或12位区划代码。"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope

    def clean(self) -> dict[str, Any]:
        """With the area's number under `to_area_no`."""
        data: dict[str, Any] = super().clean() or {}
        field = self.fields["to_area"]
        assert isinstance(field, PlaceField)
        area = field.find(self, "to_area", data["to_area"], self.scope) if data.get("to_area") else None
        data["to_area_no"] = area.no if area else None
        return data


class PassForm(forms.Form):
    """To which village or township below."""

    to_area_no = AreaField(label=_("下派到"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.TOWNSHIP, Level.VILLAGE)


class MoveForm(forms.Form):
    """The next step of one person."""

    state = forms.ChoiceField(label=_("进展"), widget=forms.RadioSelect)
    result = forms.ChoiceField(
        label=_("结果"),
        choices=[*BLANK, *HandoverResult.choices],
        required=False,
        help_text=_("办结时选择。"),
    )
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("未找到、名单有误的必须写明情况。"),
    )  # fmt: skip

    def __init__(self, *args: Any, following: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(HandoverState.choices)
        self.fields["state"].choices = [(state, labels[state]) for state in following]  # type: ignore[attr-defined]  # a ChoiceField
        if HandoverState.CLOSED not in following:
            del self.fields["result"]


class FileForm(forms.Form):
    """In which village the person's file is opened."""

    area_no = AreaField(label=_("村（社区）"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.VILLAGE)
