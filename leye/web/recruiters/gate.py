"""Who may open the pages of units: a user with an account that an officer has verified, for one unit at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside, Source
from leye.accounts.scope import Scope, set_scope
from leye.recruiters.membership import Unit, units_of
from leye.web.work import WorkRequest

CHOSEN = "unit"


class UnitRequest(WorkRequest):
    """A request of a user who acts for a unit; `scope` is what the unit may see. There is no post."""

    units: list[Unit]
    unit: Unit


def actor_of(request: UnitRequest) -> Actor:
    """The actor behind a request."""
    return Actor(request.user.pk, None, Outside.EMPLOYER, request.scope, Source.PORTAL)


def unit_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for members of units. What the user may see as an officer is not seen here."""

    @functools.wraps(view)
    def guarded(request: UnitRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        units = units_of(request.user.pk)
        if not units:
            raise PermissionDenied(_("您没有可用的单位账号：可能还没有核实，或者已经停用。请联系经办机构。"))
        chosen = request.session.get(CHOSEN)
        request.units = units
        request.unit = next((one for one in units if one.employer_id == chosen), units[0])
        request.scope = request.unit.scope
        set_scope(request.scope)
        return view(request, *args, **kwargs)

    return login_required(guarded)


def acts_for_a_unit(request: HttpRequest) -> bool:
    """Whether the user is a member of some unit."""
    return request.user.is_authenticated and bool(units_of(request.user.pk or 0))


def county_of(area_no: int) -> Scope:
    """The numbers of an area's county, for the places of work that are offered first."""
    first = area_no // 10**6 * 10**6
    return Scope(first, first + 10**6 - 1)
