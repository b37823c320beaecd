"""报送: which forms are due when, and that they were sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.policy.evidence import Submissions
from leye.reporting.actions.submissions import RecordSubmission
from leye.reporting.models import Form
from leye.reporting.reading import submissions
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.downloads import download
from leye.web.duties_of_areas import AreaDuty, area_duties, refresh_areas_above
from leye.web.fields import whole
from leye.web.reports.forms import SubmissionForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.enums import TodoState

CAN_SEND = (Role.COUNTY_OFFICER, Role.SUPERVISOR)


def _year(request: WorkRequest) -> int:
    year = whole(request.GET.get("year"))
    return year if 2000 <= year <= today().year + 1 else today().year


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Forms due, the late ones first, and the year's submissions."""
    day = today()
    year = _year(request)
    due = area_duties(request.scope, Submissions, day)
    context = {
        "due": due, "late": sum(duty.late for duty in due), "sent": submissions(request.scope, year), "year": year,
        "years": [day.year, day.year - 1], "may_send": request.post.role in CAN_SEND,
        "missed": area_duties(request.scope, Submissions, day, Q(state=TodoState.MISSED))[-20:],
    }  # fmt: skip
    return render(request, "reports/index.html", context)


@work_page()
def download_submissions(request: WorkRequest) -> HttpResponse:
    """The year's submissions as a workbook."""
    columns = [
        _("报表"),
        _("地区"),
        _("报告期开始"),
        _("报告期结束"),
        _("报送日期"),
        _("文号或回执号"),
        _("报送人"),
    ]
    rows = (
        [one.get_form_display(), one.area.name, one.period_start, one.period_end, one.submitted_on, one.document_no,
         one.submitted_by.name]
        for one in submissions(request.scope, _year(request))
    )  # fmt: skip
    return download(request, _("%(year)d年报送记录") % {"year": _year(request)}, columns, rows)


def _duty(request: WorkRequest, pk: int) -> AreaDuty:
    found = area_duties(request.scope, Submissions, today(), Q(pk=pk))
    if not found:
        raise Http404
    return found[0]


@work_page(*CAN_SEND)
def send(request: WorkRequest, pk: int) -> HttpResponse:
    """Note that the form of a to-do was sent: area and period are the to-do's own."""
    duty = _duty(request, pk)
    if duty.form not in Form.values:
        raise PermissionDenied(_("这份报表还不能在这里登记。"))
    form = SubmissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        todo = duty.todo
        made = attempt(form, RecordSubmission(
            actor_of(request), area_no=todo.subject_id, form=duty.form, period_start=todo.since, period_end=todo.until,
            **form.cleaned_data,
        ))  # fmt: skip
        if made is not None:
            refresh_areas_above(todo.subject_id)
            messages.success(request, _("已登记报送。"))
            return redirect("reports")
    return render(request, "reports/send.html", {"form": form, "duty": duty})
