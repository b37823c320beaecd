"""The read side of evidence: what lies beside a row, results of checks by helper, services entered late."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Cast, TruncDate

from leye.accounts.actions.base import Actor
from leye.accounts.scope import Scope
from leye.casework.actions.record_service import LATE_AFTER_DAYS
from leye.casework.models import ServiceRecord
from leye.evidence.actions.checks import WATCHERS
from leye.evidence.enums import About, CheckOutcome
from leye.evidence.models import Attachment, CheckItem, CheckRound, Confirmation, Signature
from leye.evidence.subjects import Subject
from leye.standards.calendar import SHANGHAI


@dataclass(frozen=True)
class FileLine:
    """A file with how often its very bytes stand elsewhere in the scope: one photo for many visits stands out."""

    attachment: Attachment
    elsewhere: int


@dataclass(frozen=True)
class Evidence:
    """All that lies beside a row, newest first; what was taken back apart."""

    files: list[FileLine]
    removed: list[Attachment]
    signatures: list[Signature]
    confirmations: list[Confirmation]


def evidence_of(scope: Scope, subject: Subject) -> Evidence:
    """What lies beside a row of a person; for the person in general, what lies beside none of the rows."""
    about = {"person": subject.person, "about": subject.about, "about_id": subject.about_id}
    files = list(Attachment.objects.visible_to(scope).filter(**about).select_related("added_by"))
    standing = [one for one in files if one.removed_at is None]
    signatures = Signature.objects.visible_to(scope).filter(**about, attachment__removed_at__isnull=True)
    return Evidence(
        files_with_copies(scope, standing),
        [one for one in files if one.removed_at is not None],
        list(signatures.select_related("witness", "attachment")),
        list(Confirmation.objects.visible_to(scope).filter(**about).select_related("asked_by")),
    )


def files_with_copies(scope: Scope, files: Iterable[Attachment]) -> list[FileLine]:
    """Each file with the number of its copies elsewhere: one query for all."""
    found = list(files)
    sums = {one.sha256 for one in found}
    same = Attachment.objects.visible_to(scope).filter(sha256__in=sums, removed_at__isnull=True).order_by()
    counts = dict(same.values_list("sha256").annotate(n=Count("pk")))
    return [FileLine(one, counts.get(one.sha256, 1) - (one.removed_at is None)) for one in found]


def files_of_person(actor: Actor, person_id: int) -> list[FileLine]:
    """Every file of a person that stands, newest first; what belongs to a check only for who may see the check."""
    rows = Attachment.objects.visible_to(actor.scope).filter(person_id=person_id, removed_at__isnull=True)
    if actor.role not in WATCHERS:
        rows = rows.exclude(about=About.CHECK)
    own = CheckItem.objects.filter(Q(provider=actor.user_id) | Q(recorder=actor.user_id))
    rows = rows.exclude(about=About.CHECK, about_id__in=own.values("pk"))
    return files_with_copies(actor.scope, rows.select_related("added_by"))


@dataclass(frozen=True)
class Counts:
    """How many pieces of evidence lie beside a service."""

    files: int = 0
    signed: int = 0
    confirmed: int = 0

    @property
    def all(self) -> int:
        """Files (drawn and scanned signatures are files) and confirmations."""
        return self.files + self.confirmed


def counts_of_services(scope: Scope, ids: Iterable[int]) -> dict[int, Counts]:
    """Evidence beside each of several services: three queries for all."""
    wanted = list(ids)
    of = {"about": "service", "about_id__in": wanted}
    files = _counted(Attachment.objects.visible_to(scope).filter(**of, removed_at__isnull=True))
    signed = _counted(Signature.objects.visible_to(scope).filter(**of, attachment__removed_at__isnull=True))
    confirmed = _counted(Confirmation.objects.visible_to(scope).filter(**of, confirmed_at__isnull=False))
    return {pk: Counts(files.get(pk, 0), signed.get(pk, 0), confirmed.get(pk, 0)) for pk in wanted}


def _counted(rows: QuerySet[Attachment] | QuerySet[Signature] | QuerySet[Confirmation]) -> dict[int, int]:
    return dict(rows.order_by().values_list("about_id").annotate(n=Count("pk")))


def late_services(scope: Scope, since: dt.date) -> QuerySet[ServiceRecord]:
    """Services entered since a day, more than LATE_AFTER_DAYS after they were given; newest first."""
    begun = dt.datetime.combine(since, dt.time(), SHANGHAI)
    day = TruncDate("recorded_at", tzinfo=SHANGHAI)
    latest_in_time = ExpressionWrapper(
        Cast(day, DateField()) - dt.timedelta(days=LATE_AFTER_DAYS), output_field=DateField()
    )
    rows = ServiceRecord.objects.visible_to(scope).filter(recorded_at__gte=begun)
    return (
        rows.annotate(in_time=latest_in_time)
        .filter(served_on__lt=F("in_time"))
        .order_by("-recorded_at", "-pk")
    )


@dataclass(frozen=True)
class HelperResult:
    """What checks of one helper's services came to."""

    provider_id: int | None
    name: str
    drawn: int
    pending: int
    confirmed: int
    not_confirmed: int
    unreachable: int

    @property
    def share(self) -> int | None:
        """Confirmed in percent of those about which somebody could be asked; None while nobody was."""
        asked = self.confirmed + self.not_confirmed
        return round(self.confirmed * 100 / asked) if asked else None


def results_by_helper(items: QuerySet[CheckItem]) -> list[HelperResult]:
    """By who gave the services, those with most unconfirmed first: one query."""
    counts = {
        outcome.value: Count("pk", filter=Q(outcome=outcome))
        for outcome in CheckOutcome
    }  # fmt: skip
    # The counts are named by the outcomes, which the type of the rows cannot know.
    rows: Any = items.order_by().values("provider_id", "provider_name").annotate(drawn=Count("pk"), **counts)
    found = [
        HelperResult(
            row["provider_id"], row["provider_name"], row["drawn"], row["pending"], row["confirmed"],
            row["not_confirmed"], row["unreachable"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.not_confirmed, -one.pending, one.name))


def rounds_of(scope: Scope) -> QuerySet[CheckRound]:
    """Rounds of the scope's areas, and those of the areas above that drew something here; with counts of what is
    here. Newest first.
    """
    here = Q(items__area_id__gte=scope.lo, items__area_id__lte=scope.hi)
    own = Q(area_id__gte=scope.lo, area_id__lte=scope.hi)
    counts = {
        "here": Count("items", filter=here),
        **{
            outcome.value: Count("items", filter=here & Q(items__outcome=outcome)) for outcome in CheckOutcome
        },
        "unsettled": Count(
            "items", filter=here & Q(items__outcome=CheckOutcome.NOT_CONFIRMED, items__settlement="")
        ),
    }
    rounds = CheckRound.objects.filter(own | here).select_related("area", "drawn_by")
    return rounds.annotate(**counts).order_by("-drawn_on", "-pk")


def unsettled(scope: Scope) -> QuerySet[CheckItem]:
    """What checks did not confirm and nobody has dealt with yet: the officer's list."""
    rows = CheckItem.objects.visible_to(scope).filter(outcome=CheckOutcome.NOT_CONFIRMED, settlement="")
    return rows.select_related("person", "area", "service", "checked_by").order_by("checked_on", "pk")
