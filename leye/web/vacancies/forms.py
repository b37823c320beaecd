"""Forms of vacancies."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.models import GroupCode
from leye.standards.occupations import occupation, search
from leye.standards.pay import PayError, parse_pay
from leye.vacancies.enums import AgencyKind, ContractKind, Demand, Education, Hours, Insurance, PayPeriod
from leye.vacancies.models import EmployerStanding, Vacancy
from leye.vacancies.models.upkeep import UNPUBLISH_DAYS, WARN_DAYS
from leye.vacancies.places import named_places
from leye.web.fields import BLANK, AreaField, DayField, YuanField

_SEPARATORS = re.compile(r"[、，,;；\s]+")
#: The fields of a vacancy as the form names them, in the order of conflicts.
FIELDS = [
    "title", "area_no", "place", "seats", "pay_low_fen", "pay_high_fen", "pay_period", "pay_months", "occupation",
    "duties", "hours", "contract", "insurance", "education", "experience_years", "age_low", "age_high", "age_reason",
    "demands", "certificates", "skills", "housing", "meals", "elastic", "groups", "agency_id", "contact_name",
    "contact_phone", "expires_on",
]  # fmt: skip

#: What few vacancies ask for; folded away in the form while it is empty.
SELDOM = ("certificates", "demands", "age_low", "age_high", "age_reason", "groups")


class WordsField(forms.CharField):
    """A few words apart by 、 or spaces."""

    def to_python(self, value: Any) -> Any:
        """The words."""
        return [word for word in _SEPARATORS.split(super().to_python(value) or "") if word]

    def prepare_value(self, value: Any) -> Any:
        """As typed."""
        return "、".join(value) if isinstance(value, list) else value


class OccupationField(forms.CharField):
    """An occupation by its code, or by a name that is exactly one's."""

    def to_python(self, value: Any) -> str:
        """The code; what is typed when nothing fits, for the action to refuse in words."""
        text = str(super().to_python(value))
        if not text or occupation(text):
            return text
        found = search(text, 1)
        return found[0].code if found and text in (found[0].name, *found[0].aliases) else text


def _number(label: Any, least: int = 0, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, widget=widget, **options)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class VacancyForm(forms.Form):
    """A vacancy of an employer that was chosen before."""

    title = forms.CharField(
        label=_("岗位名称"), max_length=80, help_text=_("例如：电焊工。不写“急聘”“高薪”。")
    )
    occupation = OccupationField(
        label=_("职业"), max_length=60, required=False, help_text=_("从下面的建议里选，或填职业名称、代码。")
    )
    area_no = AreaField(label=_("工作地区"), required=False)
    elsewhere = forms.CharField(
        label=_("县外工作地区"),
        max_length=60,
        required=False,
        help_text=_("岗位在辖区外才填，例如：昆山市。"),
    )
    place = forms.CharField(label=_("工作地点"), max_length=120, required=False)
    seats = _number(_("招聘人数"), 1, initial=1)
    pay_text = forms.CharField(
        label=_("粘贴报酬"),
        max_length=60,
        required=False,
        help_text=_("照招聘启事粘贴，自动填好下面几格。例如：4-8千/月、1-2万·13薪。"),
    )
    pay_low_fen = YuanField(label=_("报酬从（元）"), help_text=_("面议的两格都不填。"))
    pay_high_fen = YuanField(label=_("到（元）"))
    pay_period = forms.ChoiceField(label=_("计酬周期"), choices=PayPeriod.choices)
    pay_months = _number(_("一年发几个月"), 12, initial=12, max_value=24)
    duties = forms.CharField(
        label=_("工作内容"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    hours = forms.ChoiceField(label=_("工时"), choices=Hours.choices)
    contract = forms.ChoiceField(label=_("用工形式"), choices=ContractKind.choices)
    insurance = _several(_("社会保险"), Insurance.choices)
    education = forms.ChoiceField(
        label=_("最低学历"), choices=[("", _("不限")), *Education.choices], required=False
    )
    experience_years = _number(_("工作经验（年）"), initial=0, max_value=40)
    skills = WordsField(label=_("技能"), required=False, help_text=_("几个词，用顿号隔开。"))
    certificates = WordsField(label=_("证书"), required=False)
    demands = _several(_("身体要求"), Demand.choices)
    age_low = _number(_("年龄下限"), 1, required=False)
    age_high = _number(_("年龄上限"), 1, required=False)
    age_reason = forms.CharField(
        label=_("限定年龄的依据"), max_length=200, required=False, help_text=_("限定年龄须有法律、法规依据。")
    )
    housing = forms.BooleanField(label=_("提供住宿"), required=False)
    meals = forms.BooleanField(label=_("提供工作餐"), required=False)
    elastic = forms.BooleanField(label=_("弹性岗位（妈妈岗、居家、灵活时间）"), required=False)
    groups = _several(_("面向群体"), ())
    agency_id = forms.TypedChoiceField(label=_("代招机构"), coerce=int, empty_value=None, required=False)
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    expires_on = DayField(label=_("招聘截止"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        area = self.fields["area_no"]
        assert isinstance(area, AreaField)
        area.offer(scope, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
        codes = GroupCode.objects.filter(valid_to__isnull=True).order_by("code")
        self.fields["groups"].choices = list(codes.values_list("code", "name"))  # type: ignore[attr-defined]  # a choice field
        agencies = (
            EmployerStanding.objects.visible_to(scope).exclude(agency_kind="").select_related("employer")
        )
        named = [(one.employer_id, one.employer.name) for one in agencies.order_by("employer__name")[:500]]
        self.fields["agency_id"].choices = [("", _("单位自己招聘")), *named]  # type: ignore[attr-defined]  # the same

    @property
    def more_is_open(self) -> bool:
        """Whether what is seldom asked for must be seen: there is something in it, or something is wrong."""
        return bool(self.errors) or any(self[name].value() for name in SELDOM)

    def clean(self) -> dict[str, Any]:
        """Where the work is: of the scope, or elsewhere by name."""
        values: dict[str, Any] = super().clean() or {}
        values["pay_months"] = values.get("pay_months") or 12
        text = values.pop("pay_text", "")
        if text and values.get("pay_low_fen") is None and values.get("pay_high_fen") is None:
            try:
                values |= pasted_pay(text)
            except PayError as error:
                self.add_error("pay_text", str(error))
        # One of the occupations offered for the title was ticked.
        if picked := self.data.get("occupation_pick"):
            values["occupation"] = picked
        elsewhere = values.pop("elsewhere", "")
        if elsewhere:
            found = named_places(elsewhere)
            if len(found) == 1:
                values["area_no"] = found[0].no
            else:
                self.add_error("elsewhere", _several_places(elsewhere, found))
        elif not values.get("area_no"):
            self.add_error("area_no", _("请选择工作地区。"))
        return values


def pasted_pay(text: str) -> dict[str, Any]:
    """What an advertisement says about pay, as the form's fields, in fen. Raises PayError."""
    pay = parse_pay(text)
    return {
        "pay_low_fen": pay.low_fen, "pay_high_fen": pay.high_fen, "pay_period": pay.period, "pay_months": pay.months,
    }  # fmt: skip


def _several_places(text: str, found: list[Area]) -> str:
    if not found:
        return str(_("没有叫“%(text)s”的地区，请填县（区）的全名。") % {"text": text})
    names = "、".join(f"{one.parent.name if one.parent else ''}{one.name}" for one in found[:5])
    return str(_("“%(text)s”有几个：%(names)s。请连同市名一起填。") % {"text": text, "names": names})


def start_of(vacancy: Vacancy, scope: Scope) -> dict[str, Any]:
    """The form's first values for a vacancy that is there."""
    start = {
        name: getattr(vacancy, "area_id" if name == "area_no" else name) for name in (*FIELDS, "version")
    }
    for name in ("pay_low_fen", "pay_high_fen"):
        start[name] = None if start[name] is None else start[name] / 100
    if not scope.covers(vacancy.area_id):
        start["area_no"], start["elsewhere"] = None, str(Area.objects.get(pk=vacancy.area_id))
    return start


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ReopenForm(forms.Form):
    more = forms.IntegerField(
        label=_("再招几人"), min_value=1, help_text=_("已招到的人不算在内。重新公开，不用再审核。"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip


class StandingForm(forms.Form):
    """What was found out about a unit that recruits."""

    verified = forms.BooleanField(label=_("已核实是合法登记的单位"), required=False)
    verified_how = forms.CharField(label=_("怎样核实的"), max_length=200, required=False)
    agency_kind = forms.ChoiceField(
        label=_("代招身份"), choices=[("", _("只为自己招聘")), *AgencyKind.choices], required=False
    )
    licence = forms.CharField(label=_("人力资源服务许可证号"), max_length=40, required=False)
    licence_until = DayField(label=_("许可证有效期至"), required=False)
    closed_on = DayField(
        label=_("停业、注销日期"), required=False, help_text=_("填了以后，在招岗位立即下架。")
    )
    closed_reason = forms.CharField(label=_("停业、注销说明"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RulesForm(forms.Form):
    """How long vacancies stand without being confirmed, and the lowest wages."""

    warn_days = _number(_("多少天没有确认就提醒"), 1, initial=WARN_DAYS)
    unpublish_days = _number(_("提醒后多少天没有确认就下架"), 1, initial=UNPUBLISH_DAYS)
    minimum_month_fen = YuanField(label=_("月最低工资标准（元）"))
    minimum_hour_fen = YuanField(label=_("小时最低工资标准（元）"))
    reason = forms.CharField(label=_("依据"), max_length=200, help_text=_("写明文件名称、文号。"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FindForm(forms.Form):
    """What to look for; everything is optional."""

    text = forms.CharField(label=_("找什么活"), max_length=60, required=False)
    place = forms.CharField(label=_("在哪里"), max_length=60, required=False)
    km = forms.ChoiceField(
        label=_("范围"), required=False,
        choices=[("", _("只在当地")), ("30", _("周边30公里")), ("60", _("周边60公里")), ("100", _("周边100公里"))],
    )  # fmt: skip
    pay_yuan = forms.ChoiceField(
        label=_("月薪可达"), required=False,
        choices=[("", _("不限")), *((str(y), f"{y:,}") for y in (2000, 3000, 4000, 5000, 6000, 8000, 10_000))],
    )  # fmt: skip
    sort = forms.ChoiceField(
        label=_("排列"), required=False, choices=[("", _("新的在前")), ("near", _("近的在前"))]
    )
    education = forms.ChoiceField(label=_("我的学历"), choices=[*BLANK, *Education.choices], required=False)
    hours = forms.ChoiceField(label=_("工时"), choices=[("", _("不限")), *Hours.choices], required=False)
    group = forms.ChoiceField(label=_("面向群体"), required=False)
    occupation = OccupationField(label=_("职业"), max_length=60, required=False)
    elastic = forms.BooleanField(label=_("弹性岗位"), required=False)
    housing = forms.BooleanField(label=_("提供住宿"), required=False)
    meals = forms.BooleanField(label=_("提供工作餐"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = GroupCode.objects.filter(valid_to__isnull=True, area__isnull=True).order_by("code")
        self.fields["group"].choices = [("", _("不限")), *codes.values_list("code", "name")]  # type: ignore[attr-defined]  # a choice field
