"""When somebody is not to be reminded: who asks can be told more by the floors above."""

from collections.abc import Callable, Iterable

#: Gives the people among these whose service has ended. Cases stand beside this floor, so the pages put it in.
_ended: list[Callable[[list[int]], Iterable[int]]] = []


def stop_reminding(who: Callable[[list[int]], Iterable[int]]) -> None:
    """Take the word of another part of the program for whose service has ended."""
    if who not in _ended:
        _ended.append(who)


def ended_cases(person_ids: Iterable[int]) -> set[int]:
    """The people among these whose service has ended."""
    ids = list(person_ids)
    return {person for ask in _ended for person in ask(ids)}
