"""Forms of referrals."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.areas.paths import full_path
from leye.cases.finding_areas import areas_meant
from leye.standards.calendar import today
from leye.web.fields import DayField, past_day

AREA_TEXT = {"rows": 2}
USUAL_DAYS = 10


class PlaceField(forms.CharField):
    """An area of the whole tree by name or code; `find` gives it, or puts the candidates into the error."""

    def find(self, form: forms.Form, name: str, text: str, scope: Scope) -> Area | None:
        """The one area meant; None with an error on the form's field otherwise."""
        found = areas_meant(text, scope)
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(f"{full_path(area)}（{area.code}）" for area in found[:5])
            form.add_error(name, _now("有几个同名的地方，请改填12位代码：%(names)s") % {"names": names})
        else:
            form.add_error(name, _now("没有找到这个辖区，请核对名称，或填12位区划代码。"))
        return None


class ReferForm(forms.Form):
    """Where to, what for, until when an answer is waited for."""

    to_area = PlaceField(
        label=_("转给哪个辖区"), max_length=80, required=False,
        help_text=_("填名称或12位区划代码，例如磴口县。对方在系统里答复。"),
    )  # fmt: skip
    to_unit = forms.CharField(
        label=_("或转给哪个单位"), max_length=80, required=False,
        help_text=_("不用本系统的单位，例如县残联。答复由您代为登记。"),
    )  # fmt: skip
    what = forms.CharField(
        label=_("请对方办理"), max_length=200, widget=forms.Textarea(attrs=AREA_TEXT),
        help_text=_("只写要办的事，不写身份证号和病情等无关内容。"),
    )  # fmt: skip
    expires_on = DayField(label=_("答复期限"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["expires_on"].initial = (today() + dt.timedelta(days=USUAL_DAYS)).isoformat()

    def clean(self) -> dict[str, Any]:
        """With the area's number under `to_area_no`."""
        data: dict[str, Any] = super().clean() or {}
        text = data.pop("to_area", "").strip()
        data["to_area_no"] = None
        field = self.fields["to_area"]
        if text and isinstance(field, PlaceField):
            area = field.find(self, "to_area", text, self.scope)
            data["to_area_no"] = area.no if area else None
        elif not text and not data.get("to_unit"):
            self.add_error("to_area", _now("请填写转给哪个辖区，或转给哪个单位。"))
        return data


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("答复"), max_length=200, required=False, widget=forms.Textarea(attrs=AREA_TEXT),
        help_text=_("不接收的，请写明原因。"),
    )  # fmt: skip


class UnitAnswerForm(AnswerForm):
    """What a unit outside answered, and who said so."""

    accept = forms.TypedChoiceField(
        label=_("对方是否接收"), coerce=lambda value: value == "yes", choices=[("yes", _("接收")), ("no", _("不接收"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answered_name = forms.CharField(label=_("对方答复人"), max_length=60)
    answered_on = past_day(_("答复日期"))
    field_order = ("accept", "answered_name", "answered_on", "answer")


class ResultForm(forms.Form):
    result = forms.CharField(label=_("办理结果"), max_length=200, widget=forms.Textarea(attrs=AREA_TEXT))
