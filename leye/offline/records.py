"""A record as a device hands it in, read with care: the device is not trusted to be ours."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.offline.clock import instant
from leye.offline.enums import EditKind
from leye.offline.fields import FIELDS, WORK

Json = dict[str, Any]
#: Longest text of one value: a note.
LONGEST = 500


class BadRecord(ActionError):
    """Something that is no record; the device keeps it and shows this sentence."""

    def __init__(self) -> None:
        super().__init__(_("这条记录的格式不对，服务器没有收下；它还在这台设备上，请告诉县级管理员。"))


@dataclass(frozen=True)
class Record:
    """One record: its number, about whom, when by the device's clock, and what.

    `body` of a service: kinds, channel, outcome, item, note; of changed fields: base, mine. Both: on (the day, ISO)
    and on_typed (whether the user chose the day himself).
    """

    uuid: uuid.UUID
    kind: str
    person_id: int
    device_at: dt.datetime
    body: Json


def read_record(raw: object) -> Record:
    """A record out of JSON. Raises BadRecord."""
    try:
        if not isinstance(raw, dict) or not isinstance(raw["body"], dict):
            raise BadRecord
        body = {"on": dt.date.fromisoformat(_text(raw["body"]["on"])).isoformat(),
                "on_typed": raw["body"].get("on_typed") is True}  # fmt: skip
        kind = EditKind(_text(raw["kind"]))
        body |= _service(raw["body"]) if kind == EditKind.SERVICE else _fields(raw["body"])
        person = _whole(raw["person"])
        if not 0 < person < 2**63:
            raise BadRecord
        return Record(uuid.UUID(_text(raw["uuid"])), kind, person, instant(_whole(raw["device_ms"])), body)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord from error


def _service(body: Json) -> Json:
    kinds = body["kinds"]
    if not isinstance(kinds, list) or not kinds or len(kinds) > 20:
        raise BadRecord
    return {"kinds": [_text(kind) for kind in kinds],
            **{name: _text(body.get(name, "")) for name in ("channel", "outcome", "item", "note")}}  # fmt: skip


def _fields(body: Json) -> Json:
    base, mine = body["base"], body["mine"]
    if not isinstance(base, dict) or not isinstance(mine, dict) or not mine or not mine.keys() <= set(FIELDS):
        raise BadRecord
    return {"base": {name: _seen(base[name]) for name in base if name in FIELDS},
            "mine": {name: _job(value) if name == WORK else _text(value) for name, value in mine.items()}}  # fmt: skip


def _seen(value: object) -> object:
    """A value as the pack carried it: text, a row's number, or nothing."""
    return value if value is None or isinstance(value, int) else _text(value)


def _job(value: object) -> Json:
    if not isinstance(value, dict):
        raise BadRecord
    return {"started_on": dt.date.fromisoformat(_text(value["started_on"])).isoformat(),
            "kind": _text(value["kind"]), "employer_name": _text(value.get("employer_name", ""))}  # fmt: skip


def _whole(value: object) -> int:
    """A whole number; JSON as Python reads it knows infinity and fractions too."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadRecord
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not storable(value):
        raise BadRecord
    return value


def storable(text: str) -> bool:
    """Whether the database can keep a text: not too long, no NUL, and no half of a character pair."""
    return len(text) <= LONGEST and not any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in text)
