"""找工作: open vacancies for everybody, without signing in, made for a phone first. Only public columns are read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from leye.vacancies.reading import public_vacancy
from leye.web.selfservice.seeking import seeker_of
from leye.web.vacancies.searching import looked


def find(request: HttpRequest) -> HttpResponse:
    """What somebody looks for."""
    found = looked(request)
    context = {
        "page_url": "job",
        "seeker": seeker_of(request),
        "call_it": found.get("summary", "").split("：")[0][:60],
    }
    return render(request, "vacancies/jobs.html", {**found, **context})


def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One open vacancy."""
    found = public_vacancy(pk)
    if found is None:
        raise Http404
    return render(request, "vacancies/job.html", {"found": found, "seeker": seeker_of(request)})
