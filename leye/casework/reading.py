"""The read side of casework: timelines, posts, placements, and both sides of a transfer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.casework.actions.transfers import WAIT_DAYS
from leye.casework.enums import Outcome, TransferState
from leye.casework.limits import placement_warnings, places_held
from leye.casework.models import Placement, PublicPost, ServiceRecord, TransferCase, TransferRequest
from leye.casework.moments import casework_moments
from leye.ledger.cards import masked_number, running
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.ledger.moments import Moment, ledger_moments
from leye.ledger.records import Records, records_of
from leye.standards.calendar import SHANGHAI
from leye.standards.identity import mask_identity
from leye.vault.crypto import decrypt

__all__ = [
    "IncomingCase", "OutgoingRequest", "PostRow", "incoming_cases", "last_contacts", "on_posts",
    "outgoing_requests", "placement_warnings", "placements_ending", "posts_overview", "recent_services", "timeline",
    "timeline_of",
]  # fmt: skip

BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)


def timeline(scope: Scope, person_id: int, limit: int = 200, before: dt.date | None = None) -> list[Moment]:
    """What happened to a person, newest first; `before` asks for earlier days. Raises Absent."""
    person = Person.objects.visible_to(scope).filter(pk=person_id).first()
    if person is None:
        raise Absent
    return timeline_of(records_of(person), limit, before)


def timeline_of(records: Records, limit: int, before: dt.date | None = None) -> list[Moment]:
    """The same of a person whose records are read already: two queries more."""
    # Oldest first within each part, so that what was written at one moment keeps its order.
    moments = [*ledger_moments(records), *reversed(casework_moments(records.person, limit, before))]
    if before is not None:
        moments = [moment for moment in moments if moment.on < before]
    placed = sorted(
        enumerate(moments), key=lambda pair: (pair[1].on, pair[1].at or BEGINNING, pair[0]), reverse=True
    )
    return [moment for _place, moment in placed][:limit]


def recent_services(scope: Scope, person_id: int, limit: int = 20) -> list[ServiceRecord]:
    """The latest services of a person."""
    return list(
        ServiceRecord.objects.visible_to(scope).filter(person_id=person_id).select_related("provider")[:limit]
    )


def last_contacts(scope: Scope, person_ids: Iterable[int]) -> dict[int, dt.date]:
    """The day of the last service or contact of each person who has one. A message that arrived is neither."""
    records = ServiceRecord.objects.visible_to(scope).filter(person_id__in=list(person_ids)).order_by()
    records = records.exclude(outcome=Outcome.SENT)
    return dict(records.values("person_id").annotate(last=Max("served_on")).values_list("person_id", "last"))


def on_posts(scope: Scope, person_ids: Iterable[int], on: dt.date) -> dict[int, str]:
    """The post's title of each person who holds a public-welfare post on a day."""
    placements = Placement.objects.visible_to(scope).filter(
        running(on, "started_on"), person_id__in=list(person_ids)
    )
    return dict(placements.values_list("person_id", "post__title"))


@dataclass(frozen=True)
class PostRow:
    """A public-welfare post with the number of its places held and free on a day."""

    post: PublicPost
    area_name: str
    held: int
    free: int


def posts_overview(scope: Scope, on: dt.date) -> list[PostRow]:
    """The posts of the scope that stand on a day, and how many hold each, whoever may see them."""
    posts = PublicPost.objects.visible_to(scope).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
    )
    found = list(posts.select_related("area"))
    held = places_held(found, on)
    return [
        PostRow(one, one.area.name, n, max(one.places - n, 0)) for one in found for n in [held.get(one.pk, 0)]
    ]


def placements_ending(scope: Scope, on: dt.date, within_days: int = 60) -> list[Placement]:
    """Placements whose term has run out or will within some days, the nearest first."""
    soon = on + dt.timedelta(days=within_days)
    placements = Placement.objects.visible_to(scope).filter(ended_on__isnull=True, due_end_on__lte=soon)
    return list(placements.select_related("person", "post", "area").order_by("due_end_on", "pk"))


@dataclass(frozen=True)
class OutgoingRequest:
    """A request as the asker sees it; `state` is the same for a refusal, for silence and for nobody."""

    id: int
    name: str
    masked_number: str
    asked_on: dt.date
    reason: str
    by: str
    state: str
    waiting: bool


def outgoing_requests(scope: Scope, limit: int = 100) -> list[OutgoingRequest]:
    """Requests made by areas of the scope, newest first."""
    requests = TransferRequest.objects.visible_to(scope).select_related("asked_by")[:limit]
    return [_outgoing(request) for request in requests]


def _outgoing(request: TransferRequest) -> OutgoingRequest:
    waiting = timezone.now() - request.asked_at < dt.timedelta(days=WAIT_DAYS)
    if request.state == TransferState.ACCEPTED:
        state, waiting = _("已转入"), False
    else:
        state = _("等待答复") if waiting else _("已过期，可重新申请")
    return OutgoingRequest(
        request.pk, request.name, mask_identity(decrypt(bytes(request.id_cipher))),
        request.asked_at.astimezone(SHANGHAI).date(), request.reason, request.asked_by.name, state, waiting,
    )  # fmt: skip


@dataclass(frozen=True)
class IncomingCase:
    """Somebody else's request for a person of the scope."""

    id: int
    person_id: int
    name: str
    masked_number: str
    area_name: str
    to_area_name: str
    reason: str
    asked_on: dt.date
    state: str
    is_open: bool
    decided_by: str
    decided_on: dt.date | None


def incoming_cases(scope: Scope, only_open: bool = True, limit: int = 100) -> list[IncomingCase]:
    """Requests for people of the scope, newest first. A person handed over is shown by the case's own words only."""
    cases = TransferCase.objects.visible_to(scope).select_related("area", "to_area", "decided_by")
    if only_open:
        cases = cases.filter(state=TransferState.SENT)
    rows = list(cases[:limit])
    people = Person.objects.visible_to(scope).in_bulk([case.person_id for case in rows])
    return [_incoming(case, people.get(case.person_id)) for case in rows]


def _incoming(case: TransferCase, person: Person | None) -> IncomingCase:
    return IncomingCase(
        id=case.pk, person_id=case.person_id, name=person.name if person else _("已转出"),
        masked_number=masked_number(person) if person else "", area_name=case.area.name,
        to_area_name=case.to_area.name, reason=case.reason, asked_on=case.asked_at.astimezone(SHANGHAI).date(),
        state=str(case.get_state_display()), is_open=case.state == TransferState.SENT,
        decided_by=case.decided_by.name if case.decided_by else "",
        decided_on=case.decided_at.astimezone(SHANGHAI).date() if case.decided_at else None,
    )  # fmt: skip
