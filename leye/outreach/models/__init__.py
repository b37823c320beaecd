"""Questionnaires, survey rounds with who is asked and what they answered, pauses, and messages."""

from leye.outreach.models.messages import Message, MessageTemplate, OptOut
from leye.outreach.models.questionnaires import Questionnaire
from leye.outreach.models.reminders import ReminderPause
from leye.outreach.models.rounds import Response, SurveyRound, SurveyTarget

__all__ = [
    "Message", "MessageTemplate", "OptOut", "Questionnaire", "ReminderPause", "Response", "SurveyRound",
    "SurveyTarget",
]  # fmt: skip
