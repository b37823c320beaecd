"""What is asked when a service is recorded: no more than a clerk can answer in two clicks."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.casework.enums import OUTCOMES_BY_HAND, Outcome, ServiceChannel, ServiceKind
from leye.ledger.enums import Wish
from leye.standards.calendar import today
from leye.web.fields import past_day

#: Kinds whose item (which job, which course) must be told, because three must be different ones.
WITH_ITEM = {ServiceKind.JOB_RECOMMENDATION.value, ServiceKind.COURSE_RECOMMENDATION.value}
#: What the person said about work: asked for when a survey is due, may be left open.
WISHES = [("", _("没问")), (Wish.YES.value, Wish.YES.label), (Wish.NO.value, Wish.NO.label)]


class ServiceForm(forms.Form):
    """One service to one person or many."""

    kinds = forms.MultipleChoiceField(
        label=_("做了什么"), choices=ServiceKind.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项做了什么。")},
    )  # fmt: skip
    item = forms.CharField(
        label=_("推荐了哪个岗位或课程"), max_length=120, required=False,
        help_text=_("推荐岗位或课程时填写，例如“永坪炼油厂 保洁员”。同一个岗位只算一次。"),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("方式"), choices=ServiceChannel.choices, initial=ServiceChannel.PHONE,
                                widget=forms.RadioSelect)  # fmt: skip
    outcome = forms.ChoiceField(label=_("结果"), choices=OUTCOMES_BY_HAND, initial=Outcome.DONE,
                                widget=forms.RadioSelect)  # fmt: skip
    wants_work = forms.ChoiceField(
        label=_("本人就业意愿"), choices=WISHES, required=False, initial="", widget=forms.RadioSelect
    )
    served_on = past_day(_("日期"))
    place = forms.CharField(
        label=_("地点"),
        max_length=60,
        required=False,
        help_text=_("例如村委会、本人家中；电话联系的不用填。"),
    )
    note = forms.CharField(
        label=_("备注"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_served_on(self) -> dt.date:
        """Not in the future."""
        day: dt.date = self.cleaned_data["served_on"]
        if day > today():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, object]:
        """A recommendation says which job or course; a survey says what the person wants."""
        cleaned = super().clean() or {}
        recommended = WITH_ITEM & set(cleaned.get("kinds", []))
        if recommended and cleaned.get("outcome") == Outcome.DONE and not cleaned.get("item"):
            self.add_error("item", _("请写明推荐的岗位或课程，文件要求推荐的应是不同的岗位（课程）。"))
        if (
            ServiceKind.SURVEY in cleaned.get("kinds", [])
            and cleaned.get("outcome") == Outcome.DONE
            and not cleaned.get("wants_work")
        ):
            self.add_error("wants_work", _("摸底调查办到了，请选择本人有没有就业意愿。"))
        return cleaned
