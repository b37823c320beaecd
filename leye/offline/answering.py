"""Put a questionnaire that was answered without a network into its round: once, whole, and over nobody's word."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Source
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import ServiceChannel, ServiceKind
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.offline.conflicts import Point, decided
from leye.offline.enums import EditState, Side, Why
from leye.offline.fields import Standing, last_change, standing
from leye.offline.models import OfflineEdit
from leye.offline.surveys import facts_of
from leye.outreach.actions.responses import RecordResponse
from leye.outreach.models import Response, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import Answers, Question, Schema, problems_of, questions_of
from leye.outreach.writing import meanings_of, write_person, write_through
from leye.standards.phones import PhoneError, clean_phone

#: What is asked about: the answers on file, the round that was closed, a fact of the ledger behind this word.
RESPONSE, ROUND, FACT = "response", "round", "fact:"
#: Longest note of a service.
NOTE = 500
Lines = list[tuple[str, str]]


def lines_of(schema: Schema, answers: Answers) -> Lines:
    """Answers in words, in the order of the questions."""
    return [(q.title, q.words(answers[q.name])) for q in questions_of(schema) if q.name in answers]


def in_words(lines: Lines) -> str:
    """Answers in one line."""
    return "；".join(f"{title}：{words}" for title, words in lines)


def put_answers(actor: Actor, edit: OfflineEdit, person: Person, day: dt.date, seen: bool = False) -> None:
    """Record the answers and set the state. The person is locked; `edit` is saved by the caller.

    Nothing goes in before everything that others changed meanwhile is decided, and then all of it does. `seen`: the
    maker was told that the questionnaire has changed since.
    """
    listed = SurveyTarget.objects.visible_to(actor.scope).select_related(
        "round__questionnaire", "round__closed_by"
    )
    target = listed.filter(round=edit.body["round"], person=person).first()
    if target is None:
        return _wait(
            edit,
            Why.INVALID,
            _("此人不在这次摸底调查的名单里，回答没有入账。回答留在这里；请组织调查的经办员补充名单后再试。"),
        )
    found = target.round
    if edit.body["questionnaire"] != found.questionnaire_id:
        if not seen:
            return _wait(edit, Why.NEWER, _(
                "“%(round)s”的问卷换成了%(name)s，回答没有自动入账。入账时按新问卷核对，新问卷不再问的不入账。")
                % {"round": found.title, "name": found.questionnaire})  # fmt: skip
        edit.body["questionnaire"] = found.questionnaire_id
    schema = found.questionnaire.schema
    asked = questions_of(schema, edit.body["answers"])
    answers = {q.name: edit.body["answers"][q.name] for q in asked if q.name in edit.body["answers"]}
    if wrong := problems_of(schema, answers):
        return _refuse(edit, _named(asked, wrong))
    there = (
        Response.objects.visible_to(actor.scope)
        .filter(round=found, person=person)
        .select_related("asked_by")
        .first()
    )
    if there is not None and (there.answers, there.answered_on) == (answers, day):
        return _done(edit)
    points = [
        *_about_response(edit, schema, answers, found, there),
        *_about_facts(edit, asked, answers, standing([person])[person.pk], day),
    ]
    chosen = decided(edit, person, points)
    if chosen is None:
        return _wait(edit, Why.CLOSED if found.closed_at else Why.CONFLICT)
    if chosen.get(ROUND) == Side.THEIRS:
        edit.state, edit.sentence = EditState.DROPPED, ""
        return None
    if chosen.get(RESPONSE) == Side.THEIRS:
        return _done(edit)
    kept = [field.removeprefix(FACT) for field, side in chosen.items() if side == Side.THEIRS]
    try:
        if found.closed_at is not None:
            _record_afterwards(actor, edit, person, found, answers, day, kept)
        else:
            RecordResponse(
                actor, round_id=found.pk, person_id=person.pk, answers=answers, answered_on=day,
                channel=edit.body["channel"], version=there.version if there else 0, person_version=person.version,
                answered_by=edit.body["answered_by"], left_alone=kept,
            ).run()  # fmt: skip
    except Invalid as error:
        meant = {q.meaning.split(".")[-1]: q.name for q in asked if q.meaning}
        wrong = {meant.get(name, name): sentence for name, sentence in error.problems.items()}
        return _refuse(edit, _named(asked, wrong))
    except ActionError as error:
        return _refuse(edit, {"": str(error)})
    return _done(edit)


def _done(edit: OfflineEdit) -> None:
    edit.body.pop("left", None)
    edit.state, edit.why, edit.sentence = EditState.APPLIED, Why.NOTHING, ""


def _wait(edit: OfflineEdit, why: Why, sentence: str = "") -> None:
    edit.body.pop("left", None)
    edit.state, edit.why, edit.sentence = EditState.WAITING, why, sentence[:300]


def _refuse(edit: OfflineEdit, problems: dict[str, str]) -> None:
    _wait(edit, Why.INVALID, "".join(dict.fromkeys(problems.values())))
    edit.body["left"] = sorted(filter(None, problems))


def _named(asked: list[Question], problems: dict[str, str]) -> dict[str, str]:
    """Problems with the question that each is about."""
    titles = {q.name: f"“{q.title}”" for q in asked}
    return {
        name: sentence if titles.get(name, "") in sentence else f"{titles[name]}：{sentence}"
        for name, sentence in problems.items()
    }


def _about_response(
    edit: OfflineEdit, schema: Schema, answers: Answers, found: SurveyRound, there: Response | None
) -> list[Point]:
    """The round was closed meanwhile, or other answers stand than those that were taken along."""
    mine = in_words(lines_of(schema, answers))
    if found.closed_at is not None:
        whose = (found.closed_by.name if found.closed_by else "", found.closed_at)
        mine = _("记成一次摸底调查服务，并更新台账：%(words)s") % {"words": mine}
        return [Point(ROUND, None, answers, found.closed_at.isoformat(), mine, _("不再记"), whose)]
    if there is None or there.answers == edit.body["base"]["answers"]:
        return []
    theirs = {"version": there.version, "answers": there.answers, "on": there.answered_on.isoformat()}
    words = in_words(lines_of(schema, there.answers))
    whose = (there.asked_by.name, there.recorded_at)
    return [Point(RESPONSE, edit.body["base"]["answers"], answers, theirs, mine, words, whose)]


def _about_facts(
    edit: OfflineEdit, asked: list[Question], answers: Answers, state: Standing, day: dt.date
) -> list[Point]:
    """Facts of the ledger that the answers would change and that somebody else changed meanwhile."""
    now = facts_of(state)
    mine = {name: value for name, value in meanings_of(asked, answers).items() if name in now}
    if "person.phone" in mine:
        mine["person.phone"] = _tidy(mine["person.phone"])
    if state.wish is not None and state.wish.stated_on > day:
        # A later word counts already; this one takes its place before it and changes nothing of it.
        mine = {name: value for name, value in mine.items() if not name.startswith("intention.")}
    base = edit.body["base"]["known"]
    by_meaning = {q.meaning: q for q in asked}
    points = []
    for name, value in mine.items():
        # An answer that was there before it was asked for is an answer too: it does not give way to others' unasked.
        untouched = now[name] == base[name] if name in base else now[name] in (None, "", False)
        if value == now[name] or untouched:
            continue
        row: Any = state.person if name.startswith("person.") else state.wish
        column = name.split(".")[1].replace("wage_min_yuan", "wage_min_fen")
        words = by_meaning[name].words
        whose = last_change(row, column)
        points.append(
            Point(FACT + name, base.get(name), value, now[name], words(value), words(now[name]), whose)
        )
    return points


def _tidy(phone: str) -> str:
    try:
        return clean_phone(phone)
    except PhoneError:
        return phone  # refused with its sentence when it is written


def _record_afterwards(
    actor: Actor, edit: OfflineEdit, person: Person, found: SurveyRound, answers: Answers, day: dt.date, kept: list[str]
) -> None:  # fmt: skip
    """What was answered in a round that is closed: a survey among the services, and what it says of the person.

    Raises ActionError; then nothing of it is written.
    """
    schema = found.questionnaire.schema
    by = replace(actor, source=Source.SURVEY)
    meant = meanings_of(questions_of(schema, answers), answers)
    written = {name: value for name, value in meant.items() if name not in kept}
    note = _("%(round)s（结束后补记）%(words)s") % {
        "round": found.title,
        "words": in_words(lines_of(schema, answers)),
    }
    if edit.body["channel"] not in ServiceChannel.values:
        raise Invalid({"channel": _("请选择方式。")})
    with transaction.atomic():
        RecordService(
            by, person_id=person.pk, kind=ServiceKind.SURVEY, served_on=day, channel=edit.body["channel"], note=note[:NOTE]
        ).run()  # fmt: skip
        write_person(by, person, person.version, written)
        write_through(by, person, written, day)
