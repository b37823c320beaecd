"""Who is not to be reminded for a while."""

import datetime as dt
from collections.abc import Iterable

from leye.accounts.scope import Scope
from leye.outreach.models import ReminderPause


def paused_until(scope: Scope, person_ids: Iterable[int], day: dt.date) -> dict[int, dt.date]:
    """The people among these whose reminders are paused on a day, and until when: one query."""
    pauses = ReminderPause.objects.visible_to(scope).filter(person_id__in=list(person_ids), until__gte=day)
    return dict(pauses.order_by().values_list("person_id", "until"))
