"""Forms of people from outside: a request for help, its receipt, the way in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.hiring.enums import DeclineReason
from leye.hiring.resume import FACTS
from leye.selfservice.enums import HelpKind
from leye.selfservice.served import below
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.phones import PhoneError, clean_phone
from leye.web.fields import AreaField


def phone_field(label: Any, **options: Any) -> forms.CharField:
    """A telephone number, with the telephone's keys."""
    return forms.CharField(
        label=label, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}), **options
    )  # fmt: skip


def identity_field(label: Any, **options: Any) -> forms.CharField:
    """An identity number, never kept by the browser."""
    attrs = {"data-identity": "", "autocomplete": "off", "data-no-draft": ""}
    return forms.CharField(label=label, max_length=30, widget=forms.TextInput(attrs=attrs), **options)


class HelpForm(forms.Form):
    """Who asks, for what, and how to call back."""

    kind = forms.ChoiceField(
        label=_("需要什么帮助"),
        choices=[one for one in HelpKind.choices if one[0] != HelpKind.CORRECT],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("具体情况"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例如：会开装载机，想在县城附近找活。不用写身份证号和银行卡号。"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = phone_field(_("电话"), help_text=_("工作人员用这个号码和您联系，不公开。"))
    village = forms.TypedChoiceField(label=_("村（社区）"), required=False, coerce=int, empty_value=None)
    id_number = identity_field(
        _("身份证号"), required=False, help_text=_("不填也可以。填了，工作人员不用再向您核对。")
    )
    agreed = forms.BooleanField(
        label=_("同意保存以上资料，只用于就业服务和与我联系，办结后按档案规定保管，不提供给招聘单位。"),
        required=False,
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = below(area) if area.level == Level.TOWNSHIP else []
        if not villages:
            del self.fields["village"]
            return
        field = self.fields["village"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("说不清，不选")), *((one.no, one.name) for one in villages)]


class ReceiptForm(forms.Form):
    """What the receipt says, and who holds it."""

    number = forms.CharField(
        label=_("回执号"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    tail = forms.CharField(
        label=_("电话后四位"), min_length=4, max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """An officer's answer, as the person will read it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("答复"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("本人凭回执能看到这段话。"),
    )  # fmt: skip


class OpenCaseForm(forms.Form):
    """What is lacking to open the case of somebody who is not matched with the ledger yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    id_number = identity_field(_("身份证号"))
    area_no = AreaField(label=_("责任村（社区）"), required=False)


class NumberForm(forms.Form):
    """Who it is."""

    id_number = identity_field(_("身份证号"))

    def clean_id_number(self) -> str:
        """The number in one form. Raises ValidationError for what no number can be."""
        try:
            return parse_identity(self.cleaned_data["id_number"]).number
        except IdentityError as error:
            raise forms.ValidationError(str(error)) from error


class SignInForm(NumberForm):
    """Who it is, and the telephone that the file holds."""

    phone = phone_field(_("手机号"), help_text=_("填在就业服务机构登记过的手机号，验证码发到这个号码。"))

    def clean_phone(self) -> str:
        """The telephone in one form."""
        try:
            return clean_phone(self.cleaned_data["phone"])
        except PhoneError as error:
            raise forms.ValidationError(str(error)) from error


class PaperForm(NumberForm):
    """Who it is, and the code that the counter wrote down."""

    code = forms.RegexField(
        r"^\s*\d{4}\s?\d{4}\s*$", label=_("登录码"), error_messages={"invalid": _("请填写纸条上的8位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(str(self.cleaned_data["code"]).split())


class CodeForm(forms.Form):
    """The code of the text message."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$", label=_("验证码"), error_messages={"invalid": _("请填写短信里的6位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "8"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """The digits alone."""
        return str(self.cleaned_data["code"]).strip()


class ApplyForm(forms.Form):
    """What the employer is to see, and a word of one's own."""

    shown = forms.MultipleChoiceField(
        label=_("给单位看的内容"), choices=list(FACTS.items()), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("只给单位看您选中的。姓名只显示姓，电话、身份证号都不给看。"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("想对单位说的话"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    contact = forms.BooleanField(
        label=_("单位也同意时，可以看到我的姓名和电话，直接和我联系。"), required=False
    )


class DeclineForm(forms.Form):
    """Why not this one."""

    reason = forms.ChoiceField(
        label=_("为什么不去"), choices=DeclineReason.choices, widget=forms.RadioSelect,
        help_text=_("您说的原因，下次推荐时会考虑。"),
    )  # fmt: skip
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class AskForm(forms.Form):
    """A request for help of somebody who is signed in."""

    kind = forms.ChoiceField(label=_("需要什么帮助"), choices=HelpKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("具体情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
