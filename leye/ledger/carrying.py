"""When a unit of the tree becomes another, everything it is responsible for follows, of every app there is.

Nothing here knows a table by name unless it must be treated otherwise: every model is asked for its foreign keys to
areas, so a new table follows without being told. What hangs on a person follows in the database. History
stays as it was written: it says where things were then, and the file of a person shows it to whoever holds the person.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from leye.accounts.models import Post, Share
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.ledger.models import Household, Person
from leye.ledger.signals import people_carried
from leye.standards.calendar import today

#: Models whose rows do not follow, each with the reason.
STAYING = {
    "areas.area": "the tree itself",
    "accounts.accesslog": "what was looked at, where and when, is only ever added to",
    "accounts.share": "carried by _carry_shares: what the unit showed of people who are there, and nothing that lapsed",
    "accounts.post": "carried by carry_posts: who holds the same post there already keeps that one",
    "adoption.adoption": "a unit with documents of its own is not changed before they end",
    "adoption.parameteroverride": "the same",
    "adoption.campaign": "the same; a campaign that is over says where it was held",
    "adoption.figure": "counts of a night; the next night counts the new unit",
    "intake.columnmemory": "how a unit's old files named their columns",
}
#: Rows about the unit itself, which ends: they stay with it.
ABOUT_THE_UNIT = ("worklist.todo", "worklist.finding")
LONGEST_NUMBER = 40


@dataclass
class Carried:
    """How many people and households went along, and by kind how many rows stayed with the unit that ended."""

    people: int = 0
    households: int = 0
    stayed: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Carried") -> None:
        """Count another unit's too."""
        self.people += other.people
        self.households += other.households
        for name, count in other.stayed.items():
            self.stayed[name] = self.stayed.get(name, 0) + count


def place_columns(model: type[models.Model]) -> list[str]:
    """The names of a model's foreign keys to areas."""
    return [
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, models.ForeignKey) and one.related_model is Area
    ]


def following_models() -> list[type[models.Model]]:
    """Every model whose rows follow their unit; people and households first: what hangs on them follows by itself."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if place_columns(model)
        and not hasattr(model, "pgh_tracked_model")
        and model._meta.label_lower not in STAYING
        and model not in (Person, Household)
    ]
    return [Person, Household, *sorted(found, key=lambda model: model._meta.label_lower)]


def carry_unit(old: Area, new: Area) -> Carried:
    """Everything of one unit goes to another. Call inside a transaction, after who may do it was checked.

    Under the background role: what people elsewhere asked of the old unit is now asked of the new one. A row whose
    like the new unit already has (a constraint forbids two) stays with the old unit and is counted.
    """
    carried = Carried()
    with as_service():
        _make_numbers_unique(old, new)
        _carry_shares(old, new, Person.objects.filter(area=old))
        carried.households = Household.objects.filter(area=old).count()
        carried.people = Person.objects.filter(area=old).update(area=new, version=F("version") + 1)
        for model in following_models()[1:]:
            for column in place_columns(model):
                stayed = _carry_rows(model, Q(**{column: old}) & ~_about(model, old), column, new)
                if stayed:
                    name = str(model._meta.verbose_name)
                    carried.stayed[name] = carried.stayed.get(name, 0) + stayed
    return carried


def carry_homes(old: Area, new: Area, home_ids: Iterable[int], person_ids: Iterable[int]) -> Carried:
    """Some households with their members, and some people who belong to none, go to another unit.

    A member for whom another unit is responsible stays with that one.
    """
    homes = list(home_ids)
    with as_service():
        count = Household.objects.filter(pk__in=homes).update(area=new, version=F("version") + 1)
        going = Person.objects.filter(Q(household__in=homes) | Q(pk__in=list(person_ids)), area=old)
        people = list(going.values_list("pk", flat=True))
        _carry_shares(old, new, Person.objects.filter(pk__in=people))
        Person.objects.filter(pk__in=people).update(area=new, version=F("version") + 1)
        for model, column in _of_households():
            model._default_manager.filter(**{f"{column}__in": homes}).update(area=new)
        people_carried.send(carry_homes, old=old, new=new, people=people)
    return Carried(len(people), count)


def _carry_shares(old: Area, new: Area, going: models.QuerySet[Person]) -> None:
    """What the old unit shows of the people who go is shown by the new one. To be called before they go.

    A share lapses when its person leaves the area that made it; a change of units wakes none up: what another unit
    made stays there, and what the new one made before somebody left it has ended.
    """
    of_them = Share.objects.filter(person_id__in=going.values("pk"))
    of_them.filter(area=new, valid_to__gte=today()).update(valid_to=today() - dt.timedelta(days=1))
    of_them.filter(area=old).update(area=new)


def carry_posts(old: Area, new: Area, first_day: dt.date) -> None:
    """Who works in the old unit works in the new one; who holds the same post there already keeps that one."""
    there = set(Post.objects.filter(area=new).not_over_on(first_day).values_list("user_id", "role"))
    for post in Post.objects.filter(area=old).not_over_on(first_day).select_for_update():
        if (post.user_id, post.role) in there:
            post.valid_to = max(post.valid_from, first_day - dt.timedelta(days=1))
        else:
            post.area = new
        post.save(update_fields=["area", "valid_to"])


def _of_households() -> Iterator[tuple[type[models.Model], str]]:
    """Models with an area that belong to a household and not to a person, with the column that says which."""
    for model in following_models()[2:]:
        names = {one.name for one in model._meta.concrete_fields}
        if "area" not in names:
            continue
        person = model._meta.get_field("person") if "person" in names else None
        for one in model._meta.concrete_fields:
            is_home = isinstance(one, models.ForeignKey) and one.related_model is Household
            if is_home and (person is None or getattr(person, "null", False)):
                yield model, one.name


def _about(model: type[models.Model], old: Area) -> Q:
    """Rows that speak of the unit itself."""
    if model._meta.label_lower in ABOUT_THE_UNIT:
        return Q(subject_kind="area", subject_id=old.pk)
    return Q(pk__in=[])


def _carry_rows(model: type[models.Model], which: Q, column: str, new: Area) -> int:
    """Set a column of the rows at once; one by one where a constraint forbids some. How many had to stay."""
    rows: Any = model._default_manager.filter(which)
    try:
        with transaction.atomic():
            rows.update(**{column: new})
    except IntegrityError:
        stayed = 0
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=pk).update(**{column: new})
            except IntegrityError:
                stayed += 1
        return stayed
    return 0


def _make_numbers_unique(old: Area, new: Area) -> None:
    """Two villages may both have a household 001: the one that comes is called 001 of its old village."""
    taken = set(Household.objects.filter(area=new).exclude(number="").values_list("number", flat=True))
    for home in Household.objects.filter(area=old, number__in=taken):
        wanted, serial = f"{old.name}{home.number}"[:LONGEST_NUMBER], 1
        while wanted in taken:
            serial += 1
            ending = f"-{serial}"
            wanted = f"{old.name}{home.number}"[: LONGEST_NUMBER - len(ending)] + ending
        taken.add(wanted)
        home.number = wanted
        home.version += 1
        home.save(update_fields=["number", "version"])


def standing_documents(area: Area, day: dt.date) -> bool:
    """Whether the unit itself has documents, numbers of its own or campaigns that have not ended."""
    ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    decided = Q(state__in=("proposed", "approved"))
    inside = Q(area__gte=area.no, area__lte=area.last)
    counted = (
        apps.get_model("adoption.Adoption")._default_manager.filter(inside, ended, decided),
        apps.get_model("adoption.ParameterOverride")._default_manager.filter(inside, ended, decided),
        apps.get_model("adoption.Campaign")._default_manager.filter(inside, until__gte=day),
    )
    return any(rows.exists() for rows in counted)
