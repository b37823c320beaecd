"""When somebody is not to be reminded: who asks can be told more by the floors above."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

#: Gives, of some people, those whose service has ended, and the day. Cases stand beside this floor, so the pages put
#: it in.
_ended: list[Callable[[list[int]], Mapping[int, dt.date]]] = []
#: The same as a condition of SQL about a column that holds the person's key, for lists of any length: the service
#: ended between the parameters `since` and `last`, and none was going on at the end of that time.
_over: list[Callable[[str], str]] = []


def stop_reminding(
    who: Callable[[list[int]], Mapping[int, dt.date]], over: Callable[[str], str] | None = None
) -> None:
    """Take the word of another part of the program for whose service has ended, and when."""
    if who not in _ended:
        _ended.append(who)
    if over is not None and over not in _over:
        _over.append(over)


def over_sql(person: str) -> str:
    """Whether somebody's service ended meanwhile, as in `over_sql("p.id")`; parameters `since` and `last`."""
    return f"({' OR '.join(['false', *(over(person) for over in _over)])})"


def ended_on(person_ids: Iterable[int]) -> dict[int, dt.date]:
    """The people among these whose service has ended, and the day.

    It says nothing about what began after it: a survey of the next year asks everybody again.
    """
    ids, found = list(person_ids), dict[int, dt.date]()
    for ask in _ended:
        for person, day in ask(ids).items():
            found[person] = max(day, found.get(person, day))
    return found
