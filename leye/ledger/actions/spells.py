"""Periods of work: how they begin, and how they end (#189)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.enums import RegistrationEnd
from leye.ledger.models import Employer, EmploymentSpell, Person, UnemploymentRegistration

#: Sixty years: no contract for a term is longer; one without a term has no number of months.
LONGEST_CONTRACT = 720


@dataclass(frozen=True)
class StartedSpell:
    """A new spell, the unemployment registration it closed, and what is worth a second look."""

    spell: EmploymentSpell
    closed_registration: UnemploymentRegistration | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class StartSpell(LedgerAction[StartedSpell]):
    """A person begins to work. The open unemployment registration ends on that day, unless asked otherwise.

    Two jobs at a time are allowed and only pointed out.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    started_on: dt.date
    kind: str
    channel: str = ""
    employer_id: int | None = None
    employer_name: str = ""
    work_place: str = ""
    wage_fen: int | None = None
    introduced_by_id: int | None = None
    is_on_job_training: bool = False
    contract_months: int | None = None
    insured_on: dt.date | None = None
    reach: str = ""
    close_registration: bool = True

    def execute(self) -> StartedSpell:
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("started_on", _("开始日期"), self.started_on, person.birth_date)
        problems.choice(EmploymentSpell, "kind", self.kind)
        problems.choice(EmploymentSpell, "channel", self.channel, required=False)
        problems.wage("wage_fen", _("月工资"), self.wage_fen)
        if person.deceased_on is not None:
            problems.add("", _("此人已登记死亡，不能登记就业。"))
        name = problems.text(EmploymentSpell, "employer_name", self.employer_name)
        work_place = problems.text(EmploymentSpell, "work_place", self.work_place)
        employer = self._employer(self.employer_id, "employer_id", problems)
        introducer = self._employer(self.introduced_by_id, "introduced_by_id", problems)
        problems.choice(EmploymentSpell, "reach", self.reach, required=False)
        problems.past("insured_on", _("参保日期"), self.insured_on, person.birth_date)
        if self.contract_months is not None and not 1 <= self.contract_months <= LONGEST_CONTRACT:
            problems.add(
                "contract_months", _("合同期限应在1至%(most)d个月之间。") % {"most": LONGEST_CONTRACT}
            )
        problems.check()
        warnings = self._overlaps(person)
        spell = EmploymentSpell.objects.create(
            person=person,
            area_id=person.area_id,
            employer=employer,
            employer_name=name or (employer.name if employer else ""),
            kind=self.kind,
            channel=self.channel,
            work_place=work_place,
            wage_fen=self.wage_fen,
            started_on=self.started_on,
            introduced_by=introducer,
            is_on_job_training=self.is_on_job_training,
            contract_months=self.contract_months,
            insured_on=self.insured_on,
            reach=self.reach,
        )
        closed = self._close_registration(person, warnings) if self.close_registration else None
        return StartedSpell(spell, closed, warnings)

    def _employer(self, pk: int | None, name: str, problems: Problems) -> Employer | None:
        if pk is None:
            return None
        employer = Employer.objects.visible_to(self.actor.scope).filter(pk=pk).first()
        if employer is None:
            problems.add(name, _("请从列表中选择用人单位，或直接填写单位名称。"))
        return employer

    def _overlaps(self, person: Person) -> list[str]:
        running = Q(ended_on__isnull=True) | Q(ended_on__gt=self.started_on)
        return [
            _("与另一段就业时间重叠：%(name)s，%(day)s开始%(end)s。如已离职，请补登离职日期。")
            % {
                "name": other.employer_name or other.get_kind_display(),
                "day": other.started_on,
                "end": "" if other.ended_on is None else _("，%(day)s结束") % {"day": other.ended_on},
            }
            for other in person.spells.filter(running)
        ]

    def _close_registration(self, person: Person, warnings: list[str]) -> UnemploymentRegistration | None:
        opened = person.registrations.filter(ended_on__isnull=True).first()
        if opened is None:
            return None
        if opened.registered_on > self.started_on:
            warnings.append(
                _("失业登记日期（%(day)s）晚于就业开始日期，未自动注销，请核对。")
                % {"day": opened.registered_on}
            )
            return None
        opened.ended_on = self.started_on
        opened.end_reason = RegistrationEnd.EMPLOYED
        opened.save(update_fields=["ended_on", "end_reason"])
        return opened


@dataclass(kw_only=True)
class EndSpell(LedgerAction[EmploymentSpell]):
    """A person stops working there; on the last day the person no longer counts as employed."""

    allowed = CAN_WRITE_LEDGER

    spell_id: int
    ended_on: dt.date
    reason: str

    def execute(self) -> EmploymentSpell:
        spell = self.row(EmploymentSpell.objects.all(), self.spell_id)
        if spell.ended_on is not None:
            raise ActionError(_("这段就业已于%(day)s结束。") % {"day": spell.ended_on})
        problems = Problems()
        problems.past("ended_on", _("结束日期"), self.ended_on)
        problems.order("ended_on", _("结束日期"), spell.started_on, self.ended_on)
        problems.choice(EmploymentSpell, "end_reason", self.reason)
        problems.check()
        spell.ended_on = self.ended_on
        spell.end_reason = self.reason
        spell.save(update_fields=["ended_on", "end_reason"])
        return spell
