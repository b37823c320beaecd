"""登记新人员: search first, then the form; somebody who is here already is opened instead."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.errors import Absent, AlreadyHere, Invalid, MayBeElsewhere
from leye.web.people.forms import RegisterForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@work_page(*CAN_WRITE_LEDGER)
def register(request: WorkRequest) -> HttpResponse:
    """The form. A number that may be held elsewhere leads to a transfer request and tells no more."""
    form = RegisterForm(request.POST or None, scope=request.scope)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        values = {**form.changes(), "area_no": form.cleaned_data["area_no"]}
        try:
            person = RegisterPerson(actor_of(request), **values).run()
        except AlreadyHere as error:
            context |= {"here": error}
        except MayBeElsewhere as error:
            context |= {"elsewhere": str(error)}
        except Absent as error:
            raise Http404 from error
        except Invalid as error:
            for name, sentence in error.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            refresh_people([person.pk])
            messages.success(
                request,
                _("已为%(name)s建档。接着补上群体、失业登记和就业意愿，任务会随之出现。")
                % {"name": person.name},
            )
            return redirect("person", person.pk)
    return render(request, "people/register.html", context)
