"""Forms of job fairs."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.market.enums import Every, FairKind, FairMode
from leye.market.models import Fair, FairSeries
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.web.fields import AreaField, DayField, YuanField, past_day


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    )


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("请按“09:00”的样子填写时间。")},
    )  # fmt: skip


class PlanForm(forms.Form):
    """A fair to be held; a past day is allowed, because fairs are often entered afterwards."""

    title = forms.CharField(
        label=_("名称"), max_length=120, help_text=_("例如：2026年金秋招聘月暨返乡农民工专场。")
    )
    kind = forms.ChoiceField(
        label=_("类型"),
        choices=FairKind.choices,
        initial=FairKind.ON_SITE,
        widget=forms.RadioSelect,
        required=False,
    )
    held_on = DayField(label=_("举办日期"))
    starts_at = _hour(_("开始时间"))
    ends_at = _hour(_("结束时间"))
    area_no = AreaField(label=_("举办地区"))
    place = forms.CharField(
        label=_("地点"), max_length=120, required=False, help_text=_("公告前必填，写到来的人找得到。")
    )
    site_id = forms.TypedChoiceField(
        label=_("零工市场、安置区"), required=False, coerce=int, empty_value=None,
        help_text=_("零工市场活动日和安置区专场选在哪一个；办完有人到场，自动记进它的活动台账。"),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("方式"), choices=FairMode.choices, initial=FairMode.OFFLINE, widget=forms.RadioSelect
    )
    is_special = forms.BooleanField(label=_("重点群体专场"), required=False)
    four_enters = forms.BooleanField(label=_("同时算一次“四送四进”活动"), required=False)
    industry = forms.CharField(label=_("主题"), max_length=60, required=False)
    organiser = forms.CharField(label=_("主办单位"), max_length=80, required=False)
    co_organisers = forms.CharField(label=_("协办单位"), max_length=200, required=False)
    budget_fen = YuanField(label=_("预算（元）"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, site = self.fields["area_no"], self.fields["site_id"]
        assert isinstance(field, AreaField)
        assert isinstance(site, forms.TypedChoiceField)
        field.offer(scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
        sites = Site.objects.visible_to(scope).filter(
            kind__in=(SiteKind.GIG_MARKET, SiteKind.RESETTLEMENT_AREA), closed_on__isnull=True
        )
        site.choices = [
            ("", _("不选")),
            *((one.pk, one.name) for one in sites.order_by("kind", "name")[:500]),
        ]

    def clean_kind(self) -> str:
        """An on-site fair unless said otherwise; entries of before kinds existed said nothing."""
        return self.cleaned_data["kind"] or FairKind.ON_SITE

    @staticmethod
    def start_of(fair: Fair) -> dict[str, Any]:
        """What the form shows of a fair that is there."""
        names = ("title", "kind", "held_on", "starts_at", "ends_at", "place", "site_id", "mode", "is_special",
                 "four_enters", "industry", "organiser", "co_organisers")  # fmt: skip
        start = {name: getattr(fair, name) for name in names}
        start["area_no"] = fair.area_id
        start["budget_fen"] = None if fair.budget_fen is None else f"{fair.budget_fen / 100:.2f}"
        return start


class HeldForm(forms.Form):
    """What came of a fair."""

    held_on = past_day(_("举办日期"))
    employers = _count(_("参会单位（家）"))
    vacancies = _count(_("岗位（个）"))
    visitors = _count(_("求职人数"))
    agreed = _count(_("达成意向（人）"))


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("取消原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ReportForm(forms.Form):
    summary = forms.CharField(
        label=_("总结"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写来的是什么人、哪些岗位没人应、下一场怎么改。"),
    )  # fmt: skip


WEEKDAYS = [(number, name) for number, name in enumerate(
    (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日")), start=1
)]  # fmt: skip


class SeriesForm(forms.Form):
    """How a fair comes again."""

    title = forms.CharField(
        label=_("名称"), max_length=100, help_text=_("前面会自动加上年月，例如：2026年3月磴口县招聘会。")
    )
    every = forms.ChoiceField(
        label=_("多久一次"), choices=Every.choices, initial=Every.MONTH, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label=_("往后排几个月"), min_value=1, max_value=12, initial=3,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip


def when_words(series: FairSeries) -> str:
    """When a series comes: 每月15日, 每周星期三."""
    if series.every == Every.WEEK:
        return str(_("每周%(day)s")) % {"day": WEEKDAYS[series.day - 1][1]}
    return str(_("每月%(day)d日")) % {"day": series.day}


def day_from(text: str | None, default: dt.date | None) -> dt.date | None:
    """A day from an address; the default for anything else."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return default
