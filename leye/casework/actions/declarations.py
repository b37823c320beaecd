"""Declarations of households, such as that nobody of it wants to work (the evidence set of 无就业意愿).

A declaration begins as a draft, is signed through evidence (leye.evidence), and is filed when its set is complete.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.enums import DeclarationKind
from leye.casework.models import Declaration
from leye.casework.no_intention import helps_before, lacking_to_close
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Household
from leye.standards.calendar import today


@dataclass(frozen=True)
class Declared:
    """A declaration, and how often the household's members had been given information or help up to that day."""

    declaration: Declaration
    helps: int


@dataclass
class OnDeclaration(LedgerAction[Declaration]):
    """What is done to a declaration that stands: found in scope, locked, not withdrawn."""

    allowed = CAN_WRITE_LEDGER

    def standing(self, declaration_id: int) -> Declaration:
        """The declaration. Raises Absent, or ActionError when it was withdrawn."""
        found = self.row(Declaration.objects.all(), declaration_id, held=True)
        if found.ended_on is not None:
            raise ActionError(_("这份声明已于%(day)s撤回。") % {"day": found.ended_on})
        return found

    def draft(self, declaration_id: int) -> Declaration:
        """The declaration, whose set is not closed yet."""
        found = self.standing(declaration_id)
        if found.file_no:
            raise ActionError(
                _("这份材料已办结归档（%(no)s），不能再改；情况有变的，请撤回声明后重新办理。")
                % {"no": found.file_no}
            )
        return found


@dataclass(kw_only=True)
class DeclareNoIntention(LedgerAction[Declared]):
    """A member declares for the household that nobody wants to work, and why; the signature comes next.

    Whether enough help was offered before is for the documents' rules to judge; the number is only told.
    """

    allowed = CAN_WRITE_LEDGER

    household_id: int
    person_id: int
    declared_on: dt.date
    reason: str

    def execute(self) -> Declared:
        household = self.row(Household.objects.all(), self.household_id)
        person = self.person(self.person_id, held=True)
        problems = Problems()
        if person.household_id != household.pk:
            problems.add("person_id", _("请选择这一户的成员。"))
        elif person.deceased_on is not None:
            problems.add("person_id", _("此人已登记死亡，请选择别的成员。"))
        reason = problems.text(Declaration, "reason", self.reason, required=True)
        problems.past("declared_on", _("声明日期"), self.declared_on, person.birth_date)
        problems.check()
        made = Declaration.objects.create(
            person=person,
            area_id=person.area_id,
            household=household,
            kind=DeclarationKind.NO_INTENTION,
            declared_on=self.declared_on,
            reason=reason,
        )
        return Declared(made, helps_before(household.pk, self.declared_on))


@dataclass(kw_only=True)
class StateReason(OnDeclaration):
    """Put the main reason right while the set is open. What was signed for other words must be signed again."""

    declaration_id: int
    reason: str

    def execute(self) -> Declaration:
        declaration = self.draft(self.declaration_id)
        problems = Problems()
        reason = problems.text(Declaration, "reason", self.reason, required=True)
        problems.check()
        if reason != declaration.reason:
            declaration.reason = reason
            declaration.signed_by = ""
            declaration.save(update_fields=["reason", "signed_by"])
        return declaration


@dataclass(kw_only=True)
class MarkSigned(OnDeclaration):
    """Evidence says who put a name under the declaration, and how. That day is the day of the declaration.

    Only called by the actions of leye.evidence, in one transaction with the signature or the confirmation itself.
    """

    declaration_id: int
    signed_by: str
    signed_on: dt.date

    def execute(self) -> Declaration:
        declaration = self.draft(self.declaration_id)
        problems = Problems()
        problems.choice(Declaration, "signed_by", self.signed_by)
        problems.past("signed_on", _("签字日期"), self.signed_on, declaration.person.birth_date)
        problems.check()
        declaration.signed_by = self.signed_by
        declaration.declared_on = self.signed_on
        declaration.save(update_fields=["signed_by", "declared_on"])
        return declaration


@dataclass(kw_only=True)
class WithdrawSignature(OnDeclaration):
    """The evidence of the signature was taken back: the declaration is unsigned again."""

    declaration_id: int

    def execute(self) -> Declaration:
        declaration = self.draft(self.declaration_id)
        declaration.signed_by = ""
        declaration.save(update_fields=["signed_by"])
        return declaration


@dataclass(kw_only=True)
class CloseNoIntention(OnDeclaration):
    """File the complete set under its number. Refused, naming what is missing, until it is complete."""

    declaration_id: int
    file_no: str

    def execute(self) -> Declaration:
        declaration = self.draft(self.declaration_id)
        problems = Problems()
        file_no = problems.text(Declaration, "file_no", self.file_no, required=True)
        same = Declaration.objects.visible_to(self.actor.scope).filter(
            area_id=declaration.area_id, file_no=file_no
        )
        if file_no and same.exclude(pk=declaration.pk).exists():
            problems.add("file_no", _("本村（社区）已有一份材料用这个存档编号。"))
        for sentence in lacking_to_close(declaration):
            problems.found[""] = problems.found.get("", "") + sentence
        problems.check()
        declaration.file_no = file_no
        declaration.save(update_fields=["file_no"])
        return declaration


@dataclass(kw_only=True)
class WithdrawDeclaration(OnDeclaration):
    """Somebody of the household wants to work again: the declaration ends on a day."""

    declaration_id: int
    ended_on: dt.date

    def execute(self) -> Declaration:
        declaration = self.standing(self.declaration_id)
        problems = Problems()
        problems.past("ended_on", _("撤回日期"), self.ended_on)
        problems.order("ended_on", _("撤回日期"), declaration.declared_on, self.ended_on)
        problems.check()
        declaration.ended_on = self.ended_on
        declaration.save(update_fields=["ended_on"])
        return declaration


def suggested_file_no(declaration: Declaration) -> str:
    """A number that nobody else uses: the year and the declaration's own number."""
    return f"{today().year}-{declaration.pk:05d}"
