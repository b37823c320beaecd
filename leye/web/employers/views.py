"""用人单位: found by name or code, written once, with the people of the scope who work there."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.errors import ChangedMeanwhile
from leye.ledger.models import Employer, EmploymentSpell
from leye.ledger.reading import search_employers
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.conflicts import CHOICE, show_conflict
from leye.web.downloads import download
from leye.web.employers.forms import FIELDS, EmployerForm
from leye.web.paging import page_of
from leye.web.recruiters.officers import waiting
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.enums import SubjectKind
from leye.worklist.refresh import refresh_people, refresh_subject

FOUND = 50
#: People worked out again before the page returns.
AT_ONCE = 50


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The employers of the scope by name, or those a search finds."""
    text = request.GET.get("q", "").strip()[:60]
    employers = Employer.objects.visible_to(request.scope).select_related("area").order_by("name", "pk")
    context: dict[str, Any] = {
        "q": text, "may_write": request.post.role in CAN_WRITE_LEDGER, "accounts_waiting": waiting(request),
    }  # fmt: skip
    if text:
        context["rows"] = search_employers(request.scope, text, FOUND)
    else:
        page = page_of(request, lambda start, stop: list(employers[start:stop]))
        context |= {"page": page, "rows": page.rows}
    return render(request, "employers/index.html", context)


@work_page()
def download_employers(request: WorkRequest) -> HttpResponse:
    """Every employer of the scope as a workbook."""
    return download(request, _("用人单位"), _columns(), _rows(request))


def _columns() -> list[str]:
    return [
        _("单位名称"),
        _("统一社会信用代码"),
        _("所在地"),
        _("单位类型"),
        _("单位规模"),
        _("行业"),
        _("联系人"),
        _("电话"),
        _("地址"),
    ]


def _rows(request: WorkRequest) -> Iterator[list[Any]]:
    employers = Employer.objects.visible_to(request.scope).select_related("area").order_by("name", "pk")
    for one in employers.iterator(2000):
        yield [
            one.name,
            one.uscc,
            one.area.name,
            one.get_kind_display(),
            one.get_size_display(),
            one.industry,
            one.contact,
            one.phone,
            one.address,
        ]


@work_page()
def employer(request: WorkRequest, pk: int) -> HttpResponse:
    """The card, with who works there now."""
    found = get_object_or_404(Employer.objects.visible_to(request.scope).select_related("area"), pk=pk)
    day = today()
    running = Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    spells = EmploymentSpell.objects.visible_to(request.scope).filter(running, employer=found)
    spells = spells.select_related("person", "area").order_by("person__name", "pk")
    page = page_of(request, lambda start, stop: list(spells[start:stop]))
    context = {"employer": found, "page": page, "may_write": request.post.role in CAN_WRITE_LEDGER}
    return render(request, "employers/employer.html", context)


@work_page(*CAN_WRITE_LEDGER)
def edit(request: WorkRequest, pk: int | None = None) -> HttpResponse:
    """Make an employer or change one; two versions side by side when somebody saved meanwhile."""
    found = get_object_or_404(Employer.objects.visible_to(request.scope), pk=pk) if pk is not None else None
    start = (
        {name: getattr(found, "area_id" if name == "area_no" else name) for name in (*FIELDS, "version")}
        if found
        else {}
    )
    form = EmployerForm(request.POST or None, initial=start, scope=request.scope)
    back = reverse("employer", args=[pk]) if found else reverse("employers")
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, found, form)
        except ChangedMeanwhile as error:
            name = found.name if found else ""
            return show_conflict(request, error, FIELDS, title=_("修改用人单位"), back=back, of=name)
        if saved is not None:
            _refresh_hires(request, saved)
            messages.success(request, _("已保存。"))
            return redirect("employer", saved.pk)
    return render(request, "employers/edit.html", {"form": form, "employer": found, "back": back})


def _refresh_hires(request: WorkRequest, saved: Employer) -> None:
    """What kind of employer it is decides about those who work there; the rest waits for the night."""
    hired = EmploymentSpell.objects.visible_to(request.scope).filter(employer=saved, ended_on__isnull=True)
    refresh_people(hired.values_list("person_id", flat=True)[:AT_ONCE])
    refresh_subject(SubjectKind.EMPLOYER, saved.pk)


def _save(request: WorkRequest, found: Employer | None, form: EmployerForm) -> Employer | None:
    values = dict(form.cleaned_data)
    version = values.pop("version")
    if found is None:
        return attempt(form, SaveEmployer(actor_of(request), **values))
    for name in FIELDS:
        if request.POST.get(f"{CHOICE}{name}") == "theirs":
            values[name] = getattr(found, "area_id" if name == "area_no" else name)
    return attempt(form, SaveEmployer(actor_of(request), employer_id=found.pk, version=version, **values))
