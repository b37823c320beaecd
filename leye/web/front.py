"""The first page: officers come to their day, people to their own file, members of units to their vacancies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from leye.web.myday.views import index
from leye.web.recruiters.gate import acts_for_a_unit
from leye.web.selfservice.seeking import seeker_of


def front(request: HttpRequest) -> HttpResponse:
    """Where somebody belongs who only typed the address."""
    if getattr(request, "post", None) is None:
        if seeker_of(request) is not None:
            return redirect("my")
        if acts_for_a_unit(request):
            return redirect("unit_jobs")
    return index(request)
