"""What anybody may see of a fair without signing in. The only way from a fair to the public page.

Read under the background role, because the public has no post; what leaves is the plain values below, and nothing of
anybody is among them. A fair that is not announced is as absent as one that does not exist.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leye.accounts.actions.base import Action, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.areas.paths import full_path
from leye.fairs.codes import visit_code
from leye.fairs.enums import BoothState
from leye.fairs.models import Booth, Visit
from leye.market.enums import COMING, FairState
from leye.market.models import Fair
from leye.standards.calendar import today
from leye.standards.check_digit import strip_check


@dataclass(frozen=True)
class PublicPost:
    """A post as the public sees it."""

    title: str
    seats: int
    pay: str
    demands: str


@dataclass(frozen=True)
class PublicBooth:
    """An employer at a fair, without contact and phone."""

    number: int | None
    name: str
    posts: tuple[PublicPost, ...]


@dataclass(frozen=True)
class PublicFair:
    """A fair as the public sees it."""

    pk: int
    number: str
    title: str
    kind: str
    held_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    area: str
    place: str
    theme: str
    organiser: str
    co_organisers: str
    is_special: bool
    is_open: bool
    cancelled: bool
    cancel_reason: str
    booths: tuple[PublicBooth, ...]

    @property
    def posts(self) -> int:
        """How many posts are offered."""
        return sum(len(booth.posts) for booth in self.booths)

    @property
    def seats(self) -> int:
        """How many people are wanted."""
        return sum(post.seats for booth in self.booths for post in booth.posts)


def _shown() -> Q:
    """Fairs that were announced, whatever became of them."""
    return Q(announced_on__isnull=False) & ~Q(status=FairState.PLANNED)


def public_fair(number: str) -> PublicFair | None:
    """The announced fair with the number of its notice."""
    try:
        pk = strip_check(number)
    except ValueError:
        return None
    with as_service():
        fair = Fair.objects.filter(_shown(), pk=pk).first()
        return None if fair is None else _plain(fair)


def coming_fairs(limit: int = 100) -> list[PublicFair]:
    """Announced fairs to come, the soonest first."""
    with as_service():
        fairs = Fair.objects.filter(_shown(), status__in=COMING, held_on__gte=today())
        return [_plain(fair) for fair in fairs.order_by("held_on", "pk")[:limit]]


def _plain(fair: Fair) -> PublicFair:
    booths = (
        Booth.objects.filter(fair=fair, state=BoothState.ACCEPTED)
        .prefetch_related("posts")
        .order_by("number")
    )
    return PublicFair(
        fair.pk, fair.number, fair.title, str(fair.get_kind_display()), fair.held_on, fair.starts_at, fair.ends_at,
        full_path(fair.area_id), fair.place, fair.industry, fair.organiser, fair.co_organisers, fair.is_special,
        fair.status == FairState.ANNOUNCED and fair.held_on >= today(), fair.status == FairState.CANCELLED,
        fair.cancel_reason,
        tuple(
            PublicBooth(
                booth.number, booth.name,
                tuple(PublicPost(post.title, post.seats, post.pay, post.demands) for post in booth.posts.all()),
            )
            for booth in booths
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """What a visitor who signed up shows at the desk: number and code, no name."""

    number: str
    code: str


def slip_of(fair: PublicFair, token: str) -> Slip | None:
    """The slip with a token; the token is all that its holder needs to know."""
    with as_service():
        visit = Visit.objects.filter(fair_id=fair.pk, token=token).first()
        return None if visit is None else Slip(visit.shown_number, visit_code(visit))


def done_by_public(kind: type[Action[Any]], **given: Any) -> Any:
    """Run an action for somebody who is not signed in. Lets its ActionError through."""
    with as_service():
        return kind(Actor.system(Source.PORTAL), **given).run()
