"""What a rule may ask: logical tables, subjects, facts, and words that mean the same on every engine."""

from leye.facts.catalogue import DictionaryEntry, Fact
from leye.facts.subjects import (
    SUBJECTS,
    Subject,
    activity,
    area,
    claim,
    data_dictionary,
    employer,
    fair,
    household,
    person,
    placement,
    reading,
    site,
    spell,
    trainee,
    training,
)
from leye.facts.tables import FAIR_OVER, GIVEN, GROUPS, LOGICAL_TABLES, Tables, logical_table
from leye.facts.words import (
    all_of,
    any_of,
    count_if,
    day_number,
    days_between,
    months_between,
    share,
    total,
    years_between,
)

__all__ = [
    "FAIR_OVER", "GIVEN", "GROUPS", "LOGICAL_TABLES", "SUBJECTS", "DictionaryEntry", "Fact", "Subject", "Tables",
    "activity", "all_of", "any_of", "area", "claim", "count_if", "data_dictionary", "day_number",
    "days_between", "employer", "fair", "household", "logical_table", "months_between", "person",
    "placement", "reading", "share", "site", "spell", "total", "trainee", "training", "years_between",
]  # fmt: skip
