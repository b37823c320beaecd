"""培训课程: three for a person who lacks something, and the county's list of courses that may still be joined."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.hiring.actions.courses import RecommendCourse
from leye.hiring.coursing import courses_for, why_no_courses
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.standards.occupations import occupation
from leye.training.actions.classes import CAN_KEEP_CLASSES
from leye.training.actions.courses import CloseCourse, SaveCourse
from leye.training.models import Course
from leye.web.acting import carried_out
from leye.web.fields import AreaField, DayField
from leye.web.paging import page_of
from leye.web.people.duties import Owed, owed_to_person
from leye.web.people.looking import log_look
from leye.web.recommending.card import CHANNELS, address, may_write, person_of, words_of, writable
from leye.web.vacancies.forms import OccupationField
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


def _for(request: WorkRequest, person: Person, error: str = "") -> dict[str, Any]:
    found = courses_for(request.scope, person.pk)
    if found is None:
        raise Http404
    return {
        "person": person, "found": found, "why_few": why_no_courses(found), "channels": CHANNELS, "error": error,
        "may_tell": may_write(request, person), "may_keep": request.post.role in CAN_KEEP_CLASSES,
    }  # fmt: skip


@work_page()
def for_person(request: WorkRequest, person_id: int) -> HttpResponse:
    """Three courses: as a card of the file by htmx, as a page without."""
    person = person_of(request, person_id)
    log_look(request, person.pk)
    context = _for(request, person)
    if request.htmx:
        return render(request, "recommending/courses_card.html", context)
    context["crumbs"] = [{"label": person.name, "url": address(person.pk)}, {"label": _("推荐课程")}]
    return render(request, "recommending/person_courses.html", context)


def _duties(request: WorkRequest, person: Person) -> Owed | None:
    """The duties of the file, when the answer goes to the file; another page does not show them."""
    on_file = urlsplit(request.htmx.current_url or "").path == reverse("person", args=[person.pk])
    return owed_to_person(request.scope, person.pk, person.household_id, today()) if on_file else None


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def tell(request: WorkRequest, person_id: int, course_id: int) -> HttpResponse:
    """The person was told of a course; the channel is the button that was pressed."""
    person, error, said = writable(request, person_id), "", ""
    try:
        action = RecommendCourse(
            actor_of(request),
            person_id=person.pk,
            course_id=course_id,
            channel=request.POST.get("channel", ""),
        )
        record = action.run()
    except Absent as absent:
        raise Http404 from absent
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    except ActionError as wrong:
        error = words_of(wrong)
    else:
        refresh_people([person.pk])
        said = _("已记：向%(name)s推荐了“%(title)s”。") % {"name": person.name, "title": record.item}
    if not request.htmx:
        (messages.error if error else messages.success)(request, error or said)
        return redirect("person_courses", person.pk)
    log_look(request, person.pk)
    context = _for(request, person, error) | {
        "owed": _duties(request, person),
    }
    response = render(request, "recommending/courses_answer.html", context, status=422 if error else 200)
    if said:
        response["HX-Trigger"] = json.dumps({"toast": {"text": said, "kind": "good"}})
    return response


class CourseForm(forms.Form):
    """A course that may be joined."""

    title = forms.CharField(
        label=gettext_lazy("课程名称"), max_length=80, help_text=gettext_lazy("例如：叉车操作工。")
    )
    area_no = AreaField(label=gettext_lazy("开班地区"))
    institution = forms.CharField(label=gettext_lazy("培训机构"), max_length=80, required=False)
    occupation = OccupationField(
        label=gettext_lazy("面向职业"), max_length=60, required=False,
        help_text=gettext_lazy("填职业名称或代码，例如：叉车司机。"),
    )  # fmt: skip
    certificate = forms.CharField(
        label=gettext_lazy("结业取得的证书"), max_length=60, required=False,
        help_text=gettext_lazy("和岗位里写的证书名称一致，例如：叉车证。"),
    )  # fmt: skip
    starts_on = DayField(label=gettext_lazy("开课日期"))
    seats = forms.IntegerField(
        label=gettext_lazy("名额"), min_value=1, max_value=10_000, initial=30,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("上课地点"), max_length=120, required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_no"]
        assert isinstance(field, AreaField)
        field.offer(scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Courses of the area and of those above, the next first."""
    rows = Course.objects.visible_to(request.scope).open_on(today()).order_by("starts_on", "pk")
    page = page_of(request, lambda start, stop: [_line(request, one) for one in rows[start:stop]])
    crumbs = [{"label": _("岗位推荐"), "url": reverse("recommendations")}, {"label": _("培训课程")}]
    context = {"page": page, "may_keep": request.post.role in CAN_KEEP_CLASSES, "crumbs": crumbs}
    return render(request, "recommending/courses.html", context)


def _line(request: WorkRequest, one: Course) -> dict[str, Any]:
    entry = occupation(one.occupation) if one.occupation else None
    return {
        "one": one, "area": path_names(one.area_id), "occupation": entry.name if entry else "",
        "mine": request.scope.covers(one.area_id),
    }  # fmt: skip


@work_page(*CAN_KEEP_CLASSES)
def edit(request: WorkRequest, pk: int | None = None) -> HttpResponse:
    """A new course, or one that changes."""
    one = get_object_or_404(Course.objects.visible_to(request.scope), pk=pk) if pk else None
    if one is not None and not request.scope.covers(one.area_id):
        raise PermissionDenied(_("这门课由上级登记，请联系上级修改。"))
    initial = (
        {"title": one.title, "area_no": one.area_id, "institution": one.institution, "occupation": one.occupation,
         "certificate": one.certificate, "starts_on": one.starts_on, "seats": one.seats, "place": one.place}
        if one
        else {}
    )  # fmt: skip
    form = CourseForm(request.POST or None, scope=request.scope, initial=initial)
    if request.method == "POST" and form.is_valid():
        action = SaveCourse(actor_of(request), course_id=pk, **form.cleaned_data)
        if carried_out(form, action):
            messages.success(request, _("已保存课程“%(title)s”。") % {"title": form.cleaned_data["title"]})
            return redirect("courses")
    title = _("修改课程") if one else _("登记课程")
    crumbs = [{"label": _("培训课程"), "url": reverse("courses")}, {"label": title}]
    context = {"form": form, "one": one, "title": title, "crumbs": crumbs}
    return render(request, "recommending/course_form.html", context)


@require_POST
@work_page(*CAN_KEEP_CLASSES)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """A course is full, or is not held."""
    try:
        CloseCourse(actor_of(request), course_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已停止推荐这门课。"))
    return redirect("courses")
