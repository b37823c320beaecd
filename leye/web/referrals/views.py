"""转介: sent and received, answered, finished."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.cases.actions.referrals import (
    AnswerReferral,
    FinishReferral,
    RecordAnswer,
    RevokeReferral,
    SendReferral,
)
from leye.cases.models import Referral, ReferralNotice
from leye.cases.plan_enums import ReferralState
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.paging import page_of
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.referrals.forms import AnswerForm, ReferForm, ResultForm, UnitAnswerForm
from leye.web.work import WorkRequest, actor_of, work_page

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
FORM = "referrals/form.html"
WAITING = (ReferralState.SENT, ReferralState.ACCEPTED)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Received ones to answer or to work on, or those that we sent."""
    tab = "sent" if request.GET.get("tab") == "sent" else "received"
    everything = request.GET.get("all") == "1"
    received = ReferralNotice.objects.visible_to(request.scope).select_related(
        "area", "from_area", "answered_by"
    )
    sent = Referral.objects.visible_to(request.scope).select_related("person", "area", "to_area", "sent_by")
    open_received, open_sent = received.filter(state__in=WAITING), sent.filter(state__in=WAITING)
    tabs = [
        {"label": _("收到的"), "url": "?", "active": tab == "received", "count": open_received.count()},
        {"label": _("发出的"), "url": "?tab=sent", "active": tab == "sent", "count": open_sent.count()},
    ]
    rows: Any = (
        (received if everything else open_received)
        if tab == "received"
        else (sent if everything else open_sent)
    )
    page = page_of(request, lambda start, stop: list(rows[start:stop]))
    if tab == "received":
        _name_files(request, page.rows)
    context = {
        "tabs": tabs, "tab": tab, "all": everything, "page": page, "day": today(),
        "may_write": request.post.role in CAN_WRITE_LEDGER, "is_clerk": request.post.role in CLERKS,
    }  # fmt: skip
    return render(request, "referrals/index.html", context)


def _name_files(request: WorkRequest, notices: Any) -> None:
    """Give each notice the person's number where the post may open the file."""
    wanted = [notice.referral_id for notice in notices]
    pairs = Referral.objects.visible_to(request.scope).filter(pk__in=wanted).values_list("pk", "person_id")
    people = dict(pairs)
    seen = set(
        Person.objects.visible_to(request.scope).filter(pk__in=people.values()).values_list("pk", flat=True)
    )
    for notice in notices:
        person_id = people.get(notice.referral_id)
        notice.file_id = person_id if person_id in seen else None


@work_page(*CLERKS)
def refer(request: WorkRequest, pk: int) -> HttpResponse:
    """Send a person of one's own area."""
    person = person_or_404(request, pk)
    if not request.scope.covers(person.area_id):
        raise Http404
    log_look(request, pk)
    form = ReferForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, SendReferral(actor_of(request), person_id=pk, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("已转介，等待对方答复。"))
            return redirect(f"{reverse('referrals')}?tab=sent")
    return _form(request, form, _("转介"), _("转介"), person.name, reverse("person", args=[pk]), note=_(
        "对方接收后，可以查看这份档案并记录服务，最长三个月，办结即止。"))  # fmt: skip


@work_page(*CAN_WRITE_LEDGER)
def answer(request: WorkRequest, pk: int) -> HttpResponse:
    """Accept or refuse what another area sent."""
    notice = get_object_or_404(ReferralNotice.objects.visible_to(request.scope), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept = request.POST.get("decision") == "accept"
        done = attempt(
            form, AnswerReferral(actor_of(request), notice_id=pk, accept=accept, **form.cleaned_data)
        )
        if done is not None:
            words = _("已接收，档案在“共享给我的人”里可以打开。") if done.share_id else _("已接收。")
            messages.success(request, words if accept else _("已答复不接收。"))
            return redirect("referrals")
    context = {
        "form": form, "notice": notice, "back": reverse("referrals"),
        "crumbs": [{"label": _("转介"), "url": reverse("referrals")}, {"label": _("答复")}],
    }  # fmt: skip
    return render(request, "referrals/answer.html", context)


@work_page(*CAN_WRITE_LEDGER)
def unit_answer(request: WorkRequest, pk: int) -> HttpResponse:
    """Note what an outside unit answered."""
    referral = _own(request, pk)
    if referral.to_area_id is not None:
        raise Http404
    form = UnitAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, RecordAnswer(actor_of(request), referral_id=pk, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("答复已登记。"))
            return redirect(f"{reverse('referrals')}?tab=sent")
    of = f"{referral.person.name} · {referral.to_unit}"
    return _form(request, form, _("登记对方的答复"), _("登记"), of, f"{reverse('referrals')}?tab=sent")


@work_page(*CAN_WRITE_LEDGER)
def finish(request: WorkRequest, pk: int) -> HttpResponse:
    """What came of a referral that we sent."""
    referral = _own(request, pk)
    action = {"referral_id": pk}
    return _finish(
        request, action, f"{referral.person.name} · {referral.what}", f"{reverse('referrals')}?tab=sent"
    )


@work_page(*CAN_WRITE_LEDGER)
def finish_received(request: WorkRequest, pk: int) -> HttpResponse:
    """What came of a referral that we accepted."""
    notice = get_object_or_404(ReferralNotice.objects.visible_to(request.scope), pk=pk)
    return _finish(request, {"notice_id": pk}, f"{notice.name} · {notice.what}", reverse("referrals"))


def _finish(request: WorkRequest, which: dict[str, Any], of: str, back: str) -> HttpResponse:
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, FinishReferral(actor_of(request), **which, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("转介已办结。"))
            return redirect(back)
    return _form(request, form, _("办结转介"), _("办结"), of, back)


@require_POST
@work_page(*CLERKS)
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    """Take back what was not answered."""
    try:
        RevokeReferral(actor_of(request), referral_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("转介已撤回。"))
    return redirect(f"{reverse('referrals')}?tab=sent")


def _own(request: WorkRequest, pk: int) -> Referral:
    referral = get_object_or_404(Referral.objects.visible_to(request.scope).select_related("person"), pk=pk)
    log_look(request, referral.person_id)
    return referral


def _form(
    request: WorkRequest, form: Any, title: str, button: str, of: str, back: str, note: str = ""
) -> HttpResponse:
    context = {
        "form": form, "title": title, "button": button, "of": of, "back": back, "note": note,
        "crumbs": [{"label": _("转介"), "url": reverse("referrals")}, {"label": title}],
    }  # fmt: skip
    return render(request, FORM, context)
