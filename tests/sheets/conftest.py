"""Actors of the small world with their scope active."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from tests.ledger.people import actor, scope


@pytest.fixture
def as_user(db: None) -> Iterator[Callable[[str], Actor]]:
    """Become a user: as_user("town") gives the actor, and from then on only the scope's rows are there."""
    with ExitStack() as stack:

        def become(username: str) -> Actor:
            stack.enter_context(acting(scope(username)))
            return actor(username)

        yield become
