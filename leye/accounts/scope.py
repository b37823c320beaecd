"""What the work at hand may see: the active post's range of areas and what was shared with it.

The settings are made with SET LOCAL, so they end with the transaction and cannot reach the next request
through the connection pool. Without them row-level security shows nothing.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from leye.accounts.guard import SERVICE_ROLE
from leye.accounts.models import Post
from leye.standards.calendar import today


@dataclass(frozen=True)
class Scope:
    """A closed range of area numbers and the persons shared on top of it.

    People from outside have an empty range: somebody who looks for work is shared with himself, an employer's member
    has `employers`, the units for which he acts.
    """

    lo: int
    hi: int
    shared: tuple[int, ...] = ()
    editable: tuple[int, ...] = field(default=())
    employers: tuple[int, ...] = ()

    @classmethod
    def of_person(cls, person_id: int) -> "Scope":
        """Of somebody who looks for work: what carries this one person, to read and to write."""
        return cls(NOTHING.lo, NOTHING.hi, (person_id,), (person_id,))

    @classmethod
    def of_employers(cls, *employer_ids: int) -> "Scope":
        """Of an employer's member: what these units may see."""
        return cls(NOTHING.lo, NOTHING.hi, employers=employer_ids)

    def covers(self, area_no: int) -> bool:
        """Whether an area lies inside."""
        return self.lo <= area_no <= self.hi

    @property
    def only_looked_at(self) -> tuple[int, ...]:
        """The persons shared without the right to work on their files."""
        return tuple(person for person in self.shared if person not in self.editable)

    def may_edit(self, area_no: int, person_id: int | None) -> bool:
        """Whether a person of an area is the scope's own, or shared with the right to work on the file."""
        return self.covers(area_no) or person_id in self.editable


NOTHING = Scope(lo=1, hi=0)


def scope_of(post: Post, on: dt.date | None = None) -> Scope:
    """The scope of a post on a day (today): its subtree and its unexpired shares."""
    with connections[post._state.db or DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT person, may_edit FROM leye_shares(%s, %s)", [post.pk, on or today()])
        shares = cursor.fetchall()
    return Scope(
        lo=post.area.no,
        hi=post.area.last,
        shared=tuple(sorted(person for person, _edit in shares)),
        editable=tuple(sorted(person for person, edit in shares if edit)),
    )


_SETTINGS = ("lo", "hi", "shared", "shared_edit", "employers")
_SET = "SELECT " + ", ".join(f"set_config('leye.{name}', %s, true)" for name in _SETTINGS)
_GET = "SELECT " + ", ".join(f"current_setting('leye.{name}', true)" for name in _SETTINGS)


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"


#: The shares are read in the very statement that lets their people be seen.
_ENTER = """
WITH mine AS MATERIALIZED (
  SELECT coalesce(array_agg(person ORDER BY person), '{}') AS shared,
         coalesce(array_agg(person ORDER BY person) FILTER (WHERE may_edit), '{}') AS editable
  FROM leye_shares(%s, %s))
SELECT shared, editable, set_config('leye.lo', %s, true), set_config('leye.hi', %s, true),
       set_config('leye.shared', shared::text, true), set_config('leye.shared_edit', editable::text, true),
       set_config('leye.employers', '', true) FROM mine
"""


def enter(post: Post) -> Scope:
    """The scope of a post today, set for the rest of the current transaction: `scope_of` and `set_scope` in one."""
    lo, hi = post.area.no, post.area.last
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_ENTER, [post.pk, today(), str(lo), str(hi)])
        shared, editable = cursor.fetchone()[:2]
    return Scope(lo, hi, tuple(shared), tuple(editable))


def set_scope(scope: Scope, using: str = DEFAULT_DB_ALIAS) -> None:
    """Set the scope for the rest of the current transaction."""
    values = (
        str(scope.lo),
        str(scope.hi),
        _array(scope.shared),
        _array(scope.editable),
        _array(scope.employers),
    )
    with connections[using].cursor() as cursor:
        cursor.execute(_SET, values)


@contextlib.contextmanager
def acting(scope: Scope, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction in which only the scope's rows exist; the outer scope comes back afterwards."""
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(_GET)
            before = cursor.fetchone()
        set_scope(scope, using)
        yield
        with connections[using].cursor() as cursor:
            cursor.execute(_SET, [value or "" for value in before])


#: Takes a role and gives the one before: the row of that one is there before the role is changed.
_CHANGE_ROLE = (
    "WITH before AS MATERIALIZED (SELECT current_setting('role') AS role)"
    " SELECT role, set_config('role', %s, true) FROM before"
)


@contextlib.contextmanager
def as_service(using: str = DEFAULT_DB_ALIAS, *, savepoint: bool = True) -> Iterator[None]:
    """A transaction under the background role, which sees every row.

    For the night, imports' matching across the county, transfers and merges: code that answers no page with
    what it sees. `savepoint` False is for a few readings inside a page: two statements less, and an error in them
    ends the whole transaction, whoever catches it.
    """
    with transaction.atomic(using=using, savepoint=savepoint):
        with connections[using].cursor() as cursor:
            cursor.execute(_CHANGE_ROLE, [SERVICE_ROLE])
            before = cursor.fetchone()[0]
        yield
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, true)", [before])
