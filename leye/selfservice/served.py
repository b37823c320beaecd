"""Where somebody can ask for help: the counties in which this installation has officers, and the areas below them."""

from django.db.models import Exists, F, OuterRef

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.models import Post
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.standards.calendar import today


def served_counties() -> list[Area]:
    """Counties with an officer in them or in an area below, in reporting order."""
    posts = (
        Post.objects.filter(role__in=CAN_WRITE_LEDGER, area__no__gte=OuterRef("no"), area__no__lte=OuterRef("last"))
        .held_on(today())
    )  # fmt: skip
    counties = Area.objects.filter(level=Level.COUNTY).valid_on(today()).filter(Exists(posts))
    return list(counties.select_related("parent").order_by("no"))


def below(area: Area) -> list[Area]:
    """The areas in use one level below."""
    return list(
        Area.objects.filter(parent_id=area.no, level=area.level + 1).valid_on(today()).order_by(F("no"))
    )


def served_area(area_no: int) -> Area | None:
    """An area in use at or below a county that is served; None for any other number."""
    found = Area.objects.filter(no=area_no, level__gte=Level.COUNTY).valid_on(today()).first()
    if found is None or not any(one.no <= found.no <= one.last for one in served_counties()):
        return None
    return found
