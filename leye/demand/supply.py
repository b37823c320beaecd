"""People who would take a kind of work and those who want to learn it, and the classes there are, by small class.

Counted, never named: what leaves this module is numbers.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Q

from leye.casework.at_work import at_work_sql
from leye.demand.likeness import family, family_of
from leye.hiring.seekers import OLDEST, YOUNGEST, years_before
from leye.ledger.models import TrainingNeed
from leye.training.models import Course, TrainingClass

#: So many different wordings are looked up at most; whoever said something rarer counts as unclear.
MOST_WORDINGS = 3000

_WISHES = """
SELECT i.occupation, count(*)
  FROM ledger_person p
  JOIN LATERAL (SELECT * FROM ledger_intention i WHERE i.person_id = p.id AND i.stated_on <= %(day)s
                 ORDER BY i.stated_on DESC, i.id DESC LIMIT 1) i ON i.wants_work = 'yes'
 WHERE p.area_id BETWEEN %(lo)s AND %(hi)s AND p.merged_into_id IS NULL AND p.deceased_on IS NULL
   AND p.work_capacity <> 'none' AND NOT p.is_student AND p.birth_date <= %(adult)s AND p.birth_date > %(old)s
   AND NOT {at_work}
 GROUP BY i.occupation ORDER BY 2 DESC
"""


@dataclass
class Wishes:
    """How many wish for work of each small class, and of how many the class cannot be told."""

    by_family: Counter[str] = field(default_factory=Counter)
    unclear: int = 0

    @property
    def total(self) -> int:
        """Everybody who wants work and has none."""
        return self.by_family.total() + self.unclear


def wishes(lo: int, hi: int, day: dt.date) -> Wishes:
    """By their last stated wish: people of a range of areas from 16 to 64, able, willing, and not at work.

    Run inside a scope: what it does not show is not counted.
    """
    asked: dict[str, int | dt.date] = {
        "lo": lo, "hi": hi, "day": day, "adult": years_before(day, YOUNGEST), "old": years_before(day, OLDEST + 1),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WISHES.format(at_work=at_work_sql("p.id")), asked)
        rows = cursor.fetchall()
    found = Wishes()
    for place, (words, count) in enumerate(rows):
        meant = family_of(words) if place < MOST_WORDINGS else ""
        if meant:
            found.by_family[meant] += count
        else:
            found.unclear += count
    return found


def needs(lo: int, hi: int, day: dt.date) -> Counter[str]:
    """How many people of a range of areas want to learn work of each small class; '' where the words do not tell."""
    open_ones = TrainingNeed.objects.in_range(lo, hi).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), stated_on__lte=day
    )
    found: Counter[str] = Counter()
    for subject, count in (
        open_ones.values_list("subject")
        .annotate(n=Count("person", distinct=True))
        .order_by("-n", "subject")[:MOST_WORDINGS]
    ):
        found[family_of(subject)] += count
    return found


@dataclass(frozen=True)
class Taught:
    """A class of the year or a course still to be joined, with the small class it teaches; '' when nothing tells."""

    title: str
    family: str
    running: bool


def taught(lo: int, hi: int, day: dt.date) -> list[Taught]:
    """The classes that a range of areas began this year, and the courses that may be joined there.

    A course names its occupation; of a class the title is all there is. A course of the same title as a class is the
    same thing before it was held.
    """
    held = TrainingClass.objects.in_range(lo, hi).filter(started_on__gte=day.replace(month=1, day=1))
    found = [
        Taught(title, family_of(title), ended is None or ended >= day)
        for title, ended in held.order_by("-started_on", "-pk").values_list("title", "ended_on")[
            :MOST_WORDINGS
        ]
    ]
    coming = Course.objects.open_on(day).filter(area_id__gte=lo, area_id__lte=hi)
    known = {one.title for one in found}
    found += [
        Taught(title, family(occupation) or family_of(title), running=True)
        for title, occupation in coming.values_list("title", "occupation")[:MOST_WORDINGS]
        if title not in known
    ]
    return found
