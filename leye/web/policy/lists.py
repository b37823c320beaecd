"""The lists behind a rule's counts and behind an indicator's figure."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.frozen import Counted, is_kept
from leye.adoption.frozen import members as frozen_members
from leye.adoption.reading import last_run
from leye.areas.models import Area
from leye.ledger.models import Household
from leye.ledger.reading import masked_number
from leye.policy import Indicator
from leye.standards.calendar import today
from leye.vault.crypto import decrypt
from leye.web.downloads import download, wants_full
from leye.web.fields import whole
from leye.web.paging import log_list, page_of
from leye.web.policy.document import WHOLE, clause_rules, crumbs, pack_or_404, rule_or_404
from leye.web.policy.people_list import people_list, touched_people
from leye.web.policy.place_names import place_names
from leye.web.policy.subject_names import subject_names
from leye.web.policy.todo_lists import (
    MOST_ROWS,
    bounded,
    finding_list,
    person_rows,
    todo_list,
    whose,
)
from leye.web.work import WorkRequest, work_page
from leye.worklist.enums import FindingKind, TodoState
from leye.worklist.models import Finding, Todo


@work_page()
def todos(request: WorkRequest, pack: str, rule: str) -> HttpResponse:
    """The people, to-dos, alerts or entitlements of a rule in the scope."""
    found, chosen = rule_or_404(pack, rule)
    way = crumbs((found.info.number, reverse("document", args=[pack])),
                 (chosen.title, reverse("rule", args=[pack, rule])))  # fmt: skip
    return _of_rules(request, pack, [rule], chosen.title, way)


@work_page()
def clause_todos(request: WorkRequest, pack: str) -> HttpResponse:
    """The same of a clause (`?clause=`), or of the whole document."""
    found = pack_or_404(pack)
    ref = request.GET.get("clause", WHOLE)
    rules = clause_rules(found).get(ref)
    if rules is None:
        raise Http404
    page = reverse("document", args=[pack])
    way = crumbs((found.info.number, page))
    title = found.info.number
    if ref:
        title = f"{ref} {found.clauses[ref].title}"
        way.append({"label": title, "url": f"{page}?{urlencode({'clause': ref})}"})
    return _of_rules(request, pack, rules, title, way)


def _of_rules(
    request: WorkRequest, pack: str, rules: Sequence[str], about: str, way: list[dict[str, str]]
) -> HttpResponse:
    state = request.GET.get("state", TodoState.OPEN)
    if state in ("alerts", "entitled"):
        kind = FindingKind.LIMIT if state == "alerts" else FindingKind.BENEFIT
        title = _("超限提示：%(rule)s") if state == "alerts" else _("可享受：%(rule)s")
        rows = Finding.objects.visible_to(request.scope).open().filter(pack=pack, rule__in=rules, kind=kind)
        return finding_list(request, title % {"rule": about}, rows, [*way, {"label": _("名单"), "url": ""}])
    mine = Todo.objects.visible_to(request.scope).filter(pack=pack, rule__in=rules)
    if state == "people":
        people = touched_people(request, pack, rules)
        title = _("%(rule)s：涉及的人") % {"rule": about}
        return people_list(request, title, people, [*way, {"label": _("涉及的人"), "url": ""}])
    if state == "overdue":
        shown, label = mine.overdue(today()), _("已超期")
    elif state in TodoState.values:
        shown, label = mine.filter(state=state), str(TodoState(state).label)
    else:
        raise Http404
    title = _("%(rule)s：%(state)s") % {"rule": about, "state": label}
    ordered = shown.order_by("due_on", "area_id", "pk")
    return todo_list(request, title, ordered, [*way, {"label": label, "url": ""}])


@work_page()
def members(request: WorkRequest, pack: str, rule: str) -> HttpResponse:
    """The frozen list behind an indicator's figure in an area of the scope (`?area=`), from the newest run."""
    found, chosen = rule_or_404(pack, rule)
    run = last_run()
    area = Area.objects.filter(no=whole(request.GET.get("area")) or request.post.area_id).first()
    if not isinstance(chosen, Indicator) or area is None or not _covered(request, area):
        raise Http404
    missing = request.GET.get("missing") == "1" and chosen.measure == "share"
    title = (_("未计入的：%(rule)s") if missing else _("已计入的：%(rule)s")) % {"rule": chosen.title}

    def fetch(start: int, stop: int) -> Sequence[Counted]:
        if run is None:
            return []
        return frozen_members(run, pack, rule, area.no, area.last, missing=missing, start=start, stop=stop)

    if request.GET.get("format") == "xlsx":
        full = wants_full(request)
        columns = [_("对象"), _("身份证号"), _("辖区")]
        counted = fetch(0, MOST_ROWS + 1)
        rows_of = _cells(request, counted[:MOST_ROWS], full)
        return download(request, bounded(title, len(counted)), columns, rows_of, full=full)
    page = page_of(request, fetch)
    rows = list(_shown(request, page.rows))
    log_list(request, title, len(rows), offset=page.offset)
    query = request.GET.copy()
    query.pop("offset", None)
    query["format"] = "xlsx"
    base = reverse("figure_members", args=[pack, rule])
    context = {
        "title": title, "rows": rows, "page": page, "area": area, "run": run, "kept": is_kept(run), "rule": chosen,
        "download_url": f"?{query.urlencode()}", "note": chosen.note,
        "tabs": [{"label": _("已计入"), "url": f"{base}?area={area.no}", "active": not missing},
                 {"label": _("未计入"), "url": f"{base}?area={area.no}&missing=1", "active": missing}]
        if chosen.measure == "share" else [],
        "crumbs": crumbs((found.info.number, reverse("document", args=[pack])),
                         (chosen.title, reverse("rule", args=[pack, rule])), (_("名单"), "")),
    }  # fmt: skip
    return render(request, "policy/members.html", context)


def _covered(request: WorkRequest, area: Area) -> bool:
    return request.scope.lo <= area.no and area.last <= request.scope.hi


def _shown(request: WorkRequest, rows: Sequence[Counted]) -> Iterator[dict[str, Any]]:
    people = person_rows(request, {r.person_id for r in rows if r.person_id is not None})
    homes = Household.objects.visible_to(request.scope).select_related("head").in_bulk(
        {r.subject_id for r in rows if r.subject_kind == "household"})  # fmt: skip
    names = subject_names(request.scope, ((r.subject_kind, r.subject_id) for r in rows))
    places = place_names(row.area_id for row in rows)
    for row in rows:
        person = people.get(row.person_id) if row.person_id is not None else None
        named = names.get((row.subject_kind, row.subject_id))
        home = homes.get(row.subject_id) if row.subject_kind == "household" else None
        name, url = whose(row.subject_kind, person, home, places.get(row.area_id, ""), named)
        yield {"name": name, "url": url, "village": places.get(row.area_id, ""), "person": person}


def _cells(request: WorkRequest, rows: Sequence[Counted], full: bool) -> Iterator[list[Any]]:
    for start in range(0, len(rows), 2000):
        for row in _shown(request, rows[start : start + 2000]):
            person = row["person"]
            number = (
                "" if person is None else decrypt(bytes(person.id_cipher)) if full else masked_number(person)
            )
            yield [row["name"], number, row["village"]]
