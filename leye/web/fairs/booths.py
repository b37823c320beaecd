"""展位: employers who signed up, accepted or refused, their posts, and the talks at a booth."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.fairs.actions.base import CAN_RUN_DESK
from leye.fairs.actions.booths import (
    AcceptBooth,
    NoteWhoCame,
    RefuseBooth,
    SetPosts,
    SignUp,
    TakeVacancies,
)
from leye.fairs.actions.talks import RecordTalks, Talked
from leye.fairs.codes import read_visits
from leye.fairs.enums import STANDING, BoothState, Talk
from leye.fairs.models import Booth
from leye.ledger.search import search_employers
from leye.market.actions.fairs import CAN_HOLD_FAIRS
from leye.web.acting import attempt, carried_out
from leye.web.fairs.booth_forms import PostsForm, ReasonForm, SignUpForm, TalkForm, posts_text
from leye.web.fairs.fair import frame, run
from leye.web.fairs.views import fair_or_404, words_of
from leye.web.fields import whole
from leye.web.paging import log_list
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

STATE_KINDS = {
    BoothState.APPLIED: "warn", BoothState.ACCEPTED: "good", BoothState.REFUSED: "plain", BoothState.WITHDRAWN: "plain",
}  # fmt: skip
TALK_KINDS = {
    Talk.INTERESTED: "plain", Talk.INTERVIEW: "info", Talk.OFFER: "good", Talk.HIRED: "good", Talk.REFUSED: "plain",
}  # fmt: skip


@work_page()
def booths(request: WorkRequest, pk: int) -> HttpResponse:
    """All sign-ups of a fair: those that wait first, then by booth number."""
    fair = fair_or_404(request, pk)
    found = Booth.objects.filter(fair=fair).select_related("employer").prefetch_related("posts", "talks")
    rows: list[dict[str, Any]] = [
        {"booth": booth, "kind": STATE_KINDS[BoothState(booth.state)], "posts": list(booth.posts.all()),
         "seats": sum(post.seats for post in booth.posts.all()), "talks": len(booth.talks.all())}
        for booth in sorted(found, key=_in_order)
    ]  # fmt: skip
    context = frame(request, fair, "fair_booths") | {
        "rows": rows, "waiting": sum(row["booth"].state == BoothState.APPLIED for row in rows),
        "accepted": sum(row["booth"].state == BoothState.ACCEPTED for row in rows),
        "seats": sum(row["seats"] for row in rows if row["booth"].state == BoothState.ACCEPTED),
    }  # fmt: skip
    return render(request, "fairs/booths.html", context)


def _in_order(booth: Booth) -> tuple[bool, bool, int, int]:
    return booth.state != BoothState.APPLIED, booth.state not in STANDING, booth.number or 0, booth.pk


@work_page(*CAN_HOLD_FAIRS)
def new(request: WorkRequest, pk: int) -> HttpResponse:
    """An employer signs up by word of mouth; the ledger's employers are found by name or code."""
    fair = fair_or_404(request, pk)
    asked = request.GET.get("q", "")
    form = SignUpForm(request.POST or None, initial={"name": asked})
    if request.method == "POST" and form.is_valid():
        employer = whole(request.POST.get("employer")) or None
        made = attempt(form, SignUp(actor_of(request), fair_id=pk, employer_id=employer, **form.cleaned_data))
        if made is not None and run(request, AcceptBooth(actor_of(request), booth_id=made.pk)):
            if made.employer_id is not None and not form.cleaned_data["posts"]:
                run(request, TakeVacancies(actor_of(request), booth_id=made.pk))
            messages.success(request, _("“%(name)s”已排上展位。") % {"name": made.name})
            return redirect("fair_booths", pk)
    context = frame(request, fair, "fair_booths") | {
        "form": form, "asked": asked, "found": search_employers(request.scope, asked) if asked else []}  # fmt: skip
    return render(request, "fairs/booth_new.html", context)


def _booth(request: WorkRequest, pk: int) -> Booth:
    return get_object_or_404(
        Booth.objects.visible_to(request.scope).select_related("fair__area", "employer"), pk=pk
    )


@work_page(*CAN_HOLD_FAIRS)
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """Accept a sign-up, with a number when one was typed."""
    booth = _booth(request, pk)
    if request.method == "POST":
        number = whole(request.POST.get("number")) or None
        done = run(request, AcceptBooth(actor_of(request), booth_id=pk, number=number))
        if done is not None:
            messages.success(request, _("“%(name)s”：%(n)d号展位。") % {"name": done.name, "n": done.number})
    return redirect("fair_booths", booth.fair_id)


@work_page(*CAN_HOLD_FAIRS)
def refuse(request: WorkRequest, pk: int) -> HttpResponse:
    """Refuse a sign-up, or note that an accepted employer drew back."""
    booth = _booth(request, pk)
    form, accepted = ReasonForm(request.POST or None), booth.state == BoothState.ACCEPTED
    if request.method == "POST" and form.is_valid():
        action = RefuseBooth(actor_of(request), booth_id=pk, withdrawn=accepted, **form.cleaned_data)
        if carried_out(form, action):
            messages.success(request, _("已登记。请通知“%(name)s”。") % {"name": booth.name})
            return redirect("fair_booths", booth.fair_id)
    context = {
        "form": form, "title": _("退出展位") if accepted else _("不接受报名"), "of": f"{booth.name} · {words_of(booth.fair)}",
        "button": _("登记退出") if accepted else _("不接受"), "danger": True, "back": booth.fair,
    }  # fmt: skip
    return render(request, "fairs/form.html", context)


@work_page(*CAN_HOLD_FAIRS)
def posts(request: WorkRequest, pk: int) -> HttpResponse:
    """The posts of a booth."""
    booth = _booth(request, pk)
    if request.method == "POST" and "take" in request.POST:
        count = run(request, TakeVacancies(actor_of(request), booth_id=pk))
        if count is not None:
            messages.success(request, _("从岗位库带入%(n)d个在招岗位。") % {"n": count})
        return redirect("booth_posts", pk)
    form = PostsForm(request.POST or None, initial={"posts": posts_text(booth)})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, SetPosts(actor_of(request), booth_id=pk, posts=form.cleaned_data["posts"]))
    ):
        messages.success(request, _("岗位已保存。"))
        return redirect("fair_booths", booth.fair_id)
    context = frame(request, booth.fair, "fair_booths") | {"form": form, "booth": booth}
    return render(request, "fairs/booth_posts.html", context)


@work_page(*CAN_RUN_DESK)
def who_came(request: WorkRequest, pk: int) -> HttpResponse:
    """Which of the accepted employers came."""
    fair = fair_or_404(request, pk)
    if request.method == "POST":
        came = [whole(text) for text in request.POST.getlist("came")]
        count = run(request, NoteWhoCame(actor_of(request), fair_id=pk, came=came))
        if count is not None:
            messages.success(request, _("到场%(n)d家。") % {"n": count})
    return redirect("fair_booths", fair.pk)


@work_page(*CAN_RUN_DESK)
def talks(request: WorkRequest, pk: int) -> HttpResponse:
    """At a booth: scan or type who talked, with the result."""
    booth = _booth(request, pk)
    form = TalkForm(request.POST or None, booth=booth)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        read = read_visits(booth.fair, data["numbers"])
        for sentence in read.problems:
            form.add_error("numbers", sentence)
        if form.is_valid():
            done = attempt(
                form,
                RecordTalks(
                    actor_of(request), booth_id=pk, visit_ids=[visit.pk for visit in read.visits], result=data["result"],
                    reason=data["reason"] if data["result"] == Talk.REFUSED else "", post_id=data["post_id"],
                ),
            )  # fmt: skip
            if done is not None:
                refresh_people(done.touched)
                messages.success(request, _said(done))
                return redirect("booth_talks", pk)
    rows = list(booth.talks.select_related("visit__person", "post")[:30])
    log_list(request, "booth talks", len(rows), booth=pk)
    context: dict[str, Any] = frame(request, booth.fair, "fair_booths") | {
        "form": form, "booth": booth, "rows": [{"talk": row, "kind": TALK_KINDS[Talk(row.result)]} for row in rows],
    }  # fmt: skip
    return render(request, "fairs/talks.html", context)


def _said(done: Talked) -> str:
    said = [_("已登记%(n)d人。") % {"n": len(done.new)}] if done.new else []
    if done.changed:
        said.append(_("%(n)d人的结果已更新。") % {"n": len(done.changed)})
    if done.same:
        said.append(_("%(n)d人以前已登记，没有重复记。") % {"n": len(done.same)})
    return "".join(said)
