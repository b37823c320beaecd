"""Form fields that pages share: days, yuan, areas of the scope."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.standards.calendar import today

Choices = list[tuple[Any, Any]]
#: Choices of one group under a heading, as Django's select shows them.
BLANK: Choices = [("", _("请选择"))]


def today_text() -> str:
    """Today as a date input wants it."""
    return today().isoformat()


class DayField(forms.DateField):
    """A day, typed or picked; today unless another start is given."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault(
            "error_messages",
            {"required": _("请填写日期。"), "invalid": _("请按“2026-11-21”的样子填写日期。")},
        )
        super().__init__(**options)


def past_day(label: Any, **options: Any) -> DayField:
    """A day that starts at today."""
    return DayField(label=label, initial=today_text, **options)


class YuanField(forms.DecimalField):
    """Money typed in yuan, given on as whole fen (int), None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=9,
            decimal_places=2,
            min_value=Decimal(0),
            required=False,
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "class": "short"}),
            **options,
        )

    def clean(self, value: Any) -> int | None:  # yuan come in, fen go out
        """Fen."""
        yuan: Decimal | None = super().clean(value)
        return None if yuan is None else int(yuan * 100)


def areas_in(scope: Scope, *levels: Level) -> list[Area]:
    """Areas in use inside a scope, of the levels named, in reporting order."""
    areas = Area.objects.filter(no__gte=scope.lo, no__lte=scope.hi, level__in=levels).valid_on(today())
    return list(areas.order_by("no"))


def area_choices(scope: Scope, *levels: Level) -> Choices:
    """Choices of areas: villages stand under the name of their township."""
    areas = areas_in(scope, Level.TOWNSHIP, *levels)
    heads = {area.no: area.name for area in areas if area.level == Level.TOWNSHIP}
    groups: dict[str, Choices] = {}
    plain: Choices = []
    for area in areas:
        if area.level not in levels:
            continue
        if area.level == Level.VILLAGE and area.parent_id in heads and len(heads) > 1:
            groups.setdefault(heads[area.parent_id], []).append((area.no, area.name))
        else:
            plain.append((area.no, area.name))
    return [*plain, *groups.items()]


class AreaField(forms.TypedChoiceField):
    """One area of the scope; nothing to choose when there is only one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            coerce=int,
            error_messages={"required": _("请选择辖区。"), "invalid_choice": _("请选择您辖区内的行政区划。")},
            **options,
        )

    def offer(self, scope: Scope, *levels: Level) -> None:
        """Set the choices."""
        found = area_choices(scope, *levels)
        only = len(found) == 1 and not isinstance(found[0][1], list)
        self.choices = found if only else [*BLANK, *found]
        if only:
            self.initial = found[0][0]


def whole(text: str | None) -> int:
    """A number from an address; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def month_of(text: str | None, default: dt.date) -> dt.date:
    """The first day of a month written 2026-11; the default's month for anything else."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return default.replace(day=1)
