"""Forms of local groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.models import GroupCode
from leye.standards.calendar import today
from leye.web.fields import BLANK, AreaField, past_day


def _standing() -> list[GroupCode]:
    return [
        group
        for group in GroupCode.objects.filter(area__isnull=True)
        if group.valid_to is None or group.valid_to >= today()
    ]


class GroupForm(forms.Form):
    """A group that a locality sets up."""

    name = forms.CharField(label=_("名称"), max_length=60)
    parent_code = forms.ChoiceField(
        label=_("归入哪个国家群体"), help_text=_("计算任务、待遇和指标时按这个群体算。")
    )
    area_no = AreaField(label=_("在哪里使用"))
    valid_from = past_day(_("启用日期"))
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    is_sensitive = forms.BooleanField(
        label=_("敏感，不得出现在公示、短信和公开页面上"), required=False, initial=True
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_code"].choices = [*BLANK, *((group.code, group.name) for group in _standing())]  # type: ignore[attr-defined]  # a ChoiceField
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)


class EndGroupForm(forms.Form):
    """The last day of a group and what follows it."""

    valid_to = past_day(_("停用日期"), help_text=_("这一天仍有效。已有的群体身份都保留在档案里。"))
    successor_code = forms.ChoiceField(label=_("由哪个群体接续"), required=False)

    def __init__(self, *args: Any, code: str, groups: list[GroupCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(group.code, group.name) for group in groups if group.code != code]
        self.fields["successor_code"].choices = [("", _("没有")), *others]  # type: ignore[attr-defined]  # a ChoiceField
