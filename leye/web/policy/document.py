"""One document clause by clause, and one rule: the quoted sentence, the rule in words, cases, live counts."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION
from leye.adoption.reading import adoptions_about, figures_now, last_run, standing_of
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.policy import HELD_LABELS, ClauseEntry, Indicator, Pack, Rule
from leye.standards.calendar import today
from leye.web.policy.cases import cases_of
from leye.web.policy.library import validity_tag
from leye.web.policy.words import Here, card, here
from leye.web.work import WorkRequest, work_page
from leye.worklist.rules import RuleCounts, rule_counts

HELD_KINDS = {"rules": "good", "feature": "info", "not_computable": "plain", "awaiting": "warn"}


def pack_or_404(pack_id: str) -> Pack:
    """An installed document."""
    pack = packs().get(pack_id)
    if pack is None:
        raise Http404
    return pack


def rule_or_404(pack_id: str, name: str) -> tuple[Pack, Rule]:
    """A rule of an installed document."""
    pack = pack_or_404(pack_id)
    if name not in pack.rules:
        raise Http404
    return pack, pack.rules[name]


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here from the library."""
    return [{"label": label, "url": url} for label, url in ((_("政策"), reverse("policy")), *more)]


def count_tiles(pack: Pack, rule: Rule, counts: RuleCounts) -> list[dict[str, Any]]:
    """Live counts of a rule, each opening to its list. Indicators are figures, not to-dos."""
    base = reverse("rule_todos", args=[pack.id, rule.name])
    shown: list[tuple[str, str, int, str, str]] = []
    if rule.kind == "duty":
        shown = [("open", _("待办"), counts.open, _("项"), ""),
                 ("overdue", _("其中已超期"), counts.overdue, _("项"), "bad"),
                 ("done", _("已办结"), counts.done, _("项"), ""),
                 ("missed", _("到期未完成"), counts.missed, _("项"), "warn")]  # fmt: skip
        if rule.subject.kind == "person":
            shown.insert(0, ("people", _("涉及人数"), counts.people, _("人"), ""))
    elif rule.kind == "limit":
        shown = [("alerts", _("超限提示"), counts.alerts, _("项"), "bad")]
    elif rule.kind == "benefit":
        shown = [("entitled", _("可享受"), counts.entitled, _("人"), "")]
    return [{"label": label, "value": f"{n:,}", "unit": unit, "url": f"{base}?state={state}", "kind": kind if n else ""}
            for state, label, n, unit, kind in shown]  # fmt: skip


def figure_tile(pack: Pack, rule: Rule, area: Area, day: dt.date) -> list[dict[str, Any]]:
    """An indicator's figure of the last run."""
    run = last_run()
    for figure in figures_now([pack], area, run, day):
        if figure.rule.name == rule.name and run is not None:
            note = _("目标%(t)s") % {"t": figure.target_shown} if figure.target_shown else ""
            return [{"label": _("本辖区现值"), "value": figure.shown, "note": note,
                     "url": reverse("figure_members", args=[pack.id, rule.name])}]  # fmt: skip
    return []


def _rule_box(at: Here, rule: Rule, counts: RuleCounts) -> dict[str, Any]:
    tiles = (figure_tile(at.pack, rule, at.area, at.day) if isinstance(rule, Indicator)
             else count_tiles(at.pack, rule, counts))  # fmt: skip
    return {"card": card(at, rule), "tiles": tiles, "url": reverse("rule", args=[at.pack.id, rule.name]),
            "cases": len(cases_of(at.pack, rule))}  # fmt: skip


def _chosen(pack: Pack, ref: str) -> ClauseEntry:
    entries = pack.clauses.entries
    named = next((e for e in entries if e.ref == ref), None)
    first = next((e for e in entries if any(p.held == "rules" for p in e.points)), entries[0])
    return named or first


def _index_line(entry: ClauseEntry, chosen: ClauseEntry) -> dict[str, Any]:
    rules = {name for p in entry.points if p.held == "rules" for name in p.by}
    others = [
        HELD_LABELS[h]
        for h in ("awaiting", "not_computable", "feature")
        if any(p.held == h for p in entry.points)
    ]
    words = [_("%(n)s条规则") % {"n": len(rules)}] if rules else []
    return {"entry": entry, "active": entry is chosen, "sub": "、".join(words + others)}


@work_page()
def document(request: WorkRequest, pack: str) -> HttpResponse:
    """Clauses at left; at right the chosen one: what it says, what became of it, and what it has brought about."""
    found, day = pack_or_404(pack), today()
    at = here(found, request.post.area, request.scope, day)
    chosen = _chosen(found, request.GET.get("clause", ""))
    names = [name for p in chosen.points if p.held == "rules" for name in p.by]
    counts = rule_counts(request.scope, found.id, names)
    shown: set[str] = set()
    points: list[dict[str, Any]] = []
    for point in chosen.points:
        rules = [found.rules[n] for n in point.by if n in found.rules] if point.held == "rules" else []
        boxes = [_rule_box(at, rule, counts[rule.name]) for rule in rules if rule.name not in shown]
        again = [rule for rule in rules if rule.name in shown]
        shown.update(rule.name for rule in rules)
        points.append({"point": point, "label": HELD_LABELS[point.held], "kind": HELD_KINDS[point.held],
                       "boxes": boxes, "again": again})  # fmt: skip
    alone = sum(len(p["boxes"]) for p in points) == 1
    lines = [(a, standing_of(a, found.info, day)) for a in adoptions_about(request.scope, found.id)]
    context = {
        "pack": found, "info": found.info, "validity": validity_tag(found, day), "chosen": chosen, "points": points,
        "alone": alone,
        "index": [_index_line(entry, chosen) for entry in found.clauses.entries], "adoptions": lines, "at": at,
        "crumbs": crumbs((found.info.number, "")), "may_propose": request.post.role in CAN_PROPOSE_ADOPTION,
        "may_approve": request.post.role in CAN_APPROVE_ADOPTION,
    }  # fmt: skip
    return render(request, "policy/document.html", context)


@work_page()
def rule(request: WorkRequest, pack: str, rule: str) -> HttpResponse:
    """One rule: a panel beside a list (`?panel=1`), or a page of its own."""
    found, chosen = rule_or_404(pack, rule)
    at = here(found, request.post.area, request.scope, today())
    context: dict[str, Any] = {"card": card(at, chosen), "at": at, "pack": found, "rule": chosen}
    if request.GET.get("panel") == "1":
        return render(request, "policy/rule_panel.html", context)
    counts = rule_counts(request.scope, found.id, [chosen.name])[chosen.name]
    ref = chosen.clause
    box = _rule_box(at, chosen, counts)
    context |= {
        "tiles": box["tiles"], "cases": cases_of(found, chosen),
        "crumbs": crumbs((found.info.number, f"{reverse('document', args=[found.id])}?clause={getattr(ref, 'ref', '')}"),
                         (chosen.title, "")),
    }  # fmt: skip
    return render(request, "policy/rule.html", context)
