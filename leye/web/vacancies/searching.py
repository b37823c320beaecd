"""A search from an address to what a page shows: results, or why there are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from leye.areas.enums import Level
from leye.areas.paths import full_path, path_names
from leye.ledger.errors import Invalid
from leye.vacancies.asking import Ask, ask_from, words_of
from leye.vacancies.nearest import REACH_KM, FoundNear, NearCursor, distances, search_near
from leye.vacancies.places import named_places
from leye.vacancies.reading import pay_words
from leye.vacancies.search import Cursor, Found, Hit, search
from leye.vacancies.widening import why_empty
from leye.web.vacancies.forms import FindForm

COUNTY = 10**6
#: How results are ordered when not by their day.
NEAR = "near"
#: The parts of an address that say what is looked for.
PARTS = (
    "text",
    "place",
    "area",
    "km",
    "pay_yuan",
    "education",
    "hours",
    "group",
    "occupation",
    "elastic",
    "housing",
    "meals",
    "sort",
)


def looked(request: HttpRequest) -> dict[str, Any]:
    """Everything that the page of a search shows."""
    form = FindForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "asked": asked_of(request.GET).urlencode()}
    try:
        ask, places = _ask(request.GET)
    except Invalid as error:
        return {**context, "problems": list(error.problems.values())}
    if len(places) > 1:
        context["places"] = [
            {"name": full_path(area), "url": _url(request.GET, area=str(area.no))} for area in places
        ]
    if not ask.asked and not request.GET:
        context["fresh"] = True
    after, near = request.GET.get("after", ""), request.GET.get("sort", "") == NEAR
    if near and ask.area is not None:
        ask = replace(ask, km=ask.km or REACH_KM)
    try:
        found, away = _search(ask, near, after)
    except Invalid as error:
        return {**context, "problems": list(error.problems.values())}
    context |= {
        "rows": [shown(hit, away) for hit in found.rows],
        "summary": _summary(ask, found),
        "found": found,
    }
    if found.after:
        context["next_url"] = _url(request.GET, after=_text_of(found.after))
    if not found.rows and not request.GET.get("after"):
        why = why_empty(ask)
        context["why"] = why
        context["wider"] = [
            {
                "words": one.words,
                "total": one.total,
                "exact": one.exact,
                "url": _dropped(request.GET, one.name),
            }
            for one in why.wider
        ]
        context["instead"] = [
            {
                "word": word,
                "links": [
                    {"word": new, "url": _url(request.GET, text=ask.text.replace(word, new))} for new in news
                ],
            }
            for word, news in why.instead
            if news
        ]
    return context


def _search(ask: Ask, near: bool, after: str) -> tuple[Found | FoundNear, dict[int, int]]:
    """A page of results, and how far each county is where a place and a distance, or the order, ask for it."""
    if near:
        found = search_near(ask, near_cursor_of(after))
        return found, found.away
    plain = search(ask, cursor_of(after))
    counties = {hit.area_id // COUNTY * COUNTY for hit in plain.rows}
    return plain, distances(ask, sorted(counties)) if ask.km and ask.area is not None else {}


def _ask(data: QueryDict) -> tuple[Ask, list[Any]]:
    """What is asked, with the place by its name. Raises Invalid, for a place that nobody knows too."""
    values = {name: data.get(name, "") for name in PARTS}
    places: list[Any] = []
    place = values.pop("place").strip()
    if place and not values["area"]:
        places = named_places(place)
        if not places:
            raise Invalid(
                {"place": _("没有叫“%(name)s”的地方，请填省、市、县或乡镇的名称。") % {"name": place[:30]}}
            )
        values["area"] = str(places[0].no)
    form = FindForm(data)
    if form.is_valid():
        values["occupation"] = form.cleaned_data["occupation"]
    return ask_from(values), places


def looked_for(data: QueryDict) -> Ask | None:
    """What an address asks for; None when it cannot be asked any more (a place or a code that is gone)."""
    try:
        return _ask(data)[0]
    except Invalid:
        return None


def shown(hit: Hit, away: dict[int, int] | None = None) -> dict[str, Any]:
    """A posting as a line; `away`: kilometres by county."""
    return {
        "hit": hit,
        "pay": pay_words(hit),
        "area": path_names(hit.area_id, Level.COUNTY),
        "hours": hit.hours,
        "away": _away((away or {}).get(hit.area_id // COUNTY * COUNTY)),
    }


def _away(km: int | None) -> str:
    if km is None:
        return ""
    return _("约%(km)d公里") % {"km": km} if km else _("在当地")


def _summary(ask: Ask, found: Found | FoundNear) -> str:
    said = "、".join(words for _name, words in words_of(ask))
    many = (_("%(n)s个岗位") if found.exact else _("约%(n)s个岗位")) % {"n": f"{_round(found):,}"}
    return (
        _("%(said)s：%(many)s") % {"said": said, "many": many} if said else _("共%(many)s") % {"many": many}
    )


def _round(found: Found | FoundNear) -> int:
    """A guess with two figures that count."""
    if found.exact:
        return found.total
    step = int(10 ** max(len(str(found.total)) - 2, 0))
    return found.total // step * step


def asked_of(data: QueryDict) -> QueryDict:
    """The address of the search alone, without the page in it."""
    kept = QueryDict(mutable=True)
    for name in PARTS:
        if value := data.get(name, "").strip():
            kept[name] = value[:120]
    return kept


def _url(data: QueryDict, **more: str) -> str:
    kept = asked_of(data)
    for name, value in more.items():
        kept[name] = value
    if "area" in more:
        kept.pop("place", None)
    return f"?{kept.urlencode()}"


def _dropped(data: QueryDict, name: str) -> str:
    kept = asked_of(data)
    for each in ("area", "place", "km") if name == "area" else (name,):
        kept.pop(each, None)
    return f"?{kept.urlencode()}"


def cursor_of(text: str) -> Cursor | None:
    """A place in the results as an address has it; None for anything else."""
    parts = text.split("~")
    try:
        return Cursor(parts[0] == "1", dt.date.fromisoformat(parts[1]), int(parts[2]))
    except (IndexError, ValueError):
        return None


def near_cursor_of(text: str) -> NearCursor | None:
    """A place in the results by distance; None for anything else."""
    rank, _tilde, rest = text.partition("~")
    inner = cursor_of(rest)
    return (
        NearCursor(int(rank), *inner)
        if inner and rank.isascii() and rank.isdigit() and len(rank) < 5
        else None
    )


def _text_of(cursor: Cursor | NearCursor) -> str:
    rank = f"{cursor.rank}~" if isinstance(cursor, NearCursor) else ""
    return f"{rank}{int(cursor.in_title)}~{cursor.published_on.isoformat()}~{cursor.vacancy_id}"
