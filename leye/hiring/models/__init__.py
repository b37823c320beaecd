"""Recommendations of jobs, what became of them, and what was settled by hand."""

from leye.hiring.models.applying import Application, InterviewSlot
from leye.hiring.models.hires import FollowUp, Hire
from leye.hiring.models.recommending import Choice, Price, Recommendation, Unmatched

__all__ = [
    "Application",
    "Choice",
    "FollowUp",
    "Hire",
    "InterviewSlot",
    "Price",
    "Recommendation",
    "Unmatched",
]
