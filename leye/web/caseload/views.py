"""工作量: who looks after how many, and giving people another helper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_SEE_COUNTY, Role
from leye.accounts.models import User
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.cases.actions.reassign import CAN_REASSIGN, ReassignHelpers
from leye.cases.caseload import QUIET_DAYS, helped_by, loads, quiet_ones, with_overdue, worked_on_by
from leye.cases.enums import CaseState
from leye.cases.staff import helper_choices, helping_posts
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.fields import BLANK, Choices, areas_in, whole
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

MAY_LOOK = (Role.TOWNSHIP_CLERK, *CAN_SEE_COUNTY)
STATES = dict(CaseState.choices)


class ToForm(forms.Form):
    """To whom; or to the back-up of each plan."""

    BACKUP = "backup"

    to = forms.ChoiceField(label=gettext_lazy("改派给"))

    def __init__(self, *args: Any, area: Area, without: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff: Choices = [pair for pair in helper_choices_in(area) if pair[0] != without]
        self.fields["to"].choices = [*BLANK, *staff, (self.BACKUP, _("各人计划里的后备联系人"))]  # type: ignore[attr-defined]  # a ChoiceField


def helper_choices_in(area: Area) -> Choices:
    """Who may look after people of an area: its own staff and that of the areas above, each user once."""
    chosen: dict[int, str] = dict(helper_choices(area.no))
    for post in helping_posts(area.no, area.last):
        chosen.setdefault(post.user_id, f"{post.user.name}（{post.area.name} {post.get_role_display()}）")
    return list(chosen.items())


def _area(request: WorkRequest) -> tuple[Area, list[Area]]:
    """The township asked for, or the first; a clerk of a township has one."""
    towns = areas_in(request.scope, Level.TOWNSHIP) or [request.post.area]
    asked = whole(request.GET.get("area") or request.POST.get("area"))
    found = next((area for area in towns if area.no == asked), None)
    if asked and found is None:
        raise Http404
    return found or towns[0], towns


@work_page(*MAY_LOOK)
def index(request: WorkRequest) -> HttpResponse:
    """The helpers of a township with their numbers."""
    area, towns = _area(request)
    rows = loads(request.scope, area, today())
    nobody = next((row for row in rows if row.user is None), None)
    context = {
        "area": area, "towns": towns if len(towns) > 1 else [], "rows": rows, "nobody": nobody.people if nobody else 0,
        "quiet_days": QUIET_DAYS, "most": max((row.cases for row in rows), default=0),
        "may_reassign": request.post.role in CAN_REASSIGN,
    }  # fmt: skip
    return render(request, "caseload/index.html", context)


@work_page(*MAY_LOOK)
def helper(request: WorkRequest, pk: int) -> HttpResponse:
    """The people of one helper (0: of nobody), longest without contact first, to be ticked and given on."""
    area, _towns = _area(request)
    user = get_object_or_404(User, pk=pk) if pk else None
    if user is not None and user.pk not in {row.key for row in loads(request.scope, area, today())}:
        raise Http404
    people = helped_by(request.scope, area, pk, today())
    views: dict[str, tuple[str, QuerySet[Person]]] = {
        "all": (_("全部"), people),
        "cases": (_("在办个案"), worked_on_by(request.scope, area, pk, today())),
        "overdue": (_("有超期待办"), with_overdue(people, today())),
        "quiet": (_("%(n)d天未联系") % {"n": QUIET_DAYS}, quiet_ones(people, today())),
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in views else "all"
    shown = views[chosen][1]
    tabs = [
        {
            "label": words,
            "url": f"?area={area.no}&show={name}",
            "active": name == chosen,
            "count": found.count(),
        }
        for name, (words, found) in views.items()
    ]
    page = page_of(request, lambda start, stop: list(shown[start:stop]))
    log_list(request, f"caseload {chosen}", len(page.rows), offset=page.offset, area=area.no, helper=pk)
    for person in page.rows:
        person.case_word = STATES.get(person.case_state, "")  # type: ignore[attr-defined]  # for the page
    context = {
        "area": area, "helper": user, "page": page, "tabs": tabs, "count": tabs[0]["count"],
        "may_reassign": request.post.role in CAN_REASSIGN, "form": ToForm(area=area, without=pk),
        "crumbs": [{"label": _("工作量"), "url": f"{reverse('caseload')}?area={area.no}"},
                   {"label": user.name if user else _("无联系人")}],
    }  # fmt: skip
    return render(request, "caseload/helper.html", context)


@require_POST
@work_page(*CAN_REASSIGN)
def reassign(request: WorkRequest, pk: int) -> HttpResponse:
    """Give the ticked people, or everybody of this helper in the township, another helper."""
    area, _towns = _area(request)
    back = f"{reverse('caseload_helper', args=[pk])}?area={area.no}"
    form = ToForm(request.POST, area=area, without=pk)
    if not form.is_valid():
        messages.error(request, _("请选择改派给谁。"))
        return redirect(back)
    to = form.cleaned_data["to"]
    values: dict[str, Any] = {"to_backup": True} if to == ToForm.BACKUP else {"user_id": int(to)}
    if "everybody" in request.POST and pk:
        values |= {"from_user_id": pk, "area_no": area.no}
    else:
        values |= {
            "person_ids": [whole(text) for text in request.POST.getlist("person")], "from_user_id": pk or None,
        }  # fmt: skip
    try:
        done = ReassignHelpers(actor_of(request), **values).run()
    except ActionError as error:
        messages.error(request, str(error))
        return redirect(back)
    refresh_people(done.people)
    words = _("已改派%(n)d人，%(cases)d个在办个案一并转交。") % {"n": len(done.people), "cases": done.cases}
    if done.without:
        words += _("另有%(n)d人的计划里没有后备联系人，没有改派。") % {"n": done.without}
    messages.success(request, words)
    return redirect(f"{reverse('caseload')}?area={area.no}")
