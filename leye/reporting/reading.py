"""Submissions for lists and pages."""

from leye.accounts.scope import Scope
from leye.reporting.models import Submission


def submissions(scope: Scope, year: int) -> list[Submission]:
    """Forms whose period began in a year, newest first, with area and who sent them."""
    rows = Submission.objects.visible_to(scope).filter(period_start__year=year)
    return list(rows.select_related("area", "submitted_by"))
