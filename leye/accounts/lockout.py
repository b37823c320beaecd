"""Lock-out after failed sign-ins: five in 15 minutes for an account, more for an address that an office shares.

django-allauth counts the failures in the cache table (ACCOUNT_RATE_LIMITS "login_failed"); here they are read, so
that the page can say until when, and cleared when the county unlocks.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterable

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from leye.accounts.access import log_entrance
from leye.accounts.enums import Access
from leye.accounts.models import User

APP, ACTION = "allauth.account", "login_failed"
log = logging.getLogger("leye.security")


def password_key(username: str) -> str:
    """Under which failures with a password are counted: the account alone, whatever host name was asked."""
    return f"user:{username.strip().lower()}"


def code_key(user: User) -> str:
    """Under which django-allauth counts failures with a one-time code."""
    return f"mfa-auth-user-{user.pk}"


def _rates(per: str) -> list[ratelimit.Rate]:
    return [rate for rate in ratelimit.parse_rates(settings.ACCOUNT_RATE_LIMITS[ACTION]) if rate.per == per]


def _until(cache_key: str, rate: ratelimit.Rate) -> dt.datetime | None:
    """When a full counter lets the next try through; None when it is not full."""
    history = [at for at in cache.get(cache_key, []) if at > time.time() - rate.duration]
    if len(history) < rate.amount:
        return None
    # Newest first: the try after the amount-th newest has run out.
    return dt.datetime.fromtimestamp(history[rate.amount - 1] + rate.duration, tz=dt.UTC)


def account_locked_until(username: str) -> dt.datetime | None:
    """Until when an account takes no password; None when it is open."""
    return _latest([_until(_key(None, rate, password_key(username)), rate) for rate in _rates("key")])


def codes_locked_until(user: User) -> dt.datetime | None:
    """Until when an account takes no one-time code."""
    return _latest([_until(_key(None, rate, code_key(user)), rate) for rate in _rates("key")])


def address_locked_until(request: HttpRequest) -> dt.datetime | None:
    """Until when the address behind a request may not try."""
    return _latest([_until(_key(request, rate, ""), rate) for rate in _rates("ip")])


def locked_until(request: HttpRequest, username: str) -> dt.datetime | None:
    """The later of account and address."""
    return _latest([account_locked_until(username), address_locked_until(request)])


def unlock(user: User) -> None:
    """Forget the failures of an account, with passwords and with codes. Those of addresses stay."""
    for rate in _rates("key"):
        for key in (password_key(user.username), code_key(user)):
            cache.delete(_key(None, rate, key))


def note_failure(request: HttpRequest, username: str) -> None:
    """Log the moment a failed try locks the account or the address."""
    address = ratelimit.get_ip(request)
    until = account_locked_until(username)
    user = User.objects.filter(username__iexact=username.strip()).first() if until else None
    if user is not None and until is not None:
        log_entrance(
            user, Access.LOCKED, {"address": address, "until": timezone.localtime(until).isoformat()}
        )
    if until or address_locked_until(request):
        log.warning("sign-in locked: %s", "account" if until else "address")


def _key(request: HttpRequest | None, rate: ratelimit.Rate, key: str) -> str:
    return ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key)


def _latest(times: list[dt.datetime | None]) -> dt.datetime | None:
    return max((at for at in times if at is not None), default=None)


def locked_accounts(users: Iterable[User]) -> set[int]:
    """Which of these users are locked out now, with one look at the cache for all."""
    keys: dict[str, tuple[int, ratelimit.Rate]] = {}
    for user in users:
        for rate in _rates("key"):
            for key in (password_key(user.username), code_key(user)):
                keys[_key(None, rate, key)] = (user.pk, rate)
    counters = cache.get_many(keys)
    return {keys[key][0] for key, history in counters.items() if _full(history, keys[key][1])}


def _full(history: list[float], rate: ratelimit.Rate) -> bool:
    return len([at for at in history if at > time.time() - rate.duration]) >= rate.amount
