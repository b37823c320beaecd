"""Names put under a service or a declaration: drawn on the screen, or on paper that was photographed."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.declarations import MarkSigned
from leye.casework.enums import SignedBy
from leye.evidence.actions.attachments import AddAttachment, open_subject
from leye.evidence.drawings import drawn
from leye.evidence.enums import About, AttachmentKind, SignedOn, Signer
from leye.evidence.models import Signature
from leye.evidence.subjects import Subject
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import today

#: What a signature of a person or the family makes of a declaration.
SIGNED_BY = {Signer.SELF.value: SignedBy.SELF, Signer.FAMILY.value: SignedBy.FAMILY}


@dataclass(kw_only=True)
class _Sign(LedgerAction[Signature]):
    """What every signature tells: under what, whose name, and for a family member which relation."""

    allowed = CAN_WRITE_LEDGER

    about: str
    about_id: int
    signer: str
    signer_name: str = ""
    relation: str = ""

    def _sign(
        self, subject: Subject, way: SignedOn, kind: AttachmentKind, file: tuple[str, bytes], on: dt.date
    ) -> Signature:
        problems = Problems()
        problems.choice(Signature, "signer", self.signer)
        name = problems.text(Signature, "signer_name", self.signer_name)
        relation = problems.text(Signature, "relation", self.relation)
        if self.signer == Signer.FAMILY and not name:
            problems.add("signer_name", _("请填写代签家属的姓名。"))
        if self.signer == Signer.FAMILY and not relation:
            problems.add("relation", _("请填写代签人与本人的关系。"))
        problems.past("signed_on", _("签字日期"), on, subject.person.birth_date)
        problems.check()
        if subject.about == About.PERSON:
            raise ActionError(_("请在服务记录或声明上签字。"))
        added = AddAttachment(
            self.actor, about=self.about, about_id=self.about_id, kind=kind, name=file[0], content=file[1]
        ).run()
        if earlier := Signature.objects.filter(attachment=added.attachment).first():
            return earlier
        own = self.signer == Signer.SELF
        made = Signature.objects.create(
            person=subject.person, area_id=subject.person.area_id, about=subject.about, about_id=subject.about_id,
            attachment=added.attachment, statement=subject.statement, signer=self.signer,
            signer_name=subject.person.name if own else name, relation="" if own else relation, way=way, signed_on=on,
            witness_id=self.actor.user,
        )  # fmt: skip
        if subject.about == About.DECLARATION:
            MarkSigned(
                self.actor, declaration_id=subject.about_id, signed_by=SIGNED_BY[self.signer], signed_on=on
            ).run()
        return made


@dataclass(kw_only=True)
class SignOnScreen(_Sign):
    """Drawn with finger, pen or mouse in front of the clerk. `drawing`: the PNG as a data address."""

    drawing: str = field(repr=False)

    def execute(self) -> Signature:
        subject = open_subject(self, self.about, self.about_id)
        content = drawn(self.drawing)
        return self._sign(subject, SignedOn.SCREEN, AttachmentKind.SIGNATURE, ("签名.png", content), today())


@dataclass(kw_only=True)
class SignOnPaper(_Sign):
    """Signed on paper on a day; the photo or scan of the paper shows it."""

    name: str
    content: bytes = field(repr=False)
    signed_on: dt.date

    def execute(self) -> Signature:
        subject = open_subject(self, self.about, self.about_id)
        return self._sign(
            subject, SignedOn.PAPER, AttachmentKind.SIGNED, (self.name, self.content), self.signed_on
        )
