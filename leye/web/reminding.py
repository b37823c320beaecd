"""What one part of the program tells another that stands beside it: since when somebody's service has ended."""

import datetime as dt

from leye.cases.models import Case


def service_over_sql(person: str) -> str:
    """The same as a condition of SQL: a case of the person ended between `since` and `last`, and none was then open."""
    cases = f"EXISTS (SELECT FROM {Case._meta.db_table} c WHERE c.person_id = {person} AND"
    return (
        f"{cases} c.exited_on BETWEEN %(since)s AND %(last)s) AND NOT {cases} c.applied_on <= %(last)s"
        " AND (c.exited_on IS NULL OR c.exited_on > %(last)s))"
    )


def service_ended(person_ids: list[int]) -> dict[int, dt.date]:
    """Those among these people who had cases and have none in hand, and the day on which the last of them ended."""
    in_hand: set[int] = set()
    ended: dict[int, dt.date] = {}
    for person, exited_on in Case.objects.filter(person_id__in=person_ids).values_list(
        "person_id", "exited_on"
    ):
        if exited_on is None:
            in_hand.add(person)
        else:
            ended[person] = max(exited_on, ended.get(person, exited_on))
    return {person: day for person, day in ended.items() if person not in in_hand}
