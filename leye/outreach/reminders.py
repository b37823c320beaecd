"""When somebody is not to be reminded: who asks can be told more by the floors above."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

#: Gives, of some people, those whose service has ended, and the day. Cases stand beside this floor, so the pages put
#: it in.
_ended: list[Callable[[list[int]], Mapping[int, dt.date]]] = []


def stop_reminding(who: Callable[[list[int]], Mapping[int, dt.date]]) -> None:
    """Take the word of another part of the program for whose service has ended, and when."""
    if who not in _ended:
        _ended.append(who)


def ended_on(person_ids: Iterable[int]) -> dict[int, dt.date]:
    """The people among these whose service has ended, and the day.

    It says nothing about what began after it: a survey of the next year asks everybody again.
    """
    ids, found = list(person_ids), dict[int, dt.date]()
    for ask in _ended:
        for person, day in ask(ids).items():
            found[person] = max(day, found.get(person, day))
    return found
