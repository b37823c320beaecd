"""Take a pack along, call it back, and hand its key to its owner."""

import base64
import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, CAN_WRITE_LEDGER, Access, Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.offline.clock import instant, milliseconds
from leye.offline.errors import NobodyDue, PackAbsent
from leye.offline.models import OfflinePack
from leye.offline.people import cards, due_people
from leye.offline.querysets import PackQuerySet
from leye.offline.surveys import asked_along
from leye.vault.crypto import decrypt, encrypt

#: How long a pack may be carried, in hours.
HOURS = (24, 48, 72)
KEY_BYTES = 32
#: Who calls back what others took along.
CAN_CALL_BACK = (Role.TOWNSHIP_CLERK, *CAN_MANAGE_ACCOUNTS)


@dataclass(frozen=True)
class TakenPack:
    """A pack, its people as the device keeps them, the surveys they are on, and the key under which it keeps all."""

    pack: OfflinePack
    people: list[dict[str, Any]]
    surveys: dict[str, Any]
    key: str


def key_of(pack: OfflinePack) -> str:
    """The device's key in base64."""
    return decrypt(bytes(pack.key_cipher))


def own_pack(action: LedgerAction[Any], pack_id: Any) -> OfflinePack:
    """A pack that the actor himself took, in his scope. Raises PackAbsent."""
    packs = OfflinePack.objects.visible_to(action.actor.scope).of(action.actor.user)
    found = packs.select_related("area", "post").filter(pk=pack_id).first()
    if found is None:
        raise PackAbsent
    return found


def closable_packs(actor: Actor) -> PackQuerySet:
    """The packs that an actor may call back in his area: his own; a township clerk those of his village assistants
    too; who manages accounts there, all.
    """
    packs = OfflinePack.objects.visible_to(actor.scope)
    if actor.role in CAN_MANAGE_ACCOUNTS:
        return packs
    if actor.role == Role.TOWNSHIP_CLERK:
        return packs.filter(Q(user_id=actor.user) | Q(post__role=Role.VILLAGE_ASSISTANT))
    return packs.of(actor.user)


@dataclass(kw_only=True)
class TakePack(LedgerAction[TakenPack]):
    """The due people of an area onto a device, for some hours. Logged as a list that left unmasked."""

    allowed = CAN_WRITE_LEDGER

    area_no: int
    hours: int
    device_ms: int

    def check(self) -> None:
        super().check()
        if self.hours not in HOURS:
            raise Invalid({"hours": _("请选择带走多久。")})
        try:
            instant(self.device_ms)
        except ValueError as error:
            raise ActionError(_("这台设备的时间不对，请先校准日期和时间。")) from error

    def execute(self) -> TakenPack:
        area = self.area(self.area_no)
        ids = due_people(self.actor.scope, self.actor.role, area)
        people = cards(self.actor.scope, self.actor.role, ids)
        if not people:
            raise NobodyDue(area.name)
        post_id = self.actor.post_id
        if post_id is None:
            raise ActionError(_("带走资料须有岗位。"))
        now = timezone.now()
        key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        pack = OfflinePack.objects.create(
            area=area,
            user_id=self.actor.user,
            post_id=post_id,
            people=len(people),
            carried=[card["id"] for card in people],
            key_cipher=encrypt(key),
            offset_ms=milliseconds(now) - self.device_ms,
            taken_at=now,
            expires_at=now + dt.timedelta(hours=self.hours),
        )
        detail = {"list": "offline", "pack": str(pack.pk), "rows": len(people), "area": area.no}
        log_access(self.actor, Access.EXPORT_FULL, detail=detail)
        return TakenPack(pack, people, asked_along(people), key)


@dataclass(kw_only=True)
class ClosePack(LedgerAction[OfflinePack]):
    """Call a pack back: opened with a network, the device throws its people away. Its records still come in.

    By its owner, or by who supervises him: whoever lost the device may be ill, dismissed, or unaware. Logged.
    """

    pack_id: Any
    reason: str = ""

    def describe(self) -> dict[str, Any]:
        """The pack's number."""
        return {"pack": str(self.pack_id)}

    def execute(self) -> OfflinePack:
        pack = closable_packs(self.actor).filter(pk=self.pack_id).first()
        if pack is None:
            raise PackAbsent
        problems = Problems()
        reason = problems.text(OfflinePack, "close_reason", self.reason)
        problems.check()
        if pack.closed_at is None:
            pack.closed_at, pack.closed_by_id, pack.close_reason = timezone.now(), self.actor.user, reason
            pack.save(update_fields=["closed_at", "closed_by", "close_reason"])
            detail = {"action": "ClosePack", "pack": str(pack.pk), "of": pack.user_id, "area": pack.area_id}
            log_access(self.actor, Access.ACCOUNT, detail=detail)
        return pack


@dataclass(kw_only=True)
class FetchKey(LedgerAction[str]):
    """The key of one's own pack, for a device that threw its copy away but still holds records. Logged."""

    pack_id: Any

    def execute(self) -> str:
        pack = own_pack(self, self.pack_id)
        log_access(self.actor, Access.EXPORT, detail={"list": "offline-key", "pack": str(pack.pk)})
        return key_of(pack)
