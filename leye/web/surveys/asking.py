"""Ask one person: the questionnaire as a form, or that nobody could be asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.cases.reading import open_case
from leye.casework.enums import OUTCOMES_BY_HAND, Outcome, ServiceChannel
from leye.casework.reading import recent_services
from leye.ledger.errors import Absent, ChangedMeanwhile
from leye.ledger.models import Person
from leye.ledger.reading import people_by_ids
from leye.outreach.actions.responses import AnsweredMeanwhile, RecordAttempt, RecordResponse
from leye.outreach.enums import Measure
from leye.outreach.models import ReminderPause, Response, SurveyRound, SurveyTarget
from leye.outreach.questionnaires.questions import questions_of
from leye.outreach.wanting import meant_by, wants_help
from leye.outreach.writing import known_answers
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.people.looking import log_look
from leye.web.people.steps import check_may_write
from leye.web.surveys.applying import apply_for
from leye.web.surveys.forms import AskForm
from leye.web.surveys.rounds import crumbs, people_url, round_or_404
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: What may be said when the questions could not be asked.
NOT_ASKED = [(code, label) for code, label in OUTCOMES_BY_HAND if code != Outcome.DONE]


def _found(request: WorkRequest, pk: int, person_id: int) -> tuple[SurveyRound, Person]:
    """The round and somebody on its list whom the post may work on."""
    found = round_or_404(request, pk)
    people = Person.objects.visible_to(request.scope).current().select_related("area")
    person = get_object_or_404(people, pk=person_id)
    if not SurveyTarget.objects.visible_to(request.scope).filter(round=found, person=person).exists():
        raise Http404
    check_may_write(request, person)
    return found, person


def _deciding(schema: dict[str, Any], url: str) -> dict[str, dict[str, str]]:
    """Attributes of the questions whose answers open others: a change asks the server which."""
    names = {name for part in schema.get("allOf", ()) for name in part["if"].get("properties", {})}
    attrs = {
        "hx-post": url, "hx-trigger": "change", "hx-target": "#questions", "hx-swap": "outerHTML",
        "hx-include": "closest form", "hx-disabled-elt": "#questions",
    }  # fmt: skip
    return dict.fromkeys(names, attrs)


def _form(request: WorkRequest, found: SurveyRound, person: Person, standing: Response | None) -> AskForm:
    schema = found.questionnaire.schema
    questions = questions_of(schema)
    answers = standing.answers if standing else known_answers(questions, person)
    begin = {
        **AskForm.beginning(questions, answers), "version": standing.version if standing else 0,
        "person_version": person.version,
    }  # fmt: skip
    if standing:
        begin |= {"answered_by": standing.answered_by}
    url = reverse("survey_questions", args=[found.pk, person.pk])
    return AskForm(questions, _deciding(schema, url), request.POST or None, initial=begin)


def _shown(found: SurveyRound, form: AskForm) -> list[dict[str, Any]]:
    """The questions that are asked after what the form holds."""
    if form.is_bound:
        form.is_valid()
        answers = form.answers
    else:
        shown = {
            name.removeprefix("q_"): value for name, value in form.initial.items() if name.startswith("q_")
        }
        answers = {
            q.name: (shown[q.name] == "yes" if q.kind == "yes_no" else shown[q.name])
            for q in form.questions
            if q.name in shown
        }
    asked = questions_of(found.questionnaire.schema, answers)
    return [{"question": q, "field": form[f"q_{q.name}"]} for q in asked]


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def questions(request: WorkRequest, pk: int, person_id: int) -> HttpResponse:
    """The questions again, after an answer that opens or closes others."""
    found, person = _found(request, pk, person_id)
    form = _form(request, found, person, None)
    shown = _shown(found, form)
    # Nobody has pressed save yet: what is still open is no mistake.
    form.errors.clear()
    return render(request, "surveys/questions.html", {"shown": shown})


@work_page(*CAN_WRITE_LEDGER)
def ask(request: WorkRequest, pk: int, person_id: int) -> HttpResponse:
    """The questionnaire of a person; saved, it leads on to whom else to ask in the village."""
    found, person = _found(request, pk, person_id)
    log_look(request, person_id)
    standing = (
        Response.objects.visible_to(request.scope)
        .filter(round=found, person=person)
        .select_related("asked_by", "round__questionnaire")
        .first()
    )
    form = _form(request, found, person, standing)
    theirs, status = None, 200
    if request.method == "POST" and form.is_valid() and found.closed_at is None:
        try:
            saved = _save(request, found, person, form)
            if saved is not None:
                refresh_people([person.pk])
                messages.success(request, _("已记下%(name)s的回答。") % {"name": person.name})
                # The answer stands whatever becomes of the application.
                if "apply" in request.POST and (made := apply_for(request, saved)) is not None:
                    return redirect("case", made.pk)
                return redirect(people_url(found, person.area, Measure.WAITING))
        except AnsweredMeanwhile as error:
            theirs, status = error.theirs, 409
            form.add_error(None, str(error))
            form.data = _again(request, version=theirs.version)
        except ChangedMeanwhile as error:
            status = 409
            changed = "；".join(f"{row.label}：{row.theirs}" for row in error.rows if not row.same)
            form.add_error(None, _("您填写期间，%(by)s改了此人的档案（%(what)s）。请核对后再保存，将以您的为准。") % {
                "by": error.by, "what": changed})  # fmt: skip
            form.data = _again(request, person_version=error.version)
    shown = _shown(found, form) if status == 200 else _redraw(found, form)
    (hit,) = people_by_ids(request.scope, [person.pk])
    context = {
        "round": found, "person": person, "hit": hit, "form": form, "shown": shown, "standing": standing, "theirs": theirs,
        "their_lines": _lines(found, theirs) if theirs else [], "lines": _lines(found, standing) if standing else [],
        "case": open_case(person.pk), "wants": standing is not None and wants_help(meant_by(standing)),
        "services": recent_services(request.scope, person.pk, 5), "not_asked": NOT_ASKED, "channels": ServiceChannel.choices,
        "pause": ReminderPause.objects.visible_to(request.scope).filter(person=person, until__gte=today()).first(),
        "crumbs": crumbs(
            (found.title, reverse("survey", args=[pk])),
            (person.area.name, people_url(found, person.area, Measure.WAITING)), (person.name, "")),
    }  # fmt: skip
    return render(request, "surveys/ask.html", context, status=status)


def _again(request: WorkRequest, **versions: int) -> Any:
    """What was typed, with the version that was just shown: pressing save again is the decision."""
    data = request.POST.copy()
    for name, version in versions.items():
        data[name] = str(version)
    return data


def _redraw(found: SurveyRound, form: AskForm) -> list[dict[str, Any]]:
    asked = questions_of(found.questionnaire.schema, form.answers)
    return [{"question": q, "field": form[f"q_{q.name}"]} for q in asked]


def _save(request: WorkRequest, found: SurveyRound, person: Person, form: AskForm) -> Response | None:
    schema, data = found.questionnaire.schema, form.cleaned_data
    given = form.answers
    asked = {question.name for question in questions_of(schema, given)}
    names = {question.name: f"q_{question.name}" for question in form.questions}
    # What the ledger refuses is told at the question that means it.
    names |= {
        q.meaning.split(".")[-1]: f"q_{q.name}" for q in form.questions if q.meaning.startswith("person.")
    }
    return attempt(
        form,
        RecordResponse(
            actor_of(request), round_id=found.pk, person_id=person.pk, answered_on=data["answered_on"],
            answers={name: value for name, value in given.items() if name in asked}, channel=data["channel"],
            version=data["version"], person_version=data["person_version"], answered_by=data["answered_by"],
        ),
        names,
    )  # fmt: skip


def _lines(found: SurveyRound, response: Response) -> list[tuple[str, str]]:
    """Answers in words."""
    questions = questions_of(found.questionnaire.schema)
    return [(q.title, q.words(response.answers[q.name])) for q in questions if q.name in response.answers]


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def not_asked(request: WorkRequest, pk: int, person_id: int) -> HttpResponse:
    """One press: nobody could be asked, and why."""
    found, person = _found(request, pk, person_id)
    try:
        RecordAttempt(
            actor_of(request), round_id=found.pk, person_id=person.pk, channel=request.POST.get("channel", ""),
            outcome=request.POST.get("outcome", ""), note=request.POST.get("note", ""),
        ).run()  # fmt: skip
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("survey_ask", pk, person_id)
    refresh_people([person.pk])
    messages.success(request, _("已记下：%(name)s这次没问到。") % {"name": person.name})
    return redirect(people_url(found, person.area, Measure.WAITING))
