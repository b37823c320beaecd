"""One press from an answer to an application: what was told at the door is not asked again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Source
from leye.cases.actions.apply import Apply
from leye.cases.errors import CaseIsOpen
from leye.cases.models import Case
from leye.ledger.columns import column
from leye.ledger.models import Person
from leye.outreach.models import Response
from leye.outreach.wanting import asked_words, meant_by
from leye.web.people.steps import check_may_write
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


def apply_for(request: WorkRequest, response: Response) -> Case | None:
    """Open a case for what somebody answered; the open one when there is one. None when refused, with a message."""
    person = response.person
    mine = request.scope.covers(person.area_id)
    try:
        made = Apply(
            actor_of(request, Source.SURVEY), person_id=person.pk, channel=Source.SURVEY, applied_on=response.answered_on,
            asked_for=asked_words(meant_by(response), column(Case, "asked_for").max_length),
            owner_id=request.user.pk if mine else None,
        ).run()  # fmt: skip
    except CaseIsOpen as error:
        messages.info(request, str(error))
        return Case.objects.visible_to(request.scope).filter(pk=error.case_id).first()
    except ActionError as error:
        messages.error(request, _("没有受理申请：%(why)s") % {"why": error})
        return None
    refresh_people([person.pk])
    messages.success(
        request,
        _("已按“%(round)s”的回答受理%(name)s的申请。") % {"round": response.round.title, "name": person.name},
    )
    return made


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def apply(request: WorkRequest, pk: int, person_id: int) -> HttpResponse:
    """The application of somebody whose answers are written down."""
    person = get_object_or_404(Person.objects.visible_to(request.scope).current(), pk=person_id)
    check_may_write(request, person)
    answered = Response.objects.visible_to(request.scope).select_related("person", "round__questionnaire")
    made = apply_for(request, get_object_or_404(answered, round_id=pk, person=person))
    return redirect("case", made.pk) if made is not None else redirect("survey_ask", pk, person_id)
