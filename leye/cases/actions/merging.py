"""Two files become one: of two open plans the newer stays, for there is one plan for a person (一人一策)."""

from typing import Any

from django.utils.translation import gettext as _

from leye.cases.actions.plans import end_plan
from leye.cases.models import Case, Plan
from leye.cases.plan_enums import PlanEnd
from leye.ledger.merging import columns_of
from leye.ledger.models import Person
from leye.standards.calendar import today

#: What making room may change of a plan; parting the files sets it back.
COLUMNS = ("state", "ended_on", "end_reason", "end_note", "case_id", "version")


def settle_plans(
    sender: Any, survivor: Person, loser: Person, **kwargs: Any
) -> dict[str, dict[str, dict[str, Any]]]:
    """Receiver of the ledger's signal: end the older of two open plans, and say how both were before.

    Both are then the survivor's. The one that stays goes on with the case that stays.
    """
    both = Plan.objects.select_for_update(of=("self",)).filter(
        person__in=(survivor, loser), ended_on__isnull=True
    )
    plans = sorted(both, key=lambda plan: (plan.since, plan.pk))
    before = {str(plan.pk): columns_of(plan, COLUMNS) for plan in plans}
    changed: set[int] = set()
    if len(plans) > 1:
        older, newer = plans
        note = _("两份档案都有计划，保留%(day)s开始的一份") % {"day": newer.since}
        end_plan(older, PlanEnd.MERGED, max(today(), older.since), note)
        changed.add(older.pk)
    if plans and plans[-1].person_id == loser.pk and _take_case(plans[-1], survivor):
        changed.add(plans[-1].pk)
    if not changed:
        return {}
    return {Plan._meta.label_lower: {key: columns for key, columns in before.items() if int(key) in changed}}


def _take_case(plan: Plan, survivor: Person) -> bool:
    """Whether the plan now belongs to the survivor's open case: its own stays behind with the other file."""
    standing = Case.objects.filter(person=survivor, exited_on__isnull=True).first()
    if standing is None or plan.case_id in (None, standing.pk):
        return False
    plan.case = standing
    plan.version += 1
    plan.save(update_fields=["case", "version"])
    return True
