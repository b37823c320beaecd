"""From the ledger to what must be done: resolve, snapshot, facts, evaluate, explain, difference."""

from leye.engine.adoptions import (
    Adoption,
    AdoptionsOverlap,
    AreaRule,
    AreaValue,
    CampaignDates,
    Notice,
    Override,
    Resolved,
    ValueUnusable,
)
from leye.engine.conflicts import Conflict, conflicts
from leye.engine.difference import CHANGES, difference
from leye.engine.duck import ResolvedStale
from leye.engine.explain import Explainer
from leye.engine.explanation import STATUSES, ConditionAnswer, Explanation, FactValue, RuleExplanation
from leye.engine.live import LiveEvaluator, LiveQuery, LiveResult
from leye.engine.night import Night, Results, evaluate, night
from leye.engine.resolve import resolve
from leye.engine.snapshot import Manifest, SnapshotBroken, export_snapshot

__all__ = [
    "CHANGES", "STATUSES", "Adoption", "AdoptionsOverlap", "AreaRule", "AreaValue", "CampaignDates",
    "ConditionAnswer", "Conflict", "Explainer", "Explanation", "FactValue", "LiveEvaluator", "LiveQuery",
    "LiveResult", "Manifest", "Night", "Notice", "Override", "Resolved", "ResolvedStale", "Results",
    "RuleExplanation", "SnapshotBroken", "ValueUnusable", "conflicts", "difference", "evaluate",
    "export_snapshot", "night", "resolve",
]  # fmt: skip
