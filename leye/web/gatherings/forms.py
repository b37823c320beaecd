"""Forms of gatherings: what, when and where, and who is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.casework.enums import ServiceKind
from leye.ledger.groups import choices
from leye.standards.calendar import today
from leye.web.fields import AreaField, past_day


class GatheringForm(forms.Form):
    """A gathering, with the people asked: a group of the area, a pasted list, or both."""

    title = forms.CharField(label=_("主题"), max_length=80, help_text=_("例如：返乡人员稳岗政策宣讲。"))
    kind = forms.ChoiceField(
        label=_("服务类型"), choices=ServiceKind.choices, initial=ServiceKind.POLICY_BRIEFING
    )
    item = forms.CharField(
        label=_("推荐的岗位或课程"), max_length=120, required=False, help_text=_("推荐岗位或课程时填写。")
    )
    area_no = AreaField(label=_("举办地"))
    held_on = past_day(_("日期"), help_text=_("可以先排在以后的日子，印好签到表，办完再登记到场人员。"))
    place = forms.CharField(label=_("地点"), max_length=60, required=False)
    group = forms.ChoiceField(label=_("列入一类人"), required=False)
    listed = forms.CharField(
        label=_("列入名单上的人"), required=False, widget=forms.Textarea(attrs={"rows": 4, "data-no-draft": ""}),
        help_text=_("每行一个姓名或身份证号，可从表格粘贴。同名的人请用身份证号。"),
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, area_no: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, group = self.fields["area_no"], self.fields["group"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
        assert isinstance(group, forms.ChoiceField)
        group.choices = [("", _("不按群体列入")), *choices(area_no, today())]


class SheetForm(forms.Form):
    """What came back of a sheet: codes from a scanner and typed rows; and people to add to it."""

    codes = forms.CharField(
        label=_("扫码或输入行号"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": "", "autocomplete": "off"}),
        help_text=_("光标放在这里，用扫码枪逐个扫签到表上的码；或输入行号，例如：1-12 15 17。"),
    )  # fmt: skip
    listed = forms.CharField(
        label=_("表上没有的人"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-no-draft": ""}),
        help_text=_("每行一个姓名或身份证号。先加到表上，再勾选到场。"),
    )  # fmt: skip
