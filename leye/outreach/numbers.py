"""One sender at a time counts and adds messages to a telephone number, whichever areas and people they are for."""

from collections.abc import Iterable

from django.db import connection

#: The first half of the advisory locks on numbers; the second is one of so many classes of numbers.
LOCK = 0x6C6E756D
CLASSES = 256

_HOLD = """
SELECT pg_advisory_xact_lock(%s, class) FROM (
    SELECT DISTINCT mod(abs(hashtext(phone)::bigint), %s)::int AS class FROM unnest(%s::text[]) AS phone ORDER BY class
) AS classes
"""


def hold_numbers(phones: Iterable[str]) -> None:
    """Until this transaction ends, nobody else counts what went to these numbers: limits cannot be passed by two at once.

    To be called after the people are locked, never before, so that two cannot wait for each other.
    """
    numbers = sorted({phone for phone in phones if phone})
    if not numbers:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [LOCK, CLASSES, numbers])
        cursor.fetchall()
