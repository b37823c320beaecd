"""An officer hands a code for signing in over on paper, to who stands at the counter with the card in hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.selfservice.actions.ending import EndSeekerSessions
from leye.selfservice.actions.paper import VALID_FOR, HandOverCode
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.work import WorkRequest, actor_of, work_page


@work_page(*CAN_WRITE_LEDGER)
def hand_over(request: WorkRequest, person_pk: int) -> HttpResponse:
    """What it is for; then the slip, once. Or: out everywhere, for a telephone that was lost."""
    person = person_or_404(request, person_pk)
    log_look(request, person.pk)
    code = ""
    if request.method == "POST" and request.POST.get("end"):
        try:
            EndSeekerSessions(actor_of(request), person_id=person.pk).run()
        except ActionError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("已退出。本人要重新登录才能再用。"))
        return redirect("hand_over_code", person.pk)
    if request.method == "POST":
        try:
            code = HandOverCode(actor_of(request), person_id=person.pk).run()
        except ActionError as error:
            messages.error(request, str(error))
            return redirect("person", person.pk)
    return render(request, "selfservice/slip.html", {
        "person": person, "code": f"{code[:4]} {code[4:]}" if code else "", "days": VALID_FOR.days,
        "address": request.build_absolute_uri(reverse("my_paper")),
    })  # fmt: skip
