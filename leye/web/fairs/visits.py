"""来访: who came, who is in no ledger yet, and matching one with the other."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.fairs.actions.base import CAN_RUN_DESK
from leye.fairs.actions.visits import MatchVisit, TakeBackArrival
from leye.fairs.models import Visit
from leye.fairs.suggesting import suggestions
from leye.web.fairs.fair import frame, run
from leye.web.fairs.views import fair_or_404
from leye.web.fields import whole
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

SHOWN = {"": Q(), "walk_in": Q(person__isnull=True), "help": Q(asked_help=True)}


@work_page()
def visits(request: WorkRequest, pk: int) -> HttpResponse:
    """Visitors of a fair, those who asked for help and are in no ledger first."""
    fair = fair_or_404(request, pk)
    only = request.GET.get("only", "")
    found = Visit.objects.visible_to(request.scope).filter(
        SHOWN.get(only, Q()), fair=fair, arrived_at__isnull=False
    )
    found = found.select_related("person", "area", "case").prefetch_related("talks").order_by("-number")
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    log_list(request, "fair visitors", len(page.rows), fair=fair.pk, offset=page.offset)
    likely = suggestions(request.scope, [visit for visit in page.rows if visit.person_id is None])
    rows = [
        {"visit": visit, "likely": likely.get(visit.pk, []), "talks": len(visit.talks.all())}
        for visit in page.rows
    ]
    everybody = Visit.objects.visible_to(request.scope).filter(fair=fair, arrived_at__isnull=False)
    chips = [
        {"label": label, "url": f"?only={name}" if name else "?", "active": only == name,
         "count": everybody.filter(SHOWN[name]).count()}
        for name, label in (("", _("全部")), ("walk_in", _("未对上台账")), ("help", _("需要帮助")))
    ]  # fmt: skip
    context = frame(request, fair, "fair_visits") | {
        "rows": rows, "page": page, "chips": chips, "may_register": request.post.role in CAN_WRITE_LEDGER}  # fmt: skip
    return render(request, "fairs/visits.html", context)


def _visit(request: WorkRequest, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.visible_to(request.scope).select_related("fair"), pk=pk)


@work_page(*CAN_RUN_DESK)
def match(request: WorkRequest, pk: int) -> HttpResponse:
    """A walk-in is somebody of the ledger."""
    visit = _visit(request, pk)
    if request.method == "POST":
        done = run(
            request, MatchVisit(actor_of(request), visit_id=pk, person_id=whole(request.POST.get("person")))
        )
        if done is not None:
            refresh_people(done.touched)
            messages.success(request, _("已对上台账，并记了这次服务。"))
    return redirect("fair_visits", visit.fair_id)


@work_page(*CAN_RUN_DESK)
def take_back(request: WorkRequest, pk: int) -> HttpResponse:
    """Somebody was checked in by mistake."""
    visit = _visit(request, pk)
    person = visit.person_id
    if request.method == "POST" and run(request, TakeBackArrival(actor_of(request), visit_id=pk)):
        refresh_people([person] if person else [])
        messages.success(request, _("已撤销这次签到。"))
    return redirect("fair_visits", visit.fair_id)
