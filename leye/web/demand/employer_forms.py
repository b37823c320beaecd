"""Forms of key employers and their visits."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.demand.actions.officers import Asked
from leye.demand.enums import ContactWay, NeedKind, NeedState
from leye.web.demand.forms import words
from leye.web.fields import DayField, past_day

_APART = re.compile(r"[，,、\t]+")
_SEATS = re.compile(r"^(\d{1,7})\s*(?:人|名|个)?$")
_OTHERS = [(kind, label) for kind, label in NeedKind.choices if kind != NeedKind.LABOUR]


class OfficerForm(forms.Form):
    """Who looks after a key employer."""

    officer_id = forms.TypedChoiceField(
        label=_("服务专员"), coerce=int, empty_value=None, required=False,
        help_text=_("一人可以负责多家；还没定下来的先不选。"),
    )  # fmt: skip
    reason = words(_("列为重点的理由"), required=False, help_text=_("例如：规上企业，用工200人以上。"))

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("先不指定")), *officers]


class VisitForm(forms.Form):
    """A visit with its needs: labour line by line, as it is told; one of another kind."""

    visited_on = past_day(_("走访日期"))
    way = forms.ChoiceField(
        label=_("方式"), choices=ContactWay.choices, initial=ContactWay.VISIT, widget=forms.RadioSelect
    )
    labour = words(
        _("用工需求"), 2000, 4, required=False,
        help_text=_("一行一个工种，写工种、人数，例如：电焊工，5人。"),
    )  # fmt: skip
    labour_by = DayField(label=_("用工希望何时到岗"), required=False)
    other_kind = forms.ChoiceField(label=_("其他需求"), choices=[("", _("没有")), *_OTHERS], required=False)
    other = words(_("其他需求的内容"), required=False)
    other_by = DayField(label=_("其他需求希望何时办好"), required=False)
    note = words(
        _("情况"), 500, 3, required=False, help_text=_("没有需求的写一句，例如：运转正常，暂无需求。")
    )

    def clean_labour(self) -> list[Asked]:
        """One need for each line."""
        found = []
        for number, line in enumerate(self.cleaned_data["labour"].splitlines(), start=1):
            parts = [part.strip() for part in _APART.split(line.strip()) if part.strip()]
            if not parts:
                continue
            seats = next((int(match[1]) for part in parts[1:] if (match := _SEATS.match(part))), None)
            if seats is None:
                raise forms.ValidationError(
                    _now("第%(n)d行没有写人数。请写成“电焊工，5人”。") % {"n": number}
                )
            found.append(Asked(NeedKind.LABOUR, parts[0], seats))
        return found

    def clean(self) -> dict[str, Any]:
        """The other need has both its kind and its words."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("other") and not told.get("other_kind"):
            self.add_error("other_kind", _now("请选择需求的类别。"))
        if told.get("other_kind") and not told.get("other"):
            self.add_error("other", _now("请填写需求的内容。"))
        return told

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        by: dt.date | None = data["labour_by"]
        needs = [Asked(one.kind, one.what, one.seats, by) for one in data["labour"]]
        if data["other_kind"]:
            needs.append(Asked(data["other_kind"], data["other"], None, data["other_by"]))
        return {"visited_on": data["visited_on"], "way": data["way"], "note": data["note"], "needs": needs}


class SettleForm(forms.Form):
    """What became of a need."""

    state = forms.ChoiceField(
        label=_("办得怎样"), initial=NeedState.DONE, widget=forms.RadioSelect,
        choices=[(state, label) for state, label in NeedState.choices if state != NeedState.OPEN],
    )  # fmt: skip
    result = words(_("结果"), help_text=_("例如：已招到3人；或：已转医保局办理。"))
