"""The policy language: rules with clauses, dated parameters and periods. Knows nothing of facts or Django."""

from leye.policy.clauses import HELD_LABELS, Clause, ClauseEntry, ClauseIndex, ClausePoint
from leye.policy.errors import (
    ClauseMissing,
    ClauseUnknown,
    FactUnknown,
    NumberInRule,
    PackBroken,
    ParameterOutsideDates,
    ParameterUnknown,
    PolicyError,
)
from leye.policy.evidence import Evidence, Fairs, Reached, Services, Statements, Submissions
from leye.policy.members import MemberCount
from leye.policy.packs import Pack, PackInfo, build_pack
from leye.policy.parameters import Parameter, Parameters, ParameterValue, param
from leye.policy.periods import (
    MONTH,
    ONCE,
    QUARTER,
    WEEK,
    YEAR,
    After,
    Period,
    Span,
    Switched,
    Window,
    add_months,
)
from leye.policy.rules import (
    CITY,
    COUNTY,
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
    "CITY", "COUNTY", "HELD_LABELS", "MONTH", "ONCE", "PROVINCE", "QUARTER", "TOWNSHIP", "VILLAGE", "WEEK",
    "YEAR", "After", "Benefit", "Clause", "ClauseEntry", "ClauseIndex", "ClauseMissing", "ClausePoint",
    "ClauseUnknown", "Condition", "Duty", "Evidence", "FactUnknown", "Fairs", "Indicator", "Limit", "MemberCount",
    "NumberInRule", "Owner", "Pack", "PackBroken", "PackInfo", "Parameter", "ParameterOutsideDates",
    "ParameterUnknown", "ParameterValue", "Parameters", "Period", "PolicyError", "Reached", "Rule",
    "Services", "Span", "Statements", "Submissions", "Switched", "Window", "add_months", "build_pack", "param",
]  # fmt: skip
