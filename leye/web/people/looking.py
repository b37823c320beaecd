"""Every look at a person's file is logged: once a view, however many fragments the view is made of."""

import datetime as dt

from django.utils import timezone

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.web.work import WorkRequest

#: Fragments asked for this long after the page belong to the same look.
ONE_LOOK = dt.timedelta(minutes=10)


def log_look(request: WorkRequest, person_id: int, access: Access = Access.VIEW_PERSON) -> None:
    """Log a look; a fragment that follows the same user's page or fragment of the same kind adds no second line."""
    if request.htmx:
        recent = AccessLog.objects.filter(
            person_id=person_id,
            user=request.user,
            post=request.post,
            access=access,
            at__gte=timezone.now() - ONE_LOOK,
        )
        if recent.exists():
            return
    log_access(request, access, person_id)
