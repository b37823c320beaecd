"""After a change, the to-dos of the people concerned are worked out again before the page returns."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from leye.accounts.scope import as_service
from leye.adoption.registry import left_out_live, live
from leye.adoption.resolution import ensure_resolved, while_resolved
from leye.engine.scopes import SCOPES
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.worklist.enums import FindingKind, FindingState, SubjectKind, TodoState
from leye.worklist.models import Finding, Todo
from leye.worklist.schedule import suggested_day
from leye.worklist.signals import worked_out

#: First half of the locks under which people are refreshed; the second is the household, or the person without one.
LOCK = 7_364_003
Row = dict[str, Any]
TodoKey = tuple[str, str, str, int, dt.date]
FindingKey = tuple[str, str, str, int]


def execute(sql: str, params: Mapping[str, Any] | None) -> Sequence[Sequence[Any]]:
    """Run a statement of the engine on Django's connection."""
    with connection.cursor() as cursor:
        # Inside an action the history adds parameters of its own: a percent sign has to be safe with them.
        cursor.execute(
            sql if params is not None else sql.replace("%", "%%"), {} if params is None else params
        )
        return cursor.fetchall() if cursor.description else []


def refresh_people(person_ids: Iterable[int], as_of: dt.date | None = None) -> None:
    """Evaluate these people and their households now and write what changed.

    Runs as the background role: a household's members may answer to another village, and the answer
    must not depend on who looks.
    """
    day = as_of or today()
    left = set(person_ids)
    seen: set[int] = set()
    with as_service():
        # Before the people's locks: whoever resolves must not wait for one who holds those.
        ensure_resolved(day)
        _one_at_a_time(left)
        while left:
            result = while_resolved(day, partial(live().person, execute, min(left), day))
            people, homes = result.covers["person"], result.covers["household"]
            left -= {min(left), *people}
            seen.update(homes)
            _write_todos(result.duties, _standing_todos(people, homes, day), day)
            findings = [(FindingKind.LIMIT, row) for row in result.findings]
            findings += [(FindingKind.BENEFIT, row) for row in result.entitlements]
            # What only the night judges is left to it.
            standing = Finding.objects.filter(person_id__in=people, subject_kind__in=SCOPES["person"].kinds)
            _write_findings(findings, standing, day)
        worked_out.send(sender=None, day=day, households=frozenset(seen), using="default")


def refresh_households(household_ids: Iterable[int], as_of: dt.date | None = None) -> None:
    """Work out again what is asked of households, such as one that somebody left. Without members: nothing."""
    day, homes = as_of or today(), set(household_ids)
    if not homes:
        return
    with as_service():
        one_of = {row["household_id"]: row["pk"] for row in Person.objects.filter(household_id__in=homes)
                  .values("household_id", "pk")}  # fmt: skip
        refresh_people(one_of.values(), day)
        empty = homes - one_of.keys()
        _write_todos([], _standing_todos([], sorted(empty), day), day)
        worked_out.send(sender=None, day=day, households=frozenset(empty), using="default")


def _one_at_a_time(person_ids: Iterable[int]) -> None:
    """Wait for whoever refreshes the same people or households, so that the later one sees what the earlier wrote.

    All at once and in one order, so that two who refresh several cannot wait for each other.
    """
    execute(
        "SELECT pg_advisory_xact_lock(%(lock)s, key) FROM (SELECT DISTINCT hashint8(COALESCE(-household_id, id)) AS key"
        " FROM ledger_person WHERE id = ANY (%(ids)s) ORDER BY key) keys",
        {"lock": LOCK, "ids": sorted(person_ids)},
    )


def refresh_area(area_no: int, as_of: dt.date | None = None) -> None:
    """Evaluate one area itself now (fairs, reports, activities) and write what changed."""
    refresh_subject(SubjectKind.AREA, area_no, as_of)


def refresh_subject(kind: SubjectKind, subject_id: int, as_of: dt.date | None = None) -> None:
    """Evaluate one area, site, training class or employer itself now and write what changed.

    Raises NightOnly for a kind that only the night judges.
    """
    day = as_of or today()
    with as_service():
        result = while_resolved(day, partial(live().subject, execute, str(kind), subject_id, day))
        theirs = Q(subject_kind=kind, subject_id=subject_id)
        standing = Todo.objects.filter(theirs, Q(state=TodoState.OPEN) | Q(until__gte=day))
        _write_todos(result.duties, list(_judged(standing)), day)
        findings = [(FindingKind.LIMIT, row) for row in result.findings]
        findings += [(FindingKind.BENEFIT, row) for row in result.entitlements]
        _write_findings(findings, _judged(Finding.objects.filter(theirs)), day)


def _standing_todos(people: Sequence[int], homes: Sequence[int], day: dt.date) -> list[Todo]:
    theirs = Q(person_id__in=people) | Q(household_id__in=homes, subject_kind=SubjectKind.HOUSEHOLD)
    standing = Todo.objects.filter(theirs, Q(state=TodoState.OPEN) | Q(until__gte=day))
    return list(_judged(standing.filter(subject_kind__in=SCOPES["person"].kinds)))


def _judged(rows: Any) -> Any:
    """Without the rows of packs that cannot be judged at the moment: they are neither done, missed nor lapsed."""
    return rows.exclude(pack__in=list(left_out_live())) if left_out_live() else rows


def _key(row: Row) -> TodoKey:
    return (row["pack"], row["rule"], row["subject_kind"], row["subject_id"], row["since"])


def _write_todos(rows: Sequence[Row], standing: Sequence[Todo], day: dt.date) -> None:
    held = {(t.pack, t.rule, t.subject_kind, t.subject_id, t.since): t for t in standing}
    found: set[TodoKey] = set()
    for row in rows:
        found.add(_key(row))
        todo = held.get(_key(row))
        if todo is None:
            _open(row, day)
        else:
            _bring_up_to_date(todo, row)
    for key, todo in held.items():
        if key not in found and todo.state == TodoState.OPEN:
            _close(todo, TodoState.MISSED if todo.until < day else TodoState.LAPSED)


#: What an evaluation says of a to-do, besides what makes it the same to-do.
_SAID = ("household_id", "area_id", "until", "due_on", "need", "have")


def _open(row: Row, day: dt.date) -> None:
    """Write a new to-do; one that a night has written since we looked is brought up to date instead."""
    opened = max(row["since"], day)
    todo = Todo(
        pack=row["pack"], rule=row["rule"], subject_kind=row["subject_kind"], subject_id=row["subject_id"],
        person_id=row["person_id"], since=row["since"], **{name: row[name] for name in _SAID},
        suggested_on=suggested_day(row["person_id"] or row["subject_id"], opened, row["due_on"]),
        state=TodoState.DONE if row["met"] else TodoState.OPEN,
        closed_at=timezone.now() if row["met"] else None,
    )  # fmt: skip
    Todo.objects.bulk_create(
        [todo],
        update_conflicts=True,
        unique_fields=["pack", "rule", "subject_kind", "subject_id", "since"],
        update_fields=[*(name.removesuffix("_id") for name in _SAID), "state", "closed_at", "changed_at"],
    )


def _bring_up_to_date(todo: Todo, row: Row) -> None:
    state = TodoState.DONE if row["met"] else TodoState.OPEN
    if state == todo.state and all(getattr(todo, name) == row[name] for name in _SAID):
        return
    for name in _SAID:
        setattr(todo, name, row[name])
    if state != todo.state:
        todo.closed_at = timezone.now() if state == TodoState.DONE else None
        todo.state = state
    todo.save()


def _close(todo: Todo, state: TodoState) -> None:
    todo.state, todo.closed_at = state, timezone.now()
    todo.save()


def _write_findings(rows: Sequence[tuple[FindingKind, Row]], standing: Any, day: dt.date) -> None:
    held = {(f.pack, f.rule, f.subject_kind, f.subject_id): f for f in _judged(standing.open())}
    found: set[FindingKey] = set()
    for kind, row in rows:
        key = (row["pack"], row["rule"], row["subject_kind"], row["subject_id"])
        found.add(key)
        value, bound, rank = row.get("value", row.get("amount_fen")), row.get("bound"), row.get("rank")
        finding = held.get(key)
        if finding is None:
            new = Finding(
                kind=kind, pack=row["pack"], rule=row["rule"], subject_kind=row["subject_kind"],
                subject_id=row["subject_id"], person_id=row["person_id"], area_id=row["area_id"],
                value=value, bound=bound, rank=rank, found_on=day,
            )  # fmt: skip
            # A night may have written the same one since we looked.
            Finding.objects.bulk_create([new], ignore_conflicts=True)
        elif (finding.value, finding.bound, finding.rank) != (value, bound, rank):
            finding.value, finding.bound, finding.rank, finding.reasons = value, bound, rank, None
            finding.save()
    for key, finding in held.items():
        if key not in found:
            finding.state, finding.closed_on = FindingState.CLOSED, day
            finding.save()
