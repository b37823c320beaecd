"""What happened to a person, moment by moment, from the ledger and its history."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.areas.models import Area
from leye.ledger.lines import Line
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Intention,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.ledger.person_fields import EDITABLE, label_of, show, value_of
from leye.ledger.records import Records
from leye.ledger.sources import written


@dataclass(frozen=True)
class Moment:
    """One line of a timeline: the day it counts for, when it was written, what and by whom."""

    on: dt.date
    at: dt.datetime | None
    kind: str
    icon: str
    title: str
    text: str = ""
    by: str = ""
    url: str = ""


#: model -> (kind, icon, words for the beginning, words for the end)
_PARTS: dict[Any, tuple[str, str]] = {
    UnemploymentRegistration: ("registration", "badge"),
    EmploymentSpell: ("work", "building"),
    GroupMembership: ("group", "people"),
    Intention: ("intention", "edit"),
    TrainingNeed: ("need", "book"),
}


def _words(model: Any, line: Line) -> tuple[str, str]:
    if model is UnemploymentRegistration:
        return _("失业登记"), _("注销失业登记")
    if model is EmploymentSpell:
        return _("就业：%(name)s") % {"name": line.title}, _("离职：%(name)s") % {"name": line.title}
    if model is GroupMembership:
        return _("认定为%(name)s") % {"name": line.title}, _("退出%(name)s") % {"name": line.title}
    if model is Intention:
        return _("就业意愿：%(word)s") % {"word": line.title}, ""
    return _("培训需求：%(name)s") % {"name": line.title}, _("培训需求结束：%(name)s") % {"name": line.title}


def ledger_moments(records: Records) -> list[Moment]:
    """The ledger's part of a timeline, in no order."""
    moments = list(_changes(records.history.events, records.history.users))
    for model, (kind, icon) in _PARTS.items():
        for line in records.lines[model]:
            begun, ended = _words(model, line)
            by = f"{line.by} · {line.source}" if line.by else line.source
            moments.append(Moment(line.on, line.at, kind, icon, begun, line.text, by))
            if line.until is not None and line.until <= records.day:
                moments.append(Moment(line.until, line.at, kind, icon, ended, line.end_text, by))
    return moments


def _changes(events: list[Any], users: dict[int, Any]) -> Iterator[Moment]:
    """Registered, moved, merged, and every field that was changed."""
    areas: dict[int, str] = {}
    if len({event.area_id for event in events}) > 1:
        places = Area.objects.filter(pk__in={event.area_id for event in events})
        areas = dict(places.values_list("no", "name"))
    for earlier, event in zip([None, *events], events, strict=False):
        write = written(event, users)
        by = f"{write.by} · {write.source}"
        if earlier is None:
            yield Moment(write.on, write.at, "change", "plus", _("建立档案"), "", by)
            continue
        if earlier.area_id != event.area_id:
            text = _("%(old)s → %(new)s") % {
                "old": areas.get(earlier.area_id, ""),
                "new": areas.get(event.area_id, ""),
            }
            yield Moment(write.on, write.at, "move", "transfer", _("责任辖区变更"), text, by)
        if earlier.merged_into_id != event.merged_into_id:
            title = _("并入另一份档案") if event.merged_into_id else _("撤销合并")
            yield Moment(write.on, write.at, "merge", "people", title, "", by)
        if earlier.deceased_on != event.deceased_on:
            title = _("登记死亡") if event.deceased_on else _("撤销死亡登记")
            yield Moment(event.deceased_on or write.on, write.at, "death", "info", title, "", by)
        changed = "；".join(_changed(earlier, event))
        if changed:
            yield Moment(write.on, write.at, "change", "edit", _("修改资料"), changed, by)


def _changed(earlier: Any, event: Any) -> Iterator[str]:
    for name in EDITABLE:
        column = "id_index" if name == "id_number" else name
        if getattr(earlier, column) == getattr(event, column):
            continue
        old, new = show(name, value_of(earlier, name)), show(name, value_of(event, name))
        if old != new:
            yield f"{label_of(name)}：{old or _('空')} → {new or _('空')}"
