"""Key employers: named with an officer, visited, and what they ask for done or turned into a vacancy."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.demand.actions.base import CAN_KEEP, CAN_VISIT, MOST_SEATS
from leye.demand.enums import ContactWay, NeedKind, NeedState
from leye.demand.models import EmployerNeed, EmployerOfficer, EmployerVisit
from leye.demand.officers import may_look_after
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.save import SaveVacancy
from leye.vacancies.models import Vacancy

MOST_NEEDS = 30


@dataclass(frozen=True)
class Asked:
    """A need as it was told."""

    kind: str
    what: str
    seats: int | None = None
    wanted_by: dt.date | None = None


def clean_needs(problems: Problems, needs: Sequence[Asked]) -> list[dict[str, Any]]:
    """Columns of needs; what is wrong goes to the field `needs`."""
    if len(needs) > MOST_NEEDS:
        problems.add("needs", _("一次最多登记%(most)d项需求。") % {"most": MOST_NEEDS})
    found: list[dict[str, Any]] = []
    for one in needs:
        inner = Problems()
        what = inner.text(EmployerNeed, "what", one.what, required=True)
        inner.choice(EmployerNeed, "kind", one.kind)
        seats = one.seats if one.kind == NeedKind.LABOUR else None
        if one.kind == NeedKind.LABOUR and not 1 <= (seats or 0) <= MOST_SEATS:
            inner.add("seats", _("用工需求请填1至%(most)d之间的人数。") % {"most": MOST_SEATS})
        for sentence in inner.found.values():
            problems.add("needs", _("需求“%(what)s”：%(why)s") % {"what": one.what[:40], "why": sentence})
        found.append({"kind": one.kind, "what": what, "seats": seats, "wanted_by": one.wanted_by})
    return found


class EmployerAction(LedgerAction[EmployerOfficer]):
    """What is done about an employer of the scope."""

    def employer(self, pk: int) -> Employer:
        """The employer, locked. Raises Absent."""
        return self.row(Employer.objects.all(), pk)

    def standing(self, employer: Employer) -> EmployerOfficer | None:
        """Who looks after it now."""
        return EmployerOfficer.objects.filter(employer=employer, until__isnull=True).first()


@dataclass(kw_only=True)
class NameOfficer(EmployerAction):
    """Make an employer a key one, with the officer who looks after it; or give it to another officer.

    The one before ends on the day, so that it stays known who looked after it when.
    """

    allowed = CAN_KEEP

    employer_id: int
    officer_id: int | None
    reason: str = ""

    def execute(self) -> EmployerOfficer:
        employer = self.employer(self.employer_id)
        before = self.standing(employer)
        problems = Problems()
        reason = problems.text(EmployerOfficer, "reason", self.reason) or (before.reason if before else "")
        if before is None and not reason:
            problems.add("reason", _("请写明为什么列为重点企业，例如：规上企业、用工200人以上。"))
        if self.officer_id is not None and not may_look_after(self.officer_id, employer.area_id):
            problems.add("officer_id", _("请从列表中选择服务专员：其岗位须管到企业所在地。"))
        problems.check()
        if before is not None and before.officer_id == self.officer_id:
            before.reason = reason
            before.save()
            return before
        if before is not None:
            before.until = today()
            before.save()
        return EmployerOfficer.objects.create(
            employer=employer, area_id=employer.area_id, officer_id=self.officer_id, since=today(), reason=reason
        )  # fmt: skip


@dataclass(kw_only=True)
class EndKeyEmployer(EmployerAction):
    """The employer is no key one any more; its visits and needs stay."""

    allowed = CAN_KEEP

    employer_id: int

    def execute(self) -> EmployerOfficer:
        standing = self.standing(self.employer(self.employer_id))
        if standing is None:
            raise ActionError(_("这家企业不是重点企业。"))
        standing.until = today()
        standing.save()
        return standing


@dataclass(kw_only=True)
class RecordVisit(LedgerAction[EmployerVisit]):
    """An employer was asked how it is doing, with whatever it asked for.

    A visit that says the same as one of that day is the same visit (a button pressed twice): it gets only the needs
    that it does not have yet.
    """

    allowed = CAN_VISIT

    employer_id: int
    visited_on: dt.date
    way: str = ContactWay.VISIT
    note: str = ""
    needs: Sequence[Asked] = ()

    def execute(self) -> EmployerVisit:
        employer = self.row(Employer.objects.all(), self.employer_id)
        problems = Problems()
        problems.past("visited_on", _("走访日期"), self.visited_on)
        problems.choice(EmployerVisit, "way", self.way)
        note = problems.text(EmployerVisit, "note", self.note)
        needs = clean_needs(problems, self.needs)
        if not note and not needs:
            problems.add("note", _("请写一句情况，或登记需求；没有需求的写“运转正常，暂无需求”。"))
        problems.check()
        told: dict[str, Any] = {
            "employer": employer, "area_id": employer.area_id, "visited_on": self.visited_on, "way": self.way,
            "by_id": self.actor.user, "note": note,
        }  # fmt: skip
        visit, _made = EmployerVisit.objects.get_or_create(**told)
        known = set(visit.needs.values_list("kind", "what", "seats"))
        EmployerNeed.objects.bulk_create(
            EmployerNeed(visit=visit, employer=employer, area_id=employer.area_id, **one)
            for one in needs
            if (one["kind"], one["what"], one["seats"]) not in known
        )
        return visit


@dataclass(kw_only=True)
class SettleNeed(LedgerAction[EmployerNeed]):
    """What was asked for is done, or cannot be done: with the result in words."""

    allowed = CAN_VISIT

    need_id: int
    result: str
    state: str = NeedState.DONE

    def execute(self) -> EmployerNeed:
        need = self.row(EmployerNeed.objects.all(), self.need_id)
        if need.state != NeedState.OPEN:
            raise ActionError(_("这项需求%(state)s，不用再办。") % {"state": need.get_state_display()})
        problems = Problems()
        result = problems.text(EmployerNeed, "result", self.result, required=True)
        if self.state not in (NeedState.DONE, NeedState.IMPOSSIBLE):
            problems.add("state", _("请选择办结还是办不了。"))
        problems.check()
        need.state, need.result, need.settled_on = self.state, result, today()
        need.save()
        return need


@dataclass(kw_only=True)
class DraftFromNeed(LedgerAction[Vacancy]):
    """One press makes a vacancy's draft of a need for labour; pressed again, it gives the same draft."""

    allowed = CAN_VISIT

    need_id: int

    def execute(self) -> Vacancy:
        need = self.row(EmployerNeed.objects.all(), self.need_id)
        if need.kind != NeedKind.LABOUR or need.seats is None:
            raise ActionError(_("只有用工需求可以生成岗位。"))
        if need.vacancy_id is not None:
            held = Vacancy.objects.visible_to(self.actor.scope).filter(pk=need.vacancy_id).first()
            if held is None:
                raise Absent
            return held
        employer = Employer.objects.get(pk=need.employer_id)
        made = SaveVacancy(
            self.actor, area_no=employer.area_id, employer_id=employer.pk, title=need.what[:80], seats=need.seats,
            contact_name=employer.contact, contact_phone=employer.phone,
        ).run()  # fmt: skip
        need.vacancy = made
        need.save()
        return made
