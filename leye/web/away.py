"""The page that says the database is away, for failures anywhere between the first middleware and the view."""

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

#: SQLSTATE classes of a lost or refused connection: 08 connection exception, 57P shutdown, 53300 too many.
_AWAY = ("08", "57P", "53300")


def is_away(error: BaseException | None) -> bool:
    """Whether an error means that the database cannot be reached (and not that a statement was wrong or slow)."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return isinstance(error, Error) and _behind(error)
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(_AWAY)


def _behind(error: BaseException) -> bool:
    """A failure on the way out of a transaction can hide the loss that caused it."""
    return error.__context__ is not None and is_away(error.__context__)


def away_page(request: HttpRequest) -> HttpResponse:
    """503, to be tried again. Rendered without the request: user, posts and messages live in the database."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response
