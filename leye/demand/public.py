"""What anybody may see of the shortage occupations: published lists, and of people no number that tells of a few.

Read under the background role, because the public has no post. What leaves is the plain values below; the number of
people is given as a band, so that neither one list nor two compared tell how many few people want something.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.areas.paths import full_path
from leye.demand.enums import ListState
from leye.demand.models import ShortageLine, ShortageList

#: Under this many people no number is shown.
FEW = 10
#: Where the bands above it begin.
_BANDS = (FEW, 50, 100, 500, 1000)
#: Lists offered for choosing, the newest first.
MOST_LISTS = 200


@dataclass(frozen=True)
class PublicLine:
    """An occupation as the public sees it."""

    name: str
    vacancies: int
    seats: int
    days: int
    people: str
    pay_low_fen: int | None
    pay_high_fen: int | None


@dataclass(frozen=True)
class PublicList:
    """A published list; `lines` only of the one that was asked for."""

    pk: int
    area: str
    month: dt.date
    as_of: dt.date
    days: int
    published_on: dt.date
    lines: tuple[PublicLine, ...] = ()


def band(people: int) -> str:
    """A number of people in words that tell nothing of a few."""
    if people < FEW:
        return _("少于%(n)d人") % {"n": FEW}
    for low, high in pairwise(_BANDS):
        if people < high:
            return _("%(low)d至%(high)d人") % {"low": low, "high": high - 1}
    return _("%(n)d人以上") % {"n": _BANDS[-1]}


def published_lists() -> list[PublicList]:
    """The newest published lists, without their lines."""
    with as_service():
        found = list(
            ShortageList.objects.filter(state=ListState.PUBLISHED).order_by("-month", "area_id")[:MOST_LISTS]
        )
    return [_plain(one, ()) for one in found]


def published_list(pk: int) -> PublicList | None:
    """A published list with its lines; None for one that is not (or no more) public."""
    with as_service():
        found = ShortageList.objects.filter(pk=pk, state=ListState.PUBLISHED).first()
        if found is None:
            return None
        lines = list(ShortageLine.objects.filter(list=found))
    return _plain(found, tuple(
        PublicLine(one.name, one.vacancies, one.seats, one.days, band(one.people), one.pay_low_fen, one.pay_high_fen)
        for one in lines
    ))  # fmt: skip


def _plain(one: ShortageList, lines: tuple[PublicLine, ...]) -> PublicList:
    assert one.published_on is not None  # a published list has its day
    return PublicList(one.pk, full_path(one.area_id), one.month, one.as_of, one.days, one.published_on, lines)
