"""Templates of plans: the list, a form, taking one out of use, and those that Leye brings along."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError, Conflict
from leye.cases.actions.templates import CAN_KEEP_TEMPLATES, AddStarters, CloseTemplate, SaveTemplate
from leye.cases.goals import goals_of
from leye.cases.models import PlanTemplate
from leye.cases.plan_reading import templates_for
from leye.cases.starters import STARTERS
from leye.web.acting import attempt
from leye.web.plans.forms import TemplateForm, TemplateGoalSet, goals_in, lines_of
from leye.web.work import WorkRequest, actor_of, work_page


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Templates that apply here, and those of the areas below."""
    own = PlanTemplate.objects.visible_to(request.scope).filter(closed_on__isnull=True)
    below = own.exclude(area_id=request.post.area_id).select_related("area", "group")
    offered = [*templates_for(request.post.area_id), *below[:200]]
    rows = [
        {"template": one, "goals": goals_of(one), "own": request.scope.covers(one.area_id)} for one in offered
    ]
    context = {
        "rows": rows, "starters_left": {one.title for one in STARTERS} - {one.title for one in offered},
        "may_keep": request.post.role in CAN_KEEP_TEMPLATES,
        "crumbs": [{"label": _("援助计划"), "url": reverse("plans")}, {"label": _("计划模板")}],
    }  # fmt: skip
    return render(request, "plans/templates.html", context)


@work_page(*CAN_KEEP_TEMPLATES)
def edit(request: WorkRequest, pk: int | None = None) -> HttpResponse:
    """A new template, or one to be put right."""
    found = None
    start: dict[str, Any] = {"area_no": request.post.area_id}
    lines: list[dict[str, Any]] = []
    if pk is not None:
        found = get_object_or_404(
            PlanTemplate.objects.visible_to(request.scope), pk=pk, closed_on__isnull=True
        )
        names = ("title", "goal", "standard", "months", "version")
        start = {name: getattr(found, name) for name in names}
        start |= {"area_no": found.area_id, "group_code": found.group_id or ""}
        lines = lines_of(goals_of(found))
    posted = request.POST if request.method == "POST" else None
    form = TemplateForm(posted, scope=request.scope, area_no=start["area_no"], initial=start)
    goals = TemplateGoalSet(posted, prefix="goal", initial=lines)
    if posted is not None and form.is_valid() and goals.is_valid():
        values = {**form.cleaned_data, "goals": goals_in(goals), "template_id": pk}
        try:
            saved = attempt(form, SaveTemplate(actor_of(request), **values))
        except Conflict as error:
            form.add_error(None, str(error))
            saved = None
        if saved is not None:
            messages.success(request, _("模板已保存。已订的计划不变。"))
            return redirect("plan_templates")
    context = {
        "form": form, "goals": goals, "template": found,
        "crumbs": [{"label": _("援助计划"), "url": reverse("plans")},
                   {"label": _("计划模板"), "url": reverse("plan_templates")},
                   {"label": found.title if found else _("新模板")}],
    }  # fmt: skip
    return render(request, "plans/template_form.html", context)


@require_POST
@work_page(*CAN_KEEP_TEMPLATES)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """No longer offered."""
    get_object_or_404(PlanTemplate.objects.visible_to(request.scope), pk=pk)
    _run(request, CloseTemplate(actor_of(request), template_id=pk), _("模板已停用。"))
    return redirect("plan_templates")


@require_POST
@work_page(*CAN_KEEP_TEMPLATES)
def starters(request: WorkRequest) -> HttpResponse:
    """Take over the templates that Leye brings along."""
    _run(
        request,
        AddStarters(actor_of(request), area_no=request.post.area_id),
        _("内置模板已加入，可以按本地要求修改。"),
    )
    return redirect("plan_templates")


def _run(request: WorkRequest, action: Any, words: str) -> None:
    try:
        action.run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
