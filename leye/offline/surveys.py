"""Surveys that go along: who is on an open round, what is asked there, and what is known and answered already."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from leye.accounts.querysets import ScopedQuerySet
from leye.accounts.scope import Scope
from leye.ledger.models import Skill, TrainingNeed
from leye.offline.fields import Standing
from leye.outreach.models import Questionnaire, ReminderPause, Response, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import Question, questions_of
from leye.outreach.writing import begin_with
from leye.standards.calendar import today

Json = dict[str, Any]
#: Keywords of conditions that the device's program knows (frontend/src/offline/questions.ts). A questionnaire with
#: another one is not shown there: it would ask the wrong questions.
KNOWN_THERE = {
    "type", "const", "enum", "required", "properties", "not", "allOf", "anyOf", "oneOf", "items", "contains",
    "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "title", "description",
}  # fmt: skip


def fits_device(schema: Mapping[str, Any]) -> bool:
    """Whether a device can tell without the server which questions follow which answers."""
    return all(_known(part["if"]) for part in schema.get("allOf", ()))


def _known(condition: Any) -> bool:
    if isinstance(condition, bool):
        return True
    if not condition.keys() <= KNOWN_THERE or not isinstance(condition.get("type", ""), str):
        return False
    below = [*condition.get("properties", {}).values()]
    below += [one for name in ("allOf", "anyOf", "oneOf") for one in condition.get(name, ())]
    below += [condition[name] for name in ("not", "items", "contains") if name in condition]
    return all(map(_known, below))


def still_to_ask(scope: Scope, until: dt.date) -> ScopedQuerySet[SurveyTarget]:
    """Who is on a round that is open by a day, has not answered, and is not left in peace at the moment."""
    answered = Response.objects.filter(round=OuterRef("round"), person=OuterRef("person"))
    at_rest = ReminderPause.objects.filter(person=OuterRef("person"), until__gte=today())
    return SurveyTarget.objects.visible_to(scope).filter(
        ~Exists(answered), ~Exists(at_rest), round__closed_at__isnull=True, round__since__lte=until,
        person__merged_into__isnull=True, person__deceased_on__isnull=True,
    )  # fmt: skip


def facts_of(state: Standing) -> Json:
    """What answers may change in the ledger, by meaning, as it stands; as empty as a first word leaves it."""
    person, said = state.person, state.wish
    wage = said.wage_min_fen if said else None
    return {
        "person.phone": person.phone,
        "person.address": person.address,
        "person.work_capacity": person.work_capacity,
        "intention.wants_work": said.wants_work if said else "",
        "intention.wants_startup": said.wants_startup if said else False,
        "intention.occupation": said.occupation if said else "",
        "intention.place": said.place if said else "",
        "intention.wage_min_yuan": wage // 100 if wage is not None else None,
    }


def surveys_of(scope: Scope, states: Mapping[int, Standing]) -> dict[int, Json]:
    """Person -> the open rounds he is on and the facts they ask about; six queries whatever the number of people."""
    targets = SurveyTarget.objects.visible_to(scope).filter(person__in=states, round__closed_at__isnull=True)
    pairs = list(targets.order_by("round__until", "round_id").values_list("person_id", "round_id"))
    if not pairs:
        return {}
    rounds = SurveyRound.objects.select_related("questionnaire").in_bulk({number for _pk, number in pairs})
    questions = {pk: questions_of(found.questionnaire.schema) for pk, found in rounds.items()}
    people = {pk for pk, _round in pairs}
    given = {
        (one.person_id, one.round_id): one
        for one in Response.objects.visible_to(scope)
        .filter(person__in=people, round__in=rounds)
        .select_related("asked_by")
    }
    several = _several(scope, people)
    found: dict[int, Json] = {}
    for pk, number in pairs:
        facts = facts_of(states[pk])
        mine = found.setdefault(pk, {"known": facts, "surveys": []})
        mine["surveys"].append(
            _survey(number, questions[number], {**facts, **several[pk]}, given.get((pk, number)))
        )
    return found


def _several(scope: Scope, people: Iterable[int]) -> Mapping[int, Json]:
    """Skills and needs of people in words, as questions show them."""
    found: defaultdict[int, Json] = defaultdict(dict)
    skills = Skill.objects.visible_to(scope).filter(person__in=people)
    needs = TrainingNeed.objects.visible_to(scope).filter(person__in=people, ended_on__isnull=True)
    for meaning, rows in (
        ("skill", skills.values_list("person_id", "name")),
        ("need", needs.values_list("person_id", "subject")),
    ):
        for pk, word in rows:
            before = found[pk].get(meaning)
            found[pk][meaning] = f"{before}、{word}" if before else word
    return found


def _survey(number: int, questions: list[Question], known: Json, given: Response | None) -> Json:
    """One round for one person. What the ledger knows now goes before what was answered once."""
    # Whoever never spoke of starting up a business has not said no.
    begin = begin_with(questions, {**known, "intention.wants_startup": None})
    return {
        "round": number,
        "answers": given.answers if given else None,
        "begin": {**(given.answers if given else {}), **begin},
        "by": given.asked_by.name if given else "",
        "on": given.answered_on.isoformat() if given else "",
    }


def asked_along(cards: Iterable[Json]) -> Json:
    """The rounds that cards speak of, and each of their questionnaires once."""
    numbers = {survey["round"] for card in cards for survey in card["surveys"]}
    rounds = (
        SurveyRound.objects.filter(pk__in=numbers).order_by("until", "pk").select_related("questionnaire")
    )
    schemas: dict[int, Questionnaire] = {}
    listed = []
    for found in rounds:
        fits = fits_device(found.questionnaire.schema)
        if fits:
            schemas[found.questionnaire_id] = found.questionnaire
        listed.append(
            {"id": found.pk, "title": found.title, "since": found.since.isoformat(), "until": found.until.isoformat(),
             "questionnaire": found.questionnaire_id if fits else None}
        )  # fmt: skip
    return {
        "rounds": listed,
        "questionnaires": [{"id": pk, "schema": one.schema} for pk, one in schemas.items()],
    }
