"""Adoptions and overrides of a day, resolved into the two tables that the rules' expressions join."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from django.db import connections, transaction

from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, AreaRule, AreaValue, Campaign, ParameterOverride, Resolution
from leye.adoption.registry import packs
from leye.engine import Adoption as EngineAdoption
from leye.engine import CampaignDates, Override, Resolved, resolve
from leye.engine.superseding import supersedes
from leye.policy import Pack
from leye.standards.calendar import is_working_day, today

LOCK = 7_364_001
#: Beyond every area's number.
LAST = 10**12
#: The kind of a notice about a document that could not be resolved at all.
FAILED = "failed"
Found = TypeVar("Found")


def approved(using: str = "default") -> list[EngineAdoption]:
    """The approved adoptions, as the engine takes them."""
    rows = Adoption.objects.using(using).filter(state=AdoptionState.APPROVED).select_related("area")
    return [
        EngineAdoption(a.pack, a.area.no, a.area.last, a.valid_from, a.valid_to, a.standing) for a in rows
    ]


def overrides(using: str = "default") -> list[Override]:
    """Approved local values of parameters, as the engine takes them."""
    rows = ParameterOverride.objects.using(using).filter(state=AdoptionState.APPROVED).select_related("area")
    return [Override(o.pack, o.name, o.area.no, o.area.last, o.value, o.valid_from, o.valid_to) for o in rows]


def campaign_dates(using: str = "default") -> list[CampaignDates]:
    """The days on which areas run the campaigns of documents, as the engine takes them."""
    rows = Campaign.objects.using(using).exclude(pack="").select_related("area")
    return [CampaignDates(c.pack, c.name, c.area.no, c.area.last, c.since, c.until) for c in rows]


def in_place_of(held: Iterable[Override], new: Override) -> list[Override]:
    """The values with a new one among them: an open one of the same place ends the day before, one that begins
    on the same day gives way.
    """
    kept = []
    for old in held:
        if (old.pack, old.name, old.lo, old.hi) == (new.pack, new.name, new.lo, new.hi):
            if old.since == new.since:
                continue
            if old.until is None and old.since < new.since:
                old = replace(old, until=new.since - dt.timedelta(days=1))
        kept.append(old)
    return [*kept, new]


@dataclass(frozen=True)
class InForce:
    """Everything that decides what holds where: adoptions, local values, days of campaigns."""

    adoptions: Sequence[EngineAdoption]
    values: Sequence[Override]
    campaigns: Sequence[CampaignDates]

    @classmethod
    def now(cls, using: str = "default") -> Self:
        """As it is stored."""
        return cls(approved(using), overrides(using), campaign_dates(using))

    def adopting(self, adoption: EngineAdoption) -> Self:
        """With one more adoption."""
        return replace(self, adoptions=[*self.adoptions, adoption])

    def valuing(self, value: Override) -> Self:
        """With one more local value."""
        return replace(self, values=in_place_of(self.values, value))

    def resolve(
        self, as_of: dt.date, known: Mapping[str, Pack] | None = None, *, strict: bool = True
    ) -> Resolved:
        """What holds where on a day. `strict`: raises PolicyError for a fault, else tells it in a notice."""
        known = packs() if known is None else known
        return resolve(
            known, self.adoptions, self.values, as_of, is_working_day, self.campaigns, strict=strict
        )

    def begins(self, pack: str) -> set[dt.date]:
        """The days on which something of a pack begins."""
        days = {adoption.since for adoption in self.adoptions if adoption.pack == pack}
        days |= {value.since for value in self.values if value.pack == pack}
        return days | {run.since for run in self.campaigns if run.pack == pack}


def resolve_sound(as_of: dt.date, using: str = "default") -> tuple[Resolved, dict[str, str]]:
    """What is in force where on a day, with faults as notices; and the packs that do not resolve at all, with why."""
    state = InForce.now(using)
    try:
        return state.resolve(as_of, strict=False), {}
    except Exception:  # which pack it was is found out below; where none alone fails, it is raised again
        failed = {
            name: reason for name, pack in packs().items() if (reason := _reason(state, as_of, name, pack))
        }
        if not failed:
            raise
        sound = {name: pack for name, pack in packs().items() if name not in failed}
        return state.resolve(as_of, sound, strict=False), failed


def _reason(state: InForce, as_of: dt.date, name: str, pack: Pack) -> str:
    """Why a pack does not resolve by itself; '' when it does."""
    try:
        state.resolve(as_of, {name: pack}, strict=False)
    except Exception as error:  # noqa: BLE001 - whatever a pack's own code raises is told, and the others go on
        return str(error) or type(error).__name__
    return ""


def hold_still() -> None:
    """Keep what is in force as it is until the transaction ends: whoever else resolves or decides waits."""
    _hold("default")


def resolve_ahead(pack: str, since: dt.date, until: dt.date | None, state: InForce | None = None) -> None:
    """Try every day from today on at which something of a pack begins between two days (None: no end).

    Two periods overlap from the day on which the later one begins, so no other day needs to be tried. Raises
    PolicyError. `state`: as it would be, read after `hold_still`; default: as it is. Holds the lock of resolving
    until the transaction ends: two approvals cannot pass each other.
    """
    hold_still()
    state = state or InForce.now()
    first = max(today(), since)
    # With those that take its place; a fault of any other document is no reason to refuse.
    chosen = packs().get(pack)
    known = {o.id: o for o in packs().values() if chosen and (o.id == pack or supersedes(o, chosen))}
    for day in sorted(state.begins(pack) | {first}):
        if first <= day and (until is None or day <= until):
            state.resolve(day, known)


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
        resolved, failed = resolve_sound(as_of, using)
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
        notices = [{"pack": n.pack, "lo": n.lo, "hi": n.hi, "message": n.message, "kind": n.kind}
                   for n in resolved.notices]  # fmt: skip
        notices += [
            {"pack": name, "lo": 0, "hi": LAST, "message": why, "kind": FAILED}
            for name, why in failed.items()
        ]
        return Resolution.objects.using(using).create(as_of=as_of, digest=digest, notices=notices)


def failed_packs(resolution: Resolution) -> dict[str, str]:
    """The packs that did not resolve on the day, with the reason."""
    return {n["pack"]: n["message"] for n in resolution.notices if n.get("kind") == FAILED}


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
