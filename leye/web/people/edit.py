"""Change the facts of a file; when somebody saved meanwhile, both versions side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import AlreadyHere, ChangedMeanwhile
from leye.ledger.models import Person
from leye.web.acting import attempt
from leye.web.conflicts import chosen, show_conflict
from leye.web.people.forms import FACTS, EditForm
from leye.web.people.looking import log_look
from leye.web.people.steps import housemates, person_or_404
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@work_page(*CAN_WRITE_LEDGER)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """The form, its saving, and the choice between two versions."""
    person = person_or_404(request, pk)
    log_look(request, pk)
    form = EditForm(request.POST or None, initial=EditForm.initial_of(person))
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, person, form, request.POST)
        except ChangedMeanwhile as error:
            return show_conflict(
                request,
                error,
                [*FACTS],
                title=_("修改资料"),
                back=reverse("person", args=[pk]),
                of=person.name,
            )
        except AlreadyHere as error:
            form.add_error("id_number", str(error))
            saved = None
        if saved is not None:
            refresh_people({pk, *housemates(person)})
            messages.success(request, _("已保存。"))
            return redirect("person", pk)
    return render(request, "people/edit.html", {"form": form, "person": person})


def _save(request: WorkRequest, person: Person, form: EditForm, data: QueryDict) -> Any:
    """Save what was typed, or of two versions what was chosen."""
    changes = chosen(data, form.changes())
    return attempt(
        form,
        UpdatePerson(
            actor_of(request), person_id=person.pk, version=form.cleaned_data["version"], changes=changes
        ),
    )
