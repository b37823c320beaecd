"""Forms of printed ledgers: what to print, the county's format, and the changed cells of one row."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.enums import Relation, SpellEnd, SpellKind, Wish, WorkCapacity
from leye.sheets.books import BUILT_IN, PAPER, books
from leye.sheets.columns import COLUMNS
from leye.sheets.keying import BEGUN, JOB, LEFT, keyable
from leye.standards.codes import EDUCATION
from leye.web.fields import BLANK, DayField, YuanField, area_choices

#: Typed into a cell that was struck out on paper.
NOTHING = "无"
#: Cells that may be struck out.
ERASABLE = ("phone", "address", "note", "work_place", "occupation", "wish_place")
UNCHANGED: list[tuple[Any, Any]] = [("", gettext_lazy("不变"))]


class PrintForm(forms.Form):
    """A ledger, and the villages whose sheets are wanted."""

    book = forms.ChoiceField(label=gettext_lazy("台账"))
    areas = forms.TypedMultipleChoiceField(
        label=gettext_lazy("村（社区）"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一个村。")},
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["book"].choices = [(book.slug, str(book.name)) for book in books(scope)]  # type: ignore[attr-defined]  # a choice field
        villages: list[Any] = []
        for value, label in area_choices(scope, Level.VILLAGE):
            villages += label if isinstance(label, list) else [(value, label)]
        self.fields["areas"].choices = villages  # type: ignore[attr-defined]  # a choice field
        if len(villages) == 1:
            self.initial.setdefault("areas", [villages[0][0]])
        self.initial.setdefault("book", "formerly-poor" if "formerly-poor" in BUILT_IN else "all")


class FormatForm(forms.Form):
    """The columns of the county's one format."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("栏目"), widget=forms.CheckboxSelectMultiple,
        choices=[(key, column.label) for key, column in COLUMNS.items() if key not in ("name", "number")],
        initial=list(PAPER), error_messages={"required": gettext_lazy("请至少选一个栏目。")},
    )  # fmt: skip


def _text(name: str, most: int) -> forms.CharField:
    hint = _("划掉的填“无”。") if name in ERASABLE else ""
    return forms.CharField(label=str(COLUMNS[name].label), max_length=most, required=False, help_text=hint)


def _choice(label: Any, choices: Any, first: Any = UNCHANGED) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*first, *choices], required=False)


def _field(name: str) -> forms.Field:
    """The field for a column or a part of a change of work."""
    lists: dict[str, Any] = {
        "education": list(EDUCATION), "relation": Relation.choices,
        "work_capacity": WorkCapacity.choices, "wants_work": Wish.choices,
    }  # fmt: skip
    special: dict[str, forms.Field] = {
        "graduated_on": DayField(label=_("毕业日期"), required=False),
        "wage": YuanField(label=_("月工资（元）")),
        "left_on": DayField(label=_("离岗日期"), required=False),
        "left_why": _choice(_("离岗原因"), SpellEnd.choices, BLANK),
        "new_on": DayField(label=_("新就业：开始日期"), required=False),
        "new_kind": _choice(_("新就业：形式"), SpellKind.choices, BLANK),
        "new_employer": forms.CharField(label=_("新就业：单位"), max_length=120, required=False),
        "new_place": forms.CharField(label=_("新就业：地点"), max_length=120, required=False),
        "new_wage": YuanField(label=_("新就业：月工资（元）")),
    }
    if name in special:
        return special[name]
    if name in lists:
        return _choice(COLUMNS[name].label, lists[name])
    return _text(name, {"phone": 20, "occupation": 60, "wish_place": 60, "note": 500}.get(name, 120))


class RowForm(forms.Form):
    """The changed cells of one row; what is left empty has not changed. `values()` gives what was keyed.

    `printed` stands greyed in the empty cells, so that the eye finds the place on the paper.
    """

    def __init__(self, *args: Any, columns: list[str], printed: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = keyable(columns)
        for name in self.names:
            field = _field(name)
            if name in printed and isinstance(field, forms.CharField | forms.DecimalField):
                field.widget.attrs["placeholder"] = printed[name]
            elif printed.get(name) and isinstance(field, forms.ChoiceField):
                unchanged = (("", _("不变（%(printed)s）") % {"printed": printed[name]}),)
                offered: Any = field.choices
                field.choices = [*unchanged, *list(offered)[1:]]
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """An end of a job needs its reason, a beginning its day and form; a new job's wage is its own."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("left_on")) != bool(cleaned.get("left_why")):
            self.add_error("left_why" if cleaned.get("left_on") else "left_on", _("离岗日期和原因要一起填。"))
        begun = [name for name in BEGUN if cleaned.get(name)]
        if begun and not (cleaned.get("new_on") and cleaned.get("new_kind")):
            self.add_error("new_kind" if cleaned.get("new_on") else "new_on", _("新就业要填开始日期和形式。"))
        if any(cleaned.get(name) for name in JOB) and (begun or any(cleaned.get(name) for name in LEFT)):
            self.add_error(
                None, _("换了工作的，地点和工资填在“新就业”里；“务工地”“月工资”只用来更正现在这份工作。")
            )
        if not any(value not in (None, "") for value in cleaned.values()) and not self.errors:
            self.add_error(None, _("这一行还没有填改动。没有改动的行不用录，请移去。"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was keyed, by name; struck-out cells as ''."""
        found = {}
        for name in self.names:
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                continue
            found[name] = "" if name in ERASABLE and value == NOTHING else value
        return found

    @property
    def direct(self) -> list[Any]:
        """The fields of single cells."""
        return [self[name] for name in self.names if name not in (*LEFT, *BEGUN)]

    @property
    def about_work(self) -> list[Any]:
        """The fields of a job that ended or began."""
        return [self[name] for name in self.names if name in (*LEFT, *BEGUN)]

    @property
    def work_open(self) -> bool:
        """Whether something about work was typed or is wrong, so that the page must not fold it away."""
        names = (*LEFT, *BEGUN)
        typed = any((self.data.get(self.add_prefix(name)) or self.initial.get(name)) for name in names)
        return typed or any(name in names for name in self.errors)
