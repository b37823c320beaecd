"""What somebody answered goes into the ledger by the ledger's own actions: the same fact is asked once."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from leye.accounts.actions.base import Actor
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import AddSkill, StateIntention, StateNeed
from leye.ledger.models import Intention, Person
from leye.outreach.questionnaires.questions import Answers, Question
from leye.standards.phones import PhoneError, clean_phone

_BETWEEN = re.compile(r"[、，,;；\n]+")


def meanings_of(questions: list[Question], answers: Answers) -> dict[str, Any]:
    """The answers by what they mean to the ledger; choices of `many` as their words."""
    found: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.name)
        if question.meaning and value not in (None, "", []):
            labels = dict(question.choices)
            found[question.meaning] = [labels[str(v)] for v in value] if isinstance(value, list) else value
    return found


def known_answers(questions: list[Question], person: Person) -> Answers:
    """What the ledger knows already, as answers to begin with."""
    said = person.intentions.order_by("stated_on", "pk").last()
    known: dict[str, Any] = {
        "person.phone": person.phone,
        "person.address": person.address,
        "person.work_capacity": person.work_capacity,
    }
    if said is not None:
        known |= {
            "intention.wants_work": said.wants_work, "intention.occupation": said.occupation,
            "intention.place": said.place,
            "intention.wage_min_yuan": said.wage_min_fen // 100 if said.wage_min_fen is not None else None,
        }  # fmt: skip
    known["skill"] = "、".join(person.skills.values_list("name", flat=True))
    known["need"] = "、".join(person.needs.filter(ended_on__isnull=True).values_list("subject", flat=True))
    return begin_with(questions, known)


def begin_with(questions: list[Question], known: Mapping[str, Any]) -> Answers:
    """What is known of somebody, by what questions mean to the ledger, as answers to begin with."""
    begin: Answers = {}
    for question in questions:
        value = known.get(question.meaning)
        if question.kind == "many" and isinstance(value, str):
            held = set(value.split("、"))
            value = [code for code, label in question.choices if label in held]
        allowed = not question.choices or isinstance(value, list) or value in dict(question.choices)
        if value not in (None, "", []) and allowed:
            begin[question.name] = value
    return begin


def write_through(actor: Actor, person: Person, meant: Mapping[str, Any], day: dt.date) -> None:
    """Write what was answered on a day. Raises ActionError; the caller's transaction then keeps nothing."""
    _write_intention(actor, person, meant, day)
    for name in _several(meant.get("skill")):
        if not person.skills.filter(name=name).exists():
            AddSkill(actor, person_id=person.pk, name=name, stated_on=day).run()
    for subject in _several(meant.get("need")):
        if not person.needs.filter(subject=subject, ended_on__isnull=True).exists():
            StateNeed(actor, person_id=person.pk, subject=subject, stated_on=day).run()


def write_person(actor: Actor, person: Person, version: int, meant: Mapping[str, Any]) -> None:
    """Fields of the file that the answer changes. Raises ChangedMeanwhile when others changed the file."""
    changes = {
        name.removeprefix("person."): value for name, value in meant.items() if name.startswith("person.")
    }
    changes = {
        name: value for name, value in changes.items() if not _same(name, getattr(person, name), value)
    }
    if changes:
        UpdatePerson(actor, person_id=person.pk, version=version, changes=changes).run()


def _same(name: str, held: Any, told: Any) -> bool:
    if name == "phone" and held:
        try:
            return bool(held == clean_phone(told))
        except PhoneError:
            return False
    return bool(held == told)


def _several(value: Any) -> list[str]:
    words = value if isinstance(value, list) else _BETWEEN.split(value or "")
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


def _write_intention(actor: Actor, person: Person, meant: Mapping[str, Any], day: dt.date) -> None:
    """A new word about work; what was said before about which work and where still stands."""
    told = {name.removeprefix("intention."): v for name, v in meant.items() if name.startswith("intention.")}
    if "wage_min_yuan" in told:
        told["wage_min_fen"] = told.pop("wage_min_yuan") * 100
    if not told:
        return
    fields = ("wants_work", "wants_startup", "occupation", "place", "wage_min_fen")
    said: Intention | None = person.intentions.filter(stated_on__lte=day).order_by("stated_on", "pk").last()
    kept = {name: getattr(said, name) for name in fields} if said else {"wants_work": "unknown"}
    StateIntention(actor, person_id=person.pk, stated_on=day, **{**kept, **told}).run()
