"""The people of a pack: who is due or to be asked in a village, with what a visit needs and nothing more."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q

from leye.accounts.enums import Role
from leye.accounts.querysets import ScopedQuerySet
from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.casework.reading import last_contacts
from leye.ledger.models import Person
from leye.ledger.reading import masked_number
from leye.offline.fields import WORK, Standing, standing, standing_words
from leye.offline.surveys import still_to_ask, surveys_of
from leye.outreach.models import SurveyTarget
from leye.standards.calendar import today
from leye.standards.codes import SEX
from leye.worklist.models import Todo
from leye.worklist.querysets import TodoQuerySet
from leye.worklist.reading import Due, due_of, owned_by

#: Most people on one device: what a village has, and what a phone opens in a second.
MOST_PEOPLE = 500
#: To-dos that are suggested or due, and surveys that begin, within this time go along.
AHEAD = dt.timedelta(days=30)
#: Who goes from door to door with a questionnaire; the county's officers take along whom they have to do with.
ASK_AT_DOORS = (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK)
Json = dict[str, Any]


def _due_soon(scope: Scope, role: str, day: dt.date) -> TodoQuerySet:
    soon = Q(suggested_on__lte=day + AHEAD) | Q(due_on__lte=day + AHEAD)
    return Todo.objects.workable_in(scope).open().filter(owned_by(role), soon, person__isnull=False)


def _to_ask(scope: Scope, role: str, day: dt.date) -> ScopedQuerySet[SurveyTarget]:
    targets = still_to_ask(scope, day + AHEAD)
    return targets if role in ASK_AT_DOORS else targets.none()


def villages_with_due(scope: Scope, role: str, limit: int = 500) -> list[Json]:
    """Areas of the scope in which somebody is due or to be asked: number, name, how many people. Three queries."""
    day = today()
    due = _due_soon(scope, role, day)
    asked = _to_ask(scope, role, day).exclude(Exists(due.filter(person=OuterRef("person"))))
    counts: Counter[int] = Counter()
    for rows in (due, asked):
        for area, people in (
            rows.values_list("area_id").annotate(people=Count("person_id", distinct=True)).order_by()
        ):
            counts[area] += people
    counts = Counter(dict(sorted(counts.items())[:limit]))
    names = dict(Area.objects.filter(no__in=counts).values_list("no", "name"))
    return [{"no": str(no), "name": names.get(no, ""), "people": people} for no, people in counts.items()]


def due_people(scope: Scope, role: str, area: Area) -> list[int]:
    """Who is due in an area and below it, the most urgent first, then who is to be asked; MOST_PEOPLE at most."""
    day = today()
    rows = (
        _due_soon(scope, role, day)
        .in_range(area.no, area.last)
        .filter(person__merged_into__isnull=True, person__deceased_on__isnull=True)
        .values("person_id")
        .annotate(first=Min("due_on"))
        .order_by("first", "person_id")[:MOST_PEOPLE]
    )
    due = [row["person_id"] for row in rows]
    asked = _to_ask(scope, role, day).in_range(area.no, area.last).exclude(person__in=due)
    targets = asked.values("person_id").annotate(first=Min("round__until")).order_by("first", "person_id")
    return due + [row["person_id"] for row in targets[: MOST_PEOPLE - len(due)]]


def cards(scope: Scope, role: str, ids: Sequence[int]) -> list[Json]:
    """People as a device keeps them, in the order of ids; a few queries whatever their number.

    Who cannot be seen any more is left out.
    """
    day = today()
    people = Person.objects.visible_to(scope).select_related("area").in_bulk(ids)
    states = standing(people.values())
    contacts = last_contacts(scope, people)
    dues: dict[int, list[Due]] = {pk: [] for pk in people}
    todos = Todo.objects.visible_to(scope).open().filter(owned_by(role), person__in=people)
    for todo in todos.order_by("due_on", "rule"):
        dues[todo.person_id or 0].append(due_of(todo, day))
    surveys = surveys_of(scope, states)
    nothing: Json = {"known": {}, "surveys": []}
    return [
        {**_card(states[pk], dues[pk], contacts.get(pk), day), **surveys.get(pk, nothing)}
        for pk in ids
        if pk in people
    ]


def _card(state: Standing, dues: Iterable[Due], contact: dt.date | None, day: dt.date) -> Json:
    person = state.person
    born = person.birth_date
    return {
        "id": person.pk,
        "name": person.name,
        "sex": SEX.label(person.sex),
        "age": day.year - born.year - ((day.month, day.day) < (born.month, born.day)),
        "number": masked_number(person),
        "village": person.area.name,
        "last_contact": contact.isoformat() if contact else "",
        "base": state.values,
        "work": standing_words(state, WORK),
        "dues": [
            {"title": due.title, "clause": due.clause, "need": due.need, "have": due.have, "late": due.late,
             "due_on": due.due_on.isoformat(), "kinds": list(due.service_kinds[:1])}
            for due in dues
        ],
    }  # fmt: skip
