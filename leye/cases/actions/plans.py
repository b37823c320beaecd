"""Make, agree, change and end a person's plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.cases.goals import Goal, check_goals, goals_of, standings
from leye.cases.models import Case, Plan
from leye.cases.plan_enums import ENDS_WITH, PlanEnd, PlanState
from leye.cases.staff import helper_of_area
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.groups import valid_groups
from leye.ledger.models import Person
from leye.standards.calendar import add_months, today
from leye.standards.phones import PhoneError, clean_phone

#: What a plan must name before it is agreed (document 000 §五(二)): unit, contact, goal, standard.
NAMED = ("helping_unit", "contact_name", "contact_phone", "goal", "standard")
#: A plan is looked at anew after at most two years.
MOST_MONTHS = 24


@dataclass(kw_only=True)
class SavePlan(LedgerAction[Plan]):
    """Make a person's plan, or change the open one. A draft may lack what an agreed plan must name.

    Changing an agreed plan makes it a draft again until the person has agreed anew; `version` is the one opened.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    since: dt.date
    until: dt.date
    group_code: str = ""
    helping_unit: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    goal: str = ""
    standard: str = ""
    goals: Sequence[Goal] = ()
    backup_id: int | None = None
    plan_id: int | None = None
    version: int | None = None
    cleaned: dict[str, Any] = field(init=False, repr=False, default_factory=dict)

    def execute(self) -> Plan:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("%(name)s已故，不再制定计划。") % {"name": person.name})
        plan = self._plan(person)
        self._clean(person)
        for name, value in self.cleaned.items():
            setattr(plan, name, value)
        if plan.pk is not None:
            plan.version += 1
        plan.state, plan.agreed_on = PlanState.DRAFT, None
        plan.save()
        return plan

    def _plan(self, person: Person) -> Plan:
        if self.plan_id is None:
            case = Case.objects.open().filter(person=person).first()
            return Plan(person=person, area_id=person.area_id, case=case, made_by_id=self.actor.user)
        plan = self.row(Plan.objects.filter(person=person), self.plan_id)
        if not plan.is_open:
            raise ActionError(_("这份计划已结束，不能再改；需要时请另订一份。"))
        if self.version is not None and plan.version != self.version:
            raise Conflict(
                _("您填写期间，这份计划已被别人改过，您填写的内容没有写入。请打开最新的计划核对后再改。")
            )
        return plan

    def _clean(self, person: Person) -> None:
        problems = Problems()
        texts = {name: problems.text(Plan, name, getattr(self, name)) for name in NAMED}
        if texts["contact_phone"]:
            try:
                texts["contact_phone"] = clean_phone(texts["contact_phone"])
            except PhoneError as error:
                problems.add("contact_phone", str(error))
        problems.order("until", _("计划到期"), self.since, self.until)
        if self.until > add_months(self.since, MOST_MONTHS):
            problems.add("until", _("一份计划最长两年，到期后重新评估。"))
        groups = {group.code for group in valid_groups(person.area_id, today())}
        if self.group_code and self.group_code not in groups:
            problems.add("group_code", _("请选择类别。"))
        if self.backup_id is not None and helper_of_area(self.backup_id, person.area_id) is None:
            problems.add("backup_id", _("请选择岗位覆盖此人所在辖区的后备联系人。"))
        if self.backup_id is not None and self.backup_id == person.helper_id:
            problems.add("backup_id", _("后备联系人须是另一个人。"))
        problems.check()
        check_goals(self.goals, self.since, self.until)
        self.cleaned = {
            **texts, "since": self.since, "until": self.until, "group_id": self.group_code or None,
            "backup_id": self.backup_id, "goals": [goal.as_dict() for goal in self.goals],
        }  # fmt: skip


@dataclass(kw_only=True)
class AgreePlan(LedgerAction[Plan]):
    """The person has agreed; from now on the plan runs. It must name all that the document asks for."""

    allowed = CAN_WRITE_LEDGER

    plan_id: int
    agreed_on: dt.date

    def execute(self) -> Plan:
        plan = self.row(Plan.objects.all(), self.plan_id)
        if plan.state != PlanState.DRAFT:
            raise ActionError(_("这份计划%(state)s，不必再确认。") % {"state": plan.get_state_display()})
        lacking = missing_of(plan)
        if lacking:
            raise ActionError(
                _("计划还缺：%(names)s。请先补全，再与本人商定。") % {"names": "、".join(lacking)}
            )
        problems = Problems()
        problems.past("agreed_on", _("商定日期"), self.agreed_on)
        problems.check()
        plan.state, plan.agreed_on = PlanState.AGREED, self.agreed_on
        plan.version += 1
        plan.save(update_fields=["state", "agreed_on", "version"])
        return plan


def missing_of(plan: Plan) -> list[str]:
    """What a plan does not name yet, in words: the four things of the document, goals, and a helper."""
    lacking = [str(Plan._meta.get_field(name).verbose_name) for name in NAMED if not getattr(plan, name)]  # type: ignore[union-attr]  # all of them columns
    if not plan.goals:
        lacking.append(_("分项目标"))
    if plan.person.helper_id is None:
        lacking.append(_("帮扶联系人"))
    return lacking


@dataclass(kw_only=True)
class EndPlan(LedgerAction[Plan]):
    """End a plan. That its goals are met is not said but shown: by evidence for each of them."""

    allowed = CAN_WRITE_LEDGER

    plan_id: int
    reason: str
    ended_on: dt.date
    note: str = ""

    def describe(self) -> dict[str, Any]:
        return {"reason": self.reason}

    def execute(self) -> Plan:
        plan = self.row(Plan.objects.all(), self.plan_id)
        if not plan.is_open:
            raise ActionError(_("这份计划已于%(day)s结束。") % {"day": plan.ended_on})
        problems = Problems()
        note = problems.text(Plan, "end_note", self.note, required=self.reason == PlanEnd.OTHER)
        if self.reason not in PlanEnd.values or self.reason in ENDS_WITH:
            problems.add("reason", _("请选择结束原因。"))
        problems.past("ended_on", _("结束日期"), self.ended_on)
        problems.order("ended_on", _("结束日期"), plan.since, self.ended_on)
        problems.check()
        if self.reason == PlanEnd.MET:
            self._check_met(plan)
        return end_plan(plan, self.reason, self.ended_on, note)

    def _check_met(self, plan: Plan) -> None:
        if plan.state == PlanState.DRAFT:
            raise Invalid({"reason": _("计划还没有与本人商定，不能按目标达成结束。")})
        open_goals = [
            one.goal.label for one in standings([plan], self.ended_on)[plan.pk] if one.met_on is None
        ]
        if open_goals or not goals_of(plan):
            raise Invalid(
                {"reason": _("这些目标还没有佐证：%(goals)s。请先补记服务或就业，或改选其他原因。")
                 % {"goals": "、".join(open_goals)}}
            )  # fmt: skip


def end_plan(plan: Plan, reason: str, day: dt.date, note: str = "") -> Plan:
    """End a locked plan; for the actions that end it, inside their transaction."""
    plan.state, plan.ended_on, plan.end_reason, plan.end_note = PlanState.ENDED, day, reason, note
    plan.version += 1
    plan.save(update_fields=["state", "ended_on", "end_reason", "end_note", "version"])
    return plan


def end_plan_of(person_id: int, on: dt.date) -> Plan | None:
    """End the open plan of somebody whose case ended; for the action that ends the case, inside its transaction."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .filter(person_id=person_id, ended_on__isnull=True)
        .first()
    )
    return end_plan(plan, PlanEnd.CASE_EXITED, max(on, plan.since)) if plan is not None else None


def from_template(template: Any, since: dt.date) -> Mapping[str, Any]:
    """What a new plan begins with when it follows a template."""
    until = add_months(since, template.months)
    return {
        "since": since, "until": until, "group_code": template.group_id or "", "goal": template.goal,
        "standard": template.standard, "goals": [goal.dated(since, until) for goal in goals_of(template)],
    }  # fmt: skip
