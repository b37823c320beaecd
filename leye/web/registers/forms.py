"""Forms of sites, activities and figures."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.models import Employer
from leye.registers.enums import MONEY, OF_EMPLOYERS, RATES, ActivityKind, ReadingKind, SiteKind
from leye.registers.models import Site
from leye.web.fields import BLANK, AreaField, DayField, past_day

SHORT = {"class": "short", "inputmode": "numeric"}
#: Fen of a yuan, and hundredths of a percent in one percent.
HUNDRED = 100


def _kinds(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("类型"), choices=[*BLANK, *choices])


def _count(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, required=False, widget=forms.NumberInput(attrs=SHORT), **options
    )


class _InScope(forms.Form):
    """A form with an area of the scope."""

    levels: tuple[Level, ...] = (Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, *self.levels)
        sites = Site.objects.visible_to(scope).filter(closed_on__isnull=True).order_by("kind", "name")
        if "site_id" in self.fields:
            self.fields["site_id"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                ("", _("不在登记的场所")),
                *((site.pk, f"{site.name}（{site.get_kind_display()}）") for site in sites[:500]),
            ]


def _site() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("场所、载体"), coerce=int, empty_value=None, required=False)


class SiteForm(_InScope):
    """A place, carrier, brand or project."""

    kind = _kinds(SiteKind.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    area_no = AreaField(label=_("所在地区"))
    level = forms.TypedChoiceField(
        label=_("级别"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("与所在地区相同")), *Level.choices],
    )
    opened_on = past_day(_("设立日期"))
    people = _count(_("人数"), help_text=_("吸纳、服务或安置的人数；没有时可以不填。"))
    address = forms.CharField(label=_("地址"), max_length=200, required=False)


class ChangeSiteForm(forms.Form):
    """What of an open site can be put right."""

    name = forms.CharField(label=_("名称"), max_length=120)
    level = forms.TypedChoiceField(label=_("级别"), coerce=int, choices=Level.choices)
    people = _count(_("人数"))
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseSiteForm(forms.Form):
    closed_on = past_day(_("撤销日期"))
    reason = forms.CharField(label=_("撤销原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ActivityForm(_InScope):
    """Something that was done on a day."""

    kind = _kinds(ActivityKind.choices)
    area_no = AreaField(label=_("开展地区"))
    happened_on = past_day(_("开展日期"))
    site_id = _site()
    quantity = _count(_("数量"), help_text=_("参加的人数、收集的岗位数等；没有时可以不填。"))
    note = forms.CharField(label=_("备注"), max_length=500, required=False)


class RemoveActivityForm(forms.Form):
    reason = forms.CharField(label=_("删除原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    """Nothing to fill in: only a yes."""


def reading_choices() -> list[tuple[str, str]]:
    """Kinds of figures with the unit in which they are typed."""
    units = {**dict.fromkeys(RATES, _now("填百分数")), **dict.fromkeys(MONEY, _now("填元"))}
    return [
        (kind.value, f"{kind.label}（{units[kind]}）" if kind in units else str(kind.label))
        for kind in ReadingKind
    ]


class ReadingForm(_InScope):
    """A figure with its period and source, typed in percent, yuan or whole numbers as its kind has it."""

    kind = forms.ChoiceField(label=_("数据"))
    area_no = AreaField(label=_("地区"))
    period_start = DayField(label=_("数据期开始"))
    period_end = DayField(label=_("数据期结束"))
    value = forms.DecimalField(
        label=_("数值"), min_value=Decimal(0), max_digits=15, decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal"}),
    )  # fmt: skip
    whole = forms.DecimalField(
        label=_("总数"), min_value=Decimal(0), max_digits=15, decimal_places=2, required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "decimal"}),
        help_text=_("满意人数对调查人数、脱贫人口用工对全部用工等；失业率和单个数字不填。"),
    )  # fmt: skip
    employer_name = forms.CharField(
        label=_("用人单位"),
        max_length=120,
        required=False,
        help_text=_("只有单位职工人数要填，须是台账里的单位全称。"),
    )
    site_id = _site()
    source = forms.CharField(
        label=_("数据来源"), max_length=200, help_text=_("例如：县统计局2026年3月劳动力调查。")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, scope=scope, **kwargs)
        self.scope = scope
        self.fields["kind"].choices = [*BLANK, *reading_choices()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Figures as they are kept: rates in hundredths of a percent, money in fen, the rest whole."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        for name in ("value", "whole"):
            figure = cleaned.get(name)
            if figure is None or not kind:
                continue
            kept = figure * HUNDRED if kind in RATES or kind in MONEY else figure
            if kept != int(kept):
                self.add_error(name, _("这项数据是整数。"))
            cleaned[name] = int(kept)
        if kind in RATES:
            cleaned["whole"] = None
        cleaned["employer_id"] = self._employer(cleaned.pop("employer_name", ""), kind)
        return cleaned

    def _employer(self, name: str, kind: str | None) -> int | None:
        if kind in OF_EMPLOYERS and not name:
            self.add_error("employer_name", _("请填写用人单位。"))
        if not name:
            return None
        same = (
            Employer.objects.visible_to(self.scope).filter(name=name.strip()).values_list("pk", flat=True)[:2]
        )
        if len(same) != 1:
            self.add_error("employer_name", _("台账里没有（或不止一家）叫这个名称的单位，请先登记用人单位。"))
            return None
        return int(same[0])
