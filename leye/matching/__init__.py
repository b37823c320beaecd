"""From tables of people and of what is offered to three offers each, spread by seats, explained in words."""

from leye.matching.night import Matched, Settings, match
from leye.matching.pool import Pool, prepare, reach_within

__all__ = ["Matched", "Pool", "Settings", "match", "prepare", "reach_within"]
