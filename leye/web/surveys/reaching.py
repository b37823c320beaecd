"""Who cannot be reached, and who is to be left in peace for a while."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.ledger.reading import people_by_ids
from leye.outreach.actions.reminders import PauseReminders, ResumeReminders
from leye.outreach.measures import MANY_ATTEMPTS, out_of_reach
from leye.web.acting import carried_out
from leye.web.paging import log_list, page_of
from leye.web.people.looking import log_look
from leye.web.people.steps import check_may_write
from leye.web.surveys.forms import PauseForm
from leye.web.surveys.rounds import crumbs
from leye.web.work import WorkRequest, actor_of, work_page


@work_page()
def unreachable(request: WorkRequest) -> HttpResponse:
    """Everybody whom several attempts did not reach, in a survey or not."""
    page = page_of(request, lambda start, stop: out_of_reach(request.scope, start, stop))
    hits = {hit.id: hit for hit in people_by_ids(request.scope, (one.person_id for one in page.rows))}
    rows = [{"hit": hits[one.person_id], "line": one} for one in page.rows if one.person_id in hits]
    log_list(request, _("联系不上的人"), len(rows), offset=page.offset)
    context = {
        "rows": rows, "page": page,
        "many": MANY_ATTEMPTS, "may_write": request.post.role in CAN_WRITE_LEDGER,
        "crumbs": crumbs((_("联系不上的人"), "")),
    }  # fmt: skip
    return render(request, "surveys/unreachable.html", context)


@work_page(*CAN_WRITE_LEDGER)
def pause(request: WorkRequest, person_id: int) -> HttpResponse:
    """Leave somebody in peace until a day."""
    person = get_object_or_404(Person.objects.visible_to(request.scope).current(), pk=person_id)
    check_may_write(request, person)
    log_look(request, person_id)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = PauseReminders(actor_of(request), person_id=person_id, **form.cleaned_data)
        if carried_out(form, action):
            messages.success(request, _("已暂停提醒%(name)s。") % {"name": person.name})
            return redirect("person", person_id)
    way = [
        {"label": person.name, "url": reverse("person", args=[person_id])},
        {"label": _("暂停提醒"), "url": ""},
    ]
    return render(request, "surveys/pause.html", {"form": form, "person": person, "crumbs": way})


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def resume(request: WorkRequest, person_id: int) -> HttpResponse:
    """Go on."""
    try:
        ResumeReminders(actor_of(request), person_id=person_id).run()
        messages.success(request, _("已恢复提醒。"))
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("person", person_id)
