"""Forms of a person's file: the facts themselves, and the registration of somebody new."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.enums import WorkCapacity
from leye.ledger.models import Person
from leye.standards.codes import EDUCATION, ETHNIC
from leye.web.fields import BLANK, AreaField, DayField

#: Facts that the edit form carries, in its order; an empty identity number means: as it is.
FACTS = (
    "name", "id_number", "phone", "ethnic", "education", "address", "hukou_code", "work_capacity", "is_student",
    "graduated_on", "note",
)  # fmt: skip


class FactsForm(forms.Form):
    """What is written about a person."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, help_text=_("少数民族姓名中间的点请照写，如“阿依古丽·买买提”。")
    )
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=24,
        widget=forms.TextInput(attrs={"data-identity": "", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("电话"), max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    ethnic = forms.ChoiceField(label=_("民族"), required=False, choices=lambda: [*BLANK, *ETHNIC])
    education = forms.ChoiceField(label=_("文化程度"), required=False, choices=lambda: [*BLANK, *EDUCATION])
    address = forms.CharField(label=_("住址"), max_length=200, required=False)
    hukou_code = forms.CharField(
        label=_("户籍地代码"),
        max_length=12,
        required=False,
        help_text=_("6、9或12位区划代码，不清楚可以不填。"),
    )
    work_capacity = forms.ChoiceField(
        label=_("劳动能力"), choices=WorkCapacity.choices, initial=WorkCapacity.UNKNOWN
    )
    is_student = forms.BooleanField(label=_("在校学生"), required=False)
    graduated_on = DayField(label=_("毕业日期"), required=False)
    note = forms.CharField(
        label=_("备注"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def changes(self) -> dict[str, Any]:
        """Cleaned values as the actions take them; an untouched identity number is left out."""
        values = {name: self.cleaned_data[name] for name in FACTS}
        if not values["id_number"]:
            del values["id_number"]
        return values


class EditForm(FactsForm):
    """The facts of a file that exists, and the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id_number"].required = False
        self.fields["id_number"].help_text = _("不改就留空。")

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What the form shows of a person; never the identity number."""
        values = {name: getattr(person, name) for name in FACTS if name != "id_number"}
        return {**values, "version": person.version}


class RegisterForm(FactsForm):
    """A new file: whose, and which village answers for it."""

    area_no = AreaField(label=_("责任村（社区）"))
    field_order = ["name", "id_number", "area_no", "phone", "work_capacity"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.VILLAGE)


class TransferForm(forms.Form):
    """A request for somebody who may be held elsewhere."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    id_number = forms.CharField(
        label=_("身份证号"), max_length=24, widget=forms.TextInput(attrs={"data-identity": "", "autocomplete": "off"}),
        help_text=_("请照本人证件填写。"),
    )  # fmt: skip
    area_no = AreaField(label=_("转入哪个村（社区）"))
    reason = forms.CharField(
        label=_("申请理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如：2026年9月起随子女在本村居住，本人要求在这里办理就业登记。"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.VILLAGE)
