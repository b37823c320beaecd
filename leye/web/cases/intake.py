"""受理申请: the number first, then the rest on one page; somebody unknown is entered in the same breath."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role, Source
from leye.cases.actions.apply import Apply
from leye.cases.errors import CaseIsOpen
from leye.cases.models import Case
from leye.cases.reading import cases_of, open_case
from leye.ledger.actions.register_person import RegisterPerson
from leye.ledger.errors import Absent, AlreadyHere, Invalid, MayBeElsewhere
from leye.ledger.identities import holders_of
from leye.ledger.models import Person
from leye.ledger.reading import people_by_ids
from leye.standards.identity import Identity, IdentityError, parse_identity
from leye.web.cases.forms import ApplicationForm, LookForm, NewPersonForm
from leye.web.cases.views import crumbs_to
from leye.web.fields import whole
from leye.web.find.views import log_search
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Where an application mostly comes from, by who sits there.
START = {
    Role.VILLAGE_ASSISTANT: Source.SURVEY,
    Role.TOWNSHIP_CLERK: Source.COUNTER,
    Role.COUNTY_OFFICER: Source.COUNTER,
}


@work_page(*CAN_WRITE_LEDGER)
def new(request: WorkRequest) -> HttpResponse:
    """Look for the person, then the application. Identity numbers are only ever posted, never in the address."""
    person_id = whole(request.POST.get("person") or request.GET.get("person"))
    if person_id:
        return _for_known(request, person_or_404(request, person_id))
    look = LookForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not look.is_valid():
        return _show(request, {"look": look})
    try:
        identity = parse_identity(look.cleaned_data["id_number"])
    except IdentityError as error:
        look.add_error("id_number", str(error))
        return _show(request, {"look": look})
    here = holders_of([identity.number]).get(identity.number)
    if here is not None and not request.scope.may_edit(here.area_id, here.pk):
        here = None
    if "channel" not in request.POST:
        log_search(request, identity.number, int(here is not None))
    if here is not None:
        return _for_known(request, here)
    return _for_new(request, identity)


def _for_known(request: WorkRequest, person: Person) -> HttpResponse:
    """Somebody the ledger has: who it is, and only the application to fill in."""
    log_look(request, person.pk)
    standing = open_case(person.pk)
    context: dict[str, Any] = {
        "person": person,
        "standing": standing,
        "hit": people_by_ids(request.scope, [person.pk])[0],
    }
    sent = request.POST if "channel" in request.POST else None
    form = ApplicationForm(sent, initial={"channel": START.get(Role(request.post.role), Source.COUNTER)})
    if sent is not None and form.is_valid():
        made = _apply(request, form, person)
        if made is not None:
            return redirect("case", made.pk)
    context |= {"form": form, "earlier": cases_of(request.scope, person.pk)}
    return _show(request, context)


def _for_new(request: WorkRequest, identity: Identity) -> HttpResponse:
    """Somebody the ledger of this scope does not have: entered and applied for in one transaction."""
    sent = request.POST if "channel" in request.POST else None
    start = {"channel": START.get(Role(request.post.role), Source.COUNTER)}
    form = NewPersonForm(sent, initial=start, scope=request.scope)
    context: dict[str, Any] = {"form": form, "identity": identity, "warnings": identity.warnings}
    if sent is not None and form.is_valid():
        made = _enter(request, form, identity, context)
        if made is not None:
            return redirect("case", made.pk)
    return _show(request, context)


def _enter(
    request: WorkRequest, form: NewPersonForm, identity: Identity, context: dict[str, Any]
) -> Case | None:
    """The file and the case, or neither."""
    data = form.cleaned_data
    with transaction.atomic():
        # Refusals are caught inside: the line in the log that somebody asked for this number stays.
        try:
            person = RegisterPerson(
                actor_of(request, data["channel"]), area_no=data["area_no"], name=data["name"],
                id_number=identity.number, phone=data["phone"],
            ).run()  # fmt: skip
        except AlreadyHere as error:
            context["here"] = error
            return None
        except MayBeElsewhere as error:
            context["elsewhere"] = str(error)
            return None
        except Invalid as error:
            _tell(form, error)
            return None
        made = _apply(request, form, person)
        if made is None:
            transaction.set_rollback(True)
        return made


def _apply(request: WorkRequest, form: ApplicationForm, person: Person) -> Case | None:
    """Open the case; None with the reasons in the form."""
    data = form.cleaned_data
    mine = data["mine"] and request.scope.covers(person.area_id)
    try:
        made = Apply(
            actor_of(request), person_id=person.pk, channel=data["channel"], applied_on=data["applied_on"],
            asked_for=data["asked_for"], handed_by=data["handed_by"], owner_id=request.user.pk if mine else None,
        ).run()  # fmt: skip
    except Absent as error:
        raise Http404 from error
    except CaseIsOpen as error:
        messages.info(request, str(error))
        return Case.objects.visible_to(request.scope).get(pk=error.case_id)
    except Invalid as error:
        _tell(form, error)
        return None
    except ActionError as error:
        form.add_error(None, str(error))
        return None
    refresh_people([person.pk])
    messages.success(request, _("已受理%(name)s的申请。") % {"name": person.name})
    return made


def _tell(form: ApplicationForm, error: Invalid) -> None:
    """Each sentence at its field."""
    for name, sentence in error.problems.items():
        form.add_error(name if name in form.fields else None, sentence)


def _show(request: WorkRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "cases/new.html", {"crumbs": crumbs_to(_("受理申请")), **context})
