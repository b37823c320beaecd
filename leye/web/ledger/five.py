"""五个“一口清”: one page for a village or township, from the ledger as it stands, to be printed (#254)."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.reading import adoption_at
from leye.adoption.registry import packs
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import full_path
from leye.ledger.reading import people_by_ids
from leye.sheets.five import Figure, FiveThings, five_things
from leye.standards.calendar import today
from leye.web.fields import area_choices, whole
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, work_page

#: Benefits named under one document.
MOST = 6


def _area(request: WorkRequest) -> Area | None:
    """The township or village asked for; the post's own when it is one; None when one must be chosen."""
    number = whole(request.GET.get("area"))
    asked = Area.objects.filter(pk=number).first() if request.scope.covers(number) else None
    if number and asked is None:
        raise Http404
    chosen = asked or request.post.area
    return chosen if chosen.level >= Level.TOWNSHIP else None


def _policies(area: Area) -> list[dict[str, Any]]:
    """The documents that are carried out here today, with what they offer."""
    day = today()
    found = []
    for pack in packs().values():
        if adoption_at(area.no, pack, day) is None:
            continue
        offers = [str(rule.title) for rule in pack.benefits]
        found.append({
            "title": pack.info.title, "number": pack.info.number, "url": reverse("document", args=[pack.id]),
            "offers": offers[:MOST], "more": max(len(offers) - MOST, 0),
        })  # fmt: skip
    return found


def _linked(area: Area, figures: list[Figure]) -> list[dict[str, Any]]:
    return [
        {"label": figure.label, "value": figure.count, "text": _("%(n)d人") % {"n": figure.count},
         "url": people_url(area, figure.key)}
        for figure in figures
    ]  # fmt: skip


def people_url(area: Area, key: str) -> str:
    """The address of the people behind a figure."""
    return f"{reverse('five_people')}?{urlencode({'area': area.no, 'what': key})}"


def _choices(request: WorkRequest) -> list[Any]:
    return area_choices(request.scope, Level.TOWNSHIP, Level.VILLAGE)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The five things of an area, or the question which area."""
    area = _area(request)
    if area is None:
        return render(request, "ledger/five_choose.html", {"areas": _choices(request)})
    things = five_things(request.scope, area, today())
    context = {
        "things": things, "area": area, "place": full_path(area), "policies": _policies(area),
        "areas": _choices(request), "median": things.wage_median, "labourers_url": people_url(area, "labourers"),
        "working_url": people_url(area, "working"), "idle_url": people_url(area, "idle"),
        **{name: _linked(area, getattr(things, name)) for name in _PARTS},
    }  # fmt: skip
    return render(request, "ledger/five.html", context)


_PARTS = ("able", "wages", "reaches", "places", "industries", "reasons")


def _figure(things: FiveThings, key: str) -> Figure:
    figure = things.figures().get(key)
    if figure is None:
        raise Http404
    return figure


@work_page()
def people(request: WorkRequest) -> HttpResponse:
    """The people behind one number of the page."""
    area = _area(request)
    if area is None:
        raise Http404
    figure = _figure(five_things(request.scope, area, today()), request.GET.get("what", ""))
    page = page_of(request, lambda start, stop: people_by_ids(request.scope, figure.people[start:stop]))
    log_list(request, figure.label, len(page.rows), area=area.no, figure=figure.key, offset=page.offset)
    back = f"{reverse('five_things')}?area={area.no}"
    crumbs = [{"label": _("五个“一口清”"), "url": back}, {"label": figure.label}]
    context = {"figure": figure, "page": page, "crumbs": crumbs, "area": area}
    return render(request, "ledger/five_people.html", context)
