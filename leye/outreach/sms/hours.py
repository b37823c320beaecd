"""When a message may go: not while people sleep."""

import datetime as dt

from leye.outreach.sms.settings import QUIET_FROM, QUIET_UNTIL
from leye.standards.calendar import SHANGHAI


def is_quiet(moment: dt.datetime) -> bool:
    """Whether people are left in peace at that moment, in China's time."""
    clock = moment.astimezone(SHANGHAI).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def next_moment(moment: dt.datetime) -> dt.datetime:
    """The moment itself, or the morning after it when people sleep."""
    if not is_quiet(moment):
        return moment
    local = moment.astimezone(SHANGHAI)
    day = local.date() + dt.timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return dt.datetime.combine(day, QUIET_UNTIL, SHANGHAI)
