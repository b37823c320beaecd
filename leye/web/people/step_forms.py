"""The small forms of a person's file: one change each."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Role
from leye.accounts.models import Post
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.ledger.enums import (
    Channel,
    Reach,
    RegistrationEnd,
    RegistrationPlace,
    SpellEnd,
    SpellKind,
    Wish,
)
from leye.ledger.groups import choices as group_choices
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today
from leye.web.fields import BLANK, AreaField, DayField, YuanField, area_choices, past_day

HELPERS = (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


class StepForm(forms.Form):
    """A form about one person. `prepare` fills choices that depend on the person or the scope."""

    def __init__(self, *args: Any, scope: Scope, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(scope, person)

    def prepare(self, scope: Scope, person: Person) -> None:
        """Nothing by default."""


class GroupForm(StepForm):
    group_code = forms.ChoiceField(label=_("群体"))
    valid_from = past_day(_("认定日期"))
    evidence = forms.CharField(
        label=_("认定依据"), max_length=200, required=False, help_text=_("例如证件编号、认定文件。")
    )

    def prepare(self, scope: Scope, person: Person) -> None:
        """Groups valid in the person's area today."""
        self.fields["group_code"].choices = [*BLANK, *group_choices(person.area_id, today())]  # type: ignore[attr-defined]  # a ChoiceField


class EndGroupForm(StepForm):
    valid_to = past_day(_("退出日期"), help_text=_("这一天仍算在群体内，第二天起不算。"))


class RegistrationForm(StepForm):
    place_kind = forms.ChoiceField(
        label=_("在哪里登记"), choices=RegistrationPlace.choices, widget=forms.RadioSelect
    )
    registered_on = past_day(_("登记日期"))


class EndRegistrationForm(StepForm):
    ended_on = past_day(_("注销日期"))
    reason = forms.ChoiceField(label=_("注销原因"), choices=RegistrationEnd.choices, widget=forms.RadioSelect)


class SpellForm(StepForm):
    kind = forms.ChoiceField(label=_("就业形式"), choices=SpellKind.choices, initial=SpellKind.CONTRACT)
    channel = forms.ChoiceField(label=_("就业渠道"), choices=[*BLANK, *Channel.choices], required=False)
    employer_name = forms.CharField(label=_("用人单位"), max_length=120, required=False)
    work_place = forms.CharField(label=_("就业地"), max_length=120, required=False)
    reach = forms.ChoiceField(
        label=_("就业地范围"), choices=[("", _("未核实")), *Reach.choices], required=False
    )
    wage_fen = YuanField(label=_("月工资（元）"))
    started_on = past_day(_("开始日期"))
    contract_months = forms.IntegerField(
        label=_("合同期限（月）"),
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    insured_on = DayField(label=_("参保日期"), required=False)
    introduced_by = forms.CharField(
        label=_("介绍就业的机构"),
        max_length=120,
        required=False,
        help_text=_("台账里的单位全称；自己找到的不填。"),
    )
    is_on_job_training = forms.BooleanField(label=_("以工代训"), required=False)
    close_registration = forms.BooleanField(label=_("同时注销失业登记"), required=False, initial=True)

    def prepare(self, scope: Scope, person: Person) -> None:
        """Remembers whose employers a typed name may mean."""
        self.scope = scope

    def clean(self) -> dict[str, Any]:
        """A name that is an employer's of the scope, to the letter, is linked to it; who placed the person must be one."""
        cleaned = super().clean() or {}
        introducer = cleaned.pop("introduced_by", "")
        introduced_by_id = self._employer(introducer)
        if introducer and introduced_by_id is None:
            self.add_error("introduced_by", _("台账里没有叫这个名称的单位，请先登记用人单位。"))
        employer_id = self._employer(cleaned.get("employer_name") or "")
        return {**cleaned, "employer_id": employer_id, "introduced_by_id": introduced_by_id}

    def _employer(self, name: str) -> int | None:
        same = (
            Employer.objects.visible_to(self.scope).filter(name=name.strip()).values_list("pk", flat=True)[:2]
        )
        return int(same[0]) if name.strip() and len(same) == 1 else None


class EndSpellForm(StepForm):
    ended_on = past_day(_("结束日期"), help_text=_("这一天起不再算就业。"))
    reason = forms.ChoiceField(label=_("结束原因"), choices=SpellEnd.choices, widget=forms.RadioSelect)


class IntentionForm(StepForm):
    wants_work = forms.ChoiceField(label=_("就业意愿"), choices=Wish.choices, widget=forms.RadioSelect)
    wants_startup = forms.BooleanField(label=_("有创业意愿"), required=False)
    occupation = forms.CharField(label=_("想做什么"), max_length=60, required=False)
    place = forms.CharField(label=_("想在哪里做"), max_length=60, required=False)
    wage_min_fen = YuanField(label=_("期望月薪（元）"))
    stated_on = past_day(_("了解日期"))


class SkillForm(StepForm):
    name = forms.CharField(label=_("技能或证书"), max_length=60)
    level = forms.CharField(label=_("等级"), max_length=20, required=False)
    certificate = forms.CharField(label=_("证书编号"), max_length=60, required=False)
    stated_on = past_day(_("了解日期"))


class NeedForm(StepForm):
    subject = forms.CharField(label=_("想学什么"), max_length=60)
    stated_on = past_day(_("了解日期"))


class EndDayForm(StepForm):
    ended_on = past_day(_("结束日期"))


class ConfirmForm(StepForm):
    """Nothing to fill in: only a yes."""


class DeathForm(StepForm):
    deceased_on = past_day(_("死亡日期"), help_text=_("失业登记、就业和公益性岗位会同时截止到这一天。"))


class HelperForm(StepForm):
    user_id = forms.TypedChoiceField(label=_("帮扶联系人"), coerce=int, empty_value=None, required=False)

    def prepare(self, scope: Scope, person: Person) -> None:
        """People who hold a post over the person's village today."""
        posts = Post.objects.filter(
            role__in=HELPERS, area__no__lte=person.area_id, area__last__gte=person.area_id
        )
        posts = posts.filter(Q(area__no__gte=scope.lo, area__no__lte=scope.hi)).held_on(today()).with_places()
        options = {post.user_id: f"{post.user.name}（{post}）" for post in posts.order_by("-area__level")}
        self.fields["user_id"].choices = [("", _("暂不指定")), *options.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["user_id"].initial = person.helper_id


class MoveForm(StepForm):
    area_no = AreaField(label=_("转到哪个村（社区）"))
    with_household = forms.BooleanField(label=_("全家一起转"), required=False)

    def prepare(self, scope: Scope, person: Person) -> None:
        """Villages of the scope."""
        self.fields["area_no"].choices = [*BLANK, *area_choices(scope, Level.VILLAGE)]  # type: ignore[attr-defined]  # a ChoiceField
