"""Templates of plans: what a plan for a category begins with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.accounts.enums import Role
from leye.cases.goals import Goal, check_goals
from leye.cases.models import PlanTemplate
from leye.cases.starters import STARTERS
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.groups import valid_groups
from leye.standards.calendar import today

CAN_KEEP_TEMPLATES = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
MOST_MONTHS = 24


@dataclass(kw_only=True)
class SaveTemplate(LedgerAction[PlanTemplate]):
    """Make a template for an area, or put one right. Plans made from it before stay as they are."""

    allowed = CAN_KEEP_TEMPLATES

    area_no: int
    title: str
    goal: str
    standard: str
    months: int
    goals: Sequence[Goal]
    group_code: str = ""
    template_id: int | None = None
    version: int | None = None

    def execute(self) -> PlanTemplate:
        area = self.area(self.area_no)
        problems = Problems()
        texts = {
            name: problems.text(PlanTemplate, name, getattr(self, name), required=True)
            for name in ("title", "goal", "standard")
        }
        if not 1 <= self.months <= MOST_MONTHS:
            problems.add("months", _("计划期限应在1至%(most)d个月之间。") % {"most": MOST_MONTHS})
        if self.group_code and self.group_code not in {
            group.code for group in valid_groups(area.no, today())
        }:
            problems.add("group_code", _("请选择类别。"))
        if not self.goals:
            problems.add("goals", _("请至少写一项分项目标。"))
        problems.check()
        check_goals(self.goals)
        template = self._template()
        for name, value in texts.items():
            setattr(template, name, value)
        template.area_id, template.months, template.group_id = area.no, self.months, self.group_code or None
        template.goals = [goal.as_dict() for goal in self.goals]
        template.save()
        return template

    def _template(self) -> PlanTemplate:
        if self.template_id is None:
            return PlanTemplate()
        template = self.row(PlanTemplate.objects.all(), self.template_id)
        if self.version is not None and template.version != self.version:
            raise Conflict(
                _("您填写期间，这份模板已被别人改过，您填写的内容没有写入。请打开最新的模板再改。")
            )
        template.version += 1
        return template


@dataclass(kw_only=True)
class CloseTemplate(LedgerAction[PlanTemplate]):
    """Offer a template no longer."""

    allowed = CAN_KEEP_TEMPLATES

    template_id: int

    def execute(self) -> PlanTemplate:
        template = self.row(PlanTemplate.objects.all(), self.template_id)
        if template.closed_on is None:
            template.closed_on = today()
            template.version += 1
            template.save(update_fields=["closed_on", "version"])
        return template


@dataclass(kw_only=True)
class AddStarters(LedgerAction[list[PlanTemplate]]):
    """Take over the templates that Leye brings along, to be changed as the area wants; those there by name stay."""

    allowed = CAN_KEEP_TEMPLATES

    area_no: int

    def execute(self) -> list[PlanTemplate]:
        area = self.area(self.area_no)
        groups = {group.code for group in valid_groups(area.no, today())}
        there = set(
            PlanTemplate.objects.filter(area=area, closed_on__isnull=True).values_list("title", flat=True)
        )
        return [
            SaveTemplate(
                self.actor, area_no=area.no, title=one.title, goal=one.goal, standard=one.standard, months=one.months,
                goals=one.goals, group_code=one.group if one.group in groups else "",
            ).run()
            for one in STARTERS
            if one.title not in there
        ]  # fmt: skip
