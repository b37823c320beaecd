"""A row of any model, filled with whatever its columns allow: for tests that walk over all tables."""

import datetime as dt
import itertools
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from leye.accounts.models import Post, User
from leye.areas.models import Area
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today

#: No two rows are alike, so that no constraint takes them for the same.
NUMBERS = itertools.count(1)


def an_area_row(model: type[models.Model], person: Person) -> Any:
    """A saved row of a model, of a person's area (in each of its places) and of the person where it has one.

    One that another row needed already is taken again.
    """
    place = next((one for one in model._meta.concrete_fields if _of_interest(one)), None)
    here = {place.name: _value(place, person)} if place else {}
    made = model._default_manager.filter(**here).first()
    if made is not None:
        return made
    values = {
        one.name: _value(one, person)
        for one in model._meta.concrete_fields
        if not isinstance(one, models.AutoField | models.BigAutoField)
        and not (one.null and not _of_interest(one))
        and not one.has_default()
    }
    row = model._default_manager.create(**values)
    row.refresh_from_db()
    return row


def _of_interest(one: Any) -> bool:
    return isinstance(one, models.ForeignKey) and one.related_model in (Area, Person)


def _in_unique(one: Any) -> bool:
    return any(one.name in getattr(rule, "fields", ()) for rule in one.model._meta.constraints)


def _is_second_employer(one: Any) -> bool:
    """Whether the model names an employer before this one: the two sides of an agreement differ."""
    named = [
        field
        for field in one.model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Employer and not field.null
    ]
    return one in named[1:]


def _another_employer(person: Person) -> Employer:
    return Employer.objects.create(area_id=person.area_id, name="另一家单位")


def _value(one: Any, person: Person) -> Any:
    """Something that the column holds."""
    if isinstance(one, models.ForeignKey):
        return _another_employer(person) if _is_second_employer(one) else _related(one.related_model, person)
    if one.name == "person_id":
        return person.pk
    if one.choices and not one.blank:
        return next(code for code, _label in one.flatchoices if code not in ("", None))
    if isinstance(one, models.DateTimeField):
        return dt.datetime.now(dt.UTC)
    if isinstance(one, models.DateField):
        return today()
    if isinstance(one, models.BooleanField):
        return False
    if isinstance(one, ArrayField):
        return []
    if isinstance(one, models.JSONField):
        return {}
    if isinstance(one, models.BinaryField):
        return uuid.uuid4().bytes
    if isinstance(one, models.UUIDField):
        return uuid.uuid4()
    if isinstance(one, models.IntegerField | models.FloatField | models.DecimalField):
        return next(NUMBERS) if one.unique or _in_unique(one) else 1
    return "" if one.blank else uuid.uuid4().hex[: one.max_length]


def _related(model: Any, person: Person) -> Any:
    if model is Area:
        return person.area
    if model is Person:
        return person
    if model is User:
        return User.objects.get(username="county")
    if model is Post:
        return Post.objects.get(user__username="county")
    return model._default_manager.first() or an_area_row(model, person)
