"""A hire: the seat is taken, the job stands in the ledger, what else was open closes, and follow-ups are due."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.hiring.actions.apply import ApplicationAction
from leye.hiring.actions.recommend import close_others
from leye.hiring.aftermath import closed_by, open_again
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application, FollowUp, Hire
from leye.hiring.states import WAITING
from leye.ledger.actions.base import Problems
from leye.ledger.actions.retract_spell import RetractSpell
from leye.ledger.actions.spells import StartSpell
from leye.ledger.enums import SpellKind
from leye.ledger.errors import Absent
from leye.ledger.models import Employer, Person
from leye.standards.calendar import add_months, today
from leye.vacancies.actions.seats import GiveBackSeat, TakeSeat
from leye.vacancies.enums import ContractKind

#: After so many months somebody, or the ledger itself, says what became of a hire.
FOLLOW_UP_MONTHS = (1, 3, 6)
KIND_OF = {ContractKind.LABOUR: SpellKind.CONTRACT, ContractKind.DISPATCH: SpellKind.CONTRACT}


def spell_kind(contract: str) -> SpellKind:
    """The kind of job in the ledger that a kind of contract makes."""
    return KIND_OF.get(ContractKind(contract), SpellKind.FLEXIBLE)


def seat_holder(application_id: int) -> str:
    """The name under which an application holds its seat."""
    return f"application:{application_id}"


class OfPerson(ApplicationAction):
    """A step that also changes the ledger: the person is locked before the application, by everybody."""

    def take_with_person(self, step: str) -> tuple[Application, Person]:
        """The person and the application, both locked, the application one step on. Raises as `take`."""
        rows = Application.objects.visible_to(self.actor.scope).filter(pk=self.application_id)
        person_id = rows.values_list("person_id", flat=True).first()
        if person_id is None:
            raise Absent
        person = self.person(person_id)
        return self.take(step), person


@dataclass(kw_only=True)
class HirePerson(OfPerson):
    """Hire an applicant: all of it or nothing, so that no seat is given twice and no job is without its seat.

    `kind` (SpellKind) and `work_place` are the vacancy's unless given.
    """

    started_on: dt.date
    wage_fen: int | None = None
    channel: str = ""
    kind: str = ""
    contract_months: int | None = None
    insured_on: dt.date | None = None
    work_place: str = ""
    reach: str = ""

    def execute(self) -> Application:
        one, person = self.take_with_person("hire")
        problems = Problems()
        if person.deceased_on is not None:
            problems.add("", _("此人已登记死亡，不能录用。请给单位答复，或撤回这份应聘。"))
        problems.past("started_on", _("上岗日期"), self.started_on, person.birth_date)
        problems.order("started_on", _("上岗日期"), one.sent_on, self.started_on)
        problems.past("insured_on", _("参保日期"), self.insured_on, person.birth_date)
        problems.check()
        vacancy = TakeSeat(self.actor, one.vacancy_id, seat_holder(one.pk)).run()
        started = StartSpell(
            self.actor, person_id=person.pk, started_on=self.started_on,
            kind=self.kind or spell_kind(vacancy.contract), channel=self.channel,
            employer_name=vacancy.employer_name, work_place=(self.work_place or vacancy.place)[:60],
            wage_fen=self.wage_fen, employer_id=self._employer(vacancy.employer_id),
            contract_months=self.contract_months, insured_on=self.insured_on, reach=self.reach,
        ).run()  # fmt: skip
        one.answered_on = today()
        self.keep(one, "answered_on")
        hire = Hire.objects.create(
            person=person, area_id=person.area_id, vacancy=vacancy, application=one, spell=started.spell,
            started_on=self.started_on, hired_by_id=self.actor.user,
        )  # fmt: skip
        FollowUp.objects.bulk_create(
            FollowUp(
                hire=hire, person=person, area_id=person.area_id, months=months,
                due_on=add_months(self.started_on, months),
            )
            for months in FOLLOW_UP_MONTHS
        )  # fmt: skip
        self._close_what_is_open(person.pk, one.pk)
        return one

    def _employer(self, employer_id: int) -> int | None:
        """The employer, when the actor may see it in the ledger; its name stands in the spell anyhow."""
        seen = Employer.objects.visible_to(self.actor.scope).filter(pk=employer_id).exists()
        return employer_id if seen else None

    def _close_what_is_open(self, person_id: int, application_id: int) -> None:
        close_others(person_id)
        others = Application.objects.filter(person_id=person_id, state__in=WAITING).exclude(pk=application_id)
        others.update(
            state=ApplicationState.WITHDRAWN, answer=_("本人已在别处录用。"), answered_on=today(),
            version=F("version") + 1,
        )  # fmt: skip


@dataclass(kw_only=True)
class UndoHire(OfPerson):
    """A hire that was entered by mistake: seat, job and follow-ups are taken back, what it closed is open again.

    The application stands as offered. A job that has ended was one, and is not taken back.
    """

    reason: str

    def execute(self) -> Application:
        one, _person = self.take_with_person("undo")
        problems = Problems()
        reason = problems.text(Application, "answer", self.reason)
        if not reason:
            problems.add("reason", _("请填写撤销的原因。"))
        if "answer" in problems.found:
            problems.add("reason", problems.found.pop("answer"))
        problems.check()
        hire = Hire.objects.select_for_update(of=("self",)).filter(application=one).first()
        if hire is None:
            raise ActionError(_("没有找到这次录用的登记，请刷新页面。"))
        closed, spell_id = closed_by(hire), hire.spell_id
        hire.delete()
        RetractSpell(self.actor, spell_id=spell_id, reason=reason).run()
        GiveBackSeat(self.actor, one.vacancy_id, seat_holder(one.pk)).run()
        one.answered_on, one.answer = None, _("撤销录用：%(reason)s") % {"reason": reason}
        one.answer = one.answer[:200]
        self.keep(one, "answer", "answered_on")
        open_again(closed)
        return one
