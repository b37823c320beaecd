"""Take a file in, checked by content, size and for viruses; take it back; give its bytes out."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.actions.declarations import WithdrawSignature
from leye.evidence.actions.checks import CAN_CHECK
from leye.evidence.contents import check_content
from leye.evidence.enums import About
from leye.evidence.models import Attachment, AttachmentBody, Confirmation, Signature
from leye.evidence.scanning import scan
from leye.evidence.subjects import Subject, subject_of
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent
from leye.ledger.identities import hold_keys
from leye.vault.sealing import seal, unseal

#: Files that stand for one row at a time; a chronicle in photos is no evidence any more.
MOST_FILES = 30
LONGEST_NAME = 120


@dataclass(frozen=True)
class Added:
    """A file taken in; `again`: the very same file stood there already, nothing was added."""

    attachment: Attachment
    again: bool = False


def tidy_name(name: str) -> str:
    """The file's name without folders and control characters, short enough, its ending kept."""
    plain = "".join(ch for ch in name.replace("\\", "/") if unicodedata.category(ch)[0] != "C")
    path = PurePath(PurePath(plain).name or "文件")
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"[:LONGEST_NAME]


@dataclass(kw_only=True)
class AddAttachment(LedgerAction[Added]):
    """Lay a file to a person or to one of the person's rows."""

    allowed = CAN_WRITE_LEDGER

    about: str
    about_id: int
    kind: str
    name: str
    content: bytes
    note: str = ""

    def describe(self) -> dict[str, object]:
        """No bytes in the history's context."""
        return {"about": self.about, "row": self.about_id}

    def execute(self) -> Added:
        subject = open_subject(self, self.about, self.about_id)
        problems = Problems()
        problems.choice(Attachment, "kind", self.kind)
        note = problems.text(Attachment, "note", self.note)
        problems.check()
        name = tidy_name(self.name)
        found = check_content(name, self.content)
        digest = hashlib.sha256(self.content).hexdigest()
        standing = Attachment.objects.filter(
            person=subject.person, about=subject.about, about_id=subject.about_id, removed_at__isnull=True
        )
        if same := standing.filter(sha256=digest).first():
            return Added(same, again=True)
        if standing.count() >= MOST_FILES:
            raise ActionError(_("一条记录最多放%(most)d份材料；请先撤回没用的。") % {"most": MOST_FILES})
        scanned = scan(name, self.content)
        made = Attachment.objects.create(
            person=subject.person, area_id=subject.person.area_id, about=subject.about, about_id=subject.about_id,
            kind=self.kind, name=name, media_type=found.media_type, size=len(self.content), sha256=digest,
            scan=scanned, note=note, added_by_id=self.actor.user,
        )  # fmt: skip
        # While a new key is being put in place, nothing may be written under the old one.
        hold_keys()
        key_cipher, sealed = seal(self.content)
        AttachmentBody.objects.create(
            attachment=made, person=subject.person, area_id=subject.person.area_id, key_cipher=key_cipher, sealed=sealed
        )  # fmt: skip
        return Added(made)


def open_subject(action: LedgerAction[Any], about: str, about_id: int) -> Subject:
    """The row that evidence is laid to: its person may be worked on, and its file is not closed.

    A check takes evidence only from who may check it.
    """
    subject = subject_of(action.actor, about, about_id)
    if subject.about == About.CHECK and action.actor.role not in CAN_CHECK:
        raise NotAllowed(_("核查的材料只能由核查的人放入或撤回。"))
    action.person(subject.person.pk)
    if not subject.open:
        raise ActionError(_("这份材料已办结归档或已撤回，不能再增减。"))
    return subject


@dataclass(kw_only=True)
class RemoveAttachment(LedgerAction[Attachment]):
    """Take a file back with a reason. Row and bytes stay; a signature goes with the file that shows it."""

    allowed = CAN_WRITE_LEDGER

    attachment_id: int
    reason: str

    def execute(self) -> Attachment:
        found = self.row(Attachment.objects.all(), self.attachment_id)
        if found.removed_at is not None:
            raise ActionError(_("这份材料已经撤回。"))
        open_subject(self, found.about, found.about_id or found.person_id)
        if self.actor.role == Role.VILLAGE_ASSISTANT and found.added_by_id != self.actor.user_id:
            raise NotAllowed(_("这份材料是别人上传的，请由本人或乡镇经办员撤回。"))
        problems = Problems()
        reason = problems.text(Attachment, "removed_reason", self.reason)
        if not reason:
            problems.add("reason", _("请写明撤回原因。"))
        problems.check()
        found.removed_at = timezone.now()
        found.removed_reason = reason
        found.save(update_fields=["removed_at", "removed_reason"])
        self._unsign(found)
        return found

    def _unsign(self, found: Attachment) -> None:
        """A declaration that this file showed to be signed is unsigned, unless a later signature stands."""
        if found.about != About.DECLARATION or not Signature.objects.filter(attachment=found).exists():
            return
        same = {"about": About.DECLARATION, "about_id": found.about_id}
        others = Signature.objects.filter(**same, attachment__removed_at__isnull=True).exists()
        if not others and not Confirmation.objects.filter(**same, confirmed_at__isnull=False).exists():
            WithdrawSignature(self.actor, declaration_id=found.about_id).run()


def content_of(actor: Actor, attachment_id: int) -> tuple[Attachment, bytes]:
    """A file in scope and its bytes; what was taken back is given out too, for whoever looks into why.

    Raises Absent, BrokenSealError, UnknownKeyError, and as `subject_of` does for a file that belongs to a check.
    """
    bodies = AttachmentBody.objects.visible_to(actor.scope).select_related("attachment")
    body = bodies.filter(attachment_id=attachment_id).first()
    if body is None:
        raise Absent
    if body.attachment.about == About.CHECK:
        subject_of(actor, About.CHECK, body.attachment.about_id)
    return body.attachment, unseal(bytes(body.key_cipher), bytes(body.sealed))
