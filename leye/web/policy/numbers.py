"""A document's numbers and switches: what held on a day here, who set it, which rules look at it; local values."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION, CAN_SEE_COUNTY
from leye.adoption.actions.overriding import DecideValues, EndOverride, ProposeValues
from leye.adoption.enums import AdoptionState
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import NumberNow, numbers_now, overrides_about, rules_using, shown_value
from leye.adoption.simulation import Proposal
from leye.areas.models import Area
from leye.policy import Pack
from leye.standards.calendar import today
from leye.web.fields import whole
from leye.web.policy.document import crumbs, pack_or_404
from leye.web.policy.forms import DayForm, DecideForm, EndOverrideForm, ValuesForm
from leye.web.policy.simulating import simulation_url
from leye.web.policy.words import here
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = (
    ("to_fill", gettext_lazy("文件留空、须由本地填写的数")),
    ("number", gettext_lazy("次数、天数和年龄")),
    ("money", gettext_lazy("金额")),
    ("date", gettext_lazy("日期")),
    ("switch", gettext_lazy("文件写得不够明确、由本地作出的选择")),
    ("target", gettext_lazy("目标")),
)


def _line(
    pack: Pack, number: NumberNow, users: dict[str, Any], overrides: list[ParameterOverride]
) -> dict[str, Any]:
    parameter = number.parameter
    mine = [o for o in overrides if o.name == parameter.name]
    return {
        "number": number, "parameter": parameter, "rules": users[parameter.name],
        "kind": "to_fill" if parameter.to_fill else parameter.kind,
        "local": sum(o.state == AdoptionState.APPROVED for o in mine),
        "waiting": sum(o.state == AdoptionState.PROPOSED for o in mine),
        "url": reverse("parameter", args=[pack.id, parameter.name]),
        "values": [(shown_value(parameter, v.value), v) for v in parameter.values],
    }  # fmt: skip


def _day(request: WorkRequest) -> tuple[dt.date, DayForm]:
    """The day to look at, and the form in which another is chosen. A day that is none stands for today."""
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today()})
    return (form.cleaned_data["on"] if form.is_valid() else today()), form


@work_page()
def parameters(request: WorkRequest, pack: str) -> HttpResponse:
    """Every number of a document in groups, as it stood on a day (`?on=`) in the post's area."""
    found = pack_or_404(pack)
    day, form = _day(request)
    users, overrides = rules_using(found), list(overrides_about(request.scope, found.id))
    numbers = numbers_now(found, request.post.area, day, overrides)
    lines = [_line(found, number, users, overrides) for number in numbers.values()]
    groups = [(label, [line for line in lines if line["kind"] == kind]) for kind, label in KINDS]
    context = {
        "pack": found, "groups": groups, "area": request.post.area, "on": day, "is_today": day == today(),
        "day_form": form, "has_blanks": any(p.to_fill for p in found.parameters.values()),
        "waiting": sum(line["waiting"] for line in lines),
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])), (_("参数"), "")),
    }  # fmt: skip
    return render(request, "policy/parameters.html", context)


@work_page()
def parameter(request: WorkRequest, pack: str, name: str) -> HttpResponse:
    """One number: its values by date, local values with their history, the rules that use it; propose another."""
    found = pack_or_404(pack)
    if name not in found.parameters:
        raise Http404
    chosen = found.parameters[name]
    day, day_form = _day(request)
    may_propose = request.post.role in CAN_PROPOSE_ADOPTION
    form = ValuesForm(request.scope, [chosen], request.POST or None)
    simulate = ""
    if may_propose and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if "simulate" in request.POST:
            simulate = simulation_url(Proposal(
                found.id, data["area"], data["valid_from"], data["valid_to"], adopt=False, values=form.values))  # fmt: skip
        elif propose_values(request, found, form):
            return redirect("parameter", pack=found.id, name=name)
    at = here(found, request.post.area, request.scope, day)
    overrides = [o for o in overrides_about(request.scope, found.id) if o.name == name]
    context = {
        "pack": found, "number": at.numbers[name], "parameter": chosen, "at": at, "form": form,
        "may_propose": may_propose, "on": day, "is_today": day == today(), "day_form": day_form,
        "values": [(shown_value(chosen, v.value), v) for v in chosen.values], "rules": rules_using(found)[name],
        "overrides": [local_line(request, o, found) for o in overrides], "simulate": simulate,
        "may_simulate": request.post.role in CAN_SEE_COUNTY,
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])),
                         (_("参数"), reverse("parameters", args=[found.id])), (chosen.label, "")),
    }  # fmt: skip
    return render(request, "policy/parameter.html", context)


def propose_values(request: WorkRequest, pack: Pack, form: ValuesForm) -> bool:
    """Whether the proposal of a valid form went through; what is wrong stands in the form."""
    data = form.cleaned_data
    area = get_object_or_404(Area, no=data["area"], no__gte=request.scope.lo, last__lte=request.scope.hi)
    action = ProposeValues(
        actor_of(request), pack=pack.id, values=form.values, area=area, valid_from=data["valid_from"],
        valid_to=data["valid_to"], basis=data["basis"])  # fmt: skip
    try:
        action.run()
    except ActionError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("已提出，等待另一位负责人批准；批准以前仍按原来的取值执行。"))
    return True


def state_of(override: ParameterOverride, day: dt.date) -> tuple[str, str]:
    """Kind and word of a local value's state."""
    if override.state == AdoptionState.PROPOSED:
        return "warn", _("待批准")
    if override.state == AdoptionState.REJECTED:
        return "plain", _("未批准")
    if override.state == AdoptionState.ENDED:
        return "plain", _("已被后来的取值代替")
    if override.valid_to is not None and override.valid_to < day:
        return "plain", _("已停用")
    return ("info", _("尚未开始")) if override.valid_from > day else ("good", _("执行中"))


def local_line(request: WorkRequest, override: ParameterOverride, pack: Pack) -> dict[str, Any]:
    """A local value with what the post may do about it."""
    day = today()
    may = request.post.role in CAN_APPROVE_ADOPTION and request.scope.covers(override.area_id)
    waits = override.state == AdoptionState.PROPOSED
    own = override.proposed_by_id == request.user.pk
    running = override.state == AdoptionState.APPROVED and (not override.valid_to or override.valid_to > day)
    return {"override": override, "shown": shown_value(pack.parameters[override.name], override.value),
            "state": state_of(override, day), "may_decide": may and waits and not own, "own": may and waits and own,
            "may_end": may and running}  # fmt: skip


@work_page(*CAN_APPROVE_ADOPTION)
@require_POST
def decide_values(request: WorkRequest) -> HttpResponse:
    """Approve or reject proposed local values of one document (`override`, several), together."""
    keys = [whole(key) for key in request.POST.getlist("override")]
    found = list(
        ParameterOverride.objects.filter(
            pk__in=keys, area__no__gte=request.scope.lo, area__no__lte=request.scope.hi
        ).order_by("pk")
    )
    form = DecideForm(request.POST)
    if not found or len({o.pack for o in found}) != 1 or not form.is_valid():
        raise Http404
    approve = form.cleaned_data["approve"] == "yes"
    try:
        DecideValues(actor_of(request), found, approve=approve).run()
        said = (_("已批准。今晚计算后全部生效；在那之前，办理某个人时会按新数重算此人。") if approve
                else _("已登记为不批准。"))  # fmt: skip
        messages.success(request, said)
    except ActionError as error:
        messages.error(request, str(error))
    if "fill" in request.POST:
        return redirect("fill", pack=found[0].pack)
    return redirect("parameter", pack=found[0].pack, name=found[0].name)


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
