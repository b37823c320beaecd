"""Show a full identity number, and write down who saw it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import NotAllowed
from leye.accounts.enums import Access, Role
from leye.accounts.models import AccessLog
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.vault.crypto import decrypt


@dataclass(kw_only=True)
class Reveal(LedgerAction[str]):
    """The full identity number of a person in scope, or shared with the right to work on the file. Every look is logged."""

    allowed = (
        Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_LEADER, Role.AUDITOR,
    )  # fmt: skip

    person_id: int

    def execute(self) -> str:
        person = Person.objects.visible_to(self.actor.scope).filter(pk=self.person_id).first()
        if person is None:
            raise Absent
        if not self.actor.scope.may_edit(person.area_id, person.pk):
            raise NotAllowed(_("此人只供您查看，不能看完整证号。如需办理，请联系责任辖区。"))
        if self.actor.user_id is not None:
            AccessLog.objects.create(
                user_id=self.actor.user_id,
                post_id=self.actor.post_id,
                area_id=person.area_id,
                access=Access.REVEAL,
                person_id=person.pk,
            )
        return decrypt(bytes(person.id_cipher))
