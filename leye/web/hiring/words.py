"""Applications as lines and buttons: what state, on whom it waits, how long, and what can be done next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.hiring.enums import ApplicationState, HireOutcome
from leye.hiring.models import Application
from leye.hiring.seen_jobs import SeenJob, seen_jobs
from leye.hiring.states import WAITING, step_word, steps_from
from leye.standards.calendar import SHANGHAI
from leye.web.fields import whole
from leye.web.work import WorkRequest

S = ApplicationState
KINDS = {
    S.SENT: "info", S.SEEN: "info", S.INTERVIEW: "info", S.OFFERED: "warn", S.HIRED: "good",
    S.REFUSED: "plain", S.WITHDRAWN: "plain", S.EXPIRED: "bad",
}  # fmt: skip
OUTCOME_KINDS: dict[str, str] = {
    HireOutcome.STAYED: "good",
    HireOutcome.MOVED_ON: "info",
    HireOutcome.LEFT: "bad",
}
#: What an officer may press; what happens by itself is not among it.
ORDER = ("invite", "offer", "hire", "see", "refuse", "withdraw")
#: What mostly comes next.
LIKELY = {S.SENT: "invite", S.SEEN: "invite", S.INTERVIEW: "offer", S.OFFERED: "hire"}
#: Steps that are done at once; the others ask something first.
AT_ONCE = ("see", "offer")


def moment_words(at: dt.datetime) -> str:
    """11月25日09:00."""
    local = at.astimezone(SHANGHAI)
    return _("%(month)d月%(day)d日%(time)s") % {
        "month": local.month,
        "day": local.day,
        "time": local.strftime("%H:%M"),
    }


def waits_for(one: Application) -> str:
    """Who has to do something; "" when nobody has."""
    if one.state in (S.SENT, S.SEEN):
        return _("等单位答复")
    if one.state == S.OFFERED:
        return _("等办理录用")
    if one.state == S.INTERVIEW:
        if one.slot is not None and one.slot.starts_at > timezone.now():
            return _("等面试，%(when)s") % {"when": moment_words(one.slot.starts_at)}
        return _("等面试结果")
    return ""


def line_of(one: Application, job: SeenJob, day: dt.date) -> dict[str, Any]:
    """One application as a line of a list."""
    waiting = one.state in WAITING
    return {
        "one": one, "job": job, "kind": KINDS[S(one.state)], "waits_for": waits_for(one),
        "days": (day - one.sent_on).days if waiting else None,
        "late": is_late(one, day),
        "url": reverse("application", args=[one.pk]),
    }  # fmt: skip


def is_late(one: Application, day: dt.date) -> bool:
    """Whether an answer was due before a day."""
    return one.state in WAITING and one.answer_by < day


def lines_of(found: Iterable[Application], day: dt.date) -> list[dict[str, Any]]:
    """Several, with their jobs read at once."""
    rows = list(found)
    jobs = seen_jobs(one.vacancy_id for one in rows)
    return [line_of(one, jobs[one.vacancy_id], day) for one in rows]


def buttons_of(request: WorkRequest, one: Application, job: SeenJob) -> list[dict[str, Any]]:
    """The next steps of an application for who may take them, in one order."""
    if not may_act(request, one):
        return []
    allowed = set(steps_from(one.state))
    if not request.scope.covers(job.office_id):
        allowed.discard("invite")
    words = {"withdraw": _("本人撤回")}
    if one.state == S.INTERVIEW:
        words["invite"] = _("改约面试")
    return [
        {
            "step": step, "label": words.get(step) or step_word(step), "at_once": step in AT_ONCE,
            "url": reverse("hire", args=[one.pk]) if step == "hire" else reverse("application_step", args=[one.pk, step]),
            "likely": step == LIKELY.get(S(one.state)),
        }
        for step in ORDER
        if step in allowed
    ]  # fmt: skip


def may_act(request: WorkRequest, one: Application) -> bool:
    """Whether the post may take a step of this application."""
    return request.post.role in CAN_WRITE_LEDGER and request.scope.may_edit(one.area_id, one.person_id)


def cursor_of(text: str) -> tuple[dt.date, int] | None:
    """Where a page of a list by day ended, as an address has it; None for anything else."""
    day, _tilde, pk = text.partition("~")
    try:
        return dt.date.fromisoformat(day), whole(pk)
    except ValueError:
        return None


def cursor_text(day: dt.date, pk: int) -> str:
    """The same as an address has it."""
    return f"{day.isoformat()}~{pk}"
