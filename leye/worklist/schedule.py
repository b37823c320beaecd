"""On which day a to-do is suggested: long periods are spread, so that no month is empty and none overflows.

The same person gets the same week for every duty of a period, because people are visited, not rules.
The SQL of the night and the Python of the moment use the same numbers (a test compares them).
"""

import datetime as dt

#: Multiplier of Knuth's multiplicative hash; spreads neighbouring keys.
SPREAD = 2_654_435_761
BUCKETS = 1_000


def suggested_day(key: int, opened: dt.date, due_on: dt.date) -> dt.date:
    """A day between opening and the due day, by the person's (or other subject's) key.

    Windows of up to a week are suggested at once; longer ones are spread to four fifths of the window,
    so that a last fifth remains for second attempts.
    """
    days = (due_on - opened).days
    if days <= 7:
        return opened
    share = (key * SPREAD) % BUCKETS
    return opened + dt.timedelta(days=share * (days * 4 // 5) // BUCKETS)


def suggested_day_sql(key: str, opened: str, due_on: str) -> str:
    """The same as an SQL expression over two date expressions and an integer one."""
    days = f"({due_on} - {opened})"
    # bigint: a standing document has no end, and its last day is millions of days away.
    share = f"mod(({key})::numeric * {SPREAD}, {BUCKETS})::bigint"
    later = f"(({share} * ({days} * 4 / 5)) / {BUCKETS})::int"
    return f"(CASE WHEN {days} <= 7 THEN {opened} ELSE {opened} + {later} END)"
