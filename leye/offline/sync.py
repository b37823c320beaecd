"""Hand in what a device recorded: each record once, in order, the whole request or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Access
from leye.accounts.scope import Scope
from leye.offline.actions.take_in import TakeIn
from leye.offline.clock import DeviceClock, instant, milliseconds
from leye.offline.errors import PackAbsent
from leye.offline.models import OfflineEdit, OfflinePack
from leye.offline.people import cards
from leye.offline.records import BadRecord, Record, read_record
from leye.standards.calendar import SHANGHAI
from leye.worklist.refresh import refresh_people

#: Records in one request; a device sends more in several.
MOST_RECORDS = 100
#: What became of a record that the server could not even keep.
REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one record, for the device."""

    uuid: str
    state: str
    sentence: str = ""


@dataclass
class Synced:
    """Results in the order of the request, and the people concerned as they stand now."""

    results: list[Result] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)


def waiting_count(scope: Scope) -> int:
    """Records in the scope that wait for a decision."""
    return OfflineEdit.objects.visible_to(scope).waiting().count()


def sync(actor: Actor, pack_id: Any, device_ms: int, raw: Sequence[object]) -> Synced:
    """Take records in. Raises PackAbsent, or ActionError for a request that cannot be read."""
    if len(raw) > MOST_RECORDS:
        raise ActionError(_("一次最多同步%(most)d条，请分几次。") % {"most": MOST_RECORDS})
    with transaction.atomic():
        pack = _locked(actor, pack_id)
        clock = _clock(pack, device_ms)
        records = [_read(item) for item in raw]
        numbers = [record.uuid for record in records if isinstance(record, Record)]
        known = OfflineEdit.objects.filter(pack=pack).in_bulk(numbers)
        synced, touched = Synced(), set()
        for record in records:
            if not isinstance(record, Record):
                synced.results.append(record)
                continue
            if record.uuid not in known:
                try:
                    known[record.uuid] = TakeIn(actor, pack=pack, record=record, clock=clock).run()
                except ActionError as error:
                    synced.results.append(Result(str(record.uuid), REFUSED, str(error)))
                    continue
                if pack.carried is None or record.person_id in pack.carried:
                    touched.add(known[record.uuid].person_id)
            edit = known[record.uuid]
            synced.results.append(Result(str(edit.uuid), edit.state, edit.sentence))
        people = sorted(pk for pk in touched if pk)
        refresh_people(people)
        synced.people = cards(actor.scope, actor.role, people)
        # Each card is a look at the file as it stands now.
        for card in synced.people:
            log_access(actor, Access.VIEW_PERSON, card["id"], {"list": "offline", "pack": str(pack.pk)})
    return synced


def _locked(actor: Actor, pack_id: Any) -> OfflinePack:
    """The pack, locked: the same records sent twice at once are taken in one after the other."""
    packs = OfflinePack.objects.visible_to(actor.scope).of(actor.user).select_for_update(of=("self",))
    found = packs.filter(pk=pack_id).select_related("area").first()
    if found is None:
        raise PackAbsent
    return found


def _clock(pack: OfflinePack, device_ms: int) -> DeviceClock:
    now = timezone.now()
    try:
        instant(device_ms)
    except ValueError as error:
        raise ActionError(_("这台设备的时间不对，请先校准日期和时间再同步。")) from error
    return DeviceClock(pack.offset_ms, milliseconds(now) - device_ms, pack.taken_at, now, SHANGHAI)


def _read(raw: object) -> Record | Result:
    try:
        return read_record(raw)
    except BadRecord as error:
        number = raw.get("uuid", "") if isinstance(raw, dict) else ""
        return Result(number if isinstance(number, str) else "", REFUSED, str(error))
