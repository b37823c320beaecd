"""Searches that somebody who looks for work keeps: the actions of officers' searches, for one's own."""

from dataclasses import dataclass

from leye.accounts.enums import Outside
from leye.vacancies.actions.searches import ForgetSearch, SaveSearch, SeeSearch


@dataclass(kw_only=True)
class KeepMySearch(SaveSearch):
    """See SaveSearch."""

    allowed = (Outside.SEEKER,)


@dataclass(kw_only=True)
class ForgetMySearch(ForgetSearch):
    """See ForgetSearch."""

    allowed = (Outside.SEEKER,)


@dataclass(kw_only=True)
class SeeMySearch(SeeSearch):
    """See SeeSearch."""

    allowed = (Outside.SEEKER,)
