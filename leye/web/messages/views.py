"""短信: what was sent and where it stands, sending to people who were chosen, numbers that want none."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.outreach.actions.messages import MAY_SEND, MOST_AT_ONCE, QueueMessages, reasons_to_hold
from leye.outreach.actions.optouts import AddOptOut, RemoveOptOut
from leye.outreach.actions.templates import MAY_DRAFT, readable
from leye.outreach.enums import Held, MessageState, TemplateState
from leye.outreach.models import Message, MessageTemplate, OptOut, SurveyRound
from leye.outreach.sms.settings import PER_DAY, PER_WEEK, QUIET_FROM, QUIET_UNTIL, provider
from leye.outreach.tasks import ask_to_send
from leye.standards.phones import mask_phone
from leye.web.acting import carried_out
from leye.web.fields import whole
from leye.web.messages.forms import OptOutForm
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = {
    MessageState.QUEUED: "info", MessageState.SENDING: "info", MessageState.SENT: "plain",
    MessageState.DELIVERED: "good", MessageState.FAILED: "bad", MessageState.HELD: "warn",
}  # fmt: skip


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here from the surveys."""
    way = ((_("摸底"), reverse("surveys")), (_("短信"), reverse("text_messages")), *more)
    return [{"label": label, "url": url} for label, url in way]


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The messages of the scope, newest first, by where they stand."""
    mine = Message.objects.visible_to(request.scope)
    asked = request.GET.get("state", "")
    if asked and asked not in MessageState.values:
        raise Http404
    counts = dict(mine.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n"))
    found = (mine.filter(state=asked) if asked else mine).select_related("person", "area", "by")
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    rows = [
        {"message": m, "kind": KINDS[MessageState(m.state)], "phone": mask_phone(m.phone),
         "why": m.get_held_display() if m.held else m.problem}
        for m in page.rows
    ]  # fmt: skip
    log_list(request, _("短信"), len(rows), state=asked, offset=page.offset)
    tabs = [{"label": _("全部"), "url": "?", "active": not asked, "count": sum(counts.values())}]
    tabs += [
        {"label": state.label, "url": f"?state={state.value}", "active": asked == state.value, "count": counts[state.value]}
        for state in MessageState if counts.get(state.value)
    ]  # fmt: skip
    context = {
        "rows": rows, "page": page, "tabs": tabs, "only_outbox": provider() == "outbox",
        "crumbs": [*crumbs()[:1], {"label": _("短信"), "url": ""}],
    }  # fmt: skip
    return render(request, "messages/index.html", context)


def _chosen(request: WorkRequest) -> list[Person]:
    asked = request.POST if request.method == "POST" else request.GET
    ids = {whole(text) for text in asked.getlist("person")} - {0}
    if len(ids) > MOST_AT_ONCE:
        raise Http404
    people = list(
        Person.objects.visible_to(request.scope)
        .current()
        .filter(pk__in=ids)
        .order_by("area_id", "name", "pk")
    )
    if len(people) != len(ids):
        raise Http404
    return people


@work_page(*MAY_SEND)
def send(request: WorkRequest) -> HttpResponse:
    """Choose a text for the people who were chosen; who gets none is said before, with the reason."""
    people = _chosen(request)
    asked = request.POST if request.method == "POST" else request.GET
    found = None
    if asked.get("round"):
        found = get_object_or_404(SurveyRound.objects.visible_to(request.scope), pk=whole(asked.get("round")))
    error = ""
    if request.method == "POST" and people:
        try:
            queued = QueueMessages(
                actor_of(request), person_ids=[p.pk for p in people], template_id=whole(asked.get("template")),
                round_id=found.pk if found else None,
            ).run()  # fmt: skip
        except Absent as absent:
            raise Http404 from absent
        except ActionError as refused:
            error = str(refused)
        else:
            ask_to_send()
            messages.success(request, _outcome(queued.waiting, queued.held))
            return redirect("survey", found.pk) if found else redirect("text_messages")
    held = reasons_to_hold(people, found)
    usable = MessageTemplate.objects.visible_to(request.scope).filter(state=TemplateState.APPROVED)
    shown = [{"one": one, "text": readable(one.text)} for one in usable]
    context = {
        "people": people, "round": found, "templates": shown, "error": error, "chosen": whole(asked.get("template")),
        "going": len(people) - len(held), "per_day": PER_DAY, "per_week": PER_WEEK, "quiet_from": QUIET_FROM.hour,
        "quiet_until": QUIET_UNTIL.hour, "may_draft": request.post.role in MAY_DRAFT,
        "held": [{"person": p, "why": Held(held[p.pk]).label} for p in people if p.pk in held],
        "crumbs": crumbs((_("发短信"), "")),
    }  # fmt: skip
    return render(request, "messages/send.html", context)


def _outcome(waiting: int, held: Any) -> str:
    words = _("%(n)s条短信已提交，按时段发送。") % {"n": waiting} if waiting else _("没有要发的短信。")
    if held:
        reasons = "，".join(_("%(why)s%(n)s人") % {"why": Held(why).label, "n": n} for why, n in held.items())
        words += _("没有发给：%(reasons)s。") % {"reasons": reasons}
    return words


@work_page()
def opt_outs(request: WorkRequest) -> HttpResponse:
    """Numbers that want no messages; one more noted by hand."""
    may_write = request.post.role in CAN_WRITE_LEDGER
    form = OptOutForm(request.POST if request.method == "POST" and may_write else None)
    if request.method == "POST" and may_write and form.is_valid():
        # Noted where the post works: it holds in every area.
        action = AddOptOut(actor_of(request), area_no=request.post.area_id, **form.cleaned_data)
        if carried_out(form, action, {"area_no": ""}):
            messages.success(request, _("已登记，不再给这个号码发短信。"))
            return redirect("opt_outs")
    found = OptOut.objects.visible_to(request.scope).select_related("area", "by")
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    rows = [{"row": row, "phone": mask_phone(row.phone)} for row in page.rows]
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "may_write": may_write,
        "crumbs": crumbs((_("退订的号码"), "")),
    }
    return render(request, "messages/opt_outs.html", context)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def remove_opt_out(request: WorkRequest, pk: int) -> HttpResponse:
    """The owner wants messages again."""
    try:
        RemoveOptOut(actor_of(request), optout_id=pk).run()
        messages.success(request, _("已取消退订。"))
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("opt_outs")
