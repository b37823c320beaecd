"""From the ledger to what must be done: resolve, snapshot, facts, evaluate, explain, difference."""

from leye.engine.live import LiveEvaluator, LiveQuery
from leye.engine.resolve import Adoption, AreaRule, AreaValue, Notice, Override, Resolved, resolve

__all__ = [
    "Adoption", "AreaRule", "AreaValue", "LiveEvaluator", "LiveQuery", "Notice", "Override", "Resolved",
    "resolve",
]  # fmt: skip
