"""录回: one sheet of paper. Key only the cells that were changed, see the difference, confirm."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import CAN_WRITE_LEDGER, Access, Source
from leye.accounts.models import AccessLog
from leye.areas.paths import path_names
from leye.sheets.actions.keying import FinishSheet, KeyRow
from leye.sheets.columns import PERSONAL
from leye.sheets.finding import SheetRefused, find_sheet, newer_edition
from leye.sheets.models import SheetPage
from leye.web.duties_of_areas import refresh_units
from leye.web.people.looking import ONE_LOOK
from leye.web.sheets.keying import Keying
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@work_page(*CAN_WRITE_LEDGER)
def sheet(request: WorkRequest, code: str) -> HttpResponse:
    """The sheet with what was printed on it. A post carries everything keyed so far, whatever button was pressed."""
    try:
        page = find_sheet(request.scope, code)
    except SheetRefused as error:
        raise Http404 from error
    keying = Keying(request, page)
    step = keying.step
    if step == "check" and keying.is_valid():
        return _compare(request, keying)
    if step == "apply" and keying.is_valid():
        return _apply(request, keying)
    if step == "finish" and keying.day() is not None:
        return _finish(request, keying)
    return _key(request, keying)


def _key(request: WorkRequest, keying: Keying, status: int = 200) -> HttpResponse:
    """The page on which is keyed."""
    page = keying.sheet
    _log_rows(request, page, len(keying.rows))
    context = {
        "keying": keying, "sheet": page, "edition": page.edition, "place": path_names(page.area_id),
        "newer": newer_edition(page.edition), "lines": keying.lines(), "crumbs": _crumbs(page),
        "pages": page.edition.pages.count(),
    }  # fmt: skip
    return render(request, "sheets/key.html", context, status=status)


def _log_rows(request: WorkRequest, page: SheetPage, rows: int) -> None:
    """The printed rows are shown with whole numbers: a line in the log, one for the steps of keying that follow."""
    whole = PERSONAL & set(page.edition.columns)
    access = Access.EXPORT_FULL if whole else Access.SEARCH
    if request.method == "POST":
        recent = AccessLog.objects.filter(
            user=request.user, post=request.post, access=access, detail__sheet=page.pk, at__gte=timezone.now() - ONE_LOOK
        )  # fmt: skip
        if recent.exists():
            return
    log_access(request, access, detail={"list": page.edition.title, "sheet": page.pk, "rows": rows})


def _crumbs(page: SheetPage) -> list[dict[str, str]]:
    edition = page.edition
    return [
        {"label": _("纸质表册"), "url": reverse("sheets")},
        {"label": edition.title, "url": reverse("sheet_edition", args=[edition.pk])},
        {"label": _("第%(page)d页") % {"page": page.page}},
    ]


def _compare(request: WorkRequest, keying: Keying) -> HttpResponse:
    """Print, present and paper side by side, before anything is written."""
    compared = keying.compared()
    context = {
        "keying": keying, "sheet": keying.sheet, "rows": compared, "crumbs": _crumbs(keying.sheet),
        "contested": sum(one.state == "contested" for row in compared for one in row.cells),
        "place": path_names(keying.sheet.area_id),
    }  # fmt: skip
    return render(request, "sheets/compare.html", context)


def _apply(request: WorkRequest, keying: Keying) -> HttpResponse:
    """Write row by row: what is refused stays on the page with its reason, the rest is in."""
    if keying.undecided():
        keying.notes.append(_("有人改过的格，请逐格选“用纸上的”或“留现在的”，再确认。"))
        return _compare(request, keying)
    actor = actor_of(request, Source.PAPER)
    done, people = 0, set()
    for row in keying.compared():
        values = keying.wanted(row)
        if not values:
            keying.drop(row.number)
            continue
        try:
            KeyRow(actor, row_id=row.row.pk, values=values, seen=keying.seen(row), on=keying.on).run()
        except ActionError as error:
            row.form.add_error(None, str(error))
        else:
            done += 1
            people.add(row.row.person_id)
            keying.drop(row.number)
    if people:
        refresh_people(people)
        refresh_units(keying.sheet.area_id)
    if done:
        messages.success(request, _("%(n)d行已写入台账。") % {"n": done})
    if keying.forms:
        keying.notes.append(
            _("下面%(n)d行没有写入，原因写在各行里；填的内容都还在。") % {"n": len(keying.forms)}
        )
        return _key(request, keying)
    if keying.rest:
        return _finish(request, keying)
    if not done:
        messages.info(request, _("没有要写入的改动。"))
    return redirect("sheet", code=keying.sheet.code)


def _finish(request: WorkRequest, keying: Keying) -> HttpResponse:
    """The rest of the sheet is unchanged: it counts as checked."""
    actor: Actor = actor_of(request, Source.PAPER)
    try:
        done = FinishSheet(actor, sheet_id=keying.sheet.pk, on=keying.on).run()
    except ActionError as error:
        keying.notes.append(str(error))
        return _key(request, keying)
    for area_no in done.areas:
        refresh_units(area_no)
    messages.success(request, _("这一页录完了，其余%(n)d人记为核对无变化。") % {"n": done.new})
    return redirect("sheet_edition", pk=keying.sheet.edition_id)
