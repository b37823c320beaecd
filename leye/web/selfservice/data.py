"""我的资料: what the file holds about a person, who looked at it, and how to have it put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.casework.reading import recent_services
from leye.ledger.reading import person_file
from leye.selfservice.actions.asking import AskForMyself
from leye.selfservice.enums import HelpKind
from leye.selfservice.models import HelpRequest
from leye.selfservice.own import looks_at
from leye.selfservice.reading import shown
from leye.standards.phones import mask_phone
from leye.web.acting import attempt
from leye.web.selfservice.forms import AskForm
from leye.web.selfservice.seeking import SeekerRequest, actor_of_seeker, seeker_page

#: Facts that are the office's own notes or of no use to who reads his own file.
LEFT_OUT = ("note", "deceased_on", "relation")
SERVICES = 20


@seeker_page
def mine(request: SeekerRequest) -> HttpResponse:
    """The file in plain words. Numbers are masked: somebody may look over the shoulder."""
    file = person_file(request.scope, request.person.pk)
    facts = [
        {"label": fact.label, "value": mask_phone(fact.value) if fact.name == "phone" else fact.value, "source": fact.source}
        for fact in file.facts
        if fact.name not in LEFT_OUT and fact.value
    ]  # fmt: skip
    parts: list[tuple[str, Any]] = [
        (_("身份类别"), file.groups), (_("失业登记"), file.registrations), (_("工作经历"), file.spells),
        (_("就业意愿"), file.intentions), (_("技能和证书"), file.skills), (_("培训需求"), file.needs),
    ]  # fmt: skip
    return render(request, "selfservice/data.html", {
        "file": file, "facts": facts, "parts": [(label, lines) for label, lines in parts if lines],
        "services": recent_services(request.scope, request.person.pk, SERVICES),
        "looks": looks_at(request.person.pk),
    })  # fmt: skip


@seeker_page
def ask(request: SeekerRequest) -> HttpResponse:
    """A request for help of one's own, a correction too, with those that were sent before."""
    asked = request.GET.get("kind", "")
    start = {"kind": asked if asked in HelpKind.values else HelpKind.WORK}
    form = AskForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            AskForMyself(actor_of_seeker(request), person_id=request.person.pk, **form.cleaned_data),
        )
        if made is not None:
            messages.success(request, _("已收到。办理情况在下面看。"))
            return redirect("my_help")
    sent = (
        HelpRequest.objects.visible_to(request.scope)
        .filter(person=request.person)
        .select_related("case", "person")
    )
    return render(
        request,
        "selfservice/my_help.html",
        {"form": form, "sent": [shown(one, own=True) for one in sent.order_by("-pk")[:20]]},
    )
