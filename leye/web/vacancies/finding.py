"""找岗位 for officers: every open vacancy wherever it is, and searches that are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.ledger.errors import Absent
from leye.vacancies.actions.searches import ForgetSearch, SaveSearch, SeeSearch
from leye.vacancies.models import SavedSearch, Vacancy
from leye.vacancies.reading import public_vacancy
from leye.web.vacancies.searching import asked_of, looked
from leye.web.vacancies.tabs import FIND, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page


@work_page()
def find(request: WorkRequest) -> HttpResponse:
    """What is looked for, everywhere."""
    context: dict[str, Any] = looked(request)
    context |= {
        "kept": SavedSearch.objects.filter(user_id=request.user.pk), "tabs": tabs_of(request, FIND), "page_url": "posting",
    }  # fmt: skip
    return render(request, "vacancies/find.html", context)


@work_page()
def posting(request: WorkRequest, pk: int) -> HttpResponse:
    """An open vacancy as everybody sees it."""
    found = public_vacancy(pk)
    if found is None:
        raise Http404
    own = Vacancy.objects.visible_to(request.scope).filter(pk=pk).exists()
    return render(request, "vacancies/posting.html", {"found": found, "own": own})


@require_POST
@work_page()
def save(request: WorkRequest) -> HttpResponse:
    """Keep the search that is on the page."""
    asked = asked_of(QueryDict(request.POST.get("asked", "")[:1000])).urlencode()
    try:
        SaveSearch(actor_of(request), name=request.POST.get("name", ""), asked=asked).run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已保存，下次在“保存的查找”里点开。"))
    return redirect(f"{reverse('find_vacancies')}?{asked}")


@work_page()
def saved(request: WorkRequest, pk: int) -> HttpResponse:
    """Open a search that was kept."""
    try:
        kept = SeeSearch(actor_of(request), search_id=pk).run()
    except Absent as error:
        raise Http404 from error
    return redirect(f"{reverse('find_vacancies')}?{kept.asked}")


@require_POST
@work_page()
def forget(request: WorkRequest, pk: int) -> HttpResponse:
    """Forget a search."""
    try:
        ForgetSearch(actor_of(request), search_id=pk).run()
    except Absent as error:
        raise Http404 from error
    return redirect("find_vacancies")
