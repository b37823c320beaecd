"""What came of a fair: counted from booths, visits, talks, and from the jobs that visitors took up afterwards."""

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Count, Q, Sum

from leye.accounts.scope import Scope
from leye.fairs.enums import AGREED, BoothState, Reason, Talk
from leye.fairs.models import Booth, BoothPost, BoothTalk, Visit
from leye.ledger.models import EmploymentSpell
from leye.market.models import Fair
from leye.standards.calendar import add_months, today

#: After how many months hires are counted.
AFTER = (1, 3)


@dataclass(frozen=True)
class Hires:
    """Visitors who took up work within some months; `met`: with an employer whom they met. `final`: the time is over."""

    months: int
    until: dt.date
    people: int
    met: int
    final: bool


@dataclass(frozen=True)
class Results:
    """Counts of one fair. `visitors` are those checked in; `agreed` people with an interview, an offer or a job."""

    employers: int = 0
    posts: int = 0
    seats: int = 0
    visitors: int = 0
    known: int = 0
    walk_ins: int = 0
    signed_up: int = 0
    missing: int = 0
    asked_help: int = 0
    talks: int = 0
    agreed: int = 0
    by_result: list[tuple[str, str, int]] = field(default_factory=list)
    by_reason: list[tuple[str, str, int]] = field(default_factory=list)

    def as_numbers(self) -> dict[str, int]:
        """The counts that a fair keeps."""
        return {
            "employers": self.employers, "vacancies": self.seats, "visitors": self.visitors, "agreed": self.agreed,
        }  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def counted(fair: Fair) -> Results:
    """The counts, as far as the scope that is active sees them. Employers who came count; before, who is accepted."""
    booths = Booth.objects.filter(fair=fair, state=BoothState.ACCEPTED)
    came = booths.filter(came=True)
    shown = came if came.exists() else booths
    posts = BoothPost.objects.filter(booth__in=shown).aggregate(n=Count("pk"), seats=Sum("seats"))
    visits = Visit.objects.filter(fair=fair).aggregate(
        all_of=Count("pk"), came=Count("pk", filter=Q(arrived_at__isnull=False)),
        known=Count("pk", filter=Q(arrived_at__isnull=False, person__isnull=False)),
        signed_up=Count("pk", filter=Q(source="public")),
        missing=Count("pk", filter=Q(arrived_at__isnull=True)),
        help=Count("pk", filter=Q(asked_help=True)),
    )  # fmt: skip
    talks = BoothTalk.objects.filter(booth__fair=fair)
    results = Counter(talks.order_by().values_list("result", flat=True))
    reasons = Counter(talks.filter(result=Talk.REFUSED).order_by().values_list("reason", flat=True))
    agreed = talks.filter(result__in=AGREED).order_by().values("visit_id").distinct().count()
    return Results(
        shown.count(), posts["n"], posts["seats"] or 0, visits["came"], visits["known"],
        visits["came"] - visits["known"], visits["signed_up"], visits["missing"], visits["help"],
        sum(results.values()), agreed,
        [(one.value, str(one.label), results[one.value]) for one in Talk],
        [(one.value, str(one.label), reasons[one.value]) for one in Reason if reasons[one.value]],
    )  # fmt: skip


def hires_after(scope: Scope, fair: Fair, day: dt.date | None = None) -> list[Hires]:
    """Visitors of the ledger who began to work after the fair, within one and within three months.

    Counted from employment spells, whoever wrote them: an employer's word alone is not needed.
    """
    people = Visit.objects.filter(fair=fair, arrived_at__isnull=False, person__isnull=False).values(
        "person_id"
    )
    met = dict[int, set[int]]()
    for person, employer in BoothTalk.objects.filter(
        booth__fair=fair, person__isnull=False, booth__employer__isnull=False
    ).values_list("person_id", "booth__employer_id"):
        met.setdefault(person, set()).add(employer)
    found = []
    for months in AFTER:
        until = add_months(fair.held_on, months)
        spells = EmploymentSpell.objects.visible_to(scope).filter(
            person_id__in=people, started_on__gte=fair.held_on, started_on__lte=until
        )
        rows = list(spells.order_by().values_list("person_id", "employer_id"))
        with_met = {person for person, employer in rows if employer in met.get(person, ())}
        found.append(
            Hires(
                months,
                until,
                len({person for person, _employer in rows}),
                len(with_met),
                until < (day or today()),
            )
        )
    return found
