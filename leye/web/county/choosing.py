"""The area that a page of the county is about, and the addresses of its lists."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from leye.accounts.enums import CAN_SEE_COUNTY, Role
from leye.areas.models import Area
from leye.web.fields import whole
from leye.web.work import WorkRequest

#: Roles that open the page: those who answer for a county or more, and a township for its villages.
LOOKERS = (*CAN_SEE_COUNTY, Role.TOWNSHIP_CLERK)


def chosen_area(request: WorkRequest) -> Area:
    """The post's area, or the one below it that the address names. Raises Http404 for any other."""
    asked = request.GET.get("area")
    if not asked:
        return request.post.area
    area = Area.objects.filter(no=whole(asked)).first()
    if area is None or area.no < request.scope.lo or area.last > request.scope.hi:
        raise Http404
    return area


def list_url(what: str, area: Area, **more: str) -> str:
    """The list behind a number."""
    return f"{reverse('county_list')}?{urlencode({'what': what, 'area': area.no, **more})}"


def area_url(area: Area) -> str:
    """The same page about another area."""
    return f"{reverse('county')}?area={area.no}"
