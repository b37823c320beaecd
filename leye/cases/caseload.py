"""Who looks after how many: the helpers of an area with their open cases, overdue to-dos and last contacts."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from leye.accounts.models import User
from leye.accounts.querysets import ScopedQuerySet
from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.cases.models import Case, Plan
from leye.cases.staff import helping_posts
from leye.casework.enums import ATTEMPTS
from leye.casework.models import ServiceRecord
from leye.ledger.models import Person
from leye.ledger.querysets import PersonQuerySet
from leye.worklist.models import Todo

#: Somebody with an open case who was not contacted for so long is quiet.
QUIET_DAYS = 30


@dataclass
class Load:
    """One helper's load in an area: the people he helps, and the open cases he works on, of whomever.

    `user` None: people with an open case whom nobody helps.
    """

    user: User | None
    role: str = ""
    people: int = 0
    cases: int = 0
    quiet: int = 0
    overdue: int = 0
    backup_for: int = 0
    last_contact: dt.date | None = None

    @property
    def key(self) -> int:
        """The user's number; 0 for nobody."""
        return self.user.pk if self.user else 0


def loads(scope: Scope, area: Area, day: dt.date) -> list[Load]:
    """The helpers of an area, the heaviest first, and last those with nobody: ten queries whatever the size."""
    lo, hi = max(area.no, scope.lo), min(area.last, scope.hi)
    found: dict[int | None, Load] = defaultdict(lambda: Load(None))
    people = Person.objects.in_range(lo, hi).living()
    for helper, n in (
        people.filter(helper__isnull=False).order_by().values_list("helper").annotate(n=Count("pk"))
    ):
        found[helper].people = n
    cases = Case.objects.in_range(lo, hi).open()
    living = Count("pk", filter=Q(person__deceased_on__isnull=True))
    by_both = cases.order_by().values_list("owner", "person__helper").annotate(n=Count("pk"), living=living)
    for owner, helper, n, alive in by_both:
        if owner is not None:
            found[owner].cases += n
        if helper is None and alive:
            found[None].people += alive
            found[None].cases += alive
    for helper, n in _quiet(cases, day).order_by().values_list("person__helper").annotate(n=Count("pk")):
        found[helper].quiet = n
    todos = Todo.objects.in_range(lo, hi).overdue(day).filter(person__helper__isnull=False)
    for helper, n in todos.order_by().values_list("person__helper").annotate(n=Count("pk")):
        found[helper].overdue = n
    contacts = _contacts().in_range(lo, hi).filter(person__helper__isnull=False)
    for helper, last in contacts.order_by().values_list("person__helper").annotate(last=Max("served_on")):
        found[helper].last_contact = last
    plans = Plan.objects.in_range(lo, hi).open().filter(backup__isnull=False)
    for backup, n in plans.order_by().values_list("backup").annotate(n=Count("pk")):
        found[backup].backup_for = n
    return _named(found, lo, hi)


def _contacts() -> ScopedQuerySet[ServiceRecord]:
    """Records in which somebody was reached; a call that nobody answered is no contact."""
    return ServiceRecord.objects.exclude(outcome__in=ATTEMPTS)


def _quiet(cases: QuerySet[Case], day: dt.date) -> QuerySet[Case]:
    contact = _contacts().filter(
        person_id=OuterRef("person_id"), served_on__gt=day - dt.timedelta(days=QUIET_DAYS)
    )
    return cases.filter(~Exists(contact), applied_on__lte=day - dt.timedelta(days=QUIET_DAYS))


def _named(found: dict[int | None, Load], lo: int, hi: int) -> list[Load]:
    """With names and roles; who holds a post inside the area and helps nobody yet stands here too."""
    posts = helping_posts(lo, hi)
    roles = {post.user_id: f"{post.area.name} {post.get_role_display()}" for post in posts}
    for post in posts:
        if lo <= post.area.no and post.area.last <= hi:
            found[post.user_id].user = post.user
    users = User.objects.in_bulk([pk for pk in found if pk is not None])
    for pk, load in found.items():
        if pk is not None:
            load.user, load.role = users[pk], roles.get(pk, "")
    rows = sorted(
        (load for pk, load in found.items() if pk is not None),
        key=lambda load: (-load.cases, -load.people, load.user.name if load.user else ""),
    )
    nobody = found.get(None)
    return [*rows, nobody] if nobody is not None and nobody.people else rows


def helped_by(scope: Scope, area: Area, user_id: int, day: dt.date) -> QuerySet[Person]:
    """The people of one helper in an area, longest without contact first; `user_id` 0: with an open case and nobody.

    Annotated with `last_contact`, `overdue`, `case_id`, `plan_id` and `backup`.
    """
    people = _people(scope, area).living()
    if user_id:
        return _annotated(people.filter(helper_id=user_id), day)
    return _annotated(with_open_case(people.filter(helper__isnull=True)), day)


def worked_on_by(scope: Scope, area: Area, user_id: int, day: dt.date) -> QuerySet[Person]:
    """Whose open cases somebody works on in an area, whoever helps them; `user_id` 0: as `helped_by`. Annotated alike."""
    if not user_id:
        return helped_by(scope, area, 0, day)
    case = Case.objects.filter(person_id=OuterRef("pk"), exited_on__isnull=True, owner_id=user_id)
    return _annotated(_people(scope, area).current().filter(Exists(case)), day)


def _people(scope: Scope, area: Area) -> PersonQuerySet:
    return Person.objects.in_range(max(area.no, scope.lo), min(area.last, scope.hi))


def _annotated(people: QuerySet[Person], day: dt.date) -> QuerySet[Person]:
    case = Case.objects.filter(person_id=OuterRef("pk"), exited_on__isnull=True)
    plan = Plan.objects.filter(person_id=OuterRef("pk"), ended_on__isnull=True)
    contact = _contacts().filter(person_id=OuterRef("pk")).order_by("-served_on")
    overdue = Todo.objects.overdue(day).filter(person_id=OuterRef("pk")).order_by().values("person_id")
    return people.select_related("area").annotate(
        last_contact=contact.values("served_on")[:1], case_id=case.values("pk")[:1],
        case_state=case.values("state")[:1], plan_id=plan.values("pk")[:1], backup_name=plan.values("backup__name")[:1],
        overdue=overdue.annotate(n=Count("pk")).values("n")[:1],
    ).order_by(F("last_contact").asc(nulls_first=True), "pk")  # fmt: skip


def with_open_case(people: QuerySet[Person]) -> QuerySet[Person]:
    """Of some people, those with an open case."""
    return people.filter(Exists(Case.objects.filter(person_id=OuterRef("pk"), exited_on__isnull=True)))


def with_overdue(people: QuerySet[Person], day: dt.date) -> QuerySet[Person]:
    """Of the people of `helped_by`, those with a to-do past its day."""
    return people.filter(Exists(Todo.objects.overdue(day).filter(person_id=OuterRef("pk"))))


def quiet_ones(people: QuerySet[Person], day: dt.date) -> QuerySet[Person]:
    """Of the people of `helped_by`, those with an open case whom nobody has reached for a month."""
    since = day - dt.timedelta(days=QUIET_DAYS)
    case = Case.objects.filter(person_id=OuterRef("pk"), exited_on__isnull=True, applied_on__lte=since)
    reached = _contacts().filter(person_id=OuterRef("pk"), served_on__gt=since)
    return people.filter(Exists(case), ~Exists(reached))
