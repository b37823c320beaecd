"""The list behind a count: names, village, have and need, due day; paged, logged, and as a masked workbook."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.ledger.models import Household, Person
from leye.ledger.reading import masked_number
from leye.policy import Benefit, Rule
from leye.standards.calendar import today
from leye.standards.phones import mask_phone
from leye.vault.crypto import decrypt
from leye.web.downloads import download, wants_full
from leye.web.links import rule_url
from leye.web.paging import log_list, page_of
from leye.web.policy.place_names import place_names
from leye.web.policy.simulated import yuan
from leye.web.policy.subject_names import Names, subject_names
from leye.web.work import WorkRequest
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Finding, Todo
from leye.worklist.reading import due_of

WORKBOOK, CHUNK = "xlsx", 2000
MOST_ROWS = 50_000


def state_tag(todo: Todo, day: dt.date) -> tuple[str, str]:
    """Kind and word of a to-do's state."""
    if todo.state == TodoState.DONE:
        return "good", _("已办结")
    if todo.state == TodoState.MISSED:
        return "bad", _("到期未完成")
    if todo.state == TodoState.LAPSED:
        return "plain", _("不再适用")
    left = (todo.due_on - day).days
    if left < 0:
        return "bad", _("超期%(n)s天") % {"n": -left}
    return ("warn", _("还有%(n)s天") % {"n": left}) if left <= 7 else ("plain", _("待办"))


def whose(
    kind: str,
    person: Person | None,
    household: Household | None,
    place: str,
    named: tuple[str, str] | None = None,
) -> tuple[str, str]:
    """Name and address of a subject as far as the scope sees it; of an area (a place) the name alone.

    `named`: those of an employer, a site or a class.
    """
    if named is not None:
        return named
    if person is not None:
        return person.name, reverse("person", args=[person.pk])
    if household is not None:
        head = household.head
        name = (
            _("%(name)s家") % {"name": head.name}
            if head
            else _("%(number)s户") % {"number": household.number}
        )
        return name, reverse("household", args=[household.pk])
    if kind == SubjectKind.AREA:
        return place, ""
    return _("辖区外"), ""


def _subject(row: Todo | Finding) -> tuple[str, int]:
    return row.subject_kind, row.subject_id


def _row(todo: Todo, day: dt.date, places: dict[int, str], names: Names) -> dict[str, Any]:
    place = places.get(todo.area_id, "")
    name, url = whose(todo.subject_kind, todo.person, todo.household, place, names.get(_subject(todo)))
    return {"todo": todo, "name": name, "url": url, "village": places.get(todo.area_id, ""), "due": due_of(todo, day),
            "clause_url": rule_url(todo.pack, todo.rule), "state": state_tag(todo, day)}  # fmt: skip


def bounded(title: str, total: int) -> str:
    """A workbook's title, which says so where the list is longer than a workbook takes."""
    return title if total <= MOST_ROWS else _("%(title)s（只含前%(n)s行）") % {
        "title": title, "n": MOST_ROWS}  # fmt: skip


def todo_list(
    request: WorkRequest,
    title: str,
    todos: QuerySet[Todo],
    crumbs: Sequence[dict[str, str]],
    *,
    meaning: str = "",
) -> HttpResponse:
    """The page of a list of to-dos, or its workbook (`?format=xlsx`)."""
    whole = todos.select_related("person", "household__head")
    if request.GET.get("format") == WORKBOOK:
        full = wants_full(request)
        rows = _cells(request.scope, whole[:MOST_ROWS], full, place_names(request.scope))
        return download(request, bounded(title, todos.count()), _columns(), rows, full=full)
    day = today()
    page = page_of(request, lambda start, stop: list(whole[start:stop]))
    places = place_names(todo.area_id for todo in page.rows)
    names = subject_names(request.scope, map(_subject, page.rows))
    lines = [_row(todo, day, places, names) for todo in page.rows]
    log_list(request, title, len(lines), offset=page.offset)
    query = request.GET.copy()
    query.pop("offset", None)
    query["format"] = WORKBOOK
    context = {"title": title, "rows": lines, "page": page, "crumbs": crumbs, "meaning": meaning,
               "total": todos.count(), "download_url": f"?{query.urlencode()}"}  # fmt: skip
    return render(request, "policy/todos.html", context)


def _columns() -> list[str]:
    return [
        _("姓名"), _("身份证号"), _("电话"), _("村（社区）"), _("任务"), _("条款"), _("应办"), _("已办"), _("期限"), _("状态"),
    ]  # fmt: skip


def _cells(scope: Scope, todos: QuerySet[Todo], full: bool, places: dict[int, str]) -> Iterator[list[Any]]:
    day = today()
    for todo, names in _in_chunks(scope, todos):
        person: Person | None = todo.person or (todo.household.head if todo.household else None)
        number = "" if person is None else decrypt(bytes(person.id_cipher)) if full else masked_number(person)
        phone = "" if person is None else person.phone if full else mask_phone(person.phone)
        due = due_of(todo, day)
        place = places.get(todo.area_id, "")
        name = whose(todo.subject_kind, todo.person, todo.household, place, names.get(_subject(todo)))[0]
        yield [name, number, phone, places.get(todo.area_id, ""), due.title, due.clause, due.need, due.have, due.due_on,
               state_tag(todo, day)[1]]  # fmt: skip


def _in_chunks(scope: Scope, rows: QuerySet[Any]) -> Iterator[tuple[Any, Names]]:
    """Rows with the names of their subjects, looked up by the thousand."""
    found = rows.iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        names = subject_names(scope, map(_subject, chunk))
        yield from ((row, names) for row in chunk)


def finding_list(
    request: WorkRequest, title: str, findings: QuerySet[Finding], crumbs: Sequence[dict[str, str]]
) -> HttpResponse:
    """The page of a list of alerts or entitlements, or its workbook."""
    whole = findings.select_related("person").order_by("area_id", "pk")
    if request.GET.get("format") == WORKBOOK:
        full = wants_full(request)
        columns = [_("对象"), _("身份证号"), _("辖区"), _("规则"), _("现值"), _("上限"), _("发现日期")]
        return download(
            request,
            title,
            columns,
            _finding_cells(request.scope, whole[:MOST_ROWS], full, place_names(request.scope)),
            full=full,
        )
    page = page_of(request, lambda start, stop: list(whole[start:stop]))
    places = place_names(f.area_id for f in page.rows)
    names = subject_names(request.scope, map(_subject, page.rows))
    rows = []
    for f in page.rows:
        place = places.get(f.area_id, "")
        name, url = whose(f.subject_kind, f.person, None, place, names.get(_subject(f)))
        rule = find_rule(f.pack, f.rule)
        rows.append({"finding": f, "name": name, "url": url, "village": place, "rule": rule,
                     "value": shown_number(f.value, unit_of(rule)), "bound": shown_number(f.bound, unit_of(rule)),
                     "rule_url": rule_url(f.pack, f.rule)})  # fmt: skip
    log_list(request, title, len(rows), offset=page.offset)
    query = request.GET.copy()
    query.pop("offset", None)
    query["format"] = WORKBOOK
    context = {"title": title, "rows": rows, "page": page, "crumbs": crumbs, "total": findings.count(),
               "download_url": f"?{query.urlencode()}"}  # fmt: skip
    return render(request, "policy/findings.html", context)


def _finding_cells(
    scope: Scope, findings: QuerySet[Finding], full: bool, places: dict[int, str]
) -> Iterator[list[Any]]:
    for finding, names in _in_chunks(scope, findings):
        person = finding.person
        number = "" if person is None else decrypt(bytes(person.id_cipher)) if full else masked_number(person)
        place = places.get(finding.area_id, "")
        name = whose(finding.subject_kind, person, None, place, names.get(_subject(finding)))[0]
        rule = find_rule(finding.pack, finding.rule)
        unit = unit_of(rule)
        title = rule.title if rule else finding.rule
        yield [name, number, place, title, shown_number(finding.value, unit), shown_number(finding.bound, unit),
               finding.found_on]  # fmt: skip


def unit_of(rule: Rule | None) -> str:
    """What the value of a finding is counted in: fen for a benefit, the limit's own unit."""
    return "分" if isinstance(rule, Benefit) else str(getattr(rule, "unit", ""))


def shown_number(value: int | None, unit: str) -> str:
    """A value in words: yuan for fen, percent for parts of ten thousand; '—' for what is in kind."""
    if value is None:
        return "—"
    if unit == "分":
        return yuan(value) + _("元")
    return f"{value / 100:g}%" if unit == "万分比" else f"{value}{unit}"


def person_rows(request: WorkRequest, ids: Iterable[int]) -> dict[int, Person]:
    """People of the scope by number; others are left out."""
    return Person.objects.visible_to(request.scope).in_bulk(list(ids))
