"""系统会怎么选: what the rules would choose for a person now, with every part of the points, and why not the others."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.enums import Access
from leye.hiring.looking import look
from leye.web.people.looking import log_look
from leye.web.recommending.card import address, may_write, person_of
from leye.web.work import WorkRequest, work_page


@work_page()
def by_rule(request: WorkRequest, person_id: int) -> HttpResponse:
    """Ranked, without pins and exclusions."""
    person = person_of(request, person_id)
    log_look(request, person.pk, Access.EXPLAIN)
    found = look(person.pk)
    if found is None:
        raise Http404
    context = {
        "person": person, "found": found, "may_tell": may_write(request, person),
        "crumbs": [{"label": person.name, "url": address(person.pk)}, {"label": _("系统会怎么选")}],
    }  # fmt: skip
    return render(request, "recommending/rule.html", context)
