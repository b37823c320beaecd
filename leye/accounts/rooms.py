"""Which of several tables hold anything: one question, so that empty ones need not be read one by one."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet, Value

Name = TypeVar("Name")


def which_hold(rooms: Mapping[Name, QuerySet[Any]]) -> set[Name]:
    """The names of the querysets that have a row: one query."""
    names = list(rooms)
    each = [rows.order_by().values_list(Value(place))[:1] for place, rows in enumerate(rooms.values())]
    return {names[place] for (place,) in each[0].union(*each[1:], all=True)}
