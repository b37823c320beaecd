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
from leye.outreach.questionnaires.questions import MOST_QUESTIONS

Json = dict[str, Any]
#: Longest text of one value: a note.
LONGEST = 500
#: Longest answer to a question, as the form online takes it.
LONGEST_ANSWER = 2000
#: Beyond any number that a question at a door asks for.
MOST_NUMBER = 10**9


class BadRecord(ActionError):
    """Something that is no record; the device keeps it and shows this sentence."""

    def __init__(self) -> None:
        super().__init__(_("这条记录的格式不对，服务器没有收下；它还在这台设备上，请告诉县级管理员。"))


@dataclass(frozen=True)
class Record:
    """One record: its number, about whom, when by the device's clock, and what.

    `body` of a service: kinds, channel, outcome, item, note; of changed fields: base, mine; of answers: round,
    questionnaire, base (answers, known), answers, channel, answered_by. All: on (the day, ISO) and on_typed (whether
    the user chose the day himself).
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
        read = {EditKind.SERVICE: _service, EditKind.FIELDS: _fields, EditKind.ANSWERS: _answers}[kind]
        body |= read(raw["body"])
        person = _key(raw["person"])
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


def _answers(body: Json) -> Json:
    base = body["base"]
    if (
        not isinstance(base, dict)
        or not isinstance(base["known"], dict)
        or len(base["known"]) > MOST_QUESTIONS
    ):
        raise BadRecord
    seen = base["answers"]
    return {
        "round": _key(body["round"]), "questionnaire": _key(body["questionnaire"]),
        "base": {"answers": None if seen is None else read_answers(seen),
                 "known": {_text(name): _seen(value) for name, value in base["known"].items()}},
        "answers": read_answers(body["answers"]), "channel": _text(body["channel"]),
        "answered_by": _text(body.get("answered_by", "")),
    }  # fmt: skip


def read_answers(raw: object) -> Json:
    """Answers by question, each a text, a number, yes or no, or several texts. Raises BadRecord."""
    if not isinstance(raw, dict) or len(raw) > MOST_QUESTIONS:
        raise BadRecord
    return {_text(name): _answer(value) for name, value in raw.items()}


def _answer(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) <= MOST_NUMBER):
        return value
    if isinstance(value, list) and len(value) <= MOST_QUESTIONS:
        return [_text(one) for one in value]
    return _text(value, LONGEST_ANSWER)


def _key(value: object) -> int:
    """The number of a row."""
    number = _whole(value)
    if not 0 < number < 2**63:
        raise BadRecord
    return number


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


def _text(value: object, longest: int = LONGEST) -> str:
    if not isinstance(value, str) or not storable(value, longest):
        raise BadRecord
    return value


def storable(text: str, longest: int = LONGEST) -> bool:
    """Whether the database can keep a text: not too long, no NUL, and no half of a character pair."""
    return len(text) <= longest and not any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in text)
