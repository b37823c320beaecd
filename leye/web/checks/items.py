"""One service of a sample: what the record says, what lies beside it, what asking came to, what was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.evidence.actions.checks import CAN_CHECK, CAN_SETTLE, WATCHERS, RecordCheck, SettleCheck
from leye.evidence.enums import About, CheckOutcome
from leye.evidence.models import CheckItem, CheckRound
from leye.evidence.reading import evidence_of
from leye.evidence.subjects import Subject, subject_of
from leye.ledger.errors import Absent
from leye.web.acting import attempt
from leye.web.checks.forms import CheckForm, SettleForm
from leye.web.evidence.subjects import find_subject
from leye.web.evidence.views import evidence_context
from leye.web.work import WorkRequest, actor_of, work_page

#: What the action calls otherwise than the form.
NAMES = {"settled_note": "note"}
#: How an outcome looks.
KINDS = {
    CheckOutcome.PENDING: "warn",
    CheckOutcome.CONFIRMED: "good",
    CheckOutcome.NOT_CONFIRMED: "bad",
    CheckOutcome.UNREACHABLE: "plain",
}


@work_page(*WATCHERS)
def item(request: WorkRequest, pk: int) -> HttpResponse:
    """The item with its forms; not for whoever is being checked."""
    subject = find_subject(request, About.CHECK, pk)
    return render(request, "checks/item.html", item_context(request, subject))


def item_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """The context of an item's page."""
    checked = subject.row
    assert isinstance(checked, CheckItem)
    service = _service_evidence(request, checked)
    here = request.scope.covers(checked.area_id)
    return {
        **evidence_context(request, subject, **forms),
        "item": checked, "round": round_of(checked), "kind": KINDS[CheckOutcome(checked.outcome)], "service_evidence": service,
        "may_check": request.post.role in CAN_CHECK and here and not checked.settlement,
        "may_settle": request.post.role in CAN_SETTLE and here
        and checked.outcome == CheckOutcome.NOT_CONFIRMED and not checked.settlement,
        "check_form": CheckForm(initial=_start(checked)), "settle_form": SettleForm(prefix="settle"),
        "facts": [
            {"label": _("服务类型"), "value": checked.get_kind_display()},
            {"label": _("服务日期"), "value": checked.served_on.isoformat()},
            {"label": _("岗位或课程"), "value": checked.item or "—"},
            {"label": _("服务人"), "value": checked.provider_name or "—"},
            {"label": _("录入"), "value": _("补录") if checked.late else _("及时")},
        ],
        **forms,
    }  # fmt: skip


def round_of(item: CheckItem) -> CheckRound | None:
    """The round of an item; None where the person has moved out of the area that drew it, and the round stayed."""
    return CheckRound.objects.filter(pk=item.round_id).first()


def _start(checked: CheckItem) -> dict[str, str]:
    """What was noted before, to be put right; nothing for an item that waits."""
    if checked.outcome == CheckOutcome.PENDING:
        return {}
    return {"outcome": checked.outcome, "way": checked.way, "note": checked.note}


def _service_evidence(request: WorkRequest, checked: CheckItem) -> Any:
    """What lies beside the service itself; None when the record was taken back."""
    if checked.service_id is None:
        return None
    try:
        return evidence_of(request.scope, subject_of(actor_of(request), About.SERVICE, checked.service_id))
    except Absent:
        return None


def _next(request: WorkRequest, done: CheckItem) -> str:
    """The next one that waits in the same round, else the round."""
    waiting = CheckItem.objects.visible_to(request.scope).filter(
        round=done.round_id, outcome=CheckOutcome.PENDING
    )
    others = waiting.exclude(provider=request.user).exclude(recorder=request.user)
    following = others.filter(area_id__gte=done.area_id).order_by("area_id", "pk").first() or others.first()
    if following is None:
        return reverse("check_round", args=[done.round_id]) if round_of(done) else reverse("checks")
    return reverse("check_item", args=[following.pk])


@require_POST
@work_page(*CAN_CHECK)
def record(request: WorkRequest, pk: int) -> HttpResponse:
    """Note what asking came to; on to the next."""
    subject = find_subject(request, About.CHECK, pk)
    form = CheckForm(request.POST)
    if form.is_valid():
        done = attempt(form, RecordCheck(actor_of(request), item_id=pk, **form.cleaned_data))
        if done is not None:
            words = _("已记下%(name)s的核查结果：%(outcome)s。")
            messages.success(
                request, words % {"name": done.person.name, "outcome": done.get_outcome_display()}
            )
            return redirect(_next(request, done))
    return render(request, "checks/item.html", item_context(request, subject, check_form=form))


@require_POST
@work_page(*CAN_SETTLE)
def settle(request: WorkRequest, pk: int) -> HttpResponse:
    """Say what was done about a service that was not confirmed."""
    subject = find_subject(request, About.CHECK, pk)
    form = SettleForm(request.POST, prefix="settle")
    if form.is_valid():
        done = attempt(form, SettleCheck(actor_of(request), item_id=pk, **form.cleaned_data), NAMES)
        if done is not None:
            messages.success(request, _("已记下处理结果。"))
            return redirect("unsettled_checks")
    return render(request, "checks/item.html", item_context(request, subject, settle_form=form))
