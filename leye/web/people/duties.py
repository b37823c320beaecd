"""What is owed to a person or a household, what was done this period, what was missed, what stands out."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.web.links import rule_url
from leye.web.myday.lines import show_due
from leye.web.templatetags.ui_values import day as day_words
from leye.web.templatetags.ui_values import yuan
from leye.worklist.enums import FindingKind, SubjectKind, TodoState
from leye.worklist.models import Finding, Todo
from leye.worklist.reading import due_of

#: Missed periods of this many days back are shown; older ones are in the figures.
MISSED_DAYS = 400
Item = dict[str, Any]


@dataclass
class Owed:
    """Duties by state, newest misses first, and findings by kind."""

    open: list[Item] = field(default_factory=list)
    done: list[Item] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    benefits: list[Item] = field(default_factory=list)
    limits: list[Item] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether no rule has touched the subject."""
        return not (self.open or self.done or self.missed)


def owed_to_person(scope: Scope, person_id: int, household_id: int | None, day: dt.date) -> Owed:
    """Duties to a person and the person's household; benefits and limits of the person: two queries."""
    mine = Q(person_id=person_id)
    if household_id is not None:
        mine |= Q(household_id=household_id, subject_kind=SubjectKind.HOUSEHOLD)
    owed = _duties(scope, mine, day)
    for finding in (
        Finding.objects.visible_to(scope).open().filter(person_id=person_id).order_by("kind", "rule")
    ):
        (owed.benefits if finding.kind == FindingKind.BENEFIT else owed.limits).append(show_finding(finding))
    return owed


def owed_to_household(scope: Scope, household_id: int, day: dt.date) -> Owed:
    """Duties to a household as a whole."""
    return _duties(scope, Q(household_id=household_id, subject_kind=SubjectKind.HOUSEHOLD), day)


def _duties(scope: Scope, mine: Q, day: dt.date) -> Owed:
    states = (
        Q(state=TodoState.OPEN)
        | Q(state=TodoState.DONE, until__gte=day)
        | Q(state=TodoState.MISSED, until__gte=day - dt.timedelta(days=MISSED_DAYS))
    )
    owed = Owed()
    for todo in Todo.objects.visible_to(scope).filter(mine & states).order_by("due_on", "rule"):
        item = show_due(due_of(todo, day), day) | {"id": todo.pk, "rule": f"{todo.pack}.{todo.rule}"}
        if todo.state == TodoState.OPEN:
            owed.open.append(item)
        elif todo.state == TodoState.DONE:
            owed.done.append(item | {"kind": "good", "word": _("本期已办"), "late": False})
        else:
            missed = _("%(day)s到期，未办成") % {"day": day_words(todo.due_on)}
            owed.missed.insert(0, item | {"kind": "bad", "word": missed, "late": True})
    return owed


def show_finding(finding: Finding) -> Item:
    """A benefit or a broken limit in the words of its rule."""
    rule = find_rule(finding.pack, finding.rule)
    url = rule_url(finding.pack, finding.rule)
    item = {
        "title": rule.title if rule else finding.rule, "clause": str(getattr(rule.clause, "ref", "")) if rule else "",
        "clause_url": url, "clause_panel": f"{url}?panel=1", "rule": f"{finding.pack}.{finding.rule}",
    }  # fmt: skip
    if finding.kind == FindingKind.BENEFIT:
        gives = getattr(rule, "gives", "")
        amount = _("%(yuan)s元") % {"yuan": yuan(finding.value)} if finding.value else ""
        return item | {
            "kind": "good",
            "word": _("可享受"),
            "text": "，".join(part for part in (gives, amount) if part),
        }
    unit = getattr(rule, "unit", "")
    text = _("现在%(value)s%(unit)s，最多%(bound)s%(unit)s") % {
        "value": finding.value,
        "bound": finding.bound,
        "unit": unit,
    }
    return item | {"kind": "bad", "word": _("超出规定"), "text": text}
