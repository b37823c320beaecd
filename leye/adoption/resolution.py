"""Adoptions and overrides of a day, resolved into the two tables that the rules' expressions join."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.db import connections, transaction

from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, AreaRule, AreaValue, ParameterOverride, Resolution
from leye.adoption.registry import packs
from leye.engine import Adoption as EngineAdoption
from leye.engine import Override, Resolved, resolve
from leye.standards.calendar import is_working_day, today

LOCK = 7_364_001
Found = TypeVar("Found")


def approved(using: str = "default") -> list[EngineAdoption]:
    """The approved adoptions, as the engine takes them."""
    rows = Adoption.objects.using(using).filter(state=AdoptionState.APPROVED).select_related("area")
    return [
        EngineAdoption(a.pack, a.area.no, a.area.last, a.valid_from, a.valid_to, a.standing) for a in rows
    ]


def overrides(using: str = "default") -> list[Override]:
    """Local values of parameters, as the engine takes them."""
    rows = ParameterOverride.objects.using(using).select_related("area")
    return [Override(o.pack, o.name, o.area.no, o.area.last, o.value, o.valid_from, o.valid_to) for o in rows]


def resolve_day(as_of: dt.date, using: str = "default") -> Resolved:
    """What is in force where on a day. Raises PolicyError when adoptions overlap or a number has no value."""
    return resolve(packs(), approved(using), overrides(using), as_of, is_working_day)


def resolve_ahead(pack: str, since: dt.date, until: dt.date | None) -> None:
    """Try every day from today on at which something of a pack begins between two days (None: no end).

    Two periods overlap from the day on which the later one begins, so no other day needs to be tried. Raises
    PolicyError. Holds the lock of resolving until the transaction ends: two approvals cannot pass each other.
    """
    _hold("default")
    first = max(today(), since)
    begins = {first} | {one.since for one in approved() if one.pack == pack}
    begins |= {one.since for one in overrides() if one.pack == pack}
    for day in sorted(begins):
        if first <= day and (until is None or day <= until):
            resolve_day(day)


def _hold(using: str) -> None:
    """Resolve and change one at a time: whoever comes later waits for the other's transaction."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _digest() -> str:
    """Changes when any pack's rules or numbers change."""
    joined = "".join(f"{name}:{pack.digest};" for name, pack in sorted(packs().items()))
    return hashlib.sha256(joined.encode()).hexdigest()


def ensure_resolved(as_of: dt.date, using: str = "default") -> Resolution:
    """The stored resolution of a day, made when it is missing or the packs have changed."""
    digest = _digest()
    held = Resolution.objects.using(using).filter(as_of=as_of, digest=digest).first()
    return held or _store(as_of, digest, using)


def while_resolved(as_of: dt.date, evaluate: Callable[[], Found], using: str = "default") -> Found:
    """What an evaluation finds while one and the same resolution of a day stands.

    Another transaction may drop the resolution between two statements; the evaluation would then see a day on
    which nothing is adopted. A resolution that is still there afterwards was there all the time: its row goes
    in the same transaction as what it resolved, and never comes back under the same key.
    """
    while True:
        resolution = ensure_resolved(as_of, using)
        found = evaluate()
        if Resolution.objects.using(using).filter(pk=resolution.pk).exists():
            return found


def _store(as_of: dt.date, digest: str, using: str) -> Resolution:
    with transaction.atomic(using=using):
        _hold(using)
        held = Resolution.objects.using(using).filter(as_of=as_of, digest=digest).first()
        if held:
            return held
        resolved = resolve_day(as_of, using)
        forget(as_of, using)
        AreaRule.objects.using(using).bulk_create(
            AreaRule(
                as_of=as_of,
                pack=r.pack,
                rule=r.rule,
                lo=r.lo,
                hi=r.hi,
                since=r.since,
                until=r.until,
                due_on=r.due_on,
            )
            for r in resolved.rules
        )
        AreaValue.objects.using(using).bulk_create(
            AreaValue(as_of=as_of, pack=v.pack, name=v.name, lo=v.lo, hi=v.hi, value=v.value)
            for v in resolved.values
        )
        notices = [{"pack": n.pack, "lo": n.lo, "hi": n.hi, "message": n.message} for n in resolved.notices]
        return Resolution.objects.using(using).create(as_of=as_of, digest=digest, notices=notices)


def forget(as_of: dt.date, using: str = "default") -> None:
    """Drop the resolution of one day."""
    for model in (AreaRule, AreaValue, Resolution):
        model.objects.using(using).filter(as_of=as_of).delete()


def forget_from(day: dt.date, using: str = "default") -> None:
    """Drop the resolutions of a day and after it: an adoption or a number has changed.

    Waits for a transaction that is just writing one, which could not be dropped before it is there.
    """
    with transaction.atomic(using=using):
        _hold(using)
        for model in (AreaRule, AreaValue, Resolution):
            model.objects.using(using).filter(as_of__gte=day).delete()
