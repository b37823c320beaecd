"""Forms of the tree of areas: what to look for, a new unit, the end of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.actions.areas import LOCAL_KINDS
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.web.fields import BLANK, AreaField, DayField, past_day

KINDS = list(dict.fromkeys(kind for kinds in LOCAL_KINDS.values() for kind in kinds))


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("名称或代码"), required=False, max_length=80)
    level = forms.TypedChoiceField(
        label=_("级别"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("全部级别")), *Level.choices],
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("使用中")), ("ended", _("已停用")), ("all", _("全部"))],
    )


class NewAreaForm(forms.Form):
    """A zone or another local unit."""

    parent = AreaField(label=_("上级"))
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：某某经济开发区。"))
    kind = forms.ChoiceField(label=_("类型"), choices=[*BLANK, *((kind.value, kind.label) for kind in KINDS)])
    valid_from = past_day(_("启用日期"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)


class EndAreaForm(forms.Form):
    """The last day of a unit."""

    last_day = DayField(
        label=_("最后一天"), help_text=_("里面的人、家庭、单位和岗位须先转走；编号不再使用。")
    )
