"""集中服务: a briefing for many. Print the sheet, scan or tick who came, record them with one press."""

from typing import Any

import segno
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leye.accounts.access import log_access
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.gatherings.actions.gather import AskPeople, PlanGathering, RecordAttendance
from leye.gatherings.codes import read_rows, row_code
from leye.gatherings.models import Attendance, Gathering
from leye.gatherings.reading import Matched, gatherings_of, match_lines, sheet_of
from leye.ledger.models import GroupMembership, Person
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.fields import whole
from leye.web.gatherings.forms import GatheringForm, SheetForm
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Rows of a printed page.
ROWS_OF_A_PAGE = 15


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The gatherings of the post's area and below, newest first."""
    found = gatherings_of(request.scope)
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    rows = [{"gathering": one, "place": path_names(one.area_id)} for one in page.rows]
    may_write = request.post.role in CAN_WRITE_LEDGER
    return render(
        request, "gatherings/index.html", {"rows": rows, "page": page, "may_write": may_write, "day": today()}
    )


def _people_of_group(request: WorkRequest, area: Area, code: str) -> list[Person]:
    """The living people of an area who belong to a group today, or to a local one that counts as it."""
    day = today()
    belonging = GroupMembership.objects.visible_to(request.scope).filter(
        Q(group_id=code) | Q(group__parent_id=code),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
    )
    people = Person.objects.visible_to(request.scope).living().in_range(area.no, area.last)
    return list(people.filter(pk__in=belonging.values("person_id")))


def _unmatched(matched: Matched) -> list[str]:
    """A sentence for each line of a list that did not name one person."""
    said = [
        _("“%(line)s”有%(n)s人同名，请改用身份证号。") % {"line": line, "n": len(people)}
        for line, people in matched.several.items()
    ]
    said += [_("“%(line)s”在这个地方的台账里没有找到。") % {"line": line} for line in matched.nobody]
    return said


@work_page(*CAN_WRITE_LEDGER)
def plan(request: WorkRequest) -> HttpResponse:
    """A new gathering, with a group, a list, or nobody on its sheet yet."""
    form = GatheringForm(
        request.POST or None, scope=request.scope, area_no=request.post.area_id,
        initial={"area_no": request.post.area_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        area = get_object_or_404(Area, pk=data["area_no"])
        matched = match_lines(request.scope, area, data["listed"])
        for sentence in _unmatched(matched):
            form.add_error("listed", sentence)
        people = [*matched.people, *(_people_of_group(request, area, data["group"]) if data["group"] else [])]
        if form.is_valid():
            told = {name: data[name] for name in ("title", "kind", "item", "area_no", "held_on", "place")}
            made = attempt(
                form, PlanGathering(actor_of(request), person_ids=list({one.pk for one in people}), **told)
            )
            if made is not None:
                messages.success(request, _("已建立，签到表上有%(n)s人。") % {"n": made.rows})
                return redirect("gathering", made.pk)
    return render(request, "gatherings/form.html", {"form": form})


def _gathering(request: WorkRequest, pk: int) -> Gathering:
    return get_object_or_404(
        Gathering.objects.visible_to(request.scope).select_related("area", "made_by"), pk=pk
    )


def _show(
    request: WorkRequest,
    gathering: Gathering,
    form: SheetForm,
    ticked: set[int],
    sentences: list[str],
    status: int = 200,
) -> HttpResponse:
    rows = sheet_of(request.scope, gathering)
    log_list(request, "gathering", len(rows), gathering=gathering.pk)
    came = sum(row.record_id is not None for row in rows)
    context = {
        "gathering": gathering, "rows": rows, "form": form, "ticked": ticked, "sentences": sentences, "came": came,
        "place": path_names(gathering.area_id), "left": len(rows) - came, "hidden": gathering.rows - len(rows),
        "may_write": request.post.role in CAN_WRITE_LEDGER and gathering.held_on <= today(),
        "may_ask": request.post.role in CAN_WRITE_LEDGER, "early": gathering.held_on > today(),
    }  # fmt: skip
    return render(request, "gatherings/gathering.html", context, status=status)


@work_page()
def gathering(request: WorkRequest, pk: int) -> HttpResponse:
    """The sheet on the screen: who is on it, who has come."""
    return _show(request, _gathering(request, pk), SheetForm(), set(), [])


def _ticked(request: WorkRequest) -> set[int]:
    return {whole(text) for text in request.POST.getlist("row")} - {0}


@work_page(*CAN_WRITE_LEDGER)
def came(request: WorkRequest, pk: int) -> HttpResponse:
    """Record who was ticked, scanned or typed; nothing is recorded while a code is not understood.

    With `check` in the form the codes only become ticks, so that names can be compared with the paper.
    """
    one = _gathering(request, pk)
    if request.method != "POST":
        return redirect("gathering", pk)
    form = SheetForm(request.POST)
    if not form.is_valid():
        return _show(request, one, form, _ticked(request), [])
    read = read_rows(form.cleaned_data["codes"], one.pk, one.rows)
    ticked = _ticked(request) | read.rows
    repeated = (
        [_("第%(rows)s行扫（填）了两次，只记一次。") % {"rows": "、".join(map(str, sorted(read.repeated)))}]
        if read.repeated
        else []
    )
    if read.problems or "check" in request.POST:
        left = SheetForm(initial={"codes": "\n".join(_pieces_left(form, read.problems))})
        return _show(request, one, left, ticked, [*read.problems, *repeated])
    done = attempt(form, RecordAttendance(actor_of(request), gathering_id=one.pk, rows=sorted(ticked)))
    if done is None:
        return _show(request, one, form, ticked, repeated)
    refresh_people(done.touched)
    said = [
        ngettext("已为%(n)s人记上这次服务。", "已为%(n)s人记上这次服务。", len(done.touched))
        % {"n": len(done.touched)}
    ]
    if done.before:
        said.append(_("另有%(n)s人以前已记，没有重复记。") % {"n": done.before})
    messages.success(request, "".join([*said, *repeated]))
    return redirect("gathering", pk)


def _pieces_left(form: SheetForm, problems: list[str]) -> list[str]:
    """What was not understood stays in the box to be mended; the rest has become ticks."""
    return [
        piece
        for piece in form.cleaned_data["codes"].split()
        if any(f"“{piece.upper()}”" in said for said in problems)
    ]


@work_page(*CAN_WRITE_LEDGER)
def ask(request: WorkRequest, pk: int) -> HttpResponse:
    """Add people of a pasted list to the sheet."""
    one = _gathering(request, pk)
    if request.method != "POST":
        return redirect("gathering", pk)
    form = SheetForm(request.POST)
    if form.is_valid():
        matched = match_lines(request.scope, one.area, form.cleaned_data["listed"])
        for sentence in _unmatched(matched):
            form.add_error("listed", sentence)
        if not matched.people and form.is_valid():
            form.add_error("listed", _("请至少写一个人。"))
    if form.is_valid():
        added = attempt(
            form, AskPeople(actor_of(request), gathering_id=one.pk, person_ids=[p.pk for p in matched.people])
        )
        if added is not None:
            messages.success(
                request, _("签到表上加了%(n)s人。") % {"n": added} if added else _("这些人都已在表上。")
            )
            return redirect("gathering", pk)
    return _show(request, one, form, _ticked(request), [])


def _code_image(row: Attendance) -> str:
    """The QR code of a row as an image in the page. Nothing but digits and the sheet's number is in it."""
    drawn = segno.make(row_code(row.gathering_id, row.row), error="m").svg_inline(
        scale=2, border=1, omitsize=True
    )
    return str(mark_safe(drawn))  # drawn by the library from digits alone


@work_page(*CAN_WRITE_LEDGER)
def sheet(request: WorkRequest, pk: int) -> HttpResponse:
    """The attendance sheet for printing: names, a place to sign, and a code for each row."""
    one = _gathering(request, pk)
    rows = sheet_of(request.scope, one)
    if not rows:
        raise Http404
    lines = [{"row": row, "code": _code_image(row)} for row in rows]
    pages: list[list[dict[str, Any]]] = [
        lines[start : start + ROWS_OF_A_PAGE] for start in range(0, len(lines), ROWS_OF_A_PAGE)
    ]
    log_access(
        actor_of(request),
        Access.EXPORT,
        detail={"title": "attendance sheet", "gathering": one.pk, "rows": len(rows)},
    )
    return render(
        request, "gatherings/sheet.html", {"gathering": one, "pages": pages, "place": path_names(one.area_id)}
    )
