"""The people whom some rules touch today: those with a to-do of theirs, an alert or an entitlement, each once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.ledger.models import Person
from leye.ledger.reading import masked_number
from leye.standards.phones import mask_phone
from leye.vault.crypto import decrypt
from leye.web.downloads import download, wants_full
from leye.web.paging import log_list, page_of
from leye.web.policy.place_names import place_names
from leye.web.policy.todo_lists import CHUNK, MOST_ROWS, WORKBOOK, bounded
from leye.web.work import WorkRequest
from leye.worklist.enums import TodoState
from leye.worklist.models import Finding, Todo


def touched_people(request: WorkRequest, pack: str, rules: Sequence[str]) -> QuerySet[Person]:
    """The people of the scope whom the rules touch."""
    scope = request.scope
    todos = Todo.objects.visible_to(scope).filter(pack=pack, rule__in=rules).exclude(state=TodoState.LAPSED)
    found = Finding.objects.visible_to(scope).open().filter(pack=pack, rule__in=rules)
    either = Q(pk__in=todos.values("person_id")) | Q(pk__in=found.values("person_id"))
    return Person.objects.visible_to(scope).filter(either).order_by("area_id", "pk")


def people_list(
    request: WorkRequest, title: str, people: QuerySet[Person], crumbs: Sequence[dict[str, str]]
) -> HttpResponse:
    """The page of a list of people, or its workbook (`?format=xlsx`)."""
    total = people.count()
    if request.GET.get("format") == WORKBOOK:
        full = wants_full(request)
        columns = [_("姓名"), _("身份证号"), _("电话"), _("村（社区）")]
        cells = _cells(people[:MOST_ROWS], full, place_names(request.scope))
        return download(request, bounded(title, total), columns, cells, full=full)
    page = page_of(request, lambda start, stop: list(people[start:stop]))
    places = place_names(person.area_id for person in page.rows)
    rows = [{"person": person, "village": places.get(person.area_id, "")} for person in page.rows]
    log_list(request, title, len(rows), offset=page.offset)
    query = request.GET.copy()
    query.pop("offset", None)
    query["format"] = WORKBOOK
    context: dict[str, Any] = {"title": title, "rows": rows, "page": page, "crumbs": crumbs, "total": total,
                               "download_url": f"?{query.urlencode()}"}  # fmt: skip
    return render(request, "policy/people.html", context)


def _cells(people: QuerySet[Person], full: bool, places: dict[int, str]) -> Iterator[list[Any]]:
    for person in people.iterator(CHUNK):
        number = decrypt(bytes(person.id_cipher)) if full else masked_number(person)
        phone = person.phone if full else mask_phone(person.phone)
        yield [person.name, number, phone, places.get(person.area_id, "")]
