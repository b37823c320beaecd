"""为什么: each rule about a person in numbered conditions, with the facts behind each and where they came from."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import Access
from leye.engine import Explanation
from leye.engine.explanation import RuleExplanation
from leye.standards.calendar import today
from leye.web.links import rule_url
from leye.web.people.looking import log_look
from leye.web.people.views import open_file
from leye.web.work import WorkRequest, work_page
from leye.worklist.explaining import KeptRun, RunGone, explanation_of, explanation_then, kept_runs
from leye.worklist.models import Finding, Todo

Item = dict[str, Any]
STATES = {True: "yes", False: "no", None: "missing"}
#: status -> (kind of tag, word for a duty or limit, word for a benefit), in the order of the page.
WORDS = {
    "yes": ("good", gettext_lazy("适用"), gettext_lazy("可享受")),
    "no_window": ("info", gettext_lazy("适用，不在任务期内"), gettext_lazy("可享受，不在期内")),
    "already": ("info", gettext_lazy("已享受"), gettext_lazy("已享受过")),
    "instead": ("info", gettext_lazy("已有另一项"), gettext_lazy("已有另一项")),
    "one_short": ("warn", gettext_lazy("只差一项"), gettext_lazy("差一项")),
    "missing_fact": ("warn", gettext_lazy("缺资料"), gettext_lazy("缺资料")),
    "no": ("plain", gettext_lazy("不适用"), gettext_lazy("不符合")),
    "not_adopted": ("plain", gettext_lazy("本地区未采用"), gettext_lazy("本地区未采用")),
}
ORDER = list(WORDS)


def show_rule(rule: RuleExplanation) -> Item:
    """A rule with its status in words and its conditions as the page lists them."""
    kind: str
    word: Any
    kind, word, benefit = WORDS[rule.status]
    if rule.kind == "limit":
        kind, word = ("bad", _("超出规定")) if rule.bound is not None else ("good", _("没有超出"))
    conditions = [
        {
            "no": condition.number, "text": condition.label, "state": STATES[condition.answer],
            "value": "；".join(f"{fact.label}：{fact.shown}" for fact in condition.facts),
            "source": "；".join(dict.fromkeys(fact.source for fact in condition.facts)),
            "ask": condition.missing,
            "remedy": condition.remedy,
        }
        for condition in rule.conditions
    ]  # fmt: skip
    return {
        "name": f"{rule.pack}.{rule.rule}", "title": rule.title, "document": rule.document, "clause": rule.clause,
        "clause_url": rule_url(rule.pack, rule.rule), "kind": kind, "word": benefit if rule.kind == "benefit" else word,
        "status": rule.status, "sentence": rule.sentences()[0], "conditions": conditions, "note": rule.note,
        "earlier": [claim.sentence() for claim in rule.earlier],
        "rule_kind": rule.kind,
    }  # fmt: skip


@work_page()
def explain(request: WorkRequest, pk: int) -> HttpResponse:
    """All rules as a page; one rule (`?rule=pack.rule`) as a dialog or page; benefits alone for the file.

    `?run=` shows the reasons as that run of the night saw them, from what it kept.
    """
    file = open_file(request, pk)
    if request.GET.get("part") == "benefits" and request.htmx:
        log_look(request, pk)
        rules = [
            show_rule(rule)
            for rule in explanation_of(pk).rules
            if rule.kind == "benefit" and rule.status != "not_adopted"
        ]
        rules.sort(key=lambda item: ORDER.index(item["status"]))
        return render(request, "people/benefits.html", {"rules": rules, "person": file.person})
    log_look(request, pk, Access.EXPLAIN)
    runs = kept_runs()
    run = next((r for r in runs if r.key == request.GET.get("run")), None)
    asked = request.GET.get("rule", "")
    found, gone = _found(pk, run, bool(request.GET.get("run")) and run is None)
    rules = [show_rule(rule) for rule in found.rules if not asked or f"{rule.pack}.{rule.rule}" == asked]
    if asked and not rules and not gone:
        raise Http404
    context: Item = {"person": file.person, "run": run, "runs": runs, "gone": gone, "rule": asked}
    if asked:
        template = "people/why_dialog.html" if request.htmx else "people/why.html"
        context |= {"rules": rules, "made_by": _made_by(pk, asked, runs), "kept": _kept_reasons(pk, asked)}
        return render(request, template, context)
    groups = [
        {"kind": WORDS[status][0], "word": WORDS[status][1], "rules": [item for item in rules if item["status"] == status]}
        for status in ORDER
    ]  # fmt: skip
    context |= {"groups": groups, "count": len(rules), "is_open": request.GET.get("open") == "1"}
    return render(request, "people/explain.html", context)


def _found(pk: int, run: KeptRun | None, unknown: bool) -> tuple[Explanation, str]:
    """The explanation asked for, and what to say when the run's reasons can no longer be had."""
    if run is None and not unknown:
        return explanation_of(pk), ""
    try:
        return explanation_then(pk, run.key if run else ""), ""
    except RunGone as error:
        return Explanation(pk, today(), ()), str(error)


def _kept_reasons(pk: int, asked: str) -> Item | None:
    """The reasons that the newest finding of the rule about the person was kept with."""
    pack, _dot, rule = asked.partition(".")
    findings = Finding.objects.filter(person_id=pk, pack=pack, rule=rule, reasons__isnull=False)
    kept: Item | None = findings.order_by("-pk").values_list("reasons", flat=True).first()
    return None if kept is None else {**kept, "day": dt.date.fromisoformat(kept["as_of"])}


def _made_by(pk: int, asked: str, runs: list[KeptRun]) -> KeptRun | None:
    """The run that a to-do or finding about the person comes from, while its reasons can be looked up."""
    pack, _dot, rule = asked.partition(".")
    about = {"person_id": pk, "pack": pack, "rule": rule}
    keys = [
        model.objects.filter(**about).exclude(run="").order_by("-pk").values_list("run", flat=True).first()
        for model in (Todo, Finding)
    ]
    return next((run for run in runs if run.key in keys), None)
