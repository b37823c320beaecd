"""优先安置: who may be placed on a public-welfare post under the adopted documents, in their order of priority."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.adoption.registry import packs
from leye.ledger.reading import masked_number
from leye.policy import Benefit, Pack
from leye.web.downloads import download
from leye.web.links import rule_url
from leye.web.paging import log_list, page_of
from leye.web.policy.place_names import place_names
from leye.web.posts.tabs import PRIORITY, tabs_of
from leye.web.work import WorkRequest, work_page
from leye.worklist.models import Finding

#: Items of the checklist whose benefits are a place on a public-welfare post.
PLACED = {44, 85, 98, 143, 192, 237}
CHUNK = 2000


@dataclass(frozen=True)
class PlacedBy:
    """A benefit of a document that gives a place on a post."""

    pack: Pack
    rule: Benefit

    @property
    def key(self) -> str:
        """How it is named in an address."""
        return f"{self.pack.id}.{self.rule.name}"


def benefits() -> list[PlacedBy]:
    """Every such benefit of the documents known here."""
    return [
        PlacedBy(pack, rule)
        for pack in packs().values()
        for rule in pack.benefits
        if PLACED.intersection(rule.items)
    ]


def entitled(scope: Scope, one: PlacedBy) -> QuerySet[Finding]:
    """Who is entitled now, by the document's order, then who has waited longest."""
    rows = Finding.objects.visible_to(scope).entitlements().filter(pack=one.pack.id, rule=one.rule.name)
    return rows.select_related("person").order_by(F("rank").asc(nulls_last=True), "found_on", "pk")


def _chosen(request: WorkRequest, counts: dict[str, int]) -> PlacedBy | None:
    known = {one.key: one for one in benefits()}
    asked = request.GET.get("rule", "")
    if asked in known:
        return known[asked]
    return next((known[key] for key in known if key in counts), None)


def _counts(request: WorkRequest) -> dict[str, int]:
    """People entitled by benefit, where there are any."""
    known = benefits()
    rows = Finding.objects.visible_to(request.scope).entitlements()
    rows = rows.filter(
        pack__in=[one.pack.id for one in known], rule__in=[one.rule.name for one in known]
    ).order_by()
    found = {
        f"{row['pack']}.{row['rule']}": row["n"]
        for row in rows.values("pack", "rule").annotate(n=Count("pk"))
    }
    return {one.key: found[one.key] for one in known if one.key in found}


def place_of(one: PlacedBy, finding: Finding) -> str:
    """The words of the document's order that put somebody where he stands; "" where it names none."""
    if finding.rank is None or finding.rank > len(one.rule.ranks):
        return ""
    return one.rule.ranks[finding.rank - 1].label


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """One document's list at a time."""
    counts = _counts(request)
    chosen = _chosen(request, counts)
    context: dict[str, Any] = {
        "tabs": tabs_of(request, PRIORITY), "chosen": chosen,
        "lists": [
            {"label": one.rule.title, "url": f"?rule={one.key}", "active": chosen is not None and one.key == chosen.key,
             "count": counts[one.key]}
            for one in benefits() if one.key in counts
        ],
    }  # fmt: skip
    if chosen is not None:
        people = entitled(request.scope, chosen)
        page = page_of(request, lambda start, stop: list(people[start:stop]))
        log_list(request, f"post priority {chosen.key}", len(page.rows), offset=page.offset)
        names = place_names(finding.area_id for finding in page.rows)
        context |= {
            "page": page, "clause_url": rule_url(chosen.pack.id, chosen.rule.name),
            "order": [rank.label for rank in chosen.rule.ranks],
            "rows": [
                {"finding": one, "place": names.get(one.area_id, ""), "priority": place_of(chosen, one)}
                for one in page.rows
            ],
        }  # fmt: skip
    return render(request, "posts/priority.html", context)


@work_page()
def export(request: WorkRequest) -> HttpResponse:
    """The list as a workbook."""
    chosen = _chosen(request, _counts(request))
    columns = [_("次序"), _("姓名"), _("身份证号"), _("村（社区）"), _("优先次序"), _("发现日期")]
    rows = _cells(request, chosen) if chosen else iter(())
    return download(request, _("公益性岗位优先安置名单"), columns, rows)


def _cells(request: WorkRequest, chosen: PlacedBy) -> Iterator[list[Any]]:
    names = place_names(request.scope)
    for number, one in enumerate(entitled(request.scope, chosen).iterator(CHUNK), 1):
        if one.person is not None:
            yield [
                number, one.person.name, masked_number(one.person), names.get(one.area_id, ""),
                place_of(chosen, one), one.found_on,
            ]  # fmt: skip
