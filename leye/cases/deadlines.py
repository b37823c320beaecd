"""How long a step of a case may take. The documents say only 及时 (prompt, notice 000 §五(二)) and set no number.

These are the product's own numbers, for lists that warn; no rule counts with them.
"""

import datetime as dt

#: From application to registration.
REGISTER_WITHIN_DAYS = 7
#: From registration to the first service.
SERVE_WITHIN_DAYS = 10
#: A case in hand without any contact for so long is stuck.
STUCK_AFTER_DAYS = 30


def late_since(day: dt.date, within: int) -> dt.date:
    """What began before this day is over its time on `day`."""
    return day - dt.timedelta(days=within)
