"""From tables of people and of what is offered to three offers each, spread by seats, explained in words."""

from leye.matching.columns import OFFER, SEEKER, MatchingError
from leye.matching.courses import COURSES
from leye.matching.jobs import JOBS
from leye.matching.night import Matched, Settings, match
from leye.matching.online import Answer, Explained, Recommendation, match_one, sentences_of, words_for
from leye.matching.pool import Pool, prepare, reach_within
from leye.matching.reasons import Gain, Reasons, reasons

__all__ = [
    "COURSES", "JOBS", "OFFER", "SEEKER", "Answer", "Explained", "Gain", "Matched", "MatchingError", "Pool", "Reasons",
    "Recommendation", "Settings", "match", "match_one", "prepare", "reach_within", "reasons",
    "sentences_of", "words_for",
]  # fmt: skip
