"""Put a record into the ledger: what nobody else touched goes in, the rest becomes conflicts of the record."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.casework.actions.record_service import RecordServices
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.ledger.actions.base import Problems
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Person
from leye.ledger.person_fields import clean_fields
from leye.offline.answering import put_answers
from leye.offline.conflicts import Point, put_before
from leye.offline.enums import EditKind, EditState, Why
from leye.offline.fields import OF_PERSON, WISH, WORK, Standing, last_change, standing, standing_words, words
from leye.offline.merge import merge
from leye.offline.models import OfflineEdit

#: Conflicts over services are named by their kind behind this word.
SERVICE = "service:"
#: Kinds whose job or course must be told, because the documents ask for different ones.
WITH_ITEM = {ServiceKind.JOB_RECOMMENDATION.value, ServiceKind.COURSE_RECOMMENDATION.value}


def put_in(actor: Actor, edit: OfflineEdit, person: Person, seen: bool = False) -> None:
    """Carry a record out on its day and set its state. The person is locked; `edit` is saved by the caller.

    `seen`: its maker was told why it did not go in by itself.
    """
    day = dt.date.fromisoformat(edit.body["on"])
    if edit.kind == EditKind.ANSWERS:
        return put_answers(actor, edit, person, day, seen)
    if edit.kind == EditKind.SERVICE:
        problems = _put_services(actor, edit, person, day)
    else:
        problems = put_fields(actor, edit, person, day, edit.body["base"], edit.body["mine"])
    return settle(edit, problems)


def settle(edit: OfflineEdit, problems: str = "") -> None:
    """The state that follows from what is left undecided and what was refused."""
    conflicts = edit.conflicts.undecided().exists()
    edit.state = EditState.WAITING if problems or conflicts else EditState.APPLIED
    edit.why = Why.INVALID if problems else Why.CONFLICT if conflicts else Why.NOTHING
    edit.sentence = problems[:300]


def _put_services(actor: Actor, edit: OfflineEdit, person: Person, day: dt.date) -> str:
    """Record the services that nobody recorded on the day; the others are asked about. What was refused, in words."""
    body = edit.body
    repeated = _same_day(person, body, day)
    for record in repeated:
        put_before(edit, person, Point(
            f"{SERVICE}{record.kind}", None, record.kind, record.pk,
            mine_text=service_words(body, record.kind, day), theirs_text=service_words(
                {"channel": record.channel, "outcome": record.outcome, "item": record.item, "note": record.note},
                record.kind, record.served_on),
            whose=(record.provider_name, record.recorded_at),
        ))  # fmt: skip
    kinds = [kind for kind in body["kinds"] if kind not in {record.kind for record in repeated}]
    try:
        if kinds:
            record_kinds(actor, edit, person, kinds, day)
    except ActionError as error:
        body["left"] = kinds
        return str(error)
    body.pop("left", None)
    return ""


def record_kinds(actor: Actor, edit: OfflineEdit, person: Person, kinds: list[str], day: dt.date) -> None:
    """Record services of a record. Raises ActionError."""
    body = edit.body
    if WITH_ITEM & set(kinds) and body["outcome"] == Outcome.DONE and not body["item"]:
        raise ActionError(_("请写明推荐的岗位或课程，文件要求推荐的应是不同的岗位（课程）。"))
    RecordServices(
        actor, person_ids=[person.pk], kinds=kinds, served_on=day, channel=body["channel"], outcome=body["outcome"],
        item=body["item"], note=body["note"],
    ).run()  # fmt: skip


def _same_day(person: Person, body: Mapping[str, Any], day: dt.date) -> list[ServiceRecord]:
    """Services of the same kinds given on the same day: two assistants at one house. One a kind."""
    if body["outcome"] != Outcome.DONE:
        return []
    records = ServiceRecord.objects.filter(
        person=person, kind__in=body["kinds"], served_on=day, outcome=Outcome.DONE, item_key=item_key(body["item"])
    ).order_by("id")  # fmt: skip
    return list({record.kind: record for record in records}.values())


def service_words(body: Mapping[str, Any], kind: str, day: dt.date) -> str:
    """A service in one line."""
    parts = [
        str(ServiceKind(kind).label) if kind in ServiceKind.values else kind,
        day.isoformat(),
        str(ServiceChannel(body["channel"]).label) if body["channel"] in ServiceChannel.values else "",
        str(Outcome(body["outcome"]).label) if body["outcome"] in Outcome.values else "",
        str(body["item"]),
        str(body["note"]),
    ]
    return "，".join(part for part in parts if part)[:300]


def put_fields(
    actor: Actor, edit: OfflineEdit, person: Person, day: dt.date, base: Mapping[str, Any], mine: Mapping[str, Any]
) -> str:  # fmt: skip
    """Merge changed fields into the file. What was refused, in words; its fields stay in the body as `left`."""
    problems = Problems()
    cleaned = clean_fields({name: mine[name] for name in OF_PERSON if name in mine}, problems)
    wanted = {name: cleaned.get(name, value) for name, value in mine.items() if name not in problems.found}
    state = standing([person])[person.pk]
    merged = merge(base, wanted, state.values)
    for name, sides in merged.conflicts.items():
        put_before(edit, person, Point(
            name, sides.base, sides.mine, sides.theirs, mine_text=words(name, sides.mine),
            theirs_text=standing_words(state, name), whose=last_change(state.row_of(name), name),
        ))  # fmt: skip
    refused = dict(problems.found)
    refused |= write_fields(actor, state, merged.apply, day)
    edit.body["left"] = sorted(refused)
    return "".join(dict.fromkeys(refused.values()))


def write_fields(actor: Actor, state: Standing, values: Mapping[str, Any], day: dt.date) -> dict[str, str]:
    """Write fields by the ledger's own actions: field -> why it was refused."""
    refused: dict[str, str] = {}
    person = state.person
    changes = {name: values[name] for name in OF_PERSON if name in values}
    if changes:
        try:
            saved = UpdatePerson(actor, person_id=person.pk, version=person.version, changes=changes).run()
            person.version = saved.version
        except ActionError as error:
            refused |= dict.fromkeys(changes, str(error))
    for name, write in ((WISH, _write_wish), (WORK, _write_work)):
        if name in values:
            try:
                write(actor, state, values[name], day)
            except ActionError as error:
                refused[name] = str(error)
    return refused


def _write_wish(actor: Actor, state: Standing, value: str, day: dt.date) -> None:
    """A new word about work; what was said before about which work and where still stands."""
    said = state.wish
    kept = (
        {name: getattr(said, name) for name in ("wants_startup", "occupation", "place", "wage_min_fen")}
        if said
        else {}
    )
    # The latest day counts: a word of today must not be dated before one that it replaces.
    on = max(day, said.stated_on) if said else day
    StateIntention(actor, person_id=state.person.pk, stated_on=on, wants_work=value, **kept).run()


def _write_work(actor: Actor, state: Standing, value: Mapping[str, Any], _day: dt.date) -> None:
    StartSpell(
        actor, person_id=state.person.pk, started_on=dt.date.fromisoformat(value["started_on"]), kind=value["kind"],
        employer_name=value["employer_name"],
    ).run()  # fmt: skip
