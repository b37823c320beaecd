"""Fields for values of parameters: yuan for money, percent for shares, a day, a choice, or a whole number."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.adoption.actions.overriding import wrong_value
from leye.policy import Parameter
from leye.policy.parameters import MONEY_UNIT
from leye.web.fields import DayField

#: Before the parameter's name in a form and in an address.
PREFIX = "p_"
PER_TEN_THOUSAND = "万分比"


class DateValueField(DayField):
    """A day, kept as the number yyyymmdd."""

    def clean(self, value: Any) -> Any:
        """The number; None when left empty."""
        day = super().clean(value)
        return None if day is None else day.year * 10000 + day.month * 100 + day.day


class HundredthsField(forms.DecimalField):
    """A number of two decimals, kept as whole hundredths: yuan as fen, percent as parts of ten thousand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, min_value=Decimal(0), **options)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """Whole hundredths; None when left empty."""
        number: Decimal | None = super().clean(value)
        return None if number is None else int(number * 100)


def value_field(parameter: Parameter, *, required: bool = True, label: str = "") -> forms.Field:
    """The field in which a person states a value of a parameter; it cleans to the stored whole number."""
    options: dict[str, Any] = {"label": label or parameter.label, "required": required}
    if parameter.choices:
        choices = [("", _("请选择")), *((key, parameter.show(key)) for key in parameter.choices)]
        return forms.TypedChoiceField(coerce=int, empty_value=None, choices=choices, **options)
    if parameter.kind == "date":
        return DateValueField(**options)
    if parameter.unit == MONEY_UNIT:
        return HundredthsField(help_text=_("单位：元"), **options)
    if parameter.unit == PER_TEN_THOUSAND:
        return HundredthsField(help_text=_("单位：%"), **options)
    return forms.IntegerField(
        min_value=0, help_text=_("单位：%(unit)s") % {"unit": parameter.unit}, **options
    )


def as_typed(parameter: Parameter, value: int) -> str:
    """A stored value as its field shows it."""
    if parameter.kind == "date":
        return f"{value // 10000:04d}-{value // 100 % 100:02d}-{value % 100:02d}"
    if not parameter.choices and parameter.unit in (MONEY_UNIT, PER_TEN_THOUSAND):
        return f"{Decimal(value) / 100:f}"
    return str(value)


def stated_values(query: QueryDict, parameters: dict[str, Parameter]) -> dict[str, int]:
    """The values in an address, by parameter. Raises ActionError, naming the parameter, for one that cannot be."""
    found = {}
    for key in query:
        text = str(query[key]).strip()
        if not key.startswith(PREFIX) or not text:
            continue
        parameter = parameters.get(key.removeprefix(PREFIX))
        if parameter is None:
            raise ActionError(_("文件中没有这个参数。"))
        try:
            value = value_field(parameter).clean(text)
        except forms.ValidationError as error:
            words = " ".join(error.messages)
            raise ActionError(
                _("%(label)s：%(wrong)s") % {"label": parameter.label, "wrong": words}
            ) from error
        if wrong := wrong_value(parameter, value):
            raise ActionError(_("%(label)s：%(wrong)s") % {"label": parameter.label, "wrong": wrong})
        found[parameter.name] = value
    return found
