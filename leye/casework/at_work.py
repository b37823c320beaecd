"""Who has work on a day: a job that runs, or a public-welfare post that is held, which is work too.

The rules count the same two (leye.facts.work.all_work); whoever asks "has work" asks here, in queries or in SQL.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from leye.casework.models import Placement
from leye.ledger.cards import running
from leye.ledger.models import EmploymentSpell


def at_work(day: dt.date, person: str = "pk") -> Q:
    """Has work on a day; `person` is the column of the queryset that holds the person's key."""
    spells = EmploymentSpell.objects.filter(running(day, "started_on"), person=OuterRef(person))
    placements = Placement.objects.filter(running(day, "started_on"), person=OuterRef(person))
    return Q(Exists(spells)) | Q(Exists(placements))


def posts_held(person_ids: Collection[int], day: dt.date) -> QuerySet[Placement]:
    """The placements that these people hold on a day: the ledger counts them when it says who is at work."""
    return Placement.objects.filter(running(day, "started_on"), person__in=person_ids)


def at_work_sql(person: str) -> str:
    """The same as a condition of SQL about a column, as in "p.id"; the day is its parameter `day`."""
    held = (
        f"EXISTS (SELECT FROM {table} w WHERE w.person_id = {person} AND w.started_on <= %(day)s"
        " AND (w.ended_on IS NULL OR w.ended_on > %(day)s))"
        for table in (EmploymentSpell._meta.db_table, Placement._meta.db_table)
    )
    return f"({' OR '.join(held)})"
