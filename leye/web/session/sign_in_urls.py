"""django-allauth without the doors this house does not have: nobody signs up, resets by mail or has an address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

CLOSED = r"^(signup|email|confirm-email|password/set|password/reset|login/code|phone)(/|$)"


def closed(request: HttpRequest, *_args: str) -> HttpResponse:
    """As if it were not there."""
    raise Http404


# django-allauth still looks its closed pages up by name, so their names stay and their addresses answer 404.
urlpatterns = [re_path(CLOSED, closed), path("", include("allauth.urls"))]
