"""What belongs to a person, as lines of the file: groups, registrations, work, wishes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Intention,
    Person,
    Skill,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.ledger.sources import History, Written, written_at


@dataclass(frozen=True)
class Line:
    """One dated thing of a person's file, with the source of its last write."""

    id: int
    title: str
    text: str
    on: dt.date
    until: dt.date | None
    is_open: bool
    source: str = ""
    by: str = ""
    recorded_on: dt.date | None = None
    at: dt.datetime | None = None
    end_text: str = ""


@dataclass(frozen=True)
class MembershipLine(Line):
    """A group membership."""

    code: str = ""
    sensitive: bool = True


def money(fen: int | None) -> str:
    """Fen as yuan a month, "" when unknown."""
    if fen is None:
        return ""
    amount = f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
    return _("每月%(amount)s元") % {"amount": amount}


def _join(*parts: object) -> str:
    return "，".join(str(part) for part in parts if part)


def _shared(row: Any, write: Written | None) -> dict[str, Any]:
    if write is None:
        return {"id": row.pk}
    return {"id": row.pk, "source": write.source, "by": write.by, "recorded_on": write.on, "at": write.at}


def _membership(row: GroupMembership, day: dt.date, shared: dict[str, Any]) -> MembershipLine:
    return MembershipLine(
        title=row.group.name,
        text=row.evidence,
        on=row.valid_from,
        until=row.valid_to,
        is_open=row.valid_from <= day and (row.valid_to is None or row.valid_to >= day),
        code=row.group_id,
        sensitive=row.group.is_sensitive,
        **shared,
    )


def _registration(row: UnemploymentRegistration, day: dt.date, shared: dict[str, Any]) -> Line:
    return Line(
        title=_("失业登记"),
        text=_join(row.get_place_kind_display(), row.place and row.place.name),
        on=row.registered_on,
        until=row.ended_on,
        is_open=row.ended_on is None or row.ended_on > day,
        end_text=row.get_end_reason_display() if row.end_reason else "",
        **shared,
    )


def _spell(row: EmploymentSpell, day: dt.date, shared: dict[str, Any]) -> Line:
    return Line(
        title=row.employer_name or row.get_kind_display(),
        text=_join(
            row.get_kind_display(),
            row.channel and row.get_channel_display(),
            row.work_place,
            money(row.wage_fen),
        ),
        on=row.started_on,
        until=row.ended_on,
        is_open=row.ended_on is None or row.ended_on > day,
        end_text=row.get_end_reason_display() if row.end_reason else "",
        **shared,
    )


def _intention(row: Intention, day: dt.date, shared: dict[str, Any]) -> Line:
    wage = _("期望%(wage)s") % {"wage": money(row.wage_min_fen)} if row.wage_min_fen is not None else ""
    return Line(
        title=row.get_wants_work_display(),
        text=_join(row.wants_startup and _("想创业"), row.occupation, row.place, wage),
        on=row.stated_on,
        until=None,
        is_open=True,
        **shared,
    )


def _skill(row: Skill, day: dt.date, shared: dict[str, Any]) -> Line:
    certificate = _("证书%(number)s") % {"number": row.certificate} if row.certificate else ""
    return Line(
        title=row.name,
        text=_join(row.level, certificate),
        on=row.stated_on,
        until=None,
        is_open=True,
        **shared,
    )


def _need(row: TrainingNeed, day: dt.date, shared: dict[str, Any]) -> Line:
    return Line(
        title=row.subject,
        text="",
        on=row.stated_on,
        until=row.ended_on,
        is_open=row.ended_on is None or row.ended_on > day,
        **shared,
    )


_MAKERS: dict[Any, tuple[Callable[[Any, dt.date, dict[str, Any]], Any], tuple[str, ...], str]] = {
    GroupMembership: (_membership, ("group",), "valid_from"),
    UnemploymentRegistration: (_registration, ("place",), "registered_on"),
    EmploymentSpell: (_spell, (), "started_on"),
    Intention: (_intention, (), "stated_on"),
    Skill: (_skill, (), "stated_on"),
    TrainingNeed: (_need, (), "stated_on"),
}


def lines_of(model: Any, person: Person, history: History, day: dt.date) -> list[Any]:
    """A person's rows of a kind as lines, newest first, each with its last write."""
    make, related, dated = _MAKERS[model]
    rows = (
        model.objects.filter(person=person).select_related(*related)
        if related
        else model.objects.filter(person=person)
    )
    writes, lines = history.parts[model], []
    for row in rows.order_by(f"-{dated}", "-pk"):
        stamp = writes.get(row.pk)
        lines.append(make(row, day, _shared(row, written_at(stamp, history.users) if stamp else None)))
    # Only the latest word about work counts.
    if model is Intention:
        lines = [line if place == 0 else replace(line, is_open=False) for place, line in enumerate(lines)]
    return lines
