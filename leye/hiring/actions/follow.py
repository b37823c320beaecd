"""What became of hires: derived from the ledger by night, asked by telephone where the ledger does not tell."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.hiring.enums import HireOutcome
from leye.hiring.models import FollowUp
from leye.hiring.staying import derive
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.actions.spells import EndSpell
from leye.ledger.enums import SpellEnd
from leye.ledger.models import EmploymentSpell
from leye.standards.calendar import today


class Answer(TextChoices):
    """What was said on the telephone."""

    STAYED = "stayed", gettext_lazy("仍在这家单位")
    MOVED_ON = "moved_on", gettext_lazy("换到别处干活了")
    LEFT = "left", gettext_lazy("不干了，目前没有工作")
    NO_ANSWER = "no_answer", gettext_lazy("没联系上")


class DeriveOutcomes(LedgerAction[int]):
    """Say what became of hires whose follow-up is due, from what the ledger holds; how many. For the night.

    Of whom the ledger has since been told that the job had ended by the day, it is said anew, whoever said otherwise.
    """

    def execute(self) -> int:
        ended = Q(outcome=HireOutcome.STAYED, hire__spell__ended_on__lte=F("due_on"))
        due = FollowUp.objects.filter(Q(outcome="") | ended, due_on__lte=today()).select_related(
            "hire__spell"
        )
        found = due.select_for_update(of=("self",)).order_by("pk")
        return sum(derive(one, one.hire.spell) for one in found)


@dataclass(kw_only=True)
class AnswerFollowUp(LedgerAction[FollowUp]):
    """What a person said when asked: a service is recorded, the outcome typed, the job ended if it has ended.

    Nobody reached: the try is recorded and the question stays open.
    """

    allowed = CAN_WRITE_LEDGER

    follow_up_id: int
    answer: str
    on: dt.date
    channel: str = ServiceChannel.PHONE
    ended_on: dt.date | None = None
    end_reason: str = ""
    note: str = ""

    def execute(self) -> FollowUp:
        one = self.row(FollowUp.objects.all(), self.follow_up_id)
        if one.due_on > today():
            raise ActionError(_("还没到回访日期（%(day)s）。") % {"day": one.due_on})
        if one.outcome:
            raise ActionError(
                _("这次回访已经查明：%(outcome)s（%(basis)s）。")
                % {"outcome": one.get_outcome_display(), "basis": one.basis}
            )
        spell = EmploymentSpell.objects.get(pk=one.hire.spell_id)
        self._check(spell)
        reached = self.answer != Answer.NO_ANSWER
        RecordService(
            self.actor, person_id=one.person_id, kind=ServiceKind.FOLLOW_UP, served_on=self.on, channel=self.channel,
            outcome=Outcome.DONE if reached else Outcome.NO_ANSWER, item="",
            note=_("录用后%(n)d个月回访（%(employer)s）：%(answer)s。%(note)s") % {
                "n": one.months, "employer": spell.employer_name, "answer": Answer(self.answer).label, "note": self.note,
            },
        ).run()  # fmt: skip
        if not reached:
            return one
        if (
            self.answer in (Answer.MOVED_ON, Answer.LEFT)
            and spell.ended_on is None
            and self.ended_on is not None
        ):
            EndSpell(self.actor, spell_id=spell.pk, ended_on=self.ended_on, reason=self.end_reason).run()
        one.outcome = self._outcome(one)
        one.basis = _("%(day)s%(how)s回访，本人说") % {
            "day": self.on, "how": ServiceChannel(self.channel).label,
        }  # fmt: skip
        one.seen_on = today()
        one.save(update_fields=["outcome", "basis", "seen_on"])
        return one

    def _outcome(self, one: FollowUp) -> HireOutcome:
        """On the day of the follow-up: who left only after it was still there then."""
        if self.ended_on is not None and self.ended_on > one.due_on:
            return HireOutcome.STAYED
        return HireOutcome(self.answer)

    def _check(self, spell: EmploymentSpell) -> None:
        problems = Problems()
        if self.answer not in Answer.values:
            problems.add("answer", _("请选择回访结果。"))
        if self.channel not in ServiceChannel.values:
            problems.add("channel", _("请选择用什么方式问的。"))
        problems.past("on", _("回访日期"), self.on)
        problems.order("on", _("回访日期"), spell.started_on, self.on)
        if len(self.note) > 200:
            problems.add("note", _("备注最多200个字。"))
        if self.answer in (Answer.MOVED_ON, Answer.LEFT) and spell.ended_on is None:
            if self.ended_on is None:
                problems.add("ended_on", _("请填写离职日期；不清楚的填大概的日子。"))
            else:
                problems.past("ended_on", _("离职日期"), self.ended_on)
                problems.order("ended_on", _("离职日期"), spell.started_on, self.ended_on)
            if self.end_reason not in SpellEnd.values:
                problems.add("end_reason", _("请选择离职原因。"))
        problems.check()
