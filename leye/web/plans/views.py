"""一人一策: plans by state, a person's plan, and what is there for each goal."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import Scope
from leye.cases.actions.plans import AgreePlan, EndPlan, SavePlan, from_template, missing_of
from leye.cases.actions.templates import CAN_KEEP_TEMPLATES
from leye.cases.goals import Standing, goals_of, standings
from leye.cases.models import Case, Plan, PlanTemplate
from leye.cases.models.plans import PlanQuerySet
from leye.cases.plan_enums import SERVICE_GOALS, GoalKind, PlanState
from leye.cases.plan_reading import templates_for
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.fields import whole
from leye.web.paging import log_list, page_of
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.plans.forms import (
    AgreeForm,
    EndForm,
    GoalSet,
    PlanForm,
    TemplateChoice,
    goals_in,
    lines_of,
    plan_start,
)
from leye.web.work import WorkRequest, actor_of, work_page

TABS = ("running", "draft", "over", "none")
#: Where the evidence of a goal that is no service is recorded: a change of the file, or a page.
STEP_OF = {GoalKind.EMPLOYED: "spell", GoalKind.KEPT: "spell", GoalKind.STARTUP: "spell"}


def _plans(scope: Scope, tab: str, day: dt.date) -> PlanQuerySet:
    plans = Plan.objects.visible_to(scope).open()
    if tab == "draft":
        return plans.filter(state=PlanState.DRAFT)
    running = plans.filter(state=PlanState.AGREED)
    return running.filter(until__lt=day) if tab == "over" else running.filter(until__gte=day)


def _unplanned(scope: Scope) -> QuerySet[Case]:
    """Open cases of people who have no plan: one file, one plan."""
    plan = Plan.objects.filter(person_id=OuterRef("person_id"), ended_on__isnull=True)
    return Case.objects.visible_to(scope).open().filter(~Exists(plan), registered_on__isnull=False)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Plans by state, and who should have one and has none."""
    day = today()
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    words = {"running": _("执行中"), "draft": _("拟定中"), "over": _("已到期未结束"), "none": _("还没有计划")}
    tabs = [
        {
            "label": words[name], "url": f"?tab={name}", "active": name == tab,
            "count": (_unplanned(request.scope) if name == "none" else _plans(request.scope, name, day)).count(),
        }
        for name in TABS
    ]  # fmt: skip
    context: dict[str, Any] = {
        "tabs": tabs, "tab": tab, "day": day, "may_write": request.post.role in CAN_WRITE_LEDGER,
        "may_keep": request.post.role in CAN_KEEP_TEMPLATES,
    }  # fmt: skip
    if tab == "none":
        cases = (
            _unplanned(request.scope)
            .select_related("person", "person__helper", "area")
            .order_by("registered_on", "pk")
        )
        context["page"] = page_of(request, lambda start, stop: list(cases[start:stop]))
    else:
        plans = _plans(request.scope, tab, day).with_names().order_by("until", "pk")
        context["page"] = page_of(request, lambda start, stop: _with_goals(list(plans[start:stop])))
    log_list(request, f"plans {tab}", len(context["page"].rows), offset=context["page"].offset)
    return render(request, "plans/index.html", context)


def _with_goals(plans: list[Plan]) -> list[dict[str, Any]]:
    found = standings(plans)
    return [
        {
            "plan": plan,
            "met": sum(one.met_on is not None for one in found[plan.pk]),
            "goals": len(found[plan.pk]),
        }
        for plan in plans
    ]


def find_plan(request: WorkRequest, pk: int) -> Plan:
    """A plan in scope, else 404."""
    plans = Plan.objects.visible_to(request.scope).with_names().select_related("made_by", "case")
    return get_object_or_404(plans, pk=pk)


def show_standing(one: Standing, day: dt.date) -> dict[str, Any]:
    """A goal as a line: how far it has come, in words, and where its evidence is entered."""
    late = one.late(day)
    if one.met_on is not None:
        kind, word = "good", _("逾期达成") if late else _("已达成")
    elif late:
        kind, word = "bad", _("已超期")
    else:
        kind, word = "warn", _("未达成")
    return {"one": one, "goal": one.goal, "late": late and one.met_on is None, "kind": kind, "word": word}


def _entry(plan: Plan, kind: str) -> tuple[str, str]:
    """Where evidence of a kind is recorded: address and words; nothing where it comes from elsewhere."""
    if kind in SERVICE_GOALS:
        return reverse("record", args=[plan.person_id]), _("记服务")
    if kind in STEP_OF:
        return reverse("person_step", args=[plan.person_id, STEP_OF[GoalKind(kind)]]), _("登记就业")
    return "", ""


@work_page()
def plan_page(request: WorkRequest, pk: int) -> HttpResponse:
    """One plan with the evidence of each goal; `?print=1` as a sheet to sign."""
    plan = find_plan(request, pk)
    log_look(request, plan.person_id)
    day = today()
    may_write = (
        request.post.role in CAN_WRITE_LEDGER
        and plan.is_open
        and request.scope.may_edit(plan.area_id, plan.person_id)
    )
    rows = [show_standing(one, day) for one in standings([plan])[plan.pk]]
    for row in rows:
        unmet = may_write and row["one"].met_on is None
        row["entry_url"], row["entry_word"] = _entry(plan, row["goal"].kind) if unmet else ("", "")
    context = {
        "plan": plan, "person": plan.person, "rows": rows, "met": sum(row["one"].met_on is not None for row in rows),
        "may_write": may_write, "lacking": missing_of(plan) if plan.state == PlanState.DRAFT else [], "day": day,
        "crumbs": _crumbs(plan.person, _("援助计划")),
    }  # fmt: skip
    return render(
        request, "plans/sheet.html" if request.GET.get("print") == "1" else "plans/plan.html", context
    )


def _crumbs(person: Person, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("援助计划"), "url": reverse("plans")},
        {"label": person.name, "url": reverse("person", args=[person.pk])},
        {"label": last},
    ]


@work_page(*CAN_WRITE_LEDGER)
def plan_for(request: WorkRequest, pk: int) -> HttpResponse:
    """Make or change a person's open plan; a new one may begin with a template."""
    person = person_or_404(request, pk)
    log_look(request, pk)
    plan = Plan.objects.visible_to(request.scope).open().filter(person_id=pk).first()
    offered = templates_for(person.area_id) if plan is None else []
    start, lines = _start(request, person, plan, offered)
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, person=person, initial=start)
    goals = GoalSet(posted, prefix="goal", initial=lines)
    if posted is not None and form.is_valid() and goals.is_valid():
        values = {
            **form.cleaned_data,
            "goals": goals_in(goals),
            "person_id": pk,
            "plan_id": plan.pk if plan else None,
        }
        try:
            saved = attempt(form, SavePlan(actor_of(request), **values))
        except Conflict as error:
            form.add_error(None, str(error))
            saved = None
        if saved is not None:
            messages.success(request, _("计划已保存。与本人商定后，请点“已与本人商定”。"))
            return redirect("plan", saved.pk)
    choice = TemplateChoice(
        {"template": request.GET.get("template", "")}, offered=[(one.pk, one.title) for one in offered]
    )
    context = {
        "form": form, "goals": goals, "person": person, "plan": plan, "choice": choice if offered else None,
        "crumbs": _crumbs(person, _("修改计划") if plan else _("制定计划")),
    }  # fmt: skip
    return render(request, "plans/form.html", context)


def _start(
    request: WorkRequest, person: Person, plan: Plan | None, offered: list[PlanTemplate]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form and its goals begin with: the plan, or a template, or what is known already."""
    if plan is not None:
        names = (
            "since",
            "until",
            "helping_unit",
            "contact_name",
            "contact_phone",
            "goal",
            "standard",
            "version",
        )
        start = {name: getattr(plan, name) for name in names}
        start |= {"group_code": plan.group_id or "", "backup_id": plan.backup_id}
        return start, lines_of(goals_of(plan))
    unit = Plan.objects.visible_to(request.scope).exclude(helping_unit="").order_by("-pk")
    start = plan_start(person, unit.values_list("helping_unit", flat=True).first() or "")
    chosen = next((one for one in offered if one.pk == whole(request.GET.get("template"))), None)
    if chosen is None:
        return start, []
    begun = dict(from_template(chosen, today()))
    lines = lines_of(begun.pop("goals"))
    return start | begun, lines


@work_page(*CAN_WRITE_LEDGER)
def agree(request: WorkRequest, pk: int) -> HttpResponse:
    """The person agreed to the plan."""
    plan = find_plan(request, pk)
    log_look(request, plan.person_id)
    form = AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, AgreePlan(actor_of(request), plan_id=pk, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("计划开始执行。"))
            return redirect("plan", pk)
    return _small_form(request, plan, form, _("已与本人商定"), _("开始执行"))


@work_page(*CAN_WRITE_LEDGER)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """The plan is over."""
    plan = find_plan(request, pk)
    log_look(request, plan.person_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, EndPlan(actor_of(request), plan_id=pk, **form.cleaned_data), {"end_note": "note"}
        )
        if done is not None:
            messages.success(request, _("计划已结束。"))
            return redirect("plan", pk)
    return _small_form(request, plan, form, _("结束计划"), _("结束计划"))


def _small_form(request: WorkRequest, plan: Plan, form: Any, title: str, button: str) -> HttpResponse:
    context = {
        "form": form, "title": title, "button": button, "of": plan.person.name, "back": reverse("plan", args=[plan.pk]),
        "crumbs": [*_crumbs(plan.person, _("援助计划"))[:2],
                   {"label": _("援助计划"), "url": reverse("plan", args=[plan.pk])}, {"label": title}],
    }  # fmt: skip
    return render(request, "plans/small_form.html", context)
