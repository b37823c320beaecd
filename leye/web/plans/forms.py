"""Forms of plans, their goals and their templates."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.cases.goals import LONGEST_TEXT, MOST_GOALS, Goal
from leye.cases.plan_enums import ENDS_WITH, GoalKind, PlanEnd
from leye.cases.staff import helper_choices
from leye.ledger.groups import choices as group_choices
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.fields import BLANK, AreaField, Choices, DayField, past_day

AREA_TEXT = {"rows": 2}


def _named(label: Any) -> dict[str, Any]:
    """The name of an input that stands in a table, where the label is the column's head."""
    return {"aria-label": label}


class GoalForm(forms.Form):
    """One goal of a plan; an empty kind means: no goal."""

    kind = forms.ChoiceField(
        choices=[("", _("不设")), *GoalKind.choices],
        required=False,
        widget=forms.Select(attrs=_named(_("目标类型"))),
    )
    text = forms.CharField(
        max_length=LONGEST_TEXT, required=False, widget=forms.TextInput(attrs=_named(_("具体内容")))
    )
    need = forms.IntegerField(
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={**_named(_("次数或天数")), "class": "short"}),
    )
    due_on = DayField(
        required=False, widget=forms.DateInput(attrs={**_named(_("期限")), "type": "date"}, format="%Y-%m-%d")
    )

    def goal(self) -> Goal | None:
        """What was typed; None for an empty line."""
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        return Goal(data["kind"], data.get("need") or 1, data.get("text") or "", data.get("due_on"))


class TemplateGoalForm(GoalForm):
    """One goal of a template: days from the beginning of the plan in place of a date."""

    due_on = None  # type: ignore[assignment]  # Django leaves out a field that is set to None
    days = forms.IntegerField(
        min_value=1, max_value=730, required=False,
        widget=forms.NumberInput(attrs={**_named(_("第几天前")), "class": "short"}),
    )  # fmt: skip

    def goal(self) -> Goal | None:
        """What was typed; None for an empty line."""
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        return Goal(data["kind"], data.get("need") or 1, data.get("text") or "", days=data.get("days"))


def _set_of(form: type[forms.Form]) -> type[BaseFormSet]:
    return formset_factory(form, extra=2, max_num=MOST_GOALS, absolute_max=MOST_GOALS)


GoalSet = _set_of(GoalForm)
TemplateGoalSet = _set_of(TemplateGoalForm)


def goals_in(formset: BaseFormSet) -> list[Goal]:
    """The goals of a valid set of lines."""
    return [goal for line in formset.forms if (goal := line.goal()) is not None]


def lines_of(goals: list[Goal]) -> list[dict[str, Any]]:
    """Goals as the lines of a set begin with them."""
    return [
        {"kind": goal.kind, "text": goal.text, "need": goal.need, "due_on": goal.due_on, "days": goal.days}
        for goal in goals
    ]


class PlanForm(forms.Form):
    """What a plan names, besides its goals."""

    group_code = forms.ChoiceField(label=_("类别"), required=False)
    goal = forms.CharField(
        label=_("工作目标"), max_length=300, required=False, widget=forms.Textarea(attrs=AREA_TEXT)
    )
    standard = forms.CharField(
        label=_("考核标准"), max_length=300, required=False, widget=forms.Textarea(attrs=AREA_TEXT)
    )
    since = past_day(_("开始日期"))
    until = DayField(label=_("计划到期"))
    helping_unit = forms.CharField(label=_("帮扶单位"), max_length=80, required=False)
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_phone = forms.CharField(
        label=_("联系人电话"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    backup_id = forms.TypedChoiceField(
        label=_("后备联系人"), coerce=int, empty_value=None, required=False,
        help_text=_("帮扶联系人不在岗时由谁接手。"),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Choices = [("", _("不分类别")), *group_choices(person.area_id, today())]
        self.fields["group_code"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        staff: Choices = [
            ("", _("暂不指定")),
            *(pair for pair in helper_choices(person.area_id) if pair[0] != person.helper_id),
        ]
        self.fields["backup_id"].choices = staff  # type: ignore[attr-defined]  # a ChoiceField


class AgreeForm(forms.Form):
    agreed_on = past_day(_("与本人商定日期"))


class EndForm(forms.Form):
    """Why a plan ends. That a case has ended is said by the case itself."""

    reason = forms.ChoiceField(
        label=_("结束原因"),
        choices=[(code, label) for code, label in PlanEnd.choices if code not in ENDS_WITH],
        widget=forms.RadioSelect,
    )
    ended_on = past_day(_("结束日期"))
    note = forms.CharField(
        label=_("结束说明"), max_length=200, required=False, widget=forms.Textarea(attrs=AREA_TEXT),
        help_text=_("选“其他原因”时必填。"),
    )  # fmt: skip


class TemplateForm(forms.Form):
    """A template, besides its goals."""

    title = forms.CharField(label=_("模板名称"), max_length=80)
    area_no = AreaField(label=_("适用地区"))
    group_code = forms.ChoiceField(label=_("适用类别"), required=False)
    goal = forms.CharField(label=_("工作目标"), max_length=300, widget=forms.Textarea(attrs=AREA_TEXT))
    standard = forms.CharField(label=_("考核标准"), max_length=300, widget=forms.Textarea(attrs=AREA_TEXT))
    months = forms.IntegerField(
        label=_("计划期限（月）"), min_value=1, max_value=24, initial=6,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, area_no: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.COUNTY, Level.TOWNSHIP)
        groups: Choices = [("", _("不分类别")), *group_choices(area_no, today())]
        self.fields["group_code"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField


class TemplateChoice(forms.Form):
    """Which template a new plan begins with."""

    template = forms.ChoiceField(label=_("从模板开始"), required=False)

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [*BLANK, *offered]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["template"].widget.attrs["data-auto-submit"] = ""


def plan_start(person: Person, unit: str) -> dict[str, Any]:
    """What a new plan begins with: the helper of the ledger is its contact, so nothing known is asked again."""
    day = today()
    helper = person.helper
    return {
        "since": day, "until": day + dt.timedelta(days=180), "helping_unit": unit,
        "contact_name": helper.name if helper else "", "contact_phone": helper.phone if helper else "",
    }  # fmt: skip
