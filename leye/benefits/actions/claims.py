"""Claims that were decided elsewhere: entered with the number of their document, then paid or recovered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.adoption.registry import find_rule
from leye.benefits.enums import ClaimState, ClaimSubject, PayeeKind
from leye.benefits.models import Claim
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Employer, Person
from leye.policy import Benefit

CAN_KEEP_CLAIMS = (Role.COUNTY_OFFICER,)
#: A hundred million yuan; more is a mistyped number.
MOST_FEN = 10**10
#: The table in which the subject of a rule stands, for subjects that are no person and no area.
TABLES = {
    ClaimSubject.HOUSEHOLD: "ledger.Household", ClaimSubject.SPELL: "ledger.EmploymentSpell",
    ClaimSubject.EMPLOYER: "ledger.Employer", ClaimSubject.PLACEMENT: "casework.Placement",
    ClaimSubject.TRAINEE: "training.Trainee", ClaimSubject.TRAINING: "training.TrainingClass",
    ClaimSubject.SITE: "registers.Site", ClaimSubject.ACTIVITY: "registers.Activity", ClaimSubject.FAIR: "market.Fair",
}  # fmt: skip


@dataclass(kw_only=True)
class RecordClaim(LedgerAction[Claim]):
    """Enter a decision of an office: the benefit, its subject, who is paid, how much, and the document's number.

    What the subject is, the rule says. `payee_id`: the employer, institution or agency (an employer's row) or the
    site; None for the person. With `paid_on` the claim is paid already.
    """

    allowed = CAN_KEEP_CLAIMS

    pack: str
    rule: str
    subject_id: int
    amount_fen: int
    decided_on: dt.date
    document_no: str
    payee_id: int | None = None
    fund: str = ""
    paid_on: dt.date | None = None
    refused: bool = False
    reason: str = ""

    def execute(self) -> Claim:
        rule = find_rule(self.pack, self.rule)
        if not isinstance(rule, Benefit):
            raise ActionError(_("文件中没有这项待遇，请从政策库中选择。"))
        kind = rule.subject.kind
        area_no, person_id = self._subject(kind)
        problems = Problems()
        document_no = problems.text(Claim, "document_no", self.document_no, required=True)
        fund = problems.text(Claim, "fund", self.fund)
        reason = problems.text(Claim, "reason", self.reason)
        problems.past("decided_on", _("决定日期"), self.decided_on)
        problems.past("paid_on", _("发放日期"), self.paid_on)
        if self.paid_on is not None:
            problems.order("paid_on", _("发放日期"), self.decided_on, self.paid_on)
        if not 0 <= self.amount_fen <= MOST_FEN:
            problems.add("amount_fen", _("金额应在0元至1亿元之间。"))
        if self.refused and not reason:
            problems.add("reason", _("未批准的，请填写原因。"))
        payee_kind = PayeeKind(rule.payee)
        payee_id, payee_name = self._payee(payee_kind, person_id, problems)
        problems.check()
        state = ClaimState.PAID if self.paid_on else ClaimState.APPROVED
        return Claim.objects.create(
            person_id=person_id, area_id=area_no, pack=self.pack, rule=self.rule, subject_kind=kind,
            subject_id=self.subject_id, payee_kind=payee_kind, payee_id=payee_id, payee_name=payee_name,
            amount_fen=self.amount_fen, fund=fund, decided_on=self.decided_on, paid_on=self.paid_on,
            state=ClaimState.REFUSED if self.refused else state, document_no=document_no, reason=reason,
        )  # fmt: skip

    def _subject(self, kind: str) -> tuple[int, int | None]:
        """Area and person of the subject. Raises Absent when it is not in scope."""
        if kind == ClaimSubject.PERSON:
            person = self.person(self.subject_id, held=True)
            return person.area_id, person.pk
        if kind == ClaimSubject.AREA:
            return self.area(self.subject_id, "subject_id").no, None
        if kind not in TABLES:
            raise ActionError(_("这项待遇的对象还不能登记。"))
        model: Any = apps.get_model(TABLES[ClaimSubject(kind)])
        found: Any = self.row(model.objects.all(), self.subject_id, held=True)
        return found.area_id, getattr(found, "person_id", None)

    def _payee(self, kind: PayeeKind, person_id: int | None, problems: Problems) -> tuple[int | None, str]:
        if kind == PayeeKind.PERSON:
            paid = self.payee_id or person_id
            others = Person.objects.visible_to(self.actor.scope).filter(pk=paid or 0)
            if paid != person_id and not others.exists():
                problems.add("payee_id", _("请从列表中选择收款的%(label)s。") % {"label": kind.label})
            return paid, ""
        model: Any = apps.get_model("registers.Site") if kind == PayeeKind.SITE else Employer
        found = model.objects.visible_to(self.actor.scope).filter(pk=self.payee_id or 0).first()
        if found is None:
            problems.add("payee_id", _("请从列表中选择收款的%(label)s。") % {"label": kind.label})
            return None, ""
        return found.pk, found.name


def _standing(action: LedgerAction[Claim], claim_id: int) -> Claim:
    claim = action.row(Claim.objects.all(), claim_id, held=True)
    if claim.state not in (ClaimState.APPROVED, ClaimState.PAID):
        raise ActionError(_("这笔待遇%(state)s，不能再办。") % {"state": claim.get_state_display()})
    return claim


@dataclass(kw_only=True)
class MarkPaid(LedgerAction[Claim]):
    """An approved claim was paid."""

    allowed = CAN_KEEP_CLAIMS

    claim_id: int
    paid_on: dt.date

    def execute(self) -> Claim:
        claim = _standing(self, self.claim_id)
        if claim.state == ClaimState.PAID:
            raise ActionError(_("这笔待遇已于%(day)s发放。") % {"day": claim.paid_on})
        problems = Problems()
        problems.past("paid_on", _("发放日期"), self.paid_on)
        problems.order("paid_on", _("发放日期"), claim.decided_on, self.paid_on)
        problems.check()
        claim.state, claim.paid_on = ClaimState.PAID, self.paid_on
        claim.save(update_fields=["state", "paid_on"])
        return claim


@dataclass(kw_only=True)
class MarkRecovered(LedgerAction[Claim]):
    """Money paid wrongly came back (or an approval was taken back): the claim stands no longer."""

    allowed = CAN_KEEP_CLAIMS

    claim_id: int
    recovered_on: dt.date
    reason: str

    def execute(self) -> Claim:
        claim = _standing(self, self.claim_id)
        problems = Problems()
        reason = problems.text(Claim, "reason", self.reason)
        if not reason:
            problems.add("reason", _("请填写追回原因。"))
        problems.past("recovered_on", _("追回日期"), self.recovered_on)
        problems.order("recovered_on", _("追回日期"), claim.paid_on or claim.decided_on, self.recovered_on)
        problems.check()
        claim.state, claim.recovered_on, claim.reason = ClaimState.RECOVERED, self.recovered_on, reason
        claim.save(update_fields=["state", "recovered_on", "reason"])
        return claim
