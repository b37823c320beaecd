"""Background job of accounts: what ran out is removed."""

from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

#: 00:40 in Shanghai; the scheduler counts in UTC.
DAILY = "40 16 * * *"


@app.periodic(cron=DAILY)
@app.task(name="accounts.nightly", queue="upkeep", queueing_lock="accounts_nightly")
def nightly(timestamp: int) -> None:
    """Remove sessions that ended and counters of tries that ran out, so that neither table grows for ever."""
    SessionStore.clear_expired()
    drop_counters()


def drop_counters() -> int:
    """Remove what ran out from the table of the cache; how many."""
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]  # of Django's database cache
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])
        return int(cursor.rowcount)
