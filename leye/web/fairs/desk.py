"""签到台: one field and Enter. A slip, a card, a phone or a name; whoever is in no ledger gives name and phone."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Access
from leye.fairs.actions.base import CAN_RUN_DESK
from leye.fairs.actions.visits import CheckedIn, CheckIn
from leye.fairs.finding import Meant, meant_by
from leye.fairs.models import Visit
from leye.ledger.errors import Absent
from leye.market.models import Fair
from leye.web.acting import attempt
from leye.web.fairs.booth_forms import WalkInForm
from leye.web.fairs.fair import frame
from leye.web.fairs.views import fair_or_404
from leye.web.fields import whole
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Arrivals shown beside the field.
LATEST = 8


@dataclass(frozen=True)
class Shown:
    """What a desk shows besides the field: who was checked in, whom to choose from, a newcomer's form, a problem."""

    done: CheckedIn | None = None
    meant: Meant | None = None
    form: WalkInForm | None = None
    problem: str = ""


@work_page(*CAN_RUN_DESK)
def desk(request: WorkRequest, pk: int) -> HttpResponse:
    """The desk of a fair. Every answer is the whole desk again with the field ready for the next."""
    fair = fair_or_404(request, pk)
    shown = _act(request, fair) if request.method == "POST" else Shown()
    if shown.done is not None:
        refresh_people(shown.done.touched)
    latest = list(
        Visit.objects.filter(fair=fair, arrived_at__isnull=False)
        .select_related("person")
        .order_by("-arrived_at")[:LATEST]
    )
    context = frame(request, fair, "fair_visits") | {
        "shown": shown, "latest": latest,
        "arrived": Visit.objects.filter(fair=fair, arrived_at__isnull=False).count(),
    }  # fmt: skip
    return render(request, "fairs/desk_part.html" if request.htmx else "fairs/desk.html", context)


def _act(request: WorkRequest, fair: Fair) -> Shown:
    given = request.POST
    if "walk_in" in given:
        form = WalkInForm(given)
        return _walk_in(request, fair, form)
    asked = {"asked_help": "asked_help" in given}
    if person := whole(given.get("person")):
        return _check_in(request, fair, person_id=person, **asked)
    if visit := whole(given.get("visit")):
        return _check_in(request, fair, visit_id=visit, **asked)
    line = given.get("q", "").strip()
    if not line:
        return Shown(problem=_("请扫码，或输入编号、姓名、电话。"))
    meant = meant_by(request.scope, fair, line)
    if meant.people:
        log_access(
            request, Access.SEARCH, detail={"list": "fair desk", "rows": len(meant.people), "fair": fair.pk}
        )
    if meant.problem:
        return Shown(problem=meant.problem)
    if meant.visit is not None:
        return _check_in(request, fair, visit_id=meant.visit.pk, **asked)
    if meant.person is not None:
        return _check_in(request, fair, person_id=meant.person.pk, **asked)
    if meant.sure:
        return _check_in(request, fair, name=meant.name, phone=meant.phone, **asked)
    start = {"name": meant.name, "phone": meant.phone, "id_number": meant.id_number, **asked}
    return Shown(meant=meant, form=WalkInForm(initial=start))


def _walk_in(request: WorkRequest, fair: Fair, form: WalkInForm) -> Shown:
    if not form.is_valid():
        return Shown(form=form)
    done = attempt(form, CheckIn(actor_of(request), fair_id=fair.pk, **form.cleaned_data))
    return Shown(form=form) if done is None else Shown(done=done)


def _check_in(request: WorkRequest, fair: Fair, **who: Any) -> Shown:
    try:
        return Shown(done=CheckIn(actor_of(request), fair_id=fair.pk, **who).run())
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        return Shown(problem=str(error))
