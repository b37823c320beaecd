"""Lines of a day as the page shows them: who, where, what is due, the clause, and what to press."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.areas.models import Area
from leye.casework.enums import ServiceKind
from leye.ledger.models import Household, Person
from leye.outreach.pauses import paused_until
from leye.policy.evidence import Activities, Fairs, Statements, Submissions
from leye.registers.enums import ActivityKind
from leye.standards.codes import SEX
from leye.web.links import rule_url
from leye.web.policy.subject_names import Names, subject_names
from leye.worklist.enums import SubjectKind
from leye.worklist.reading import Due, Group, Line

Item = dict[str, Any]
#: Where on a person's file a duty is done by two clicks: part of the page, and what the link says.
ANCHORS = {
    ServiceKind.JOB_RECOMMENDATION.value: ("#jobs", gettext_lazy("看岗位")),
    ServiceKind.COURSE_RECOMMENDATION.value: ("#courses", gettext_lazy("看课程")),
}
#: Where the evidence of an area's duty is entered.
PAGES = {Fairs: "fairs", Submissions: "reports", Activities: "registers"}


def age_on(birth: dt.date, day: dt.date) -> int:
    """Full years (周岁)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def asks_wish(due: Due) -> bool:
    """Whether a duty is done by asking the person about work, not by a service."""
    return isinstance(getattr(find_rule(due.pack, due.rule), "done_by", None), Statements)


def suggested_week(due: Due, day: dt.date) -> str:
    """When a long duty is best done, so that its period's last weeks are not crowded."""
    ahead = (due.suggested_on - day).days
    if ahead < 0:
        return _("宜尽快")
    if ahead < 7:
        return _("宜七天内")
    return _("宜%(m)s月%(d)s日那周") % {"m": due.suggested_on.month, "d": due.suggested_on.day}


def show_due(due: Due, day: dt.date) -> Item:
    """One duty: title, have and need, the clause, and how urgent it is in words."""
    left = (due.due_on - day).days
    if due.late:
        kind, word = "bad", _("超期%(n)s天") % {"n": -left}
    elif left <= 7:
        kind, word = "warn", (_("今天到期") if left == 0 else _("还有%(n)s天") % {"n": left})
    else:
        last = _("%(m)s月%(d)s日前") % {"m": due.due_on.month, "d": due.due_on.day}
        kind, word = (
            "plain",
            _("%(suggested)s，%(last)s") % {"suggested": suggested_week(due, day), "last": last},
        )
    clause = rule_url(due.pack, due.rule)
    return {
        "title": due.title, "have": due.have, "need": due.need if due.need > 1 else None, "late": due.late,
        "kind": kind, "word": word, "clause": due.clause, "clause_url": clause, "clause_panel": f"{clause}?panel=1",
        "anchor": next((ANCHORS[one] for one in due.service_kinds if one in ANCHORS), None),
    }  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """What the lines of a day are shown with."""

    persons: dict[int, Person]
    households: dict[int, Household]
    areas: dict[int, Area]
    names: Names
    paused: dict[int, dt.date]


def show_parts(parts: Mapping[Group, Sequence[Line]], scope: Scope, day: dt.date) -> dict[Group, list[Item]]:
    """Lines with names, villages, telephones and paused reminders: a few queries whatever their number."""
    lines = [line for part in parts.values() for line in part]
    people = _by_kind(lines, SubjectKind.PERSON)
    homes = _by_kind(lines, SubjectKind.HOUSEHOLD)
    known = _Known(
        Person.objects.visible_to(scope).in_bulk(people),
        Household.objects.visible_to(scope).select_related("head").in_bulk(homes),
        Area.objects.in_bulk({line.area_id for line in lines}),
        subject_names(scope, ((line.kind, line.id) for line in lines)),
        paused_until(scope, people, day),
    )
    shown = {group: [_item(line, known, day) for line in part] for group, part in parts.items()}
    return {group: [item for item in items if item is not None] for group, items in shown.items()}


def _item(line: Line, known: _Known, day: dt.date) -> Item | None:
    """A line as the page shows it; None for what is out of sight."""
    village = known.areas[line.area_id].name if line.area_id in known.areas else ""
    dues = [show_due(due, day) for due in line.dues]
    if line.kind == SubjectKind.PERSON:
        person = known.persons.get(line.id)
        paused = known.paused.get(line.id)
        return None if person is None else person_item(person, village, dues, day, paused)
    if line.kind == SubjectKind.HOUSEHOLD:
        household = known.households.get(line.id)
        return None if household is None else _household_item(household, village, dues)
    if line.kind == SubjectKind.AREA:
        return _area_item(line, village, dues)
    return _unit_item(line, known.names, village, dues)


def pause_tag(until: dt.date | None) -> str:
    """The words beside a name of somebody who asked not to be reminded for a while."""
    return _("暂停提醒到%(m)s月%(d)s日") % {"m": until.month, "d": until.day} if until else ""


def _by_kind(lines: Iterable[Line], kind: SubjectKind) -> list[int]:
    return [line.id for line in lines if line.kind == kind]


def person_item(
    person: Person, village: str, dues: list[Item], day: dt.date, paused: dt.date | None = None
) -> Item:
    """A person's line. `paused`: until when the person is not to be reminded."""
    record = reverse("record", args=[person.pk])
    sub = _("%(sex)s %(age)s岁 · %(village)s") % {
        "sex": SEX.label(person.sex), "age": age_on(person.birth_date, day), "village": village}  # fmt: skip
    return {
        "id": person.pk, "name": person.name, "url": reverse("person", args=[person.pk]), "sub": sub,
        "phone": person.phone, "dues": dues, "act_url": record, "act_get": f"{record}?line=1", "tick": True,
        "tag": pause_tag(paused),
    }  # fmt: skip


def _household_item(household: Household, village: str, dues: list[Item]) -> Item:
    head = household.head
    name = _("%(name)s家") % {"name": head.name} if head else _("%(number)s户") % {"number": household.number}
    return {
        "id": f"h{household.pk}", "name": name, "url": reverse("household", args=[household.pk]),
        "sub": _("家庭 · %(village)s") % {"village": village}, "phone": head.phone if head else "", "dues": dues,
        "act_url": reverse("household", args=[household.pk]), "act_label": _("看这一家"), "tick": False,
    }  # fmt: skip


def _area_item(line: Line, village: str, dues: list[Item]) -> Item:
    """A line of an area's own work: where it is entered, and one press for each activity that is asked for."""
    evidence = [getattr(find_rule(due.pack, due.rule), "done_by", None) for due in line.dues]
    page = next((PAGES[type(one)] for one in evidence if type(one) in PAGES), "reports")
    url = reverse(page)
    return {
        "id": f"a{line.id}", "name": village, "url": url, "sub": _("本级工作"), "phone": "", "dues": dues,
        "notes": notes_of(line.dues), "act_url": url, "act_label": _("去登记"), "tick": False,
    }  # fmt: skip


def notes_of(dues: Iterable[Due]) -> list[Item]:
    """Buttons that note an activity today, one for each duty that asks for one."""
    found = []
    for due in dues:
        evidence = getattr(find_rule(due.pack, due.rule), "done_by", None)
        if isinstance(evidence, Activities):
            found.append(
                {"url": reverse("note_activity", args=[due.todo_id]), "label": note_label(evidence.kind)}
            )
    return found


def note_label(kind: str) -> str:
    """What the button of an activity says."""
    if kind == ActivityKind.LEDGER_CHECK:
        return _("本周台账已核对")
    label = ActivityKind(kind).label if kind in ActivityKind.values else kind
    return _("记：%(kind)s") % {"kind": label}


def _unit_item(line: Line, names: Names, village: str, dues: list[Item]) -> Item | None:
    """A line of a site, a class or an employer; None for one that is out of sight."""
    if (line.kind, line.id) not in names:
        return None
    name, address = names[line.kind, line.id]
    url = address or reverse("registers")
    return {
        "id": f"{line.kind}{line.id}", "name": name, "url": url,
        "sub": _("%(kind)s · %(village)s") % {"kind": SubjectKind(line.kind).label, "village": village}, "phone": "",
        "dues": dues, "notes": notes_of(line.dues), "act_url": url, "act_label": _("去登记"), "tick": False,
    }  # fmt: skip
