"""群体: the national list, and what localities added to it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.ledger.actions.local_groups import AddLocalGroup, EndGroup
from leye.ledger.groups import valid_groups
from leye.ledger.models import GroupCode
from leye.standards.calendar import today
from leye.web.acting import carried_out
from leye.web.groups.forms import EndGroupForm, GroupForm
from leye.web.work import WorkRequest, actor_of, work_page

CAN_MANAGE = (Role.COUNTY_OFFICER, Role.SUPERVISOR)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """National groups, and local ones of this area, those it reports to, and those below it."""
    area = request.post.area
    near = (
        Q(area__isnull=True)
        | Q(area__no__lte=area.no, area__last__gte=area.no)
        | Q(area__no__gte=area.no, area__no__lte=area.last)
    )
    groups = list(GroupCode.objects.filter(near).select_related("parent", "successor", "area"))
    day = today()
    context = {
        "local": [group for group in groups if group.area_id is not None],
        "national": [group for group in groups if group.area_id is None], "day": day,
        "may_manage": request.post.role in CAN_MANAGE, "scope": request.scope,
    }  # fmt: skip
    return render(request, "groups/index.html", context)


@work_page(*CAN_MANAGE)
def add(request: WorkRequest) -> HttpResponse:
    """Set up a local group."""
    form = GroupForm(request.POST or None, scope=request.scope, initial={"area_no": request.post.area_id})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, AddLocalGroup(actor_of(request), **form.cleaned_data))
    ):
        messages.success(request, _("群体已设立，现在可以在档案中选用。"))
        return redirect("groups")
    return render(
        request, "groups/form.html", {"form": form, "title": _("设立本地群体"), "button": _("设立")}
    )


@work_page(*CAN_MANAGE)
def end(request: WorkRequest, code: str) -> HttpResponse:
    """Close a local group of one's own area."""
    group = GroupCode.objects.filter(
        pk=code, area__no__gte=request.scope.lo, area__no__lte=request.scope.hi
    ).first()
    if group is None:
        raise Http404
    form = EndGroupForm(request.POST or None, code=code, groups=valid_groups(request.post.area_id, today()))
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "successor_code": form.cleaned_data["successor_code"] or None}
        if carried_out(form, EndGroup(actor_of(request), code=code, **values)):
            messages.success(request, _("群体已停用。"))
            return redirect("groups")
    context = {"form": form, "title": _("停用群体"), "of": group.name, "button": _("停用"), "danger": True}
    return render(request, "groups/form.html", context)
