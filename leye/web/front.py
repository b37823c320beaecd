"""The first page: officers come to their day, who signed in as a person comes to the own file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from leye.web.myday.views import index
from leye.web.selfservice.seeking import seeker_of


def front(request: HttpRequest) -> HttpResponse:
    """Where somebody belongs who only typed the address."""
    if getattr(request, "post", None) is None and seeker_of(request) is not None:
        return redirect("my")
    return index(request)
