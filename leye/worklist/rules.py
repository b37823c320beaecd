"""What rules have brought about in a scope: people touched, to-dos by state, alerts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from leye.accounts.scope import Scope
from leye.standards.calendar import today
from leye.worklist.enums import FindingKind, TodoState
from leye.worklist.models import Finding, Todo

#: What is counted of to-dos.
COUNTED = ("people", "open", "overdue", "done", "missed")


@dataclass(frozen=True)
class RuleCounts:
    """One rule in one scope. `people` counts each person once; lapsed to-dos count nowhere."""

    people: int = 0
    open: int = 0
    overdue: int = 0
    done: int = 0
    missed: int = 0
    alerts: int = 0
    entitled: int = 0


def rule_counts(scope: Scope, pack: str, rules: Iterable[str]) -> dict[str, RuleCounts]:
    """Counts of some rules of a pack: two queries whatever their number."""
    names = list(rules)
    if not names:
        return {}
    lasting = ~Q(state=TodoState.LAPSED)
    rows = (
        Todo.objects.visible_to(scope).filter(pack=pack, rule__in=names).values("rule").annotate(
            people=Count("person_id", distinct=True, filter=lasting),
            open=Count("pk", filter=Q(state=TodoState.OPEN)),
            overdue=Count("pk", filter=Q(state=TodoState.OPEN, due_on__lt=today())),
            done=Count("pk", filter=Q(state=TodoState.DONE)),
            missed=Count("pk", filter=Q(state=TodoState.MISSED)),
        ).order_by().values_list("rule", *COUNTED)
    )  # fmt: skip
    counts = {str(name): dict(zip(COUNTED, map(int, values), strict=True)) for name, *values in rows}
    found = Finding.objects.visible_to(scope).open().filter(pack=pack, rule__in=names)
    kinds = found.values("rule", "kind").annotate(
        number=Count("pk"), people=Count("person_id", distinct=True)
    )
    for line in kinds.order_by():
        mine = counts.setdefault(line["rule"], {})
        mine["alerts" if line["kind"] == FindingKind.LIMIT else "entitled"] = line["number"]
        mine["people"] = max(mine.get("people", 0), line["people"])
    return {name: RuleCounts(**counts.get(name, {})) for name in names}
