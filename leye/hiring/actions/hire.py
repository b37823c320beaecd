"""A hire: the seat is taken, the job stands in the ledger, what else was open closes, and follow-ups are due."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from leye.hiring.actions.apply import ApplicationAction
from leye.hiring.actions.recommend import close_others
from leye.hiring.enums import ApplicationState, HireOutcome
from leye.hiring.models import Application, FollowUp, Hire
from leye.hiring.states import WAITING
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.actions.spells import StartSpell
from leye.ledger.enums import SpellKind
from leye.ledger.models import Employer, EmploymentSpell
from leye.standards.calendar import add_months, today
from leye.vacancies.actions.seats import TakeSeat
from leye.vacancies.enums import ContractKind

#: After so many months somebody, or the ledger itself, says what became of a hire.
FOLLOW_UP_MONTHS = (1, 3, 6)
KIND_OF = {ContractKind.LABOUR: SpellKind.CONTRACT, ContractKind.DISPATCH: SpellKind.CONTRACT}


@dataclass(kw_only=True)
class HirePerson(ApplicationAction):
    """Hire an applicant: all of it or nothing, so that no seat is given twice and no job is without its seat."""

    started_on: dt.date
    wage_fen: int | None = None
    channel: str = ""

    def execute(self) -> Application:
        one = self.take("hire")
        person = self.person(one.person_id)
        problems = Problems()
        problems.past("started_on", _("上岗日期"), self.started_on, person.birth_date)
        problems.order("started_on", _("上岗日期"), one.sent_on, self.started_on)
        problems.check()
        vacancy = TakeSeat(self.actor, one.vacancy_id, f"application:{one.pk}").run()
        started = StartSpell(
            self.actor, person_id=person.pk, started_on=self.started_on,
            kind=KIND_OF.get(ContractKind(vacancy.contract), SpellKind.FLEXIBLE), channel=self.channel,
            employer_name=vacancy.employer_name, work_place=vacancy.place[:60], wage_fen=self.wage_fen,
            employer_id=self._employer(vacancy.employer_id),
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


def outcome_of(follow_up: FollowUp, spell: EmploymentSpell) -> tuple[HireOutcome, str]:
    """What the ledger shows on the day of a follow-up, and on what it rests."""
    day = follow_up.due_on
    if spell.ended_on is None or spell.ended_on > day:
        insured = _("，参保日期%(day)s") % {"day": spell.insured_on} if spell.insured_on else ""
        return HireOutcome.STAYED, _("台账中这段就业没有结束%(insured)s") % {"insured": insured}
    elsewhere = (
        EmploymentSpell.objects.filter(person_id=follow_up.person_id, started_on__lte=day)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        .exclude(pk=spell.pk)
        .first()
    )
    if elsewhere is not None:
        return HireOutcome.MOVED_ON, _("%(day)s起在%(name)s就业") % {
            "day": elsewhere.started_on,
            "name": elsewhere.employer_name or elsewhere.get_kind_display(),
        }
    return HireOutcome.LEFT, _("%(day)s离职") % {"day": spell.ended_on}


class DeriveOutcomes(LedgerAction[int]):
    """Say what became of hires whose follow-up is due, from what the ledger holds; how many. For the night."""

    def execute(self) -> int:
        due = FollowUp.objects.filter(outcome="", due_on__lte=today()).select_related("hire__spell")
        count = 0
        for one in due.select_for_update(of=("self",)).order_by("pk"):
            one.outcome, one.basis = outcome_of(one, one.hire.spell)
            one.seen_on = today()
            one.save(update_fields=["outcome", "basis", "seen_on"])
            count += 1
        return count
