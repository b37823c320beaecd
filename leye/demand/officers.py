"""Key employers for lists and pages: who looks after each, when it was visited last, what it still waits for (#202)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from leye.accounts.models import Post
from leye.accounts.scope import Scope
from leye.demand.actions.base import CAN_VISIT
from leye.demand.enums import NeedState
from leye.demand.models import EmployerNeed, EmployerOfficer
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy

#: Employers with this many open seats are worth an officer of their own, and are offered for it.
MANY_SEATS = 10


def officer_posts(lo: int, hi: int) -> QuerySet[Post]:
    """Posts held today that may look after employers of a range of areas, the lowest first."""
    posts = Post.objects.filter(
        role__in=CAN_VISIT, area__no__lte=hi, area__last__gte=lo, user__is_active=True
    )
    return posts.held_on(today()).with_places().order_by("-area__level", "area_id", "user__name")


def may_look_after(user_id: int, area_no: int) -> bool:
    """Whether one of a user's posts reaches an employer's area."""
    return officer_posts(area_no, area_no).filter(user=user_id).exists()


def officer_choices(area_no: int) -> list[tuple[int, str]]:
    """Who may be chosen for an employer of an area: (user, 李志强（补隆淖尔镇 乡镇经办员）), each user once."""
    chosen: dict[int, str] = {}
    for post in officer_posts(area_no, area_no):
        chosen.setdefault(post.user_id, f"{post.user.name}（{post.area.name} {post.get_role_display()}）")
    return list(chosen.items())


def key_employers(scope: Scope, late_since: dt.date | None = None) -> QuerySet[EmployerOfficer]:
    """Key employers of a scope with their `last` visit; whoever waits longest first. One query.

    `late_since`: only those without a visit after that day; a new key employer is late at once, nobody has been there.
    """
    found = (
        EmployerOfficer.objects.visible_to(scope)
        .filter(until__isnull=True)
        .select_related("employer", "officer")
        # Joined and grouped: a subquery for each line is walked for all of them before the first can be shown.
        .annotate(last=Max("employer__visits__visited_on"))
    )
    if late_since is not None:
        found = found.filter(Q(last__isnull=True) | Q(last__lte=late_since))
    return found.order_by(F("last").asc(nulls_first=True), "pk")


def open_needs(scope: Scope, employers: Iterable[int] | None = None) -> dict[int, int]:
    """By employer, how many needs nobody has settled; of all employers of a scope, or of some."""
    waiting = EmployerNeed.objects.visible_to(scope).filter(state=NeedState.OPEN)
    if employers is not None:
        waiting = waiting.filter(employer__in=list(employers))
    return dict(waiting.values_list("employer_id").annotate(n=Count("pk")).order_by())


@dataclass(frozen=True)
class Candidate:
    """An employer with many open seats that has no officer."""

    employer_id: int
    name: str
    seats: int


def candidates(scope: Scope, most: int = 8) -> list[Candidate]:
    """Employers that wait for many people and are not among the key ones, most seats first."""
    held = EmployerOfficer.objects.filter(employer=OuterRef("employer"), until__isnull=True)
    rows = (
        Vacancy.objects.visible_to(scope)
        .open()
        .filter(filled__lt=F("seats"), employer__area_id__gte=scope.lo, employer__area_id__lte=scope.hi)
        .exclude(employer_id__in=Subquery(held.values("employer_id")))
        .values("employer_id", "employer__name")
        .annotate(left=Sum(F("seats") - F("filled")))
        .filter(left__gte=MANY_SEATS)
        .order_by("-left", "employer_id")
    )
    return [Candidate(one["employer_id"], one["employer__name"], one["left"]) for one in rows[:most]]
