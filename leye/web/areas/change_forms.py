"""Forms of changing units: merged into another, moved below another township, a part made a unit of its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.actions.areas import LOCAL_KINDS
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.web.fields import BLANK, AreaField, past_day

FIRST_DAY = _("从这一天起按新的单位办理；原单位在前一天停用。")


def _without(field: AreaField, area: Area) -> None:
    """Take a unit itself out of what may be chosen."""
    offered: Any = field.choices
    field.choices = [
        (key, [one for one in value if one[0] != area.no]) if isinstance(value, list) else (key, value)
        for key, value in offered
        if key != area.no
    ]


class MergeForm(forms.Form):
    """Into which unit of the same level."""

    into_no = AreaField(label=_("并入"))
    first_day = past_day(_("生效日期"), help_text=FIRST_DAY)

    def __init__(self, *args: Any, scope: Scope, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level(area.level))
        _without(field, area)


class MoveForm(forms.Form):
    """Below which township."""

    parent_no = AreaField(label=_("划到"))
    first_day = past_day(_("生效日期"), help_text=FIRST_DAY)

    def __init__(self, *args: Any, scope: Scope, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.TOWNSHIP)
        if area.parent is not None:
            _without(field, area.parent)


class SplitForm(forms.Form):
    """The new unit's name, kind and first day; who goes is ticked in the list below."""

    name = forms.CharField(label=_("新单位名称"), max_length=80)
    kind = forms.ChoiceField(
        label=_("类型"), choices=[*BLANK, *((kind.value, kind.label) for kind in LOCAL_KINDS[Level.VILLAGE])]
    )
    first_day = past_day(_("生效日期"), help_text=_("从这一天起由新单位负责勾选的家庭和人员。"))
