"""Pages."""

from django.http import HttpResponse
from django.shortcuts import render

from leye.web.work import WorkRequest, work_page


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The page."""
    return render(request, "base.html")
