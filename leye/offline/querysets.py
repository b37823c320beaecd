"""Adjectives for packs, records and conflicts."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from leye.accounts.querysets import ScopedQuerySet
from leye.offline.enums import EditState, Side

if TYPE_CHECKING:
    from leye.offline.models import OfflineConflict, OfflineEdit, OfflinePack  # noqa: F401  # named in the bases


class PackQuerySet(ScopedQuerySet["OfflinePack"]):
    """Packs."""

    def of(self, user_id: int | None) -> Self:
        """Taken by one user."""
        return self.filter(user_id=user_id)

    def valid_at(self, moment: dt.datetime) -> Self:
        """Neither expired nor called back."""
        return self.filter(expires_at__gt=moment, closed_at__isnull=True)


class EditQuerySet(ScopedQuerySet["OfflineEdit"]):
    """Records made without a network."""

    def of(self, user_id: int | None) -> Self:
        """Made by one user."""
        return self.filter(user_id=user_id)

    def waiting(self) -> Self:
        """Not decided yet."""
        return self.filter(state=EditState.WAITING)


class ConflictQuerySet(ScopedQuerySet["OfflineConflict"]):
    """Conflicts."""

    def undecided(self) -> Self:
        """Neither side chosen yet."""
        return self.filter(choice=Side.NONE)
