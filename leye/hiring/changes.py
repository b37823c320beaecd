"""What was done to an application, from its history: for its time line, and for whoever comes second."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.models import User
from leye.hiring.enums import ApplicationState, RefusalReason
from leye.hiring.models import Application, InterviewSlot
from leye.ledger.errors import ChangedMeanwhile
from leye.standards.calendar import SHANGHAI


@dataclass(frozen=True)
class Change:
    """One version of an application: when, by whom, the state then, and what changed in words."""

    at: dt.datetime
    by: str
    state: str
    title: str
    text: str
    version: int


def changes_of(application: Application) -> list[Change]:
    """Every version, oldest first: three queries. The interview is named to those who may see its time."""
    events = list(application.events.select_related("pgh_context").order_by("pgh_id"))  # type: ignore[attr-defined]  # pghistory's
    metadata = [event.pgh_context.metadata if event.pgh_context else {} for event in events]
    users = User.objects.in_bulk({one["user"] for one in metadata if one.get("user")})
    slots = InterviewSlot.objects.in_bulk({event.slot_id for event in events if event.slot_id})
    found: list[Change] = []
    before: Any = None
    for event, said in zip(events, metadata, strict=True):
        by = users.get(said.get("user"))
        found.append(
            Change(
                at=event.pgh_created_at, by=by.name if by else _("系统"), state=event.state,
                title=_title(before, event), text=_text(before, event, said, slots.get(event.slot_id)), version=event.version,
            )
        )  # fmt: skip
        before = event
    return found


def _title(before: Any, event: Any) -> str:
    if before is None or before.state != event.state:
        if before is not None and before.state == ApplicationState.HIRED:
            return _("撤销录用")
        return str(ApplicationState(event.state).label)
    if event.state == ApplicationState.INTERVIEW and before.slot_id != event.slot_id:
        return _("改约面试")
    if (
        before.contact_by_person != event.contact_by_person
        or before.contact_by_employer != event.contact_by_employer
    ):
        return _("联系方式")
    if before.starts_on != event.starts_on:
        return _("单位报上岗日期")
    return _("修改")


def _text(before: Any, event: Any, said: dict[str, Any], slot: InterviewSlot | None) -> str:
    parts = []
    if slot is not None and (before is None or before.slot_id != event.slot_id):
        when = slot.starts_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
        parts.append(f"{when} {slot.place}")
    if event.starts_on is not None and (before is None or before.starts_on != event.starts_on):
        parts.append(_("%(day)s上岗") % {"day": event.starts_on})
    if event.refusal:
        parts.append(str(RefusalReason(event.refusal).label))
    if event.answer and (before is None or before.answer != event.answer):
        parts.append(event.answer)
    if before is None and event.words:
        parts.append(event.words)
    if before is not None and event.contact_by_person and not before.contact_by_person:
        parts.append(_("本人同意公开联系方式"))
    if before is not None and event.contact_by_employer and not before.contact_by_employer:
        parts.append(_("单位同意公开联系方式"))
    if said.get("reason"):
        parts.append(str(said["reason"]))
    return "；".join(dict.fromkeys(parts))


def changed_since(application: Application, version: int) -> list[Change]:
    """What was done after a version was looked at, oldest first."""
    return [change for change in changes_of(application) if change.version > version]


class ApplicationChanged(ChangedMeanwhile):
    """Somebody else took a step since the page was opened; nothing was written. `version` is the present one."""

    def __init__(self, application: Application, changes: list[Change]) -> None:
        last = changes[-1] if changes else None
        by, at = (last.by, last.at) if last else (_("系统"), None)
        super().__init__(by, at, application.version, [])
        self.args = (
            _("别人刚刚改过这份应聘（%(by)s，%(at)s），现在是“%(state)s”。请看过再办。")
            % {
                "by": by,
                "at": at.astimezone(SHANGHAI).strftime("%H:%M") if at else "",
                "state": application.get_state_display(),
            },
        )
        self.changes = changes
        self.state = application.state
