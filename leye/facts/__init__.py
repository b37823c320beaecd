"""What a rule may ask: logical tables, subjects, facts, and words that mean the same on every engine."""

from leye.facts.catalogue import DictionaryEntry, Fact
from leye.facts.subjects import (
    SUBJECTS,
    Subject,
    area,
    data_dictionary,
    fair,
    household,
    person,
    placement,
    spell,
)
from leye.facts.tables import GIVEN, GROUPS, LOGICAL_TABLES, Tables, logical_table
from leye.facts.words import all_of, any_of, count_if, months_between, share, years_between

__all__ = [
    "GIVEN", "GROUPS", "LOGICAL_TABLES", "SUBJECTS", "DictionaryEntry", "Fact", "Subject", "Tables",
    "all_of", "any_of", "area", "count_if", "data_dictionary", "fair", "household", "logical_table",
    "months_between", "person", "placement", "share", "spell", "years_between",
]  # fmt: skip
