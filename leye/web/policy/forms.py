"""Forms of adoptions and local numbers. What may be done is checked by the actions; these only read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.policy import Pack, Parameter
from leye.standards.calendar import today
from leye.web.fields import AreaField, DayField
from leye.web.policy.values import PREFIX, value_field


def scope_area(scope: Scope) -> int:
    """The number of the area that a scope is the subtree of: the first of its range."""
    return scope.lo


class ProposeForm(forms.Form):
    """An adoption to be proposed."""

    area = AreaField(label=gettext_lazy("采用的地区"))
    valid_from = DayField(label=gettext_lazy("开始执行"))
    valid_to = DayField(label=gettext_lazy("执行到"), required=False)
    standing = forms.BooleanField(
        label=gettext_lazy("作为本地常设规则"), required=False,
        help_text=gettext_lazy("文件到期后本地区继续执行时勾选；各页都会注明是本地常设规则，不是文件本身仍有效。"))  # fmt: skip
    basis = forms.CharField(
        label=gettext_lazy("采用依据"), max_length=300, required=False,
        help_text=gettext_lazy("本级文件的文号，或会议纪要。作为本地常设规则时必填。"))  # fmt: skip

    def __init__(self, scope: Scope, pack: Pack, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].offer(scope, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)  # type: ignore[attr-defined]  # AreaField
        self.fields["valid_to"].help_text = _("文件有效期到 %(day)s。留空表示不定期限，须勾选下一项。") % {
            "day": pack.info.valid_until}  # fmt: skip
        self.initial = {"valid_from": today(), "area": scope_area(scope), **self.initial}


class DecideForm(forms.Form):
    """Yes or no."""

    approve = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class EndForm(forms.Form):
    """The last day, and why."""

    on = DayField(label=gettext_lazy("最后一天"), initial=today)
    reason = forms.CharField(label=gettext_lazy("停用原因"), max_length=200)


class EndOverrideForm(forms.Form):
    """The last day of a local value."""

    on = DayField(label=gettext_lazy("最后一天"), initial=today)


class ValuesForm(forms.Form):
    """Local values of some parameters: one field each, then where, when and why."""

    area = AreaField(label=gettext_lazy("设定的地区"))
    valid_from = DayField(label=gettext_lazy("开始日期"))
    valid_to = DayField(label=gettext_lazy("截止日期"), required=False)
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, help_text=gettext_lazy("本级文件的文号和条款。"))  # fmt: skip

    def __init__(self, scope: Scope, parameters: Sequence[Parameter], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP]
        self.fields["area"].offer(scope, *levels)  # type: ignore[attr-defined]  # AreaField
        self.initial = {"valid_from": today(), "area": scope_area(scope), **self.initial}
        self.parameters = tuple(parameters)
        alone = _("本地取值") if len(self.parameters) == 1 else ""
        for parameter in self.parameters:
            self.fields[PREFIX + parameter.name] = value_field(parameter, label=alone)

    @property
    def values(self) -> dict[str, int]:
        """The stated values by parameter, once the form is valid."""
        return {p.name: self.cleaned_data[PREFIX + p.name] for p in self.parameters}

    def value_fields(self) -> list[forms.BoundField]:
        """The fields of the values."""
        return [self[PREFIX + p.name] for p in self.parameters]


class DayForm(forms.Form):
    """A day to look at."""

    on = DayField(label=gettext_lazy("查看哪一天的取值"))
