"""Searches that somebody keeps, and how many postings came since the last look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.ledger.errors import Absent
from leye.selfservice.actions.searching import ForgetMySearch, KeepMySearch, SeeMySearch
from leye.standards.calendar import today
from leye.vacancies.models import SavedSearch
from leye.vacancies.search import MOST_NEW, new_since
from leye.web.selfservice.seeking import SeekerRequest, actor_of_seeker, seeker_page
from leye.web.vacancies.searching import asked_of, looked_for


def kept_searches(request: SeekerRequest) -> list[dict[str, Any]]:
    """Searches with how many postings came since the day of the last look. Looked at today: nothing is new."""
    found = []
    for one in SavedSearch.objects.filter(user_id=request.user.pk):
        ask = looked_for(QueryDict(one.asked))
        new = new_since(ask, one.seen_on) if ask is not None and one.seen_on < today() else 0
        words = (
            _("%(n)d个以上新岗位") % {"n": MOST_NEW} if new > MOST_NEW else _("%(n)d个新岗位") % {"n": new}
        )
        found.append({"row": one, "new": words if new else ""})
    return found


@require_POST
@seeker_page
def keep(request: SeekerRequest) -> HttpResponse:
    """Keep the search that is on the page."""
    asked = asked_of(QueryDict(request.POST.get("asked", "")[:1000])).urlencode()
    try:
        KeepMySearch(actor_of_seeker(request), name=request.POST.get("name", ""), asked=asked).run()
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('jobs')}?{asked}")
    messages.success(request, _("已存下。有新岗位时，这里会显示有几个。"))
    return redirect("my")


@seeker_page
def see(request: SeekerRequest, pk: int) -> HttpResponse:
    """Open a search that was kept."""
    try:
        one = SeeMySearch(actor_of_seeker(request), search_id=pk).run()
    except Absent as error:
        raise Http404 from error
    return redirect(f"{reverse('jobs')}?{one.asked}")


@require_POST
@seeker_page
def forget(request: SeekerRequest, pk: int) -> HttpResponse:
    """Forget a search."""
    try:
        ForgetMySearch(actor_of_seeker(request), search_id=pk).run()
    except Absent as error:
        raise Http404 from error
    return redirect("my")
