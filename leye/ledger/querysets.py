"""Adjectives for people."""

from typing import TYPE_CHECKING, Self

from leye.accounts.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from leye.ledger.models import Person  # noqa: F401  # ruff does not read the quoted base below as a use


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People of the ledger."""

    def current(self) -> Self:
        """Not merged into another record."""
        return self.filter(merged_into__isnull=True)

    def living(self) -> Self:
        """Current and alive."""
        return self.current().filter(deceased_on__isnull=True)
