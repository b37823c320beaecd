"""The policy language: rules with clauses, dated parameters and periods. Knows nothing of facts or Django."""

from leye.policy.clauses import HELD_LABELS, Clause, ClauseEntry, ClauseIndex, ClausePoint
from leye.policy.errors import (
    CampaignUnknown,
    ClauseMissing,
    ClauseUnknown,
    FactUnknown,
    NumberInRule,
    PackBroken,
    ParameterOutsideDates,
    ParameterToFill,
    ParameterUnknown,
    PolicyError,
)
from leye.policy.evidence import (
    Activities,
    Evidence,
    Fairs,
    Reached,
    Services,
    Statements,
    Submissions,
    Trainings,
)
from leye.policy.members import MemberCount
from leye.policy.packs import Campaign, Pack, PackInfo, build_pack
from leye.policy.parameters import Parameter, Parameters, ParameterValue, param, param_date
from leye.policy.periods import (
    MONTH,
    ONCE,
    QUARTER,
    WEEK,
    YEAR,
    After,
    By,
    DayOfMonth,
    During,
    Period,
    Span,
    Switched,
    Window,
    add_months,
)
from leye.policy.rules import (
    CITY,
    COUNTY,
    PAYEES,
    PROVINCE,
    TOWNSHIP,
    VILLAGE,
    Benefit,
    Condition,
    Duty,
    Indicator,
    Limit,
    Owner,
    Rule,
)

__all__ = [
    "CITY", "COUNTY", "HELD_LABELS", "MONTH", "ONCE", "PAYEES", "PROVINCE", "QUARTER", "TOWNSHIP", "VILLAGE",
    "WEEK", "YEAR", "Activities", "After", "Benefit", "By", "Campaign", "CampaignUnknown", "Clause", "ClauseEntry",
    "ClauseIndex", "ClauseMissing", "ClausePoint", "ClauseUnknown", "Condition", "DayOfMonth", "During", "Duty",
    "Evidence", "FactUnknown", "Fairs", "Indicator", "Limit", "MemberCount", "NumberInRule", "Owner", "Pack",
    "PackBroken", "PackInfo", "Parameter", "ParameterOutsideDates", "ParameterToFill", "ParameterUnknown",
    "ParameterValue", "Parameters", "Period", "PolicyError", "Reached", "Rule", "Services", "Span", "Statements",
    "Submissions", "Switched", "Trainings", "Window", "add_months", "build_pack", "param", "param_date",
]  # fmt: skip
