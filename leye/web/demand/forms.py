"""Forms of the demand side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.demand.models.rules import SHORTAGE_DAYS, VISIT_DAYS


def number(label: Any, least: int = 0, **options: Any) -> forms.IntegerField:
    """A whole number."""
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, widget=widget, **options)


def words(label: Any, longest: int = 200, rows: int = 2, **options: Any) -> forms.CharField:
    """A sentence or a few."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class ReasonForm(forms.Form):
    reason = words(_("原因"))


class RulesForm(forms.Form):
    """When a job counts as hard to fill, and how often key employers are visited."""

    shortage_days = number(_("多少天没招满算紧缺（天）"), 1, initial=SHORTAGE_DAYS, max_value=365)
    visit_days = number(_("重点企业多少天走访一次（天）"), 1, initial=VISIT_DAYS, max_value=365)
    reason = words(_("依据"), help_text=_("例如：本县人社局2026年用工服务工作安排。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
