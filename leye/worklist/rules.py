"""What rules and clauses have brought about in a scope: people touched, to-dos by state, alerts, entitlements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, Sum

from leye.accounts.scope import Scope
from leye.standards.calendar import today
from leye.worklist.enums import FindingKind, TodoState
from leye.worklist.models import Finding, Todo

#: What is counted of to-dos.
COUNTED = ("people", "open", "overdue", "done", "missed")


@dataclass(frozen=True)
class RuleCounts:
    """One rule in one scope. `people` counts each person once; lapsed to-dos count nowhere. `fen`: the money of
    what is due to those entitled; what is given in kind has none.
    """

    people: int = 0
    open: int = 0
    overdue: int = 0
    done: int = 0
    missed: int = 0
    alerts: int = 0
    entitled: int = 0
    fen: int = 0

    def __add__(self, other: "RuleCounts") -> "RuleCounts":
        """To-dos, alerts and money of several rules; people are not summed, because they overlap."""
        return RuleCounts(0, *(getattr(self, name) + getattr(other, name) for name in SUMMED))


#: Counts of different rules that may be added up.
SUMMED = ("open", "overdue", "done", "missed", "alerts", "entitled", "fen")


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
        number=Count("pk"), people=Count("person_id", distinct=True), fen=Sum("value")
    )
    for line in kinds.order_by():
        mine = counts.setdefault(line["rule"], {})
        mine["alerts" if line["kind"] == FindingKind.LIMIT else "entitled"] = line["number"]
        if line["kind"] == FindingKind.BENEFIT:
            mine["fen"] = int(line["fen"] or 0)
        mine["people"] = max(mine.get("people", 0), line["people"])
    return {name: RuleCounts(**counts.get(name, {})) for name in names}


_TOUCHED = """
WITH touched AS (
    SELECT DISTINCT rule, person_id FROM worklist_todo
    WHERE pack = %(pack)s AND rule = ANY (%(rules)s) AND state <> 'lapsed' AND person_id IS NOT NULL
      AND (area_id BETWEEN %(lo)s AND %(hi)s OR person_id = ANY (%(shared)s))
    UNION
    SELECT rule, person_id FROM worklist_finding
    WHERE pack = %(pack)s AND rule = ANY (%(rules)s) AND state = 'open' AND person_id IS NOT NULL
      AND (area_id BETWEEN %(lo)s AND %(hi)s OR person_id = ANY (%(shared)s))
)
SELECT key, count(DISTINCT person_id) FROM touched
JOIN unnest(%(keys)s::text[], %(named)s::text[]) AS of_key (key, rule) USING (rule)
GROUP BY key
"""


def people_touched(scope: Scope, pack: str, rules_of: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each key (a clause, the document) the people that its rules touch, each once: one query.

    A person who is touched by two rules of a clause counts once in the clause.
    """
    pairs = [(key, rule) for key, rules in rules_of.items() for rule in rules]
    if not pairs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, {
            "pack": pack, "rules": sorted({rule for _key, rule in pairs}), "lo": scope.lo, "hi": scope.hi,
            "shared": list(scope.shared), "keys": [key for key, _rule in pairs],
            "named": [rule for _key, rule in pairs]})  # fmt: skip
        return dict(cursor.fetchall())
