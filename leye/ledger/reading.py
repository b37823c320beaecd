"""The read side of the ledger in one place: what pages ask, given a scope."""

import datetime as dt

from leye.ledger.cards import Hit, age_on, masked_number, people_by_ids
from leye.ledger.duplicates import (
    CompareRow,
    DuplicatePair,
    compare_people,
    find_duplicates,
    merge_history,
)
from leye.ledger.groups import choices, public_group_label, valid_groups
from leye.ledger.lines import Line, MembershipLine
from leye.ledger.models import GroupCode
from leye.ledger.moments import Moment, ledger_moments
from leye.ledger.personfile import (
    FactLine,
    HouseholdCard,
    Member,
    PersonFile,
    area_path,
    household_card,
    person_file,
)
from leye.ledger.search import SearchResult, search_employers, search_people
from leye.ledger.sources import source_label

__all__ = [
    "CompareRow", "DuplicatePair", "FactLine", "Hit", "HouseholdCard", "Line", "Member", "MembershipLine",
    "Moment", "PersonFile", "SearchResult", "age_on", "area_path", "choices", "compare_people", "current_groups",
    "find_duplicates", "household_card", "ledger_moments", "masked_number", "merge_history", "people_by_ids",
    "person_file", "public_group_label", "search_employers", "search_people", "source_label",
]  # fmt: skip


def current_groups(area_no: int, on: dt.date) -> list[GroupCode]:
    """Groups that people of an area may be given on a day."""
    return valid_groups(area_no, on)
