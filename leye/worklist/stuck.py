"""Why an overdue to-do may be stuck, told plainly from what is recorded; one to-do may have several reasons."""

import datetime as dt
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Count, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Role
from leye.accounts.scope import Scope
from leye.worklist.models import Todo


class Reason(StrEnum):
    """What keeps an overdue to-do from being done."""

    UNTOUCHED = "untouched"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    NO_PHONE = "no_phone"
    NO_ASSISTANT = "no_assistant"
    PARTLY = "partly"
    HOUSEHOLD = "household"
    EVIDENCE = "evidence"


LABELS = {
    Reason.UNTOUCHED: _("一次也没有联系"),
    Reason.NO_ANSWER: _("联系了，没联系上"),
    Reason.REFUSED: _("本人拒绝"),
    Reason.NO_PHONE: _("档案里没有电话"),
    Reason.NO_ASSISTANT: _("村里没有协管员账号"),
    Reason.PARTLY: _("联系过，规定的事还没办够"),
    Reason.HOUSEHOLD: _("家庭任务还没达到"),
    Reason.EVIDENCE: _("本级工作没有登记佐证"),
}
MEANINGS = {
    Reason.UNTOUCHED: _("本周期开始以来，没有任何一条服务或联系记录。"),
    Reason.NO_ANSWER: _("本周期有联系记录，结果都是没联系上或外出。"),
    Reason.REFUSED: _("本周期有“本人拒绝”的记录。"),
    Reason.NO_PHONE: _("个人档案的电话为空。"),
    Reason.NO_ASSISTANT: _("责任村（社区）今天没有人担任村级协管员。"),
    Reason.PARTLY: _("本周期有办到的服务，但次数或种类还不够。"),
    Reason.HOUSEHOLD: _("按家庭计的任务，例如零就业家庭至少一人就业。"),
    Reason.EVIDENCE: _("招聘会、报送等本级任务到期还没有登记。"),
}

#: Services since the to-do's period began, by outcome. The logical tables of leye.facts name the table.
_CONTACT = (
    "EXISTS (SELECT 1 FROM casework_servicerecord s WHERE s.person_id = worklist_todo.person_id"
    " AND s.served_on >= worklist_todo.since{more})"
)
_ANY = _CONTACT.format(more="")
_GIVEN = _CONTACT.format(more=" AND s.outcome IN ('done', 'reached')")
_MISSED = _CONTACT.format(
    more=" AND s.outcome IN ('no_answer', 'away', 'hung_up', 'bad_number', 'moved', 'sent')"
)
_REFUSED = _CONTACT.format(more=" AND s.outcome = 'refuses'")
_PERSON = "worklist_todo.person_id IS NOT NULL"


def condition(reason: Reason, day: dt.date) -> RawSQL:
    """The reason as a condition on to-dos."""
    params: list[Any] = []
    sql = {
        Reason.UNTOUCHED: f"{_PERSON} AND NOT {_ANY}",
        Reason.NO_ANSWER: f"{_PERSON} AND {_MISSED} AND NOT {_GIVEN}",
        Reason.REFUSED: f"{_PERSON} AND {_REFUSED}",
        Reason.NO_PHONE: (
            f"{_PERSON} AND EXISTS (SELECT 1 FROM ledger_person p"
            " WHERE p.id = worklist_todo.person_id AND p.phone = '')"
        ),
        Reason.NO_ASSISTANT: (
            f"{_PERSON} AND NOT EXISTS (SELECT 1 FROM accounts_post a WHERE a.area_id = worklist_todo.area_id"
            " AND a.role = %s AND a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to >= %s))"
        ),
        Reason.PARTLY: f"{_PERSON} AND {_GIVEN}",
        Reason.HOUSEHOLD: "worklist_todo.person_id IS NULL AND worklist_todo.subject_kind <> 'area'",
        Reason.EVIDENCE: "worklist_todo.subject_kind = 'area'",
    }[reason]
    if reason == Reason.NO_ASSISTANT:
        params = [Role.VILLAGE_ASSISTANT.value, day, day]
    return RawSQL(f"({sql})", params, output_field=BooleanField())


def stuck_counts(scope: Scope, lo: int, hi: int, day: dt.date) -> dict[Reason, int]:
    """Overdue to-dos of a range of areas by reason: one query."""
    overdue = Todo.objects.visible_to(scope).in_range(lo, hi).overdue(day)
    counts: dict[str, int] = overdue.aggregate(
        **{reason.value: Count("pk", filter=condition(reason, day)) for reason in Reason}
    )
    return {reason: counts[reason.value] for reason in Reason}


def stuck_todos(scope: Scope, lo: int, hi: int, day: dt.date, reason: Reason) -> QuerySet[Todo]:
    """The overdue to-dos behind one count."""
    return Todo.objects.visible_to(scope).in_range(lo, hi).overdue(day).filter(condition(reason, day))
