"""Forms of public-welfare posts and the people on them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.casework.enums import PlacementEnd, PostKind
from leye.casework.post_enums import PostDuty
from leye.web.fields import AreaField, YuanField, past_day


class PostForm(forms.Form):
    """A new post."""

    title = forms.CharField(label=_("岗位名称"), max_length=80, help_text=_("例如：村级保洁员。"))
    duty = forms.ChoiceField(label=_("岗位用途"), choices=PostDuty.choices, required=False)
    kind = forms.ChoiceField(label=_("岗位类型"), choices=PostKind.choices, widget=forms.RadioSelect)
    area_no = AreaField(label=_("所在地"))
    employer_name = forms.CharField(label=_("用人单位"), max_length=120, required=False)
    places = forms.IntegerField(
        label=_("名额"), min_value=1, initial=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    wage_fen = YuanField(label=_("月岗位补贴（元）"))
    valid_from = past_day(_("设立日期"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class ChangePostForm(forms.Form):
    """What may be put right of a post; kind and place stay."""

    title = forms.CharField(label=_("岗位名称"), max_length=80)
    duty = forms.ChoiceField(label=_("岗位用途"), choices=PostDuty.choices, required=False)
    employer_name = forms.CharField(label=_("用人单位"), max_length=120, required=False)
    places = forms.IntegerField(
        label=_("名额"), min_value=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    wage_fen = YuanField(label=_("月岗位补贴（元）"), help_text=_("改了以后，还没造表的月份按新标准算。"))


class EndPostForm(forms.Form):
    valid_to = past_day(_("撤销日期"))


class PlaceForm(forms.Form):
    """Who starts when, for how long; the person was chosen before."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    started_on = past_day(_("上岗日期"))
    term_months = forms.IntegerField(
        label=_("安置期限（月）"),
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    kin_relation = forms.CharField(
        label=_("与用人单位或村组负责人的亲属关系"),
        max_length=60,
        required=False,
        help_text=_("没有就不填。"),
    )


class LeaveForm(forms.Form):
    ended_on = past_day(_("离岗日期"))
    reason = forms.ChoiceField(label=_("离岗原因"), choices=PlacementEnd.choices, widget=forms.RadioSelect)
