"""为用人单位说明: each benefit it may have for the people it employs, person by person, to read out and to print."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.engine.explanation import RuleExplanation, yuan
from leye.ledger.models import Employer, Person
from leye.web.people.explaining import ORDER, show_rule
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.explaining import explanation_for_employer

Item = dict[str, Any]


@dataclass(frozen=True)
class BenefitForEmployer:
    """One benefit: whom it can be had for (with the sum in yuan), and for whom not and why."""

    title: str
    document: str
    clause: str
    clause_url: str
    total: str
    people: list[Item]

    @property
    def given(self) -> int:
        """For how many it can be had."""
        return sum(one["status"] == "yes" for one in self.people)


@work_page()
def explain_employer(request: WorkRequest, pk: int) -> HttpResponse:
    """What is about the employer itself, and what is paid to it for its people; people outside the scope have no names."""
    found = get_object_or_404(Employer.objects.visible_to(request.scope).select_related("area"), pk=pk)
    rules = [r for r in explanation_for_employer(pk).rules if r.status != "not_adopted"]
    ids = {rule.person_id for rule in rules if rule.person_id is not None}
    names: dict[int | None, str] = dict(
        Person.objects.visible_to(request.scope).filter(pk__in=ids).values_list("pk", "name")
    )
    for person_id in sorted(n for n in names if n is not None):
        log_access(actor_of(request), Access.EXPLAIN, person_id, {"employer": pk})
    own = [show_rule(rule) for rule in rules if rule.person_id is None]
    own.sort(key=lambda item: ORDER.index(item["status"]))
    rules = [rule for rule in rules if rule.person_id is not None]
    benefits = [
        _benefit([r for r in rules if (r.pack, r.rule) == key], names)
        for key in dict.fromkeys((r.pack, r.rule) for r in rules)
    ]
    hidden = len({n for n in ids if n not in names})
    context = {"employer": found, "own": own, "benefits": benefits, "hidden": hidden}
    return render(request, "employers/explain.html", context)


def _benefit(rules: list[RuleExplanation], names: dict[int | None, str]) -> BenefitForEmployer:
    shown = show_rule(rules[0])
    people = [
        show_rule(rule)
        | {
            "person": names[rule.person_id],
            "person_id": rule.person_id,
            "amount": yuan(rule.amount_fen) if rule.status == "yes" and rule.amount_fen else "",
        }
        for rule in rules
        if rule.person_id in names
    ]
    people.sort(key=lambda one: (ORDER.index(one["status"]), one["person"]))
    # Of those listed: with the others in it, the sum would tell what is due to people of other areas.
    total = sum(r.amount_fen or 0 for r in rules if r.status == "yes" and r.person_id in names)
    return BenefitForEmployer(
        shown["title"], shown["document"], shown["clause"], shown["clause_url"],
        yuan(total) if total else _("不计金额"), people,
    )  # fmt: skip
