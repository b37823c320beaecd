"""The changes that can be made from a person's file: title, form and action of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leye.accounts.actions.base import Action, Actor
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.actions.deaths import RecordDeath
from leye.ledger.actions.deaths import WithdrawDeath
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.households import MoveMember
from leye.ledger.actions.memberships import AddMembership, EndMembership
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.registrations import EndRegistration, RegisterUnemployment
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.actions.wishes import AddSkill, EndNeed, RemoveSkill, StateIntention, StateNeed
from leye.web.people import step_forms as forms

Words = str | Promise
SAVE: Words = _("保存")
SAVED: Words = _("已保存。")
CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@dataclass(frozen=True)
class Step:
    """One change. `rows` names the person's related rows of which one is changed; "" for the person itself.

    `make(actor, id, values)` gives the action: the id is the row's where there is one, else the person's.
    """

    title: Words
    form: type[forms.StepForm]
    make: Callable[[Actor, int, dict[str, Any]], Action[Any]]
    rows: str = ""
    button: Words = SAVE
    saved: Words = SAVED
    note: Words = ""
    roles: tuple[Role, ...] = CAN_WRITE_LEDGER
    danger: bool = False


STEPS: dict[str, Step] = {
    "group": Step(
        _("加入群体"), forms.GroupForm, lambda actor, pk, v: AddMembership(actor, person_id=pk, **v)),
    "group-end": Step(
        _("退出群体"), forms.EndGroupForm, lambda actor, pk, v: EndMembership(actor, membership_id=pk, **v), "memberships"),
    "registration": Step(
        _("失业登记"), forms.RegistrationForm, lambda actor, pk, v: RegisterUnemployment(actor, person_id=pk, **v),
        button=_("登记")),
    "registration-end": Step(
        _("注销失业登记"), forms.EndRegistrationForm,
        lambda actor, pk, v: EndRegistration(actor, registration_id=pk, **v), "registrations", button=_("注销")),
    "spell": Step(
        _("登记就业"), forms.SpellForm, lambda actor, pk, v: StartSpell(actor, person_id=pk, **v), button=_("登记")),
    "spell-end": Step(
        _("就业结束"), forms.EndSpellForm, lambda actor, pk, v: EndSpell(actor, spell_id=pk, **v), "spells"),
    "intention": Step(
        _("就业意愿"), forms.IntentionForm, lambda actor, pk, v: StateIntention(actor, person_id=pk, **v),
        note=_("记下本人这次怎么说；以前说过的都保留。")),
    "skill": Step(
        _("技能"), forms.SkillForm, lambda actor, pk, v: AddSkill(actor, person_id=pk, **v)),
    "skill-remove": Step(
        _("删除技能"), forms.ConfirmForm, lambda actor, pk, v: RemoveSkill(actor, skill_id=pk), "skills",
        button=_("删除"), note=_("只在登记错了时删除；历史中仍可查到。"), danger=True),
    "need": Step(
        _("培训需求"), forms.NeedForm, lambda actor, pk, v: StateNeed(actor, person_id=pk, **v)),
    "need-end": Step(
        _("培训需求结束"), forms.EndDayForm, lambda actor, pk, v: EndNeed(actor, need_id=pk, **v), "needs"),
    "leave-household": Step(
        _("退出本户"), forms.ConfirmForm, lambda actor, pk, v: MoveMember(actor, person_id=pk, household_id=None),
        button=_("退出本户"), note=_("此人不再是这一户的成员；户和其他成员不变。"), danger=True),
    "death": Step(
        _("登记死亡"), forms.DeathForm, lambda actor, pk, v: RecordDeath(actor, person_id=pk, **v),
        button=_("登记"), danger=True),
    "death-undo": Step(
        _("撤销死亡登记"), forms.ConfirmForm, lambda actor, pk, v: WithdrawDeath(actor, person_id=pk),
        button=_("撤销"), note=_("死亡登记时截止的失业登记和就业不会自动恢复，请逐项重新登记。")),
    "helper": Step(
        _("帮扶联系人"), forms.HelperForm, lambda actor, pk, v: SetHelper(actor, person_ids=[pk], **v), roles=CLERKS),
    "move": Step(
        _("转到别的村"), forms.MoveForm, lambda actor, pk, v: MovePersonArea(actor, person_id=pk, **v),
        button=_("转移"), note=_("服务记录、待办和档案都随人走。单独转移的人会退出原户。"), roles=CLERKS),
}  # fmt: skip
