"""Adjectives for people."""

from typing import TYPE_CHECKING, Self

from leye.accounts.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from leye.ledger.models import Person

    ScopedPeople = ScopedQuerySet[Person]
else:
    # The models import this module, so at run time their name is not there yet.
    ScopedPeople = ScopedQuerySet


class PersonQuerySet(ScopedPeople):
    """People of the ledger."""

    def current(self) -> Self:
        """Not merged into another record."""
        return self.filter(merged_into__isnull=True)

    def living(self) -> Self:
        """Current and alive."""
        return self.current().filter(deceased_on__isnull=True)
