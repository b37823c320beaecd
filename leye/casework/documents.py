"""What the adopted documents say of a placement that is only thought of: whether it breaks a limit, how long it lasts.

The placement is written, judged by the documents' own rules with the numbers in force where the person lives, and
taken back. So no rule is repeated here, a local number counts, and where nothing is adopted nothing stands against it.
"""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.adoption.registry import find_pack, live
from leye.adoption.resolution import while_resolved
from leye.casework.models import Placement, PublicPost
from leye.ledger.models import Person
from leye.policy import Benefit, Pack, Rule
from leye.standards.calendar import add_months, today
from leye.worklist.enums import SubjectKind
from leye.worklist.refresh import execute

#: The unit of a limit on how long a placement lasts.
MONTHS = "个月"
#: Longer than any term: who had been on a post for so many months would be beyond every limit of months.
BEYOND_EVERY_TERM = 1200


@dataclass(frozen=True)
class Term:
    """Months, and the clause that says so."""

    months: int
    document: str


def limits_broken(person: Person, post: PublicPost, start: dt.date) -> list[str]:
    """A sentence, with its clause, for each limit that the person on this post would break from its first day."""
    return [_sentence(row, pack, pack.rules[row["rule"]]) for row, pack in _tried(person, post, start, start)]


def term_of(person: Person, post: PublicPost, day: dt.date) -> Term | None:
    """How long the person may stay on the post when starting on a day: the shortest term that a document sets.

    None where no adopted document sets one for this post and this person.
    """
    long_ago = add_months(day, -BEYOND_EVERY_TERM)
    terms = [
        Term(row["bound"], _where(pack, pack.rules[row["rule"]]))
        for row, pack in _tried(person, post, long_ago, day)
        if getattr(pack.rules[row["rule"]], "unit", "") == MONTHS
    ]
    return min(terms, key=lambda term: term.months, default=None)


def extension_limits(placement: Placement, due_end_on: dt.date) -> list[str]:
    """A sentence, with its clause, for each limit of months that the placement would break on its new last day.

    Judged as approved by the county, with the documents that are in force today.
    """
    day = today()
    begun = _months_begun(placement.started_on, due_end_on)
    with as_service():
        before = transaction.savepoint()
        try:
            # As if so many months were over today: documents of later years are not known yet.
            Placement.objects.filter(pk=placement.pk).update(
                started_on=add_months(day, 1 - begun),
                due_end_on=day,
                extension_approved_on=day,
                ended_on=None,
            )
            found = _judged(placement.person_id, placement.pk, day)
        finally:
            transaction.savepoint_rollback(before)
    return [
        _("按%(where)s“%(title)s”，最多%(bound)s%(unit)s，延至%(day)s将为%(value)s%(unit)s。")
        % {
            "where": _where(pack, rule), "title": rule.title, "bound": row["bound"], "value": row["value"],
            "unit": MONTHS, "day": due_end_on,
        }
        for row, pack in found
        if getattr(rule := pack.rules[row["rule"]], "unit", "") == MONTHS
    ]  # fmt: skip


def _months_begun(first: dt.date, last: dt.date) -> int:
    """How many months of a placement have begun on a day: 1 from its first day on."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months + (1 if add_months(first, months) <= last else 0)


def _judged(person_id: int, placement_id: int, day: dt.date) -> list[tuple[dict[str, Any], Pack]]:
    """The limits that a placement breaks on a day, each with its document."""
    judged = while_resolved(day, partial(live().person, execute, person_id, day))
    about = [
        row
        for row in judged.findings
        if row["subject_kind"] == SubjectKind.PLACEMENT and row["subject_id"] == placement_id
    ]
    return [(row, pack) for row in about if (pack := find_pack(row["pack"])) is not None]


def _tried(
    person: Person, post: PublicPost, start: dt.date, day: dt.date
) -> list[tuple[dict[str, Any], Pack]]:
    """The limits that a placement since `start` would break on a day, each with its document. Leaves no trace.

    Under the background role: what counts may lie in another village, and the answer must not depend on who asks.
    """
    with as_service():
        before = transaction.savepoint()
        try:
            # Who holds a post has to leave it first; the question is about this post alone.
            open_ones = Placement.objects.filter(person=person, ended_on__isnull=True)
            open_ones.update(ended_on=Greatest("started_on", Value(day)))
            tried = Placement.objects.create(
                person=person, area_id=person.area_id, post=post, post_kind=post.kind,
                ordinal=person.placements.count() + 1, started_on=start, due_end_on=day,
            )  # fmt: skip
            return _judged(person.pk, tried.pk, day)
        finally:
            transaction.savepoint_rollback(before)


def _where(pack: Pack, rule: Rule) -> str:
    return _("《%(document)s》%(clause)s") % {"document": pack.info.number, "clause": rule.clause}


def _sentence(row: dict[str, Any], pack: Pack, rule: Rule) -> str:
    words = _("按%(where)s“%(title)s”，最多%(bound)s%(unit)s，安置后将为%(value)s%(unit)s。") % {
        "where": _where(pack, rule), "title": rule.title, "bound": row["bound"], "value": row["value"],
        "unit": getattr(rule, "unit", ""),
    }  # fmt: skip
    return words + "".join(_exception(pack, benefit) for benefit in _beside(pack, rule))


def _beside(pack: Pack, rule: Rule) -> list[Rule]:
    """The benefits that hold the same order of the document as a limit: they say who is treated otherwise."""
    points = [point for entry in pack.clauses.entries for point in entry.points if rule.name in point.rules]
    names = [name for point in points for name in point.rules]
    return [pack.rules[name] for name in dict.fromkeys(names) if isinstance(pack.rules[name], Benefit)]


def _exception(pack: Pack, benefit: Rule) -> str:
    conditions = "；".join(condition.label for condition in benefit.conditions)
    return _("“%(title)s”的条件：%(conditions)s；请核对。") % {
        "title": benefit.title,
        "conditions": conditions,
    }
