"""Entering a vacancy for an employer and putting one right, with the checks shown while the form is filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.scope import NOTHING
from leye.ledger.errors import ChangedMeanwhile, Invalid
from leye.ledger.models import Employer
from leye.ledger.reading import search_employers
from leye.standards import titles
from leye.standards.occupations import search
from leye.standards.pay import PayError
from leye.vacancies.actions.base import CAN_POST
from leye.vacancies.actions.review import SubmitVacancy
from leye.vacancies.actions.save import SaveVacancy
from leye.vacancies.checks import Remark, remarks_on
from leye.vacancies.models import Vacancy
from leye.web.acting import attempt
from leye.web.conflicts import CHOICE, show_conflict
from leye.web.fields import whole
from leye.web.vacancies.forms import FIELDS, VacancyForm, pasted_pay, start_of
from leye.web.work import WorkRequest, actor_of, work_page

FOUND = 20
PAY = ("pay_low_fen", "pay_high_fen", "pay_period", "pay_months")


@work_page(*CAN_POST)
def choose(request: WorkRequest) -> HttpResponse:
    """First whose vacancy it is."""
    text = request.GET.get("q", "").strip()[:60]
    employers = Employer.objects.visible_to(request.scope).select_related("area").order_by("-pk")
    rows = search_employers(request.scope, text, FOUND) if text else list(employers[:FOUND])
    return render(request, "vacancies/choose.html", {"q": text, "rows": rows})


@work_page(*CAN_POST)
def add(request: WorkRequest, employer_pk: int) -> HttpResponse:
    """A new vacancy of an employer."""
    unit = get_object_or_404(Employer.objects.visible_to(request.scope), pk=employer_pk)
    start = {"contact_name": unit.contact, "contact_phone": unit.phone}
    form = VacancyForm(request.POST or None, initial=start, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, SaveVacancy(actor_of(request), employer_id=unit.pk, **values_of(form)))
        if made is not None:
            return _onward(request, made)
    return _page(request, form, unit, None)


@work_page(*CAN_POST)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """Put a vacancy right; two versions side by side when somebody saved meanwhile."""
    found = get_object_or_404(Vacancy.objects.visible_to(request.scope).select_related("employer"), pk=pk)
    start = start_of(found, request.scope)
    form = VacancyForm(request.POST or None, initial=start, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        values = values_of(form)
        for name in FIELDS:
            if request.POST.get(f"{CHOICE}{name}") == "theirs":
                values[name] = getattr(found, "area_id" if name == "area_no" else name)
        action = SaveVacancy(
            actor_of(request), employer_id=found.employer_id, vacancy_id=pk,
            version=form.cleaned_data["version"], **values,
        )  # fmt: skip
        try:
            saved = attempt(form, action)
        except ChangedMeanwhile as error:
            names = [*FIELDS, "elsewhere"]
            return show_conflict(
                request, error, names, title=_("修改岗位"), back=reverse("vacancy", args=[pk]), of=found.title
            )
        if saved is not None:
            return _onward(request, saved)
    return _page(request, form, found.employer, found)


def values_of(form: VacancyForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name in FIELDS}


def _onward(request: WorkRequest, saved: Vacancy) -> HttpResponse:
    """Handed in at once when that button was pressed; the reasons stand on the page when it cannot be."""
    if request.POST.get("then") != "submit" or saved.is_open or saved.status == "submitted":
        messages.success(request, _("已保存。"))
        return redirect("vacancy", saved.pk)
    try:
        SubmitVacancy(actor_of(request), vacancy_id=saved.pk).run()
    except Invalid as error:
        messages.error(request, _("已存为草稿，还不能提交：%(why)s") % {"why": error})
    else:
        messages.success(request, _("已提交，等待另一位经办人审核。"))
    return redirect("vacancy", saved.pk)


def _page(request: WorkRequest, form: VacancyForm, unit: Employer, found: Vacancy | None) -> HttpResponse:
    context = {
        "form": form, "unit": unit, "found": found, "pay_url": reverse("vacancy_pay"), **_looked(request, form, unit, found),
        "back": reverse("vacancy", args=[found.pk]) if found else reverse("new_vacancy"),
    }  # fmt: skip
    return render(request, "vacancies/form.html", context)


@require_POST
@work_page(*CAN_POST)
def pay(request: WorkRequest) -> HttpResponse:
    """The fields of pay, filled in from what was pasted."""
    return pay_fields(request, reverse("vacancy_pay"))


def pay_fields(request: HttpRequest, url: str) -> HttpResponse:
    """The fragment with the fields of pay; what cannot be read is said, and what was typed stays."""
    start: dict[str, Any] = {name: request.POST.get(name, "") for name in (*PAY, "pay_text", "seats")}
    wrong = ""
    try:
        read = pasted_pay(start["pay_text"])
    except PayError as error:
        wrong = str(error) if start["pay_text"] else ""
    else:
        fen = {name: read.pop(name) for name in ("pay_low_fen", "pay_high_fen")}
        start |= read | {name: "" if value is None else show_number(value) for name, value in fen.items()}
    form = VacancyForm(initial=start, scope=NOTHING)
    return render(
        request, "vacancies/pay_fields.html", {"form": form, "wrong": wrong, "pay_url": url, "read": True}
    )


def show_number(fen: int) -> str:
    """Yuan as they are typed: 4500, 12.5."""
    return f"{fen / 100:.2f}".rstrip("0").rstrip(".")


@work_page(*CAN_POST)
def checks(request: WorkRequest, employer_pk: int) -> HttpResponse:
    """What stands against the vacancy as typed so far, and occupations for its title. Changes nothing."""
    unit = get_object_or_404(Employer.objects.visible_to(request.scope), pk=employer_pk)
    form = VacancyForm(request.POST, scope=request.scope)
    form.is_valid()
    found = Vacancy.objects.visible_to(request.scope).filter(pk=whole(request.GET.get("of"))).first()
    return render(request, "vacancies/checks.html", _looked(request, form, unit, found))


def _looked(request: WorkRequest, form: VacancyForm, unit: Employer, found: Vacancy | None) -> dict[str, Any]:
    return looked(form, unit, found, lambda **values: SaveVacancy(actor_of(request), **values))


def looked(
    form: VacancyForm, unit: Employer, found: Vacancy | None, action_of: Callable[..., SaveVacancy]
) -> dict[str, Any]:
    """What stands against a vacancy as typed so far, and occupations for its title."""
    remarks: list[Remark] = []
    title = form["title"].value() or ""
    if form.is_bound and hasattr(form, "cleaned_data"):
        values = {"title": title, "area_no": unit.area_id, **values_of(form)}
        try:
            action = action_of(employer_id=unit.pk, vacancy_id=found.pk if found else None, **values)
            remarks = remarks_on(action.unsaved())
        except Invalid as error:
            remarks = [Remark("invalid", True, name, words) for name, words in error.problems.items()]
    elif found is not None:
        remarks = remarks_on(found)
    return {
        "remarks": remarks,
        "suggested": suggested(str(title)),
        "checked": form.is_bound or found is not None,
    }


def suggested(title: str) -> list[Any]:
    """Occupations that a title may mean, best first; those named alike where nothing in the title tells."""
    return list(titles.suggest(title, k=4)) or list(search(title, 4))
