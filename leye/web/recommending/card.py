"""推荐岗位 on a person's file: told in two clicks, declined with a reason, pinned, kept away; the duty follows at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.querysets import ScopedQuerySet
from leye.casework.enums import ServiceChannel
from leye.hiring.actions.recommend import Choose, Decline, Deliver, NoteUnfit, Recommend, Unchoose
from leye.hiring.actions.renew import PickAnew
from leye.hiring.cards import JobCard, job_card
from leye.hiring.coursing import count_for
from leye.hiring.enums import ChoiceKind, DeclineReason
from leye.hiring.models import Choice, Recommendation
from leye.hiring.widening import COURSES, SEARCH, VACANCY, WISH
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.people.duties import owed_to_person
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Ways of telling somebody, as buttons: the usual ones.
CHANNELS = [
    (one.value, one.label)
    for one in (ServiceChannel.PHONE, ServiceChannel.SMS, ServiceChannel.VISIT, ServiceChannel.WECHAT,
                ServiceChannel.COUNTER)
]  # fmt: skip
ANCHOR = "#jobs"


@dataclass(frozen=True)
class Failed:
    """A recommendation that could not be told as such, with the reason and the channel that was pressed."""

    pk: int
    channel: str
    words: str


def person_of(request: WorkRequest, pk: int) -> Person:
    """Somebody in scope; 404 for everybody else."""
    people = Person.objects.visible_to(request.scope).current().select_related("area")
    return get_object_or_404(people, pk=pk)


def may_write(request: WorkRequest, person: Person) -> bool:
    """Whether the post may work on the person."""
    return (
        request.post.role in CAN_WRITE_LEDGER
        and request.scope.may_edit(person.area_id, person.pk)
        and person.deceased_on is None
    )


def writable(request: WorkRequest, pk: int) -> Person:
    """Somebody in scope whom the post may work on. Raises Http404, PermissionDenied."""
    person = person_of(request, pk)
    if not request.scope.may_edit(person.area_id, person.pk):
        raise PermissionDenied(_("此人只供您查看，不能办理。如需办理，请联系责任辖区。"))
    return person


def address(person_id: int) -> str:
    """The card on the file."""
    return reverse("person", args=[person_id]) + ANCHOR


def card_of(request: WorkRequest, person: Person, card: JobCard) -> dict[str, Any]:
    """For the template of the card."""
    few = card.few
    links = {
        WISH: (reverse("person_step", args=[person.pk, "intention"]), _("更新就业意愿")),
        COURSES: (reverse("person_courses", args=[person.pk]), _("看培训课程")),
        SEARCH: (reverse("jobs_by_hand", args=[person.pk]), _("自己找岗位")),
        VACANCY: (reverse("vacancies"), _("登记岗位")),
    }
    return {
        "person": person, "jobs": card, "channels": CHANNELS, "decline_reasons": DeclineReason.choices,
        "may_tell": may_write(request, person),
        "remedy_link": links[card.remedy.where] if card.remedy else None,
        "gain_courses": count_for(request.scope, few.gain) if few and few.gain else 0,
    }  # fmt: skip


def show_card(
    request: WorkRequest, person: Person, said: str = "", error: str = "", failed: Failed | None = None
) -> HttpResponse:
    """The card, with the duties of the file beside it; without script, the file."""
    if not request.htmx:
        if said or error:
            (messages.success if said else messages.error)(request, said or error)
        return redirect(address(person.pk))
    log_look(request, person.pk)
    context = card_of(request, person, job_card(request.scope, person.pk)) | {
        "error": "" if failed else error, "failed": failed, "answer": True,
        "owed": owed_to_person(request.scope, person.pk, person.household_id, today()),
    }  # fmt: skip
    response = render(request, "recommending/answer.html", context, status=422 if error else 200)
    if said:
        response["HX-Trigger"] = json.dumps({"toast": {"text": said, "kind": "good"}})
    return response


def words_of(error: ActionError) -> str:
    """What was wrong, in one piece."""
    return "；".join(error.problems.values()) if isinstance(error, Invalid) else str(error)


def act(
    request: WorkRequest, person: Person, make: Callable[[], Action[Any]], said: str,
    failed: Callable[[str], Failed | None] = lambda words: None,
) -> HttpResponse:  # fmt: skip
    """Run an action about a person's jobs; the to-dos are worked out again before the answer."""
    try:
        make().run()
    except Absent as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except ActionError as error:
        words = words_of(error)
        return show_card(request, person, error=words, failed=failed(words))
    refresh_people([person.pk])
    return show_card(request, person, said)


def _about(request: WorkRequest, rows: ScopedQuerySet[Any], pk: int) -> tuple[Any, Person]:
    one = get_object_or_404(rows.visible_to(request.scope), pk=pk)
    return one, writable(request, one.person_id)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def deliver(request: WorkRequest, pk: int) -> HttpResponse:
    """The person was told; the channel is the button that was pressed."""
    one, person = _about(request, Recommendation.objects.all(), pk)
    channel = request.POST.get("channel", "")
    said = _("已记：向%(name)s推荐了“%(title)s”。") % {"name": person.name, "title": one.title}
    return act(
        request, person, lambda: Deliver(actor_of(request), recommendation_id=pk, channel=channel, on=today()), said,
        lambda words: Failed(pk, channel, words),
    )  # fmt: skip


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def note(request: WorkRequest, pk: int) -> HttpResponse:
    """The person was told of a job that is gone or does not fit: noted, and not counted."""
    _one, person = _about(request, Recommendation.objects.all(), pk)
    channel = request.POST.get("channel", "")
    said = _("已记一笔，不计入岗位推荐。")
    return act(
        request, person, lambda: NoteUnfit(actor_of(request), recommendation_id=pk, channel=channel), said
    )


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def decline(request: WorkRequest, pk: int) -> HttpResponse:
    """The person does not want it; the reason is the button that was pressed."""
    one, person = _about(request, Recommendation.objects.all(), pk)
    reason, words = request.POST.get("reason", ""), request.POST.get("note", "")
    said = _("已记：%(name)s不去“%(title)s”。以后的推荐会照此调整。") % {
        "name": person.name,
        "title": one.title,
    }
    return act(
        request, person, lambda: Decline(actor_of(request), recommendation_id=pk, reason=reason, note=words), said
    )  # fmt: skip


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def choose(request: WorkRequest, person_id: int, vacancy_id: int) -> HttpResponse:
    """Put a job first for the person, or keep it away, with the reason."""
    person = writable(request, person_id)
    kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "")
    said = _("已设为优先推荐。") if kind == ChoiceKind.PIN else _("已设为不推荐，可以撤销。")
    return act(
        request, person,
        lambda: Choose(actor_of(request), person_id=person_id, vacancy_id=vacancy_id, kind=kind, reason=reason), said,
    )  # fmt: skip


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def unchoose(request: WorkRequest, pk: int) -> HttpResponse:
    """Take back what was settled by hand."""
    _one, person = _about(request, Choice.objects.all(), pk)
    return act(request, person, lambda: Unchoose(actor_of(request), choice_id=pk), _("已撤销。"))


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def pick(request: WorkRequest, person_id: int) -> HttpResponse:
    """Pick three jobs anew, now."""
    person = writable(request, person_id)
    said = _("已重新选岗位。")
    return act(request, person, lambda: PickAnew(actor_of(request), person_id=person_id), said)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def recommend(request: WorkRequest, person_id: int, vacancy_id: int) -> HttpResponse:
    """An officer picks a job for the person."""
    person = writable(request, person_id)
    try:
        Recommend(actor_of(request), person_id=person_id, vacancy_id=vacancy_id).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, words_of(error))
        back = request.POST.get("asked", "")[:1000]
        return redirect(reverse("jobs_by_hand", args=[person_id]) + (f"?{back}" if back else ""))
    messages.success(request, _("已选给%(name)s，请告诉本人。") % {"name": person.name})
    return redirect(address(person_id))
