"""A document's numbers and switches: value in force here, its dates, who set it, and which rules look at it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_SEE_COUNTY
from leye.adoption.actions.overriding import EndOverride, SetOverride
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import NumberNow, overrides_about, rules_using, shown_value
from leye.adoption.simulation import Proposal
from leye.areas.models import Area
from leye.policy import Pack
from leye.standards.calendar import today
from leye.web.policy.document import crumbs, pack_or_404
from leye.web.policy.forms import EndOverrideForm, OverrideForm
from leye.web.policy.simulating import simulation_url
from leye.web.policy.words import here
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = (
    ("number", gettext_lazy("次数、天数和年龄")),
    ("switch", gettext_lazy("文件写得不够明确、由本地作出的选择")),
    ("target", gettext_lazy("目标")),
)


def _line(
    pack: Pack, number: NumberNow, users: dict[str, Any], overrides: list[ParameterOverride]
) -> dict[str, Any]:
    parameter = number.parameter
    mine = [o for o in overrides if o.name == parameter.name]
    return {
        "number": number, "parameter": parameter, "rules": users[parameter.name], "overrides": mine,
        "url": reverse("parameter", args=[pack.id, parameter.name]),
        "values": [(shown_value(parameter, v.value), v) for v in parameter.values],
    }  # fmt: skip


@work_page()
def parameters(request: WorkRequest, pack: str) -> HttpResponse:
    """Every number of a document in three groups."""
    found = pack_or_404(pack)
    at = here(found, request.post.area, request.scope, today())
    users, overrides = rules_using(found), list(overrides_about(request.scope, found.id))
    lines = [_line(found, number, users, overrides) for number in at.numbers.values()]
    groups = [(label, [line for line in lines if line["parameter"].kind == kind]) for kind, label in KINDS]
    context = {
        "pack": found, "groups": groups, "at": at, "may_set": request.post.role in CAN_APPROVE_ADOPTION,
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])), (_("参数"), "")),
    }  # fmt: skip
    return render(request, "policy/parameters.html", context)


@work_page()
def parameter(request: WorkRequest, pack: str, name: str) -> HttpResponse:
    """One number: its values by date, local values, the rules that use it; set another where the post may."""
    found = pack_or_404(pack)
    if name not in found.parameters:
        raise Http404
    chosen, day = found.parameters[name], today()
    may_set = request.post.role in CAN_APPROVE_ADOPTION
    form = OverrideForm(request.scope, chosen, request.POST or None)
    simulate = ""
    if may_set and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if "simulate" in request.POST:
            simulate = simulation_url(Proposal(
                found.id, data["area"], data["valid_from"], data["valid_to"], name=name, value=data["value"]))  # fmt: skip
        elif _set(request, found, name, form):
            return redirect("parameter", pack=found.id, name=name)
    at = here(found, request.post.area, request.scope, day)
    overrides = [o for o in overrides_about(request.scope, found.id) if o.name == name]
    context = {
        "pack": found, "number": at.numbers[name], "parameter": chosen, "at": at, "form": form, "may_set": may_set,
        "values": [(shown_value(chosen, v.value), v) for v in chosen.values], "rules": rules_using(found)[name],
        "overrides": [_override(request, o, found, may_set) for o in overrides], "simulate": simulate,
        "may_simulate": request.post.role in CAN_SEE_COUNTY,
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])),
                         (_("参数"), reverse("parameters", args=[found.id])), (chosen.label, "")),
    }  # fmt: skip
    return render(request, "policy/parameter.html", context)


def _set(request: WorkRequest, pack: Pack, name: str, form: OverrideForm) -> bool:
    data = form.cleaned_data
    area = get_object_or_404(Area, no=data["area"], no__gte=request.scope.lo, last__lte=request.scope.hi)
    action = SetOverride(
        actor_of(request), pack=pack.id, name=name, area=area, value=data["value"], valid_from=data["valid_from"],
        valid_to=data["valid_to"], basis=data["basis"])  # fmt: skip
    try:
        action.run()
    except ActionError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("已设定。今晚计算后全部生效；在那之前，办理某个人时会按新数重算此人。"))
    return True


def _override(request: WorkRequest, override: ParameterOverride, pack: Pack, may_set: bool) -> dict[str, Any]:
    parameter, day = pack.parameters[override.name], today()
    over = override.valid_to is not None and override.valid_to < day
    state = (("plain", _("已停用")) if over else ("info", _("尚未开始")) if override.valid_from > day
             else ("good", _("执行中")))  # fmt: skip
    inside = request.scope.covers(override.area_id)
    return {"override": override, "shown": shown_value(parameter, override.value), "state": state,
            "may_end": may_set and inside and not over}  # fmt: skip


@work_page(*CAN_APPROVE_ADOPTION)
@require_POST
def end_override(request: WorkRequest, pk: int) -> HttpResponse:
    """Go back to the document's own value."""
    override = get_object_or_404(
        ParameterOverride, pk=pk, area__no__gte=request.scope.lo, area__no__lte=request.scope.hi)  # fmt: skip
    form = EndOverrideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写最后一天。"))
    else:
        try:
            EndOverride(actor_of(request), override, on=form.cleaned_data["on"]).run()
            messages.success(request, _("已停用，之后恢复文件的取值。"))
        except ActionError as error:
            messages.error(request, str(error))
    return redirect("parameter", pack=override.pack, name=override.name)
