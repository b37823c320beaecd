"""Questionnaires on the page of decisions: what was answered, what others answered, and questions asked again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.offline.answering import FACT, RESPONSE, ROUND, lines_of
from leye.offline.enums import EditKind
from leye.offline.models import OfflineConflict, OfflineEdit
from leye.outreach.models import Questionnaire, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import Answers, Question, Schema, questions_of
from leye.web.surveys.forms import AskForm

Item = dict[str, Any]


class Papers:
    """The rounds and questionnaires of some records: two queries, none where nobody answered one.

    A device may name any round: only those that ask somebody in the scope are told.
    """

    def __init__(self, scope: Scope, edits: Iterable[OfflineEdit]) -> None:
        bodies = [edit.body for edit in edits if edit.kind == EditKind.ANSWERS]
        self.rounds: dict[int, SurveyRound] = {}
        self.questionnaires: dict[int, Questionnaire] = {}
        if bodies:
            here = SurveyTarget.objects.visible_to(scope).filter(round=OuterRef("pk"))
            self.rounds = SurveyRound.objects.filter(Exists(here)).in_bulk({body["round"] for body in bodies})
            asked = Q(pk__in=[found.questionnaire_id for found in self.rounds.values()])
            usable = Questionnaire.objects.visible_to(scope) | Questionnaire.objects.filter(asked)
            self.questionnaires = usable.in_bulk({body["questionnaire"] for body in bodies})

    def schema(self, edit: OfflineEdit) -> Schema:
        """The questions as the device showed them, or as they are once the maker was told of newer ones."""
        found = self.questionnaires.get(edit.body["questionnaire"])
        return found.schema if found else {}

    def title(self, edit: OfflineEdit) -> str:
        """The round's name."""
        found = self.rounds.get(edit.body["round"])
        return found.title if found else _("没有找到的摸底调查")

    def recorded(self, edit: OfflineEdit) -> list[Item]:
        """What was answered, line by line."""
        lines = [{"label": _("问卷"), "value": self.title(edit)}]
        if edit.body["answered_by"]:
            lines.append({"label": _("代答人"), "value": edit.body["answered_by"]})
        found = lines_of(self.schema(edit), edit.body["answers"])
        return lines + [{"label": title, "value": words} for title, words in found]

    def row(self, edit: OfflineEdit, conflict: OfflineConflict, item: Item) -> Item:
        """Both sides of what others changed meanwhile."""
        if conflict.field == ROUND:
            return item | {
                "label": _("这次摸底已经结束，怎么记"), "mine": _("记成一次摸底调查服务，并更新台账"),
                "theirs": conflict.theirs_text, "base": "", "bare": True,
                "note": _("%(by)s在%(at)s结束了这次摸底。") % {"by": item["by"], "at": item["at_words"]},
            }  # fmt: skip
        if conflict.field == RESPONSE:
            questions, mine = questions_of(self.schema(edit)), conflict.mine or {}
            theirs = (conflict.theirs or {}).get("answers", {})
            return item | {
                "label": _("别人已录入此人的回答，用哪一份"), "base": "",
                "mine": _differing(questions, mine, theirs), "theirs": _differing(questions, theirs, mine),
            }  # fmt: skip
        meaning = conflict.field.removeprefix(FACT)
        about = next((q for q in questions_of(self.schema(edit)) if q.meaning == meaning), None)
        title = about.title if about else meaning
        base = about.words(conflict.base) if about else ""
        label = _("台账里的“%(title)s”，用哪个") % {"title": title}
        return item | {"label": label, "mine": conflict.mine_text, "theirs": conflict.theirs_text or _("（空）"),
                       "base": base}  # fmt: skip

    def form(self, edit: OfflineEdit, data: Mapping[str, Any] | None = None) -> AskForm | None:
        """The questions whose answers were refused, to be answered again; None where there is none."""
        left = edit.body.get("left") or []
        questions = [q for q in questions_of(self.schema(edit)) if q.name in left]
        if not questions:
            return None
        begin = AskForm.beginning(questions, edit.body["answers"])
        return AskForm(questions, {}, data, prefix=str(edit.pk), initial=begin)


def asked_again(form: AskForm | None) -> list[Item]:
    """The fields of a form of refused answers, with what the page has to know of each."""
    if form is None:
        return []
    several = ("one", "many", "yes_no")
    return [{"field": form[f"q_{q.name}"], "several": q.kind in several} for q in form.questions]


def _differing(questions: list[Question], answers: Answers, others: Answers) -> str:
    """The answers that are not the same on both sides, in words."""
    words = [
        f"{q.title}：{q.words(answers.get(q.name)) or _('没有回答')}"
        for q in questions
        if answers.get(q.name) != others.get(q.name)
    ]
    return "；".join(words) or _("回答相同，日期不同")
