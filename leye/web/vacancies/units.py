"""What was found out about a unit that recruits, and the rules of an area."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.vacancies.actions.base import CAN_POST
from leye.vacancies.actions.rules import CAN_SET_RULES, SetRules
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import EmployerStanding, VacancyRules
from leye.vacancies.upkeep import rules_for
from leye.web.acting import carried_out
from leye.web.vacancies.forms import RulesForm, StandingForm
from leye.web.vacancies.tabs import RULES, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page

CAN_VERIFY = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
_STANDING = (
    "verified_how",
    "agency_kind",
    "licence",
    "licence_until",
    "closed_on",
    "closed_reason",
    "version",
)
_RULES = ("warn_days", "unpublish_days", "minimum_month_fen", "minimum_hour_fen", "reason", "version")


@work_page()
def standing(request: WorkRequest, pk: int) -> HttpResponse:
    """Verified, closed, entitled to post for others."""
    unit = get_object_or_404(Employer.objects.visible_to(request.scope).select_related("area"), pk=pk)
    found = (
        EmployerStanding.objects.visible_to(request.scope)
        .select_related("verified_by")
        .filter(employer=unit)
        .first()
    )
    start = {name: getattr(found, name) for name in _STANDING} if found else {}
    start["verified"] = bool(found and found.verified_on)
    form = StandingForm(request.POST or None, initial=start)
    may_verify = request.post.role in CAN_VERIFY
    if (
        request.method == "POST"
        and may_verify
        and form.is_valid()
        and carried_out(form, SaveStanding(actor_of(request), employer_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已保存。"))
        return redirect("employer_standing", pk)
    context = {
        "unit": unit, "standing": found, "form": form, "may_verify": may_verify,
        "may_post": request.post.role in CAN_POST,
    }  # fmt: skip
    return render(request, "vacancies/standing.html", context)


@work_page()
def rules(request: WorkRequest) -> HttpResponse:
    """The rules that hold in the post's area; a county sets its own."""
    area = Area.objects.get(pk=request.post.area_id)
    own = VacancyRules.objects.filter(area=area).first()
    held = rules_for(area.no)
    start = {name: getattr(own, name) for name in _RULES} if own else {}
    for name in ("minimum_month_fen", "minimum_hour_fen"):
        if start.get(name) is not None:
            start[name] = start[name] / 100
    form = RulesForm(request.POST or None, initial=start)
    may_set = request.post.role in CAN_SET_RULES
    if (
        request.method == "POST"
        and may_set
        and form.is_valid()
        and carried_out(form, SetRules(actor_of(request), area_no=area.no, **form.cleaned_data))
    ):
        messages.success(request, _("已保存，今晚起按新规则提醒和下架。"))
        return redirect("vacancy_rules")
    context = {"form": form, "area": area, "held": held, "may_set": may_set, "tabs": tabs_of(request, RULES)}
    return render(request, "vacancies/rules.html", context)
