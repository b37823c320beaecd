"""People of the small world, made by the real actions."""

import datetime as dt
from typing import Any

from leye.accounts.actions.base import Actor
from leye.accounts.models import Post
from leye.accounts.scope import Scope, scope_of
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.models import Person
from leye.standards.identity import make_identity

HEHAO = 150822101201
BALENG = 150822101202
NANLIANGTAI = 150822102201
WOYANGTAI = 150823100201
YONGPING = 610622101201


def number(sequence: int, born: dt.date = dt.date(1990, 5, 17), division: str = "150822") -> str:
    """An identity number; odd sequences are men."""
    return make_identity(division, born, sequence)


def post(username: str) -> Post:
    return Post.objects.select_related("area", "user").get(user__username=username)


def actor(username: str) -> Actor:
    """The actor behind a user of the small world."""
    return Actor.holding(post(username))


def scope(username: str) -> Scope:
    return scope_of(post(username))


def register(by: Actor, sequence: int = 1, name: str = "王小梅", area: int = HEHAO, **more: Any) -> Person:
    """A person registered by an actor whose scope is active."""
    values = {"born": dt.date(1990, 5, 17), **more}
    born = values.pop("born")
    return RegisterPerson(by, area_no=area, name=name, id_number=number(sequence, born), **values).run()


def history(row: Any) -> Any:
    """The history rows of a row, oldest first, with their contexts."""
    return row.events.select_related("pgh_context").order_by("pgh_id")
