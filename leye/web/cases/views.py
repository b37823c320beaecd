"""One case: where it stands, what comes next, and everything that was done to it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.cases.actions.register import CLERKS, RegisterCase
from leye.cases.deadlines import REGISTER_WITHIN_DAYS, SERVE_WITHIN_DAYS
from leye.cases.enums import CaseState, ExitKind
from leye.cases.exits import Evidence, evidence_for
from leye.cases.lists import is_late
from leye.cases.models import Case
from leye.cases.reading import case_log, cases_of, find_case
from leye.cases.staff import helper_choices
from leye.casework.reading import last_contacts, recent_services
from leye.ledger.cards import age_on, current_group_names
from leye.ledger.enums import WorkCapacity
from leye.ledger.errors import Absent
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.cases.forms import RegisterForm
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: The steps of every case, as the notice names them (000 §五(二)).
STEP_OF = {CaseState.APPLIED: 2, CaseState.REGISTERED: 3, CaseState.SERVED: 3, CaseState.EXITED: 5}
#: What events of the ledger propose as the reason of an exit, the strongest first.
PROPOSED = (ExitKind.DECEASED, ExitKind.EMPLOYED, ExitKind.NO_INTENTION)
SERVICES = 5


def case_or_404(request: WorkRequest, pk: int) -> Case:
    """The case; 404 for what is out of scope or not there. A look at it is a look at the person, and logged."""
    try:
        case = find_case(request.scope, pk)
    except Absent as error:
        raise Http404 from error
    log_look(request, case.person_id)
    return case


@work_page()
def case_page(request: WorkRequest, pk: int) -> HttpResponse:
    """The page of a case."""
    case = case_or_404(request, pk)
    return render(request, "cases/case.html", case_context(request, case))


def case_context(request: WorkRequest, case: Case) -> dict[str, Any]:
    """Everything the page of a case shows."""
    day = today()
    may_write = request.post.role in CAN_WRITE_LEDGER and request.scope.may_edit(case.area_id, case.person_id)
    is_clerk = may_write and request.post.role in CLERKS
    others = [one for one in cases_of(request.scope, case.person_id) if one.pk != case.pk]
    return {
        "case": case, "person": case.person, "steps": [_("申请"), _("登记"), _("服务"), _("退出")],
        "step": STEP_OF[CaseState(case.state)], "facts": _facts(case), "log": case_log(case), "others": others,
        "groups": current_group_names([case.person], day).get(case.person_id, []),
        "capacity": WorkCapacity(case.person.work_capacity).label, "late": case.is_open and is_late(case, day),
        "waited": _waited(case, day), "may_write": may_write, "is_clerk": is_clerk,
        "is_county": is_clerk and request.post.role == Role.COUNTY_OFFICER,
        "owners": helper_choices(case.area_id) if is_clerk and case.is_open else [],
        "age": age_on(case.person.birth_date, day), "crumbs": crumbs_to(case.person.name),
        "may_take": may_write and case.is_open and case.owner_id is None,
        "last_contact": last_contacts(request.scope, [case.person_id]).get(case.person_id),
        "services": recent_services(request.scope, case.person_id, SERVICES),
        "proposed": proposed_exit(case, day) if case.is_open else None,
    }  # fmt: skip


def crumbs_to(last: str, case: Case | None = None) -> list[dict[str, str]]:
    """The way to a page of cases; through the case where the page belongs to one."""
    way = [{"label": _("个案"), "url": reverse("cases")}]
    if case is not None:
        way.append({"label": case.person.name, "url": reverse("case", args=[case.pk])})
    return [*way, {"label": last, "url": ""}]


def _waited(case: Case, day: dt.date) -> dict[str, int] | None:
    """Days waited for the next step, and how many it should take at most; None when nothing is awaited."""
    if case.state == CaseState.APPLIED:
        return {"days": (day - case.applied_on).days, "most": REGISTER_WITHIN_DAYS}
    if case.state == CaseState.REGISTERED and case.registered_on is not None:
        return {"days": (day - case.registered_on).days, "most": SERVE_WITHIN_DAYS}
    return None


def proposed_exit(case: Case, day: dt.date) -> Evidence | None:
    """The reason for which the ledger says that this case may end."""
    for kind in PROPOSED:
        found = evidence_for(case, kind, day)
        if not found.lacking:
            return found
    return None


def _facts(case: Case) -> list[dict[str, Any]]:
    """What is known of the case, in the order of its steps; who did a step stands as its source."""
    labourer = {True: _("是"), False: _("否"), None: ""}[case.is_labourer]
    rows: list[tuple[str, Any, Any]] = [
        (_("申请渠道"), case.get_channel_display(), None),
        (_("移交单位和文号"), case.handed_by, None),
        (_("求助事项"), case.asked_for, None),
        (_("认定为劳动力"), "，".join(filter(None, [labourer, case.labourer_reason])), case.registered_by),
        (_("登记日期"), case.registered_on, case.registered_by),
        (_("县级确认"), case.confirmed_on, case.confirmed_by),
        (_("首次服务"), case.first_served_on, None),
        (_("退出原因"), case.get_exit_kind_display() if case.exit_kind else "", case.exited_by),
        (_("退出依据"), exit_basis(case), None),
        (_("退出日期"), case.exited_on, None),
    ]
    return [
        {"label": label, "value": value, "source": who.name if who else ""}
        for label, value, who in rows
        if value
    ]


def exit_basis(case: Case) -> str:
    """The evidence with which a case ended, in words."""
    basis = ""
    if case.exit_spell is not None:
        spell = case.exit_spell
        basis = _("%(day)s起在%(name)s就业") % {
            "day": spell.started_on, "name": spell.employer_name or spell.get_kind_display()}  # fmt: skip
    elif case.exit_placement is not None:
        basis = _("%(day)s起在公益性岗位“%(title)s”上岗") % {
            "day": case.exit_placement.started_on, "title": case.exit_placement.post.title}  # fmt: skip
    elif case.exit_declaration is not None:
        basis = _("无就业意愿声明，存档编号%(no)s") % {"no": case.exit_declaration.file_no}
    return "，".join(filter(None, [basis, case.exit_note]))


@work_page(*CLERKS)
def register(request: WorkRequest, pk: int) -> HttpResponse:
    """Who is a labourer: groups and work capacity stand beside the question."""
    case = case_or_404(request, pk)
    if case.registered_on is not None or not case.is_open:
        messages.info(request, _("这个个案已登记过。"))
        return redirect("case", pk)
    form = RegisterForm(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(form, RegisterCase(
            actor_of(request), case_id=pk, version=data["version"], registered_on=data["registered_on"],
            is_labourer=data["is_labourer"] == "yes", reason=data["reason"],
        ))  # fmt: skip
        if done is not None:
            refresh_people([case.person_id])
            messages.success(
                request, _("已登记。") if done.is_open else _("已记为不属于援助对象，个案退出。")
            )
            return redirect("case", pk)
    return render(request, "cases/register.html", {
        **case_context(request, case), "form": form, "crumbs": crumbs_to(_("办理登记"), case),
    })  # fmt: skip
