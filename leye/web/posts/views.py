"""公益性岗位: places free, terms running out, and who goes where."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.casework.actions.placements import EndPlacement, PlacePerson
from leye.casework.actions.posts import CAN_MANAGE_POSTS, AddPost, ChangePost, EndPost
from leye.casework.documents import term_of
from leye.casework.limits import places_held
from leye.casework.models import Placement, PublicPost
from leye.casework.reading import placement_warnings, placements_ending, posts_overview
from leye.ledger.models import Person
from leye.ledger.reading import masked_number
from leye.standards.calendar import today
from leye.standards.money import yuan
from leye.web.acting import attempt, carried_out
from leye.web.downloads import download
from leye.web.fields import whole
from leye.web.find.views import look_for
from leye.web.paging import PAGE, page_of
from leye.web.people.duties import show_finding
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.posts.forms import (
    ChangePostForm,
    EndPostForm,
    LeaveForm,
    PlaceForm,
    PostForm,
)
from leye.web.posts.priority import benefits, place_of
from leye.web.posts.tabs import POSTS, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.enums import SubjectKind
from leye.worklist.models import Finding
from leye.worklist.refresh import refresh_people

SOON = 60
FOUND = 20


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Placements that end soon or break a limit first, then the posts."""
    day = today()
    rows = posts_overview(request.scope, day)
    free_only = request.GET.get("free") == "1"
    shown = [row for row in rows if row.free] if free_only else rows
    page = page_of(request, lambda start, stop: shown[start:stop])
    ending = placements_ending(request.scope, day, SOON)
    context = {
        "page": page, "free_only": free_only, "ending": ending[:PAGE], "ending_more": len(ending) > PAGE,
        "day": day, "tiles": _tiles(rows, len(ending), day), "alerts": _alerts(request),
        "may_manage": request.post.role in CAN_MANAGE_POSTS,
        "tabs": tabs_of(request, POSTS),
    }  # fmt: skip
    return render(request, "posts/index.html", context)


def _tiles(rows: list[Any], ending: int, day: Any) -> list[dict[str, Any]]:
    places, held = sum(row.post.places for row in rows), sum(row.held for row in rows)
    return [
        {"label": _("岗位"), "value": len(rows), "unit": _("个"), "url": "?"},
        {"label": _("在岗"), "value": held, "unit": _("人"), "note": _("共%(n)s个名额") % {"n": places}},
        {"label": _("空名额"), "value": max(places - held, 0), "unit": _("个"), "url": "?free=1"},
        {"label": _("%(n)s天内期满") % {"n": SOON}, "value": ending, "unit": _("人"), "url": "#ending"},
    ]  # fmt: skip


def _alerts(request: WorkRequest) -> dict[int, dict[str, Any]]:
    """Broken limits by placement."""
    findings = Finding.objects.visible_to(request.scope).alerts().filter(subject_kind=SubjectKind.PLACEMENT)
    return {finding.subject_id: show_finding(finding) for finding in findings[:500]}


@work_page()
def post(request: WorkRequest, pk: int) -> HttpResponse:
    """One post, who is on it and who was."""
    found = get_object_or_404(PublicPost.objects.visible_to(request.scope).select_related("area"), pk=pk)
    placements = (
        Placement.objects.visible_to(request.scope).filter(post=found).select_related("person", "area")
    )
    placements = placements.order_by("ended_on", "due_end_on", "pk")
    page = page_of(request, lambda start, stop: list(placements[start:stop]))
    here = placements.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today())).count()
    context = {
        "elsewhere": max(places_held([found], today()).get(pk, 0) - here, 0),
        "found": found, "page": page, "may_manage": request.post.role in CAN_MANAGE_POSTS,
        "is_open": found.valid_to is None or found.valid_to >= today(),
    }  # fmt: skip
    return render(request, "posts/post.html", context)


@work_page()
def download_placements(request: WorkRequest) -> HttpResponse:
    """Everybody on a post now, as a workbook."""
    columns = [
        _("姓名"),
        _("身份证号"),
        _("村（社区）"),
        _("岗位"),
        _("岗位类型"),
        _("第几次"),
        _("上岗日期"),
        _("期满日期"),
    ]
    return download(request, _("公益性岗位在岗人员"), columns, _placed(request))


def _placed(request: WorkRequest) -> Iterator[list[Any]]:
    rows = Placement.objects.visible_to(request.scope).filter(ended_on__isnull=True)
    for one in rows.select_related("person", "post", "area").order_by("due_end_on", "pk").iterator(2000):
        yield [one.person.name, masked_number(one.person), one.area.name, one.post.title, one.post.get_kind_display(),
               one.ordinal, one.started_on, one.due_end_on]  # fmt: skip


@work_page(*CAN_MANAGE_POSTS)
def add(request: WorkRequest) -> HttpResponse:
    """A new post."""
    form = PostForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, AddPost(actor_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("岗位已设立。"))
            return redirect("post", made.pk)
    return render(request, "posts/form.html", {"form": form, "title": _("设立岗位"), "button": _("设立")})


@work_page(*CAN_MANAGE_POSTS)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """Put a post right."""
    found = get_object_or_404(PublicPost.objects.visible_to(request.scope), pk=pk)
    names = ("title", "duty", "employer_name", "places", "wage_fen")
    start = {name: getattr(found, name) for name in names}
    start["wage_fen"] = None if found.wage_fen is None else yuan(found.wage_fen)
    form = ChangePostForm(request.POST or None, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, ChangePost(actor_of(request), post_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已保存。"))
        return redirect("post", pk)
    context = {
        "form": form, "title": _("修改岗位"), "of": found.title, "button": _("保存"), "back": reverse("post", args=[pk]),
    }  # fmt: skip
    return render(request, "posts/form.html", context)


@work_page(*CAN_MANAGE_POSTS)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """Close a post."""
    found = get_object_or_404(PublicPost.objects.visible_to(request.scope), pk=pk)
    form = EndPostForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, EndPost(actor_of(request), post_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("岗位已撤销。"))
        return redirect("posts")
    return render(
        request,
        "posts/form.html",
        {"form": form, "title": _("撤销岗位"), "of": found.title, "button": _("撤销"), "danger": True},
    )


@work_page(*CAN_MANAGE_POSTS)
def place(request: WorkRequest, pk: int) -> HttpResponse:
    """First whom, then from when; what stands against it shows while the form is filled."""
    found = get_object_or_404(PublicPost.objects.visible_to(request.scope).select_related("area"), pk=pk)
    context: dict[str, Any] = {"found": found}
    person_id = whole(request.POST.get("person") or request.GET.get("person"))
    if not person_id:
        text = request.POST.get("q", "").strip()[:60]
        if text:
            context |= {"q": text, "hits": look_for(request, text, FOUND).hits}
        return render(request, "posts/choose.html", context)
    person = person_or_404(request, person_id)
    log_look(request, person.pk)
    term = term_of(person, found, today())
    start = {"person": person.pk, "term_months": term.months if term else None}
    form = PlaceForm(request.POST if "started_on" in request.POST else None, initial=start)
    if form.is_bound and form.is_valid():
        values = {**form.cleaned_data, "person_id": person.pk, "post_id": pk}
        del values["person"]
        if attempt(form, PlacePerson(actor_of(request), **values)) is not None:
            refresh_people([person.pk])
            messages.success(
                request, _("%(name)s已安置到“%(title)s”。") % {"name": person.name, "title": found.title}
            )
            return redirect("post", pk)
    context |= {"form": form, "person": person, "term": term, **_warned(request, person, found, form)}
    return render(request, "posts/place.html", context)


def _warned(request: WorkRequest, person: Person, found: PublicPost, form: PlaceForm) -> dict[str, Any]:
    values = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    started, months = values.get("started_on") or today(), values.get("term_months")
    return {
        "warnings": placement_warnings(person, found, started, months),
        "kin": values.get("kin_relation", ""),
        "priority": _priority(request.scope, person),
    }


def _priority(scope: Scope, person: Person) -> list[dict[str, Any]]:
    """What adopted documents say of placing this person: the benefits that give a place on a post."""
    known = {(one.pack.id, one.rule.name): one for one in benefits()}
    found = Finding.objects.visible_to(scope).entitlements().filter(person=person).order_by("rank", "pk")
    return [
        show_finding(finding) | {"place": place_of(known[finding.pack, finding.rule], finding)}
        for finding in found
        if (finding.pack, finding.rule) in known
    ]


@work_page(*CAN_MANAGE_POSTS)
def warnings(request: WorkRequest, pk: int) -> HttpResponse:
    """What stands against a placement, for the form while it is being filled. Changes nothing."""
    found = get_object_or_404(PublicPost.objects.visible_to(request.scope), pk=pk)
    person = person_or_404(request, whole(request.GET.get("person")))
    form = PlaceForm(request.GET)
    form.is_valid()
    return render(request, "posts/warnings.html", _warned(request, person, found, form))


def _placement(request: WorkRequest, pk: int) -> Placement:
    return get_object_or_404(
        Placement.objects.visible_to(request.scope).select_related("person", "post"), pk=pk
    )


@work_page(*CAN_MANAGE_POSTS)
def leave(request: WorkRequest, pk: int) -> HttpResponse:
    """Somebody leaves the post."""
    found = _placement(request, pk)
    form = LeaveForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form,
            EndPlacement(actor_of(request), placement_id=pk, **form.cleaned_data),
            {"end_reason": "reason"},
        )
    ):
        refresh_people([found.person_id])
        messages.success(request, _("已办理离岗。"))
        return redirect("post", found.post_id)
    of = _("%(name)s · %(title)s · %(day)s上岗") % {
        "name": found.person.name,
        "title": found.post.title,
        "day": found.started_on,
    }
    return render(
        request, "posts/form.html", {"form": form, "title": _("办理离岗"), "of": of, "button": _("离岗")}
    )
