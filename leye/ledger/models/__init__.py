"""The ledger: people, households, employers, and what is known of them, each write with its source."""

from leye.ledger.models.group import GroupCode, GroupMembership
from leye.ledger.models.merge import MergeRecord
from leye.ledger.models.person import Household, Person
from leye.ledger.models.wishes import Intention, Skill, TrainingNeed
from leye.ledger.models.work import Employer, EmploymentSpell, UnemploymentRegistration

__all__ = [
    "Employer",
    "EmploymentSpell",
    "GroupCode",
    "GroupMembership",
    "Household",
    "Intention",
    "MergeRecord",
    "Person",
    "Skill",
    "TrainingNeed",
    "UnemploymentRegistration",
]
