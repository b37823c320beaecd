"""Three jobs for one person anew, at once: after a refusal, an exclusion, or a new word about what is wanted."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.casework.at_work import at_work
from leye.hiring.enums import Origin
from leye.hiring.fitting import three_for
from leye.hiring.models import Recommendation, Unmatched
from leye.hiring.openings import openings
from leye.hiring.planning import WANT, picked_by_matching
from leye.hiring.widening import main_reason
from leye.ledger.actions.base import LedgerAction
from leye.ledger.models import Person
from leye.matching import Answer
from leye.standards.calendar import today


@dataclass(kw_only=True)
class PickAnew(LedgerAction[list[Recommendation]]):
    """Pick three jobs for a person at the prices of the last night. What was picked and not delivered gives way."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> list[Recommendation]:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("此人已登记死亡，不能推荐岗位。"))
        if _at_work(person):
            raise ActionError(_("此人正在就业，不用推荐岗位。已离职的，请先结束就业记录。"))
        answer = three_for(person.pk)
        if answer is None:
            raise ActionError(_("看不到此人的档案，不能选岗位。"))
        # Who was given a person to work on may change rows of it, and not remove them.
        with as_service():
            picked = Recommendation.objects.filter(person=person, **picked_by_matching())
            since = dict(picked.values_list("vacancy_id", "made_on"))
            picked.delete()
            made = self._write(person, answer, since)
            _say_why(person, answer, len(made))
        return made

    def _write(self, person: Person, answer: Answer, since: dict[int, dt.date]) -> list[Recommendation]:
        jobs = openings([one.offer_id for one in answer.recommendations])
        return Recommendation.objects.bulk_create(
            Recommendation(
                person=person, area_id=person.area_id, vacancy_id=one.offer_id, title=job.title,
                employer_name=job.employer_name, pay=job.pay[:60], points=one.points, reasons=list(one.sentences),
                origin=Origin.OFFICER if one.pinned else Origin.MATCHING, made_on=since.get(one.offer_id, today()),
            )
            for one in answer.recommendations
            if (job := jobs.get(one.offer_id))
        )  # fmt: skip


def _at_work(person: Person) -> bool:
    return Person.objects.filter(at_work(today()), pk=person.pk).exists()


def _say_why(person: Person, answer: Answer, found: int) -> None:
    """Keep the reason why there are fewer than three; forget an earlier one when there are enough."""
    Unmatched.objects.filter(person=person).delete()
    if found >= WANT:
        return
    about, gain = main_reason(answer.why_few)
    sentence = answer.why_few.sentence() if answer.why_few else _("合适的岗位都已推荐过")
    Unmatched.objects.create(
        person=person, area_id=person.area_id, found=found, asked_on=today(), reasons=[sentence],
        about=about, gain=gain[:60],
    )  # fmt: skip
