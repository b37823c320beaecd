"""An action is one change of state: it checks, executes, and leaves a log. Nothing else changes state."""

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from leye.accounts.enums import Outside, Role, Source
from leye.accounts.models import Post
from leye.accounts.scope import Scope, scope_of

Result = TypeVar("Result")
#: Roles that may act.
Allowed = tuple[Role | Outside, ...]


class ActionError(Exception):
    """An action that may not or cannot be done; the message is for the user."""


class NotAllowed(ActionError):
    """The post may not do this."""


class Conflict(ActionError):
    """Somebody else changed the record since it was opened."""


@dataclass(frozen=True)
class Actor:
    """Who acts, in which post, and where what he writes came from."""

    user_id: int | None
    post_id: int | None
    role: str
    scope: Scope
    source: str = Source.CLERK

    @classmethod
    def holding(cls, post: Post, source: str = Source.CLERK) -> "Actor":
        """The actor who holds a post."""
        return cls(post.user_id, post.pk, post.role, scope_of(post), source)

    @property
    def user(self) -> int:
        """The user's key. Raises NotAllowed for the program itself, which decides nothing."""
        if self.user_id is None:
            raise NotAllowed(_("这件事须由人来办理。"))
        return self.user_id

    @classmethod
    def system(cls, source: str = Source.SYSTEM) -> "Actor":
        """The program itself, over every area."""
        return cls(None, None, "", Scope(0, 10**12), source)


class Action(Generic[Result]):
    """Subclass, give it data in __init__, and implement check and execute.

    `allowed` names the roles that may act; the empty tuple means anyone who holds a post, and the program itself.
    People from outside hold none: they may do only what names their role.
    """

    allowed: ClassVar[Allowed] = ()

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def check(self) -> None:
        """Raise ActionError when this must not happen."""
        if self.actor.role in Outside.values and self.actor.role not in self.allowed:
            raise NotAllowed(_("这件事由公共就业服务机构办理，请联系经办机构。"))
        if self.allowed and self.actor.role and self.actor.role not in self.allowed:
            raise NotAllowed(_("您的岗位不能办理这件事；如确需办理，请联系县级经办员。"))

    def execute(self) -> Result:
        """Make the change and return what was made."""
        raise NotImplementedError(type(self).__name__)

    def describe(self) -> dict[str, Any]:
        """What the history context keeps about this action besides who and where from."""
        return {}

    def run(self) -> Result:
        """Check and execute in one transaction, under a history context that names actor and source."""
        context = {
            "action": type(self).__name__,
            "user": self.actor.user_id,
            "post": self.actor.post_id,
            "source": str(self.actor.source),
            **self.describe(),
        }
        with transaction.atomic(), pghistory.context(**context):
            self.check()
            return self.execute()
