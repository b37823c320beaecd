"""Forms of cases: looking for a person, the application, registration, exit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Source
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.cases.enums import CHANNEL_CHOICES, ExitKind
from leye.cases.exits import Evidence
from leye.web.fields import BLANK, AreaField, past_day

YES_NO = [("yes", _("是劳动力，纳入援助")), ("no", _("不是，不纳入"))]


class LookForm(forms.Form):
    """Whom the application is about: the number first, so that nobody is entered twice."""

    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=24,
        help_text=_("照本人证件填写。已在台账里的，直接接着办。"),
        widget=forms.TextInput(attrs={"data-identity": "", "autocomplete": "off", "autofocus": ""}),
    )


class ApplicationForm(forms.Form):
    """What is asked for, through which channel, since when."""

    channel = forms.ChoiceField(
        label=_("申请渠道"), choices=CHANNEL_CHOICES, widget=forms.RadioSelect, initial=Source.COUNTER
    )
    asked_for = forms.CharField(
        label=_("求助事项"),
        max_length=200,
        required=False,
        help_text=_("例如：想在县城找包装、保洁一类的活。"),
    )
    handed_by = forms.CharField(
        label=_("移交单位和文号"),
        max_length=120,
        required=False,
        help_text=_("部门移交和争议调解仲裁信息必填，例如：县仲裁院 磴劳人仲〔2026〕3号。"),
    )
    applied_on = past_day(_("申请日期"))
    mine = forms.BooleanField(label=_("由我经办"), required=False, initial=True)


class NewPersonForm(ApplicationForm):
    """The application of somebody whom the ledger does not have: who, where, and how to call."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    area_no = AreaField(label=_("责任村（社区）"))
    phone = forms.CharField(
        label=_("电话"), max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    field_order = ["name", "area_no", "phone"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.VILLAGE)


class RegisterForm(forms.Form):
    """The word of the office: a labourer or not, since when, why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_labourer = forms.ChoiceField(
        label=_("认定结果"), choices=YES_NO, widget=forms.RadioSelect, initial="yes"
    )
    registered_on = past_day(_("登记日期"))
    reason = forms.CharField(
        label=_("认定理由"), max_length=200, required=False, help_text=_("不纳入的必须写明。")
    )


class ExitForm(forms.Form):
    """Why, since when, and what the reason needs besides what the ledger holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("退出原因"), choices=ExitKind.choices, widget=forms.RadioSelect)
    exited_on = past_day(_("退出日期"))
    job = forms.ChoiceField(
        label=_("哪一段就业"), required=False, help_text=_("按“已就业”退出时，选作为依据的那一段。")
    )
    note = forms.CharField(
        label=_("退出说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    end_registration = forms.BooleanField(
        label=_("同时注销失业登记"), required=False, initial=True,
        help_text=_("有未注销的失业登记时，按同样的原因和日期注销；撤回申请和不属于援助对象的不注销。"),
    )  # fmt: skip

    def offer_jobs(self, found: Evidence) -> None:
        """The jobs that may be the evidence; nothing to choose when there is only one or none."""
        jobs = [
            (f"spell-{spell.pk}", f"{spell.employer_name or spell.get_kind_display()}（{spell.started_on}）")
            for spell in found.spells
        ] + [
            (f"post-{placement.pk}", f"{placement.post.title}（{placement.started_on}）")
            for placement in found.placements
        ]
        field = self.fields["job"]
        assert isinstance(field, forms.ChoiceField)
        if len(jobs) < 2:
            del self.fields["job"]
            return
        field.choices = [*BLANK, *jobs]
