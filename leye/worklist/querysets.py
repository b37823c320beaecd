"""Adjectives for to-dos and findings."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from leye.accounts.querysets import ScopedQuerySet
from leye.worklist.enums import FindingKind, FindingState, TodoState

if TYPE_CHECKING:
    from leye.accounts.scope import Scope
    from leye.worklist.models import Finding, Todo  # noqa: F401  # named in the bases below, as text


class TodoQuerySet(ScopedQuerySet["Todo"]):
    """To-dos."""

    def workable_in(self, scope: "Scope") -> Self:
        """Visible, and not about somebody who is shared only to be looked at."""
        seen = self.visible_to(scope)
        return seen.exclude(person_id__in=scope.only_looked_at) if scope.only_looked_at else seen

    def open(self) -> Self:
        """Still to be done."""
        return self.filter(state=TodoState.OPEN)

    def overdue(self, day: dt.date) -> Self:
        """Open past their due day."""
        return self.open().filter(due_on__lt=day)

    def suggested_by(self, day: dt.date) -> Self:
        """Open and suggested for that day or before."""
        return self.open().filter(suggested_on__lte=day)


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings."""

    def open(self) -> Self:
        """Standing now."""
        return self.filter(state=FindingState.OPEN)

    def alerts(self) -> Self:
        """Broken limits."""
        return self.open().filter(kind=FindingKind.LIMIT)

    def entitlements(self) -> Self:
        """Benefits somebody is entitled to."""
        return self.open().filter(kind=FindingKind.BENEFIT)
