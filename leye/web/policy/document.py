"""One document clause by clause, and one rule: the quoted sentence, the rule in words, cases, live counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION, CAN_SEE_COUNTY
from leye.accounts.scope import Scope
from leye.adoption.reading import adoptions_about, figures_now, last_run, standing_of
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.policy import HELD_LABELS, ClauseEntry, Indicator, Pack, Rule
from leye.standards.calendar import today
from leye.web.policy.bearing import relations
from leye.web.policy.cases import cases_of
from leye.web.policy.library import validity_tag
from leye.web.policy.simulated import yuan
from leye.web.policy.words import Here, card, here
from leye.web.work import WorkRequest, work_page
from leye.worklist.rules import RuleCounts, people_touched, rule_counts

HELD_KINDS = {
    "rules": "good",
    "feature": "info",
    "not_computable": "plain",
    "awaiting": "warn",
    "not_built": "warn",
}
#: What the document says of a point that no rule holds.
HELD_WHY = {
    "feature": _lazy("用哪项功能"),
    "not_computable": _lazy("为什么不能判断"),
    "awaiting": _lazy("还缺什么"),
    "not_built": _lazy("要等哪项功能"),
}


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


def shown_tiles(base: str, counts: RuleCounts, wanted: Iterable[str]) -> list[dict[str, Any]]:
    """Counts as tiles, each opening to its list: `base` and the state."""
    lines = {
        "people": (_("涉及人数"), counts.people, _("人"), ""), "open": (_("待办"), counts.open, _("项"), ""),
        "overdue": (_("其中已超期"), counts.overdue, _("项"), "bad"), "done": (_("已办结"), counts.done, _("项"), ""),
        "missed": (_("到期未完成"), counts.missed, _("项"), "warn"), "alerts": (_("超限提示"), counts.alerts, _("项"), "bad"),
        "entitled": (_("可享受"), counts.entitled, _("项"), ""),
    }  # fmt: skip
    tiles = []
    for state in wanted:
        label, n, unit, kind = lines[state]
        note = _("合计%(yuan)s元") % {"yuan": yuan(counts.fen)} if state == "entitled" and counts.fen else ""
        tiles.append({"label": label, "value": f"{n:,}", "unit": unit, "url": f"{base}state={state}",
                      "kind": kind if n else "", "note": note})  # fmt: skip
    return tiles


def count_tiles(pack: Pack, rule: Rule, counts: RuleCounts) -> list[dict[str, Any]]:
    """Live counts of a rule, each opening to its list. Indicators are figures, not to-dos."""
    of_kind = {"duty": ["open", "overdue", "done", "missed"], "limit": ["alerts"], "benefit": ["entitled"]}
    wanted = of_kind.get(rule.kind, [])
    if rule.kind == "duty" and rule.subject.kind == "person":
        wanted = ["people", *wanted]
    return shown_tiles(f"{reverse('rule_todos', args=[pack.id, rule.name])}?", counts, wanted)


def figure_tiles(pack: Pack, area: Area, day: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Every indicator's figure of the last run, by rule."""
    tiles = {}
    for figure in figures_now([pack], area, last_run(), day):
        note = _("目标%(t)s") % {"t": figure.target_shown} if figure.target_shown else ""
        tiles[figure.rule.name] = [{"label": _("本辖区现值"), "value": figure.shown, "note": note,
                                    "url": reverse("figure_members", args=[pack.id, figure.rule.name])}]  # fmt: skip
    return tiles


Tiles = dict[str, list[dict[str, Any]]]


def _rule_box(at: Here, rule: Rule, counts: RuleCounts, figures: Tiles) -> dict[str, Any]:
    tiles = figures.get(rule.name, []) if isinstance(rule, Indicator) else count_tiles(at.pack, rule, counts)
    if at.standing is None and counts == RuleCounts() and not isinstance(rule, Indicator):
        tiles = []
    return {"card": card(at, rule), "tiles": tiles, "url": reverse("rule", args=[at.pack.id, rule.name]),
            "cases": len(cases_of(at.pack, rule))}  # fmt: skip


def _chosen(pack: Pack, ref: str) -> ClauseEntry:
    entries = pack.clauses.entries
    named = next((e for e in entries if e.ref == ref), None)
    first = next((e for e in entries if any(p.held == "rules" for p in e.points)), entries[0])
    return named or first


#: The key of the whole document among its clauses.
WHOLE = ""


def clause_rules(pack: Pack) -> dict[str, list[str]]:
    """The rules of each clause, and of the document."""
    found = {
        entry.ref: list(dict.fromkeys(name for point in entry.points for name in point.rules if name in pack.rules))
        for entry in pack.clauses.entries
    }  # fmt: skip
    return {**found, WHOLE: list(pack.rules)}


def clause_tiles(pack: Pack, key: str, rules: Iterable[str], live: "Live") -> list[dict[str, Any]]:
    """What a clause (or the document) touches today, each count opening to its list; nothing where nothing is."""
    counts = replace(live.summed(rules), people=live.people.get(key, 0))
    kinds = {pack.rules[name].kind for name in rules}
    wanted = ["people"] if kinds - {"indicator"} else []
    wanted += ["open", "overdue", "done"] if "duty" in kinds else []
    wanted += [name for name in ("missed", "alerts", "entitled") if getattr(counts, name)]
    base = reverse("clause_todos", args=[pack.id]) + "?" + (urlencode({"clause": key}) + "&" if key else "")
    return shown_tiles(base, counts, wanted)


@dataclass(frozen=True)
class Live:
    """Counts of every rule of a document in a scope, and the people touched by clause."""

    rules: dict[str, RuleCounts]
    people: dict[str, int]

    @classmethod
    def of(cls, scope: Scope, pack: Pack, of_clause: dict[str, list[str]]) -> Self:
        """Three queries, however many clauses and rules there are."""
        return cls(rule_counts(scope, pack.id, pack.rules), people_touched(scope, pack.id, of_clause))

    def summed(self, rules: Iterable[str]) -> RuleCounts:
        """The counts of some rules together."""
        return sum((self.rules[name] for name in rules), RuleCounts())


def _index_line(entry: ClauseEntry, chosen: ClauseEntry, rules: list[str], live: Live) -> dict[str, Any]:
    others = [
        HELD_LABELS[held]
        for held in ("awaiting", "not_built", "not_computable", "feature")
        if any(point.held == held for point in entry.points)
    ]
    words = [_("%(n)s条规则") % {"n": len(rules)}] if rules else []
    counts = live.summed(rules)
    today_words = [
        words % {"n": f"{n:,}"}
        for n, words in (
            (live.people.get(entry.ref, 0), _("%(n)s人")), (counts.open, _("待办%(n)s")), (counts.overdue, _("超期%(n)s")),
            (counts.alerts, _("超限%(n)s")), (counts.entitled, _("可享受%(n)s")))
        if n
    ]  # fmt: skip
    return {"entry": entry, "active": entry is chosen, "sub": "、".join(words + others),
            "today": " · ".join(today_words)}  # fmt: skip


def _held(pack: Pack) -> list[tuple[str, int]]:
    """How many points of a document are held in which way."""
    held = [point.held for entry in pack.clauses.entries for point in entry.points]
    return [(label, held.count(key)) for key, label in HELD_LABELS.items() if key in held]


@work_page()
def document(request: WorkRequest, pack: str) -> HttpResponse:
    """Clauses at left with what they touch today; at right the chosen one: what it says and what became of it."""
    found, day = pack_or_404(pack), today()
    at = here(found, request.post.area, request.scope, day)
    chosen, of_clause = _chosen(found, request.GET.get("clause", "")), clause_rules(found)
    live = Live.of(request.scope, found, of_clause)
    figures = figure_tiles(found, request.post.area, day)
    # Where nothing is adopted and nothing was left behind, rows of zeros would say nothing.
    touches = at.standing is not None or live.summed(found.rules) != RuleCounts()
    shown: set[str] = set()
    points: list[dict[str, Any]] = []
    for point in chosen.points:
        rules = [found.rules[n] for n in point.rules if n in found.rules]
        boxes = [_rule_box(at, r, live.rules[r.name], figures) for r in rules if r.name not in shown]
        again = [rule for rule in rules if rule.name in shown]
        shown.update(rule.name for rule in rules)
        points.append({"point": point, "label": HELD_LABELS[point.held], "kind": HELD_KINDS[point.held],
                       "why": HELD_WHY.get(point.held, ""), "boxes": boxes, "again": again})  # fmt: skip
    lines = [(a, standing_of(a, found.info, day)) for a in adoptions_about(request.scope, found.id)]
    context = {
        "pack": found, "info": found.info, "validity": validity_tag(found, day), "chosen": chosen, "points": points,
        "alone": sum(len(p["boxes"]) for p in points) == 1, "relations": relations(found),
        "whole_tiles": clause_tiles(found, WHOLE, of_clause[WHOLE], live) if touches else [],
        "clause_tiles": clause_tiles(found, chosen.ref, of_clause[chosen.ref], live) if touches else [],
        "held": _held(found),
        "index": [_index_line(e, chosen, of_clause[e.ref], live) for e in found.clauses.entries], "adoptions": lines,
        "at": at, "crumbs": crumbs((found.info.number, "")), "may_propose": request.post.role in CAN_PROPOSE_ADOPTION,
        "may_approve": request.post.role in CAN_APPROVE_ADOPTION,
        "may_simulate": request.post.role in CAN_SEE_COUNTY,
        "has_blanks": any(p.to_fill for p in found.parameters.values()),
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
    figures = figure_tiles(found, request.post.area, today()) if isinstance(chosen, Indicator) else {}
    box = _rule_box(at, chosen, counts, figures)
    context |= {
        "tiles": box["tiles"], "cases": cases_of(found, chosen),
        "crumbs": crumbs((found.info.number, f"{reverse('document', args=[found.id])}?clause={getattr(ref, 'ref', '')}"),
                         (chosen.title, "")),
    }  # fmt: skip
    return render(request, "policy/rule.html", context)
