"""Lists exchanged with other departments: who is on one, what is told of them, and what came of it (#264)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.casework.at_work import at_work
from leye.demand.enums import PersonField
from leye.demand.models import Brought, Exchange, ExchangePerson
from leye.ledger.cards import age_on
from leye.ledger.models import EmploymentSpell, GroupMembership, Intention, Person, Skill
from leye.ledger.person_fields import show

#: More people than these on one list are nobody's task.
MOST_PEOPLE = 5000


def people_for(scope: Scope, area: Area, group: str | None, day: dt.date) -> QuerySet[Person]:
    """People of an area who want work, can, and have none; of one group (or of a local one that counts as it)."""
    wish = Intention.objects.filter(person=OuterRef("pk"), stated_on__lte=day).order_by("-stated_on", "-pk")
    found = (
        Person.objects.visible_to(scope)
        .in_range(area.no, area.last)
        .filter(merged_into__isnull=True, deceased_on__isnull=True, is_student=False)
        .exclude(work_capacity="none")
        .annotate(wants=Subquery(wish.values("wants_work")[:1]))
        .filter(~at_work(day), wants="yes")
    )
    if group is not None:
        member = GroupMembership.objects.filter(
            Q(group=group) | Q(group__parent=group), Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            person=OuterRef("pk"), valid_from__lte=day,
        )  # fmt: skip
        found = found.filter(Exists(member))
    return found.order_by("area_id", "pk")


def lines(scope: Scope, exchange: Exchange, day: dt.date) -> Iterator[list[Any]]:
    """The list as its file holds it: a number and the chosen fields, as the ledger says them today. Four queries.

    Only people of whom a list drawn up now would tell: who has moved away, found work, died or wants none since the list
    was drawn up is no longer told of.
    """
    on_list = ExchangePerson.objects.visible_to(scope).filter(exchange=exchange).values("person")
    people = list(people_for(scope, exchange.area, exchange.group_id, day).filter(pk__in=on_list))
    keys = [one.pk for one in people]
    wishes: dict[int, Intention] = {}
    for wish in Intention.objects.visible_to(scope).filter(person__in=keys).order_by("stated_on", "pk"):
        wishes[wish.person_id] = wish
    skills: dict[int, list[str]] = {}
    for person, name in (
        Skill.objects.visible_to(scope).filter(person__in=keys).values_list("person_id", "name")
    ):
        skills.setdefault(person, []).append(name)
    for number, one in enumerate(people, start=1):
        wanted = wishes.get(one.pk)
        told = {
            PersonField.NAME: one.name, PersonField.SEX: show("sex", one.sex), PersonField.AGE: age_on(one.birth_date, day),
            PersonField.AREA: path_names(one.area_id), PersonField.EDUCATION: show("education", one.education),
            PersonField.SKILLS: "、".join(skills.get(one.pk, ())), PersonField.WISH: wanted.occupation if wanted else "",
            PersonField.PLACE: wanted.place if wanted else "", PersonField.PHONE: one.phone,
        }  # fmt: skip
        yield [number, *(told[PersonField(name)] for name in exchange.fields)]


@dataclass(frozen=True)
class Came:
    """What came of a list: people on it (as many as the scope shows), at work since, jobs in return and seats taken."""

    people: int
    at_work: int
    at_theirs: int
    vacancies: int
    seats: int
    filled: int


def came_of(scope: Scope, exchange: Exchange) -> Came:
    """Counted from the ledger and the vacancies; nobody has to report it."""
    on_list = ExchangePerson.objects.visible_to(scope).filter(exchange=exchange)
    brought = Brought.objects.visible_to(scope).filter(exchange=exchange)
    jobs = brought.aggregate(n=Count("pk"), seats=Sum("vacancy__seats"), filled=Sum("vacancy__filled"))
    since = exchange.sent_on or exchange.made_on
    begun = EmploymentSpell.objects.filter(person_id=OuterRef("person_id"), started_on__gte=since)
    theirs = begun.filter(employer_id__in=brought.values("vacancy__employer_id"))
    return Came(
        on_list.count(), on_list.filter(Exists(begun)).count(), on_list.filter(Exists(theirs)).count(), jobs["n"],
        jobs["seats"] or 0, jobs["filled"] or 0,
    )  # fmt: skip


def exchanges(scope: Scope) -> QuerySet[Exchange]:
    """The lists of a scope with how many people and jobs, those waiting longest for an answer first."""
    people = (
        ExchangePerson.objects.filter(exchange=OuterRef("pk"))
        .order_by()
        .values("exchange")
        .annotate(n=Count("pk"))
    )
    jobs = (
        Brought.objects.filter(exchange=OuterRef("pk")).order_by().values("exchange").annotate(n=Count("pk"))
    )
    return (
        Exchange.objects.visible_to(scope)
        .select_related("group")
        .annotate(people_count=Subquery(people.values("n")), job_count=Subquery(jobs.values("n")))
        .order_by(F("closed_on").asc(nulls_first=True), "return_by", "-pk")
    )
