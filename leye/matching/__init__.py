"""From tables of people and of what is offered to three offers each, spread by seats, explained in words."""

from leye.matching.pool import prepare, reach_within
from leye.matching.scan import best, seekers_of

__all__ = ["best", "prepare", "reach_within", "seekers_of"]
