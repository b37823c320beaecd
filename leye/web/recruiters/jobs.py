"""我的岗位: a unit's vacancies, written, handed in, confirmed, taken down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.hiring.enums import ApplicationState
from leye.hiring.states import WAITING
from leye.ledger.errors import ChangedMeanwhile, Invalid
from leye.ledger.models import Employer
from leye.recruiters.actions.own import CloseOwn, ConfirmOwn, FillOwn, SaveOwn, SubmitOwn, UnpublishOwn
from leye.recruiters.membership import clients_of, in_hand
from leye.vacancies.checks import remarks_on
from leye.vacancies.enums import VacancyState
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import label_of, public_vacancy, show_value
from leye.vacancies.states import EDITABLE, STEPS, may, step_word
from leye.web.acting import attempt, carried_out
from leye.web.conflicts import CHOICE, show_conflict
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.recruiters.forms import UnitVacancyForm
from leye.web.recruiters.gate import UnitRequest, actor_of, county_of, unit_page
from leye.web.vacancies.editing import looked, pay_fields, values_of
from leye.web.vacancies.forms import FIELDS, ReasonForm, VacancyForm, start_of
from leye.web.vacancies.lists import shown

PLAIN: dict[str, Any] = {"submit": SubmitOwn, "confirm": ConfirmOwn, "fill": FillOwn}
WITH_REASON: dict[str, Any] = {"unpublish": UnpublishOwn, "close": CloseOwn}
_LINES = (
    "place", "seats", "filled", "occupation", "hours", "contract", "insurance", "education", "experience_years",
    "age_low", "age_high", "age_reason", "demands", "certificates", "skills", "housing", "meals", "elastic", "groups",
    "contact_name", "contact_phone", "published_on", "confirmed_on", "expires_on",
)  # fmt: skip


@unit_page
def index(request: UnitRequest) -> HttpResponse:
    """The unit's vacancies, those that wait for the unit first."""
    rows = in_hand(request.scope).annotate(
        fresh=Count("applications", filter=Q(applications__state=ApplicationState.SENT)),
        waiting=Count("applications", filter=Q(applications__state__in=WAITING)),
    )
    page = page_of(request, lambda start, stop: [_line(one) for one in rows.order_by("-pk")[start:stop]])
    return render(request, "recruiters/jobs.html", {"page": page, "clients": _clients(request)})


def _line(one: Vacancy) -> dict[str, Any]:
    return {**shown(one), "fresh": one.fresh, "waiting": one.waiting}  # type: ignore[attr-defined]  # annotated above


def _clients(request: UnitRequest) -> list[Any]:
    return list(clients_of(request.unit.employer_id).values()) if request.unit.agency else []


def _employer(request: UnitRequest, pk: int) -> Employer:
    """The unit itself, or a client of the agency. Raises Http404."""
    if pk != request.unit.employer_id and pk not in clients_of(request.unit.employer_id):
        raise Http404
    with as_service():
        return Employer.objects.get(pk=pk)


def _found(request: UnitRequest, pk: int) -> Vacancy:
    return get_object_or_404(in_hand(request.scope), pk=pk)


@unit_page
def add(request: UnitRequest) -> HttpResponse:
    """A new vacancy of the unit, or of the client that `for` names."""
    unit = _employer(request, whole(request.GET.get("for")) or request.unit.employer_id)
    start = {"contact_name": request.unit.contact, "contact_phone": request.unit.phone}
    form = UnitVacancyForm(request.POST or None, initial=start, scope=county_of(unit.area_id))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, SaveOwn(actor_of(request), employer_id=unit.pk, **values_of(form)))
        if made is not None:
            return _onward(request, made)
    return _page(request, form, unit, None)


@unit_page
def edit(request: UnitRequest, pk: int) -> HttpResponse:
    """Put a vacancy right; two versions side by side when a colleague saved meanwhile."""
    found = _found(request, pk)
    unit = _employer(request, found.employer_id)
    here = county_of(unit.area_id)
    form = UnitVacancyForm(request.POST or None, initial=start_of(found, here), scope=here)
    if request.method == "POST" and form.is_valid():
        values = values_of(form)
        for name in FIELDS:
            if request.POST.get(f"{CHOICE}{name}") == "theirs":
                values[name] = getattr(found, "area_id" if name == "area_no" else name)
        values.pop("agency_id", None)
        action = SaveOwn(
            actor_of(request), employer_id=unit.pk, vacancy_id=pk, version=form.cleaned_data["version"], **values
        )  # fmt: skip
        try:
            saved = attempt(form, action)
        except ChangedMeanwhile as error:
            back = reverse("unit_job", args=[pk])
            names = [*FIELDS, "elsewhere"]
            return show_conflict(
                request, error, names, title=_("修改岗位"), back=back, of=found.title,
                by=_("同事或经办机构"), frame="recruiters/base.html",
            )  # fmt: skip
        if saved is not None:
            return _onward(request, saved)
    return _page(request, form, unit, found)


def _onward(request: UnitRequest, saved: Vacancy) -> HttpResponse:
    """Handed in at once when that button was pressed; the reasons stand on the page when it cannot be."""
    if request.POST.get("then") != "submit" or saved.status == VacancyState.SUBMITTED:
        words = _("已保存，等待经办机构审核。") if saved.status == VacancyState.SUBMITTED else _("已保存。")
        messages.success(request, words)
        return redirect("unit_job", saved.pk)
    try:
        SubmitOwn(actor_of(request), vacancy_id=saved.pk).run()
    except Invalid as error:
        messages.error(request, _("已存为草稿，还不能提交：%(why)s") % {"why": error})
    else:
        messages.success(request, _("已提交，经办机构审核后发布。"))
    return redirect("unit_job", saved.pk)


def _page(request: UnitRequest, form: VacancyForm, unit: Employer, found: Vacancy | None) -> HttpResponse:
    context = {
        "form": form, "unit": unit, "found": found, **_looked(request, form, unit, found),
        "back": reverse("unit_job", args=[found.pk]) if found else reverse("unit_jobs"),
        "pay_url": reverse("unit_pay"),
        "checks_url": reverse("unit_checks", args=[unit.pk]) + (f"?of={found.pk}" if found else ""),
    }  # fmt: skip
    return render(request, "recruiters/job_form.html", context)


def _looked(request: UnitRequest, form: VacancyForm, unit: Employer, found: Vacancy | None) -> dict[str, Any]:
    return looked(form, unit, found, lambda **values: SaveOwn(actor_of(request), **values))


@require_POST
@unit_page
def checks(request: UnitRequest, employer_pk: int) -> HttpResponse:
    """What stands against the vacancy as typed so far. Changes nothing."""
    unit = _employer(request, employer_pk)
    form = UnitVacancyForm(request.POST, scope=county_of(unit.area_id))
    form.is_valid()
    found = in_hand(request.scope).filter(pk=whole(request.GET.get("of"))).first()
    return render(request, "vacancies/checks.html", _looked(request, form, unit, found))


@require_POST
@unit_page
def pay(request: UnitRequest) -> HttpResponse:
    """The fields of pay, filled in from what was pasted."""
    return pay_fields(request, reverse("unit_pay"))


@unit_page
def job(request: UnitRequest, pk: int) -> HttpResponse:
    """One vacancy: how far it is, what stands against it, who applied."""
    found = _found(request, pk)
    lines = [(label_of(name), show_value(name, getattr(found, name))) for name in _LINES]
    context = {
        **shown(found), "lines": [line for line in lines if line[1]],
        "remarks": remarks_on(found) if found.status != VacancyState.CLOSED else [],
        "may_edit": found.status in EDITABLE, "steps": {step for step in STEPS if may(found.status, step)},
        "is_public": public_vacancy(pk) is not None, "for_client": found.employer_id != request.unit.employer_id,
    }  # fmt: skip
    return render(request, "recruiters/job.html", context)


@unit_page
def step(request: UnitRequest, pk: int, step: str) -> HttpResponse:
    """One step of a vacancy: at once, or after the reason was given."""
    found = _found(request, pk)
    if step in PLAIN and request.method == "POST":
        try:
            PLAIN[step](actor_of(request), vacancy_id=pk).run()
        except ActionError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": step_word(step)})
        return redirect("unit_job", pk)
    if step not in WITH_REASON:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = WITH_REASON[step](actor_of(request), vacancy_id=pk, reason=form.cleaned_data["reason"])
        if carried_out(form, action):
            messages.success(request, _("已办理：%(step)s。") % {"step": step_word(step)})
            return redirect("unit_job", pk)
    return render(
        request, "recruiters/reason.html", {"form": form, "of": found.title, "word": step_word(step)}
    )
