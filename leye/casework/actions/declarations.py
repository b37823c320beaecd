"""Declarations of households, such as that nobody of it wants to work (the evidence set of 无就业意愿)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.enums import DeclarationKind, Outcome
from leye.casework.models import Declaration, ServiceRecord
from leye.facts.households import ONLY_ASKING
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Household, Person


@dataclass(frozen=True)
class Declared:
    """A declaration, and how often the household's members had been given information or help up to that day."""

    declaration: Declaration
    helps: int


def helps_before(household_id: int, day: dt.date) -> int:
    """Information and help given to members of a household up to a day, as the rules count it: no mere asking."""
    members = Person.objects.filter(household_id=household_id)
    given = ServiceRecord.objects.filter(person__in=members, outcome=Outcome.DONE, served_on__lte=day)
    return given.exclude(kind__in=ONLY_ASKING).count()


@dataclass(kw_only=True)
class DeclareNoIntention(LedgerAction[Declared]):
    """A member declares for the household that nobody wants to work: why, how it was signed, where it is filed.

    Whether enough help was offered before is for the documents' rules to judge; the number is only told.
    """

    allowed = CAN_WRITE_LEDGER

    household_id: int
    person_id: int
    declared_on: dt.date
    reason: str
    signed_by: str
    file_no: str

    def execute(self) -> Declared:
        household = self.row(Household.objects.all(), self.household_id)
        person = self.person(self.person_id, held=True)
        problems = Problems()
        if person.household_id != household.pk:
            problems.add("person_id", _("请选择这一户的成员。"))
        elif person.deceased_on is not None:
            problems.add("person_id", _("此人已登记死亡，请选择别的成员。"))
        reason = problems.text(Declaration, "reason", self.reason, required=True)
        problems.choice(Declaration, "signed_by", self.signed_by)
        file_no = problems.text(Declaration, "file_no", self.file_no, required=True)
        problems.past("declared_on", _("声明日期"), self.declared_on, person.birth_date)
        problems.check()
        made = Declaration.objects.create(
            person=person,
            area_id=person.area_id,
            household=household,
            kind=DeclarationKind.NO_INTENTION,
            declared_on=self.declared_on,
            reason=reason,
            signed_by=self.signed_by,
            file_no=file_no,
        )
        return Declared(made, helps_before(household.pk, self.declared_on))


@dataclass(kw_only=True)
class WithdrawDeclaration(LedgerAction[Declaration]):
    """Somebody of the household wants to work again: the declaration ends on a day."""

    allowed = CAN_WRITE_LEDGER

    declaration_id: int
    ended_on: dt.date

    def execute(self) -> Declaration:
        declaration = self.row(Declaration.objects.all(), self.declaration_id, held=True)
        if declaration.ended_on is not None:
            raise ActionError(_("这份声明已于%(day)s撤回。") % {"day": declaration.ended_on})
        problems = Problems()
        problems.past("ended_on", _("撤回日期"), self.ended_on)
        problems.order("ended_on", _("撤回日期"), declaration.declared_on, self.ended_on)
        problems.check()
        declaration.ended_on = self.ended_on
        declaration.save(update_fields=["ended_on"])
        return declaration
