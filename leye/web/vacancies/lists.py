"""岗位: the list of an office, and one vacancy with its remarks and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from leye.accounts.models import User
from leye.areas.paths import path_names
from leye.vacancies.actions.base import CAN_POST, CAN_REVIEW
from leye.vacancies.checks import remarks_on
from leye.vacancies.enums import OPEN, VacancyState
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import label_of, pay_words, public_vacancy, show_value
from leye.vacancies.states import EDITABLE, STEPS, may
from leye.web.downloads import download
from leye.web.fields import whole
from leye.web.hiring.of_vacancy import hiring_of
from leye.web.paging import page_of
from leye.web.vacancies.tabs import ALL, tabs_of
from leye.web.work import WorkRequest, work_page

KINDS = {
    VacancyState.DRAFT: "plain", VacancyState.SUBMITTED: "info", VacancyState.PUBLISHED: "good",
    VacancyState.WARNED: "warn", VacancyState.UNPUBLISHED: "plain", VacancyState.FILLED: "good",
    VacancyState.CLOSED: "plain", VacancyState.REFUSED: "bad",
}  # fmt: skip


def chosen(request: WorkRequest) -> Any:
    """The vacancies that the list's filters leave."""
    rows = Vacancy.objects.visible_to(request.scope).select_related("agency")
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    if state in VacancyState.values:
        rows = rows.filter(status=state)
    elif state == "open":
        rows = rows.filter(status__in=OPEN)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(employer_name__icontains=text))
    if occupation := request.GET.get("occupation", "")[:12]:
        rows = rows.filter(occupation="" if occupation == "none" else occupation)
    if request.GET.get("elastic") == "1":
        rows = rows.filter(elastic=True)
    if employer := whole(request.GET.get("employer")):
        rows = rows.filter(Q(employer_id=employer) | Q(agency_id=employer))
    return rows.order_by("-pk")


def shown(vacancy: Vacancy) -> dict[str, Any]:
    """A vacancy as a line of a list."""
    return {
        "vacancy": vacancy, "kind": KINDS[VacancyState(vacancy.status)], "pay": pay_words(vacancy),
        "area": path_names(vacancy.area_id),
    }  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The office's vacancies, the newest first, and how many stand in each state."""
    rows = chosen(request)
    page = page_of(request, lambda start, stop: [shown(one) for one in rows[start:stop]])
    counted = Vacancy.objects.visible_to(request.scope).values("status").annotate(n=Count("pk")).order_by()
    counts = {row["status"]: row["n"] for row in counted}
    tiles = [
        {"label": _("在招"), "value": sum(counts.get(state, 0) for state in OPEN), "unit": _("个"), "url": "?state=open"},
        {"label": _("待确认还在招"), "value": counts.get("warned", 0), "unit": _("个"), "url": "?state=warned"},
        {"label": _("待审核"), "value": counts.get("submitted", 0), "unit": _("个"), "url": "?state=submitted"},
        {"label": _("草稿和退回"), "value": counts.get("draft", 0) + counts.get("refused", 0), "unit": _("个"),
         "url": "?state=draft"},
    ]  # fmt: skip
    context = {
        "page": page, "tiles": tiles, "q": request.GET.get("q", "")[:60], "state": request.GET.get("state", ""),
        "states": [("open", _("在招")), *VacancyState.choices], "may_post": request.post.role in CAN_POST,
        "tabs": tabs_of(request, ALL), "narrowed": _narrowed(request),
    }  # fmt: skip
    return render(request, "vacancies/index.html", context)


def _narrowed(request: WorkRequest) -> str:
    """What a link from elsewhere has left of the list, beyond its filters."""
    words = []
    if occupation := request.GET.get("occupation", "")[:12]:
        none = occupation == "none"
        words.append(_("没有选职业的") if none else show_value("occupation", occupation))
    if request.GET.get("elastic") == "1":
        words.append(_("弹性岗位"))
    return "、".join(words)


@work_page()
def download_vacancies(request: WorkRequest) -> HttpResponse:
    """The chosen vacancies as a workbook."""
    columns = [_("编号"), _("岗位名称"), _("单位名称"), _("代招机构"), _("工作地区"), _("招聘人数"), _("已招人数"), _("报酬"),
               _("职业"), _("工时"), _("最低学历"), _("状态"), _("发布日期"), _("最近确认在招")]  # fmt: skip
    return download(request, _("岗位"), columns, _lines(request))


def _lines(request: WorkRequest) -> Iterator[list[Any]]:
    for one in chosen(request).iterator(2000):
        yield [one.pk, one.title, one.employer_name, one.agency.name if one.agency else "", path_names(one.area_id),
               one.seats, one.filled, pay_words(one), show_value("occupation", one.occupation),
               one.get_hours_display(), one.get_education_display(), one.get_status_display(), one.published_on,
               one.confirmed_on]  # fmt: skip


_LINES = (
    "place", "seats", "filled", "occupation", "hours", "contract", "insurance", "education", "experience_years",
    "age_low", "age_high", "age_reason", "demands", "certificates", "skills", "housing", "meals", "elastic", "groups",
    "contact_name", "contact_phone", "source", "published_on", "confirmed_on", "expires_on",
)  # fmt: skip


@work_page()
def vacancy(request: WorkRequest, pk: int) -> HttpResponse:
    """One vacancy of the office: what stands against it, what can be done, and who did what."""
    rows = Vacancy.objects.visible_to(request.scope).select_related("agency", "employer", "submitted_by")
    found = get_object_or_404(rows, pk=pk)
    lines = [(label_of(name), show_value(name, getattr(found, name))) for name in _LINES]
    role = request.post.role
    own = found.submitted_by_id == request.user.pk
    context = {
        **shown(found),
        "lines": [line for line in lines if line[1]],
        "remarks": remarks_on(found) if found.status != VacancyState.CLOSED else [],
        "may_edit": role in CAN_POST and found.status in EDITABLE,
        "steps": {step for step in STEPS if may(found.status, step)} if role in CAN_POST else set(),
        "may_review": role in CAN_REVIEW and found.status == VacancyState.SUBMITTED and not own,
        "own": own and found.status == VacancyState.SUBMITTED,
        "moments": _moments(found),
        "is_public": public_vacancy(pk) is not None,
        **hiring_of(request, found),
    }
    return render(request, "vacancies/vacancy.html", context)


def _moments(found: Vacancy) -> list[dict[str, Any]]:
    """Its versions, newest first: state, reason, who and when."""
    events = list(found.events.select_related("pgh_context").order_by("pgh_id"))  # type: ignore[attr-defined]  # pghistory's
    contexts = [event.pgh_context.metadata if event.pgh_context else {} for event in events]
    users = User.objects.in_bulk({one["user"] for one in contexts if one.get("user")})
    moments: list[dict[str, Any]] = []
    before = None
    for event, context in zip(events, contexts, strict=True):
        by = users.get(context.get("user"))
        changed = before is None or before.status != event.status
        words = VacancyState(event.status).label if changed else _("修改")
        moments.append({
            "on": event.pgh_created_at.date(), "title": words, "text": event.reason if changed else _changes(before, event),
            "by": by.name if by else _("系统"), "icon": "edit" if not changed else "info",
        })  # fmt: skip
        before = event
    return moments[::-1]


def _changes(before: Any, event: Any) -> str:
    """The fields that differ between two versions, in words."""
    names = ("title", "seats", "filled", "pay_low_fen", "pay_high_fen", "duties", "place", "hours", "education",
             "contact_phone", "confirmed_on", "expires_on")  # fmt: skip
    changed = [
        f"{label_of(name)}：{show_value(name, getattr(before, name)) or '—'} → {show_value(name, getattr(event, name)) or '—'}"
        for name in names
        if getattr(before, name) != getattr(event, name)
    ]
    return "；".join(changed)[:300]
