"""Take one record in that was made without a network."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.ledger.models import Person
from leye.offline.applying import put_in
from leye.offline.clock import DeviceClock
from leye.offline.enums import EditState, Why
from leye.offline.models import OfflineEdit, OfflinePack
from leye.offline.records import Record
from leye.standards.calendar import SHANGHAI

#: Files that became one may have become one again; more steps than this are a mistake in the data.
MOST_MERGES = 5


def held_person(action: LedgerAction[Any], person_id: int) -> Person | None:
    """The person a record is about, locked, followed through merges; None when the actor may not work on the file."""
    people = Person.objects.visible_to(action.actor.scope).select_related("area")
    for _step in range(MOST_MERGES):
        found = people.filter(pk=person_id).select_for_update(of=("self",)).first()
        if found is None:
            return None
        if found.merged_into_id is None:
            break
        person_id = found.merged_into_id
    else:
        return None
    try:
        return action.person(found.pk)
    except NotAllowed:
        return None


@dataclass(kw_only=True)
class TakeIn(LedgerAction[OfflineEdit]):
    """Keep a record and put into the ledger what can go in without overwriting anybody.

    Whatever cannot is kept for its maker to decide; nothing is thrown away. The number of the record is the key
    of its row: handed in again, it is not carried out again.
    """

    allowed = CAN_WRITE_LEDGER

    pack: OfflinePack
    record: Record
    clock: DeviceClock

    def describe(self) -> dict[str, Any]:
        """The record's number, so that history tells what came from a device."""
        return {"offline": str(self.record.uuid)}

    def execute(self) -> OfflineEdit:
        person = held_person(self, self.record.person_id)
        made = self.clock.when(self.record.device_at)
        body = {**self.record.body, "person": self.record.person_id}
        if not body["on_typed"] and made.certain:
            body["on"] = made.at.astimezone(SHANGHAI).date().isoformat()
        edit = OfflineEdit(
            uuid=self.record.uuid, pack=self.pack, person=person, user_id=self.actor.user, kind=self.record.kind,
            area_id=person.area_id if person else self.pack.area_id, body=body, device_at=self.record.device_at,
            made_at=made.at, state=EditState.WAITING,
        )  # fmt: skip
        sure = made.certain or body["on_typed"]
        if not sure:
            body["day_unsure"] = True
        edit.save(force_insert=True)
        edit.why, edit.sentence = self._obstacle(person, sure)
        if person is not None and not edit.why:
            put_in(self.actor, edit, person)
        edit.save()
        return edit

    def _obstacle(self, person: Person | None, sure: bool) -> tuple[str, str]:
        """Why a record is not carried out at once."""
        now: dt.datetime = timezone.now()
        if person is None:
            return Why.ABSENT, _(
                "此人已不在您的辖区，或已不归您经办。记录留在这里；人回到辖区后可再入账，也可以放弃。"
            )
        if self.pack.carried is not None and self.record.person_id not in self.pack.carried:
            return Why.OUTSIDE, _(
                "此人不在这份离线资料带走的名单里，没有自动入账。请核对后决定入账还是放弃。"
            )
        if self.pack.closed_at is not None or self.pack.expires_at <= now:
            return Why.EXPIRED, _("同步时离线资料已过期或作废，没有自动入账。请核对后决定入账还是放弃。")
        if not sure:
            return Why.CLOCK, _("这台设备的时间被改过，分不清记录是哪一天的。请填写日期后入账。")
        return Why.NOTHING, ""
