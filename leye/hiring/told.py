"""Offers that are not to be made to a person: those of kinds, hours and employers that were declined before."""

from collections.abc import Mapping

import pyarrow as pa

from leye.hiring.lessons import Lessons, small_class


def learnt_offers(lessons: Mapping[int, Lessons | None], offers: pa.Table) -> dict[int, set[int]]:
    """For each person the vacancies that what was learnt rules out; who has learnt nothing is not in it."""
    asking = {pk: known for pk, known in lessons.items() if known and _rules_out(known)}
    if not asking:
        return {}
    kinds: dict[str, set[int]] = {}
    hours: dict[str, set[int]] = {}
    employers: dict[int, set[int]] = {}
    columns = [offers.column(name).to_pylist() for name in ("id", "occupation", "hours", "employer")]
    for pk, occupation, hour, employer in zip(*columns, strict=True):
        kinds.setdefault(small_class(occupation or ""), set()).add(pk)
        hours.setdefault(hour or "", set()).add(pk)
        employers.setdefault(employer, set()).add(pk)
    return {
        pk: set().union(
            *(kinds.get(kind, set()) for kind in known.not_kinds),
            *(hours.get(hour, set()) for hour in known.not_hours),
            *(employers.get(employer, set()) for employer in known.not_employers),
        )
        for pk, known in asking.items()
    }


def _rules_out(known: Lessons) -> bool:
    return bool(known.not_kinds or known.not_hours or known.not_employers)


def pairs(told: Mapping[int, set[int]]) -> pa.Table:
    """The same as rows seeker_id, offer_id."""
    rows = [(person, offer) for person in sorted(told) for offer in sorted(told[person])]
    return pa.table(
        {
            "seeker_id": pa.array([person for person, _offer in rows], pa.int64()),
            "offer_id": pa.array([offer for _person, offer in rows], pa.int64()),
        }
    )
