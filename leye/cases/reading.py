"""The read side of cases: the open one, all of a person, and a case's own log."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope, as_service
from leye.cases.models import Case
from leye.ledger.errors import Absent
from leye.ledger.sources import users_of, written


def open_case(person_id: int) -> Case | None:
    """The case in hand of a person whom the current scope sees; None without one."""
    return Case.objects.filter(person_id=person_id, exited_on__isnull=True).first()


def open_cases(person_ids: Iterable[int]) -> dict[int, Case]:
    """The cases in hand of several people, by person: one query."""
    cases = Case.objects.filter(person_id__in=list(person_ids), exited_on__isnull=True)
    return {case.person_id: case for case in cases}


def cases_of(scope: Scope, person_id: int) -> list[Case]:
    """Every case of a person, the newest first."""
    return list(Case.objects.visible_to(scope).filter(person_id=person_id).select_related("owner"))


def find_case(scope: Scope, case_id: int) -> Case:
    """A case with everything its page names. Raises Absent."""
    cases = Case.objects.visible_to(scope).select_related(
        "person", "person__helper", "area", "owner", "registered_by", "confirmed_by", "exited_by", "exit_spell",
        "exit_placement__post", "exit_declaration",
    )  # fmt: skip
    found = cases.filter(pk=case_id).first()
    if found is None:
        raise Absent
    return found


@dataclass(frozen=True)
class LogLine:
    """One change of a case: the day it counts for, when it was written, by whom, where from, and what."""

    on: dt.date
    at: dt.datetime
    title: str
    text: str
    by: str
    icon: str = "edit"


def case_log(case: Case) -> list[LogLine]:
    """What happened to a case, the newest first. Call it only for a case that the scope may see.

    Under the background role: history keeps the area of its day, and a case tells the same after a transfer.
    """
    with as_service():
        events = list(
            case.events.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]  # made by @tracked
        )
    users = users_of(events)
    lines = []
    for earlier, event in zip([None, *events], events, strict=False):
        write = written(event, users)
        for change in _changes(earlier, event):
            day, entered = change.on or write.on, ""
            if day != write.on:
                entered = _("%(day)s录入") % {"day": write.on}
            text = "，".join(filter(None, [change.text, entered]))
            lines.append(
                LogLine(day, write.at, change.title, text, f"{write.by} · {write.source}", change.icon)
            )
    return lines[::-1]


@dataclass(frozen=True)
class _Change:
    """One thing that a write changed; `on` is the day it counts for, None for the day of the write."""

    title: str
    text: str = ""
    icon: str = "edit"
    on: dt.date | None = None


def _changes(earlier: Any, event: Any) -> Iterator[_Change]:
    """What one write changed."""
    if earlier is None:
        text = "，".join(filter(None, [event.get_channel_display(), event.asked_for, event.handed_by]))
        yield _Change(_("申请"), text, "plus", event.applied_on)
        return
    if earlier.registered_on != event.registered_on:
        word = _("认定为劳动力") if event.is_labourer else _("不认定为劳动力")
        text = "，".join(filter(None, [word, event.labourer_reason]))
        yield _Change(_("登记"), text, "badge", event.registered_on)
    if earlier.confirmed_on != event.confirmed_on:
        yield _Change(_("县级确认"), "", "check", event.confirmed_on)
    if earlier.first_served_on != event.first_served_on:
        title = _("首次服务") if event.first_served_on else _("首次服务的记录已更正或撤回")
        yield _Change(title, "", "service", event.first_served_on)
    if earlier.owner_id != event.owner_id:
        yield _Change(_("换了经办人") if event.owner_id else _("不再有经办人"), "", "person")
    if earlier.area_id != event.area_id:
        yield _Change(_("随人转到别的辖区"), "", "transfer")
    if earlier.exited_on != event.exited_on:
        text = "，".join(filter(None, [event.get_exit_kind_display(), event.exit_note]))
        yield _Change(_("退出"), text, "exit", event.exited_on)
