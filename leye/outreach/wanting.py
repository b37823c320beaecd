"""Whether an answer asks for help, and for what in words: an application may arise from a survey (#9)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leye.ledger.enums import Wish
from leye.outreach.models import Response
from leye.outreach.questionnaires.questions import questions_of
from leye.outreach.writing import meanings_of


def meant_by(response: Response) -> dict[str, Any]:
    """The answers by what they mean to the ledger; the round's questionnaire is selected."""
    questions = questions_of(response.round.questionnaire.schema, response.answers)
    return meanings_of(questions, response.answers)


def wants_help(meant: Mapping[str, Any]) -> bool:
    """Whether somebody wants work, a business, or to learn something."""
    wishes = (meant.get("intention.wants_work") == Wish.YES, meant.get("intention.wants_startup") is True)
    return any(wishes) or bool(meant.get("need"))


def asked_words(meant: Mapping[str, Any], longest: int) -> str:
    """What was asked for, as the application keeps it: work of which kind, where, for how much; what to learn."""
    parts: list[str] = []
    if meant.get("intention.wants_work") == Wish.YES:
        wanted = [_("想找工作")]
        if occupation := meant.get("intention.occupation"):
            wanted.append(_("做%(what)s") % {"what": occupation})
        if place := meant.get("intention.place"):
            wanted.append(_("在%(place)s") % {"place": place})
        if wage := meant.get("intention.wage_min_yuan"):
            wanted.append(_("月薪%(yuan)s元以上") % {"yuan": wage})
        parts.append("，".join(wanted))
    if meant.get("intention.wants_startup") is True:
        parts.append(_("想自己创业"))
    if need := meant.get("need"):
        parts.append(_("想学%(what)s") % {"what": "、".join(need) if isinstance(need, list) else need})
    words = "；".join(parts)
    return words if len(words) <= longest else words[: longest - 1] + "…"
