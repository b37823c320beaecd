"""What became of a hire, as the ledger shows it; nobody has to report it (peers' asks 24 and 25).

The ledger holds, of insurance, the day since when a job is insured, and that the job has not ended. That is taken as
proof that somebody is still there. A job that merely has no end written down proves nothing: somebody asks.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.hiring.enums import HireOutcome
from leye.hiring.models import FollowUp
from leye.ledger.models import EmploymentSpell, UnemploymentRegistration
from leye.standards.calendar import today


class Shown(NamedTuple):
    """An outcome and on what it rests; the outcome is "" when the ledger does not tell."""

    outcome: HireOutcome | str
    basis: str


def outcome_of(follow_up: FollowUp, spell: EmploymentSpell) -> Shown:
    """What the ledger shows of the day of a follow-up, on that day or later."""
    day = follow_up.due_on
    other = _elsewhere(follow_up, spell, day)
    if spell.ended_on is not None and spell.ended_on <= day:
        if other is not None:
            return Shown(HireOutcome.MOVED_ON, _works(other))
        return Shown(HireOutcome.LEFT, _("台账：%(day)s离职") % {"day": spell.ended_on})
    if spell.ended_on is not None:
        return Shown(HireOutcome.STAYED, _("台账：%(day)s才离职") % {"day": spell.ended_on})
    if (
        other is not None
        and other.insured_on
        and (not spell.insured_on or other.insured_on > spell.insured_on)
    ):
        return Shown(HireOutcome.MOVED_ON, _works(other))
    out_of_work = UnemploymentRegistration.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        person_id=follow_up.person_id, registered_on__gt=max(spell.started_on, spell.insured_on or spell.started_on),
        registered_on__lte=day,
    ).first()  # fmt: skip
    if out_of_work is not None:
        return Shown(HireOutcome.LEFT, _("%(day)s登记失业") % {"day": out_of_work.registered_on})
    if spell.insured_on:
        return Shown(HireOutcome.STAYED, _("参保信息：%(day)s参保，没有离职记录") % {"day": spell.insured_on})
    return Shown("", "")


def _elsewhere(follow_up: FollowUp, spell: EmploymentSpell, day: dt.date) -> EmploymentSpell | None:
    """Another job that ran on the day and began after this one."""
    return (
        EmploymentSpell.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            person_id=follow_up.person_id, started_on__lte=day, started_on__gte=spell.started_on,
        )
        .exclude(pk=spell.pk)
        .order_by("-started_on", "-pk")
        .first()
    )  # fmt: skip


def _works(other: EmploymentSpell) -> str:
    name = other.employer_name or other.get_kind_display()
    words = _("%(day)s起在%(name)s就业") % {"day": other.started_on, "name": name}
    if other.insured_on:
        words += _("，%(day)s参保") % {"day": other.insured_on}
    return words[:120]


def derive(follow_up: FollowUp, spell: EmploymentSpell) -> bool:
    """Write down what the ledger shows, if it shows anything; whether it did."""
    outcome, basis = outcome_of(follow_up, spell)
    if not outcome:
        return False
    follow_up.outcome, follow_up.basis, follow_up.seen_on = outcome, basis, today()
    follow_up.save(update_fields=["outcome", "basis", "seen_on"])
    return True
