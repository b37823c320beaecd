"""Forms of the accounts pages."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Role
from leye.accounts.models import Post
from leye.accounts.rules import LEVELS_OF_ROLE, grantable
from leye.areas.lookup import find_area
from leye.areas.models import Area
from leye.areas.paths import full_path, path_names
from leye.standards.calendar import today


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """What the list of accounts is narrowed to."""

    q = forms.CharField(label=gettext_lazy("姓名、用户名或电话"), required=False, max_length=50)
    role = forms.ChoiceField(label=gettext_lazy("岗位"), required=False)
    area = forms.CharField(label=gettext_lazy("辖区"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("全部岗位")), *Role.choices]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["state"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("全部状态")),
            ("active", _("使用中")),
            ("never", _("没登录过")),
            ("closed", _("已停用")),
        ]


class PostForm(forms.Form):
    """A new post: role, area by name or code, dates."""

    role = forms.ChoiceField(label=gettext_lazy("岗位"))
    area = forms.CharField(
        label=gettext_lazy("辖区"),
        max_length=80,
        help_text=gettext_lazy("填名称（如 某某镇某某村）或12位区划代码。"),
    )
    valid_from = forms.DateField(label=gettext_lazy("任职日期"), widget=_date_input())
    valid_to = forms.DateField(
        label=gettext_lazy("离任日期"),
        required=False,
        widget=_date_input(),
        help_text=gettext_lazy("可空着。到期后自动不能再办这个岗位的事。"),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = today
        self.actor = actor
        roles = [(role.value, role.label) for role in grantable(actor)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField

    def clean_area(self) -> Area:
        """The one area that is meant, inside the actor's."""
        text = self.cleaned_data["area"]
        found = find_area(text, self.actor.scope)
        role = self.cleaned_data.get("role")
        if role and len(found) > 1:
            found = [area for area in found if area.level in LEVELS_OF_ROLE[role]] or found
        if not found:
            raise forms.ValidationError(
                _("在您的辖区内没有“%(text)s”。请核对名称，或填12位区划代码。") % {"text": text}
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("“%(text)s”有%(count)d个：%(names)s。请写上乡镇，或填12位区划代码。")
                % {
                    "text": text,
                    "count": len(found),
                    "names": "、".join(full_path(area) for area in found[:3]),
                }
            )
        return found[0]


class EndPostForm(forms.Form):
    """Which post ends, and its last day."""

    post = forms.TypedChoiceField(label=gettext_lazy("岗位"), coerce=int)
    last_day = forms.DateField(
        label=gettext_lazy("最后一天"),
        widget=_date_input(),
        help_text=gettext_lazy("填昨天或更早，马上结束；填以后的日子，到期自动结束。"),
    )

    def __init__(self, posts: list[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (post.pk, f"{post.get_role_display()} {path_names(post.area_id)}") for post in posts
        ]
        self.fields["last_day"].initial = today

    def clean_last_day(self) -> dt.date:
        """A day of this century: a slip in the year would end a post long ago."""
        day: dt.date = self.cleaned_data["last_day"]
        if day.year < 2000:
            raise forms.ValidationError(_("年份不对，请核对日期。"))
        return day


class ListForm(forms.Form):
    """The uploaded list."""

    file = forms.FileField(
        label=gettext_lazy("名单文件"),
        help_text=gettext_lazy("支持 .xlsx、.xls、.csv，一次最多1000人。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
