"""村级协管员: which villages have how many on their assistant posts, and whether the register says the same."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.casework.models import Placement, PublicPost
from leye.casework.post_enums import PostDuty
from leye.ledger.errors import Absent
from leye.registers.actions.sites import CAN_KEEP_REGISTERS, ChangeSite, OpenSite
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.standards.calendar import today
from leye.web.fields import areas_in, whole
from leye.web.paging import page_of
from leye.web.posts.tabs import ASSISTANTS, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.enums import SubjectKind
from leye.worklist.refresh import refresh_subject

#: A village with need has one or two (内人社发〔2022〕28号 三(六)).
LEAST, MOST = 1, 2


@dataclass(frozen=True)
class Village:
    """A village with its assistants: places, people on them, and the register's number (None: no entry)."""

    area: Area
    places: int
    held: int
    registered: int | None

    @property
    def differs(self) -> bool:
        """Whether the register does not say what the posts say."""
        return bool(self.places) and self.registered != self.held


def villages(scope: Scope, areas: list[Area]) -> list[Village]:
    """Rows of a page, in three queries. A person counts where he lives on a post of the village."""
    numbers = [area.no for area in areas]
    day = today()
    posts = PublicPost.objects.visible_to(scope).filter(duty=PostDuty.VILLAGE_ASSISTANT, area__in=numbers)
    posts = posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    places = dict(posts.order_by().values("area_id").annotate(n=Sum("places")).values_list("area_id", "n"))
    holders = Placement.objects.visible_to(scope).filter(post__in=posts, started_on__lte=day)
    holders = holders.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by()
    held = dict(holders.values("post__area_id").annotate(n=Count("pk")).values_list("post__area_id", "n"))
    sites = Site.objects.visible_to(scope).filter(
        kind=SiteKind.EMPLOYMENT_ASSISTANT, closed_on__isnull=True, area__in=numbers
    )
    known = dict(sites.order_by().values("area_id").annotate(n=Sum("people")).values_list("area_id", "n"))
    return [
        Village(area, places.get(area.no, 0), held.get(area.no, 0), (known[area.no] or 0) if area.no in known else None)
        for area in areas
    ]  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Villages with assistant posts first; all of them on request."""
    everyone = request.GET.get("all") == "1"
    found = areas_in(request.scope, Level.VILLAGE)
    found = [area for area in found if area.level == Level.VILLAGE]
    if not everyone:
        with_posts = set(
            PublicPost.objects.visible_to(request.scope)
            .filter(duty=PostDuty.VILLAGE_ASSISTANT)
            .values_list("area_id", flat=True)
        )
        found = [area for area in found if area.no in with_posts]
    page = page_of(request, lambda start, stop: found[start:stop])
    context: dict[str, Any] = {
        "tabs": tabs_of(request, ASSISTANTS), "page": page, "rows": villages(request.scope, list(page.rows)),
        "everyone": everyone, "may_register": request.post.role in CAN_KEEP_REGISTERS, "least": LEAST, "most": MOST,
    }  # fmt: skip
    return render(request, "posts/assistants.html", context)


@require_POST
@work_page(*CAN_KEEP_REGISTERS)
def register(request: WorkRequest) -> HttpResponse:
    """Write the number of people on the posts into the register, which the document's rule counts."""
    area = Area.objects.filter(pk=whole(request.POST.get("area")), level=Level.VILLAGE).first()
    if area is None or not request.scope.covers(area.no):
        raise Http404
    (village,) = villages(request.scope, [area])
    site = Site.objects.visible_to(request.scope).filter(
        kind=SiteKind.EMPLOYMENT_ASSISTANT, closed_on__isnull=True, area=area
    ).order_by("pk").first()  # fmt: skip
    actor = actor_of(request)
    try:
        if site is None:
            OpenSite(
                actor, area_no=area.no, kind=SiteKind.EMPLOYMENT_ASSISTANT, name=_("村级就业帮扶协管员"),
                opened_on=today(), people=village.held,
            ).run()  # fmt: skip
        else:
            ChangeSite(
                actor, site_id=site.pk, version=site.version, name=site.name, level=site.level,
                address=site.address, people=village.held,
            ).run()  # fmt: skip
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("assistants")
    refresh_subject(SubjectKind.AREA, area.no)
    words = _("%(name)s的登记簿已改为%(n)d名协管员。")
    messages.success(request, words % {"name": area.name, "n": village.held})
    return redirect("assistants")
