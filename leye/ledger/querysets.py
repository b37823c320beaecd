"""Adjectives for people."""

from typing import Self

from leye.accounts.querysets import ScopedQuerySet


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People of the ledger."""

    def current(self) -> Self:
        """Not merged into another record."""
        return self.filter(merged_into__isnull=True)

    def living(self) -> Self:
        """Current and alive."""
        return self.current().filter(deceased_on__isnull=True)
