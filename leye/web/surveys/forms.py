"""Forms of surveys: a round to begin, a questionnaire as fields, a pause."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.adoption.campaigns import campaigns_about
from leye.areas.enums import Level
from leye.casework.enums import ServiceChannel
from leye.ledger.groups import choices as group_choices
from leye.outreach.actions.questionnaires import in_use
from leye.outreach.questionnaires.questions import Answers, Question
from leye.standards.calendar import today
from leye.web.fields import BLANK, AreaField, DayField, past_day

#: Largest file of questions.
MOST_BYTES = 200_000
YES_NO = [("", gettext_lazy("没问")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]


class RoundForm(forms.Form):
    """Where, whom, with which questions, until when."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    area = AreaField(label=gettext_lazy("调查范围"))
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("调查哪些群体"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("不选就是范围内的所有人。"))  # fmt: skip
    only_unemployed = forms.BooleanField(
        label=gettext_lazy("只调查没有就业记录的人"), required=False, initial=True)  # fmt: skip
    questionnaire = forms.TypedChoiceField(label=gettext_lazy("问卷"), coerce=int)
    since = DayField(label=gettext_lazy("开始日期"))
    until = DayField(label=gettext_lazy("完成期限"))
    campaign = forms.TypedChoiceField(
        label=gettext_lazy("所属行动"), coerce=int, required=False, empty_value=None)  # fmt: skip

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        area: Any = self.fields["area"]
        area.offer(scope, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
        self._offer("groups", group_choices(scope.lo, today()))
        self._offer("questionnaire", [(one.pk, str(one)) for one in in_use(scope, today())])
        self._offer(
            "campaign",
            [*BLANK, *((one.pk, one.title) for one in campaigns_about(scope).filter(closed_at=None))],
        )
        self.initial = {
            "area": scope.lo,
            "since": today(),
            "until": today() + dt.timedelta(days=30),
            **self.initial,
        }

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)


class AskForm(forms.Form):
    """A questionnaire as fields named q_…, with who asked whom, how and when."""

    channel = forms.ChoiceField(
        label=gettext_lazy("方式"), widget=forms.RadioSelect, initial=ServiceChannel.PHONE,
        choices=[c for c in ServiceChannel.choices if c[0] != ServiceChannel.SMS])  # fmt: skip
    answered_on = past_day(gettext_lazy("调查日期"))
    answered_by = forms.CharField(
        label=gettext_lazy("由谁代答"), max_length=60, required=False,
        help_text=gettext_lazy("本人回答就不填；家属代答写姓名和关系。"))  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    person_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, questions: list[Question], deciding: dict[str, Any], *args: Any, **options: Any
    ) -> None:
        """`deciding`: attributes of the questions on whose answers others depend, by name."""
        super().__init__(*args, **options)
        self.questions = questions
        for question in questions:
            self.fields[f"q_{question.name}"] = _field(question, deciding.get(question.name, {}))

    @property
    def answers(self) -> Answers:
        """What was answered, as the schema wants it; what was left open is left out."""
        found: Answers = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"q_{question.name}")
            if value in (None, "", []):
                continue
            if question.kind == "yes_no":
                value = value == "yes"
            found[question.name] = value.isoformat() if isinstance(value, dt.date) else value
        return found

    @staticmethod
    def beginning(questions: list[Question], answers: Answers) -> dict[str, Any]:
        """Answers as the fields show them."""
        found: dict[str, Any] = {}
        for question in questions:
            if question.name in answers:
                value = answers[question.name]
                found[f"q_{question.name}"] = (
                    ("yes" if value else "no") if question.kind == "yes_no" else value
                )
        return found


def _field(question: Question, attrs: dict[str, str]) -> forms.Field:
    """Whether it must be answered the schema says, when it is known which questions were asked at all."""
    about: dict[str, Any] = {"label": question.title, "help_text": question.help, "required": False}
    if question.kind == "one":
        return forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect(attrs=attrs), **about)
    if question.kind == "many":
        return forms.MultipleChoiceField(
            choices=question.choices, widget=forms.CheckboxSelectMultiple(attrs=attrs), **about
        )
    if question.kind == "yes_no":
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect(attrs=attrs), **about)
    if question.kind == "number":
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "short", **attrs})
        return forms.IntegerField(widget=widget, error_messages={"invalid": _("请填整数。")}, **about)
    if question.kind == "date":
        return DayField(**about)
    widget_of_text = (
        forms.Textarea(attrs={"rows": 2, **attrs})
        if question.kind == "lines"
        else forms.TextInput(attrs=attrs)
    )
    return forms.CharField(widget=widget_of_text, max_length=2000, **about)


class QuestionsForm(forms.Form):
    """A schema, typed in or as a file."""

    area = AreaField(label=gettext_lazy("使用地区"))
    file = forms.FileField(
        label=gettext_lazy("题目文件"), required=False, help_text=gettext_lazy("JSON Schema 文件（.json）。")
    )
    text = forms.CharField(
        label=gettext_lazy("或直接填写"), required=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}))  # fmt: skip

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        area: Any = self.fields["area"]
        area.offer(scope, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)
        self.initial = {"area": scope.lo, **self.initial}

    def clean(self) -> dict[str, Any]:
        """The schema under `schema`."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件太大，题目文件最多200 KB。"))
        try:
            text = file.read().decode("utf-8-sig") if file is not None else cleaned.get("text", "")
            cleaned["schema"] = json.loads(text) if text.strip() else None
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("文件不是 UTF-8 编码，请另存为 UTF-8 再试。")) from error
        except (json.JSONDecodeError, RecursionError) as error:
            where = f"{error.lineno}" if isinstance(error, json.JSONDecodeError) else "?"
            raise forms.ValidationError(
                _("不是有效的 JSON：第%(line)s行附近有错。") % {"line": where}
            ) from error
        if cleaned["schema"] is None:
            raise forms.ValidationError(_("请选择文件或填写题目。"))
        return cleaned


class PauseForm(forms.Form):
    """Until when and why."""

    until = DayField(label=gettext_lazy("暂停到"))
    reason = forms.CharField(
        label=gettext_lazy("暂停原因"), max_length=200, help_text=gettext_lazy("例如住院、照顾病人、家里办丧事。"))  # fmt: skip
