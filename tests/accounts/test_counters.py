"""Counters of tries: never pushed out by others, and removed when they ran out."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from leye.accounts.tasks import drop_counters

pytestmark = pytest.mark.django_db


def test_a_lock_is_not_pushed_out_by_a_thousand_other_counters() -> None:
    cache.set("lock", 5, 900)
    for number in range(1000):
        cache.set(f"other{number}", 1, 900)
    assert cache.get("lock") == 5
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] > 1_000_000


def test_what_ran_out_is_removed_and_nothing_else() -> None:
    cache.set("old", 1, 900)
    cache.set("young", 1, 900)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE leye_cache SET expires = %s WHERE cache_key LIKE '%%old'",
            [timezone.now() - dt.timedelta(days=1)],
        )
    assert drop_counters() >= 1
    assert (cache.get("old"), cache.get("young")) == (None, 1)
