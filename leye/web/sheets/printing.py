"""纸质表册: print villages' ledgers, see what is out, open a sheet by its number or square code."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Access, Role
from leye.areas.enums import Level
from leye.areas.paths import chain, path_names
from leye.sheets.actions.printing import PrintEdition
from leye.sheets.actions.views import SetFormat
from leye.sheets.books import format_of
from leye.sheets.columns import PERSONAL
from leye.sheets.finding import SheetRefused, find_sheet
from leye.sheets.fonts import NoChineseFont, typefaces
from leye.sheets.models import SheetEdition, SheetRow
from leye.sheets.reprinting import pdf_of
from leye.web.acting import carried_out
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.sheets.forms import FormatForm, PrintForm
from leye.web.work import WorkRequest, actor_of, work_page

#: Editions and people bound together in one file: setting the pages takes the server's time and memory.
MOST, MOST_PEOPLE = 60, 2000


def _editions(request: WorkRequest) -> Any:
    found = SheetEdition.objects.visible_to(request.scope).select_related("area", "printed_by")
    return found.order_by("-printed_on", "-pk")


@work_page(*CAN_WRITE_LEDGER)
def index(request: WorkRequest) -> HttpResponse:
    """The box for a sheet's number, the form that prints, and the editions printed so far."""
    text, refused = request.GET.get("sheet", "").strip()[:80], ""
    if text:
        try:
            return redirect("sheet", code=find_sheet(request.scope, text).code)
        except SheetRefused as error:
            refused = str(error)
    book = request.GET.get("book", "")
    form = PrintForm(scope=request.scope, initial={"book": book} if book else {})
    return _show(request, form, text=text, refused=refused)


def _show(request: WorkRequest, form: PrintForm, **more: Any) -> HttpResponse:
    page = page_of(request, lambda start, stop: list(_editions(request)[start:stop]), size=20)
    context = {
        "form": form, "page": page, "may_format": request.post.role == Role.COUNTY_OFFICER,
        "rows": [{"edition": one, "place": path_names(one.area_id)} for one in page.rows], **more,
    }  # fmt: skip
    return render(request, "sheets/index.html", context)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def print_editions(request: WorkRequest) -> HttpResponse:
    """An edition for each village chosen; villages without such people are told and left out."""
    form = PrintForm(request.POST, scope=request.scope)
    if not form.is_valid():
        return _show(request, form)
    try:
        typefaces()
    except NoChineseFont as error:
        form.add_error(None, str(error))
        return _show(request, form)
    made, refused = [], []
    for area_no in form.cleaned_data["areas"][:MOST]:
        try:
            made.append(
                PrintEdition(actor_of(request), area_no=area_no, book=form.cleaned_data["book"]).run()
            )
        except ActionError as error:
            refused.append(str(error))
    for words in refused[:3]:
        messages.warning(request, words)
    if len(refused) > 3:
        messages.warning(request, _("另有%(n)d个村没有这样的人，没有打印。") % {"n": len(refused) - 3})
    if not made:
        return _show(request, form)
    if len(made) == 1:
        return redirect("sheet_edition", pk=made[0].pk)
    return _show(request, form, made=len(made), files=_files(made))


def _files(made: list[SheetEdition]) -> list[list[int]]:
    """The editions that go into one file each, in their order."""
    files: list[list[int]] = []
    people = 0
    for one in made:
        people += one.people
        if not files or people > MOST_PEOPLE:
            files.append([])
            people = one.people
        files[-1].append(one.pk)
    return files


@work_page(*CAN_WRITE_LEDGER)
def pdf(request: WorkRequest) -> HttpResponse:
    """Editions as one PDF, logged as a list that was taken along."""
    ids = [number for number in map(whole, request.GET.getlist("edition")) if number][:MOST]
    found = {one.pk: one for one in _editions(request).filter(pk__in=ids)}
    editions = [found[pk] for pk in ids if pk in found]
    if not editions:
        raise Http404
    same = [one for one in editions if one.columns == editions[0].columns]
    people = sum(one.people for one in same)
    if len(same) > 1 and people > MOST_PEOPLE:
        words = _("这些表册共%(people)d人，合成一个文件最多%(most)d人。请分几次打开，或逐个打开打印。")
        messages.error(request, words % {"people": people, "most": MOST_PEOPLE})
        return redirect("sheets")
    document = pdf_of(same)
    with_phone = bool(PERSONAL & set(same[0].columns))
    log_access(
        actor_of(request), Access.EXPORT_FULL if with_phone else Access.EXPORT,
        detail={"title": same[0].title, "rows": people, "editions": [one.pk for one in same]},
    )  # fmt: skip
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="ledger-{same[0].pk}.pdf"'
    return answer


@work_page(*CAN_WRITE_LEDGER)
def edition(request: WorkRequest, pk: int) -> HttpResponse:
    """One edition: its sheets, and how far they have come back."""
    found = _editions(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    keyed = SheetRow.objects.visible_to(request.scope).filter(sheet__edition=found, keyed_at__isnull=False)
    counts: dict[int, int] = {}
    for sheet_id in keyed.values_list("sheet_id", flat=True):
        counts[sheet_id] = counts.get(sheet_id, 0) + 1
    sheets = [
        {"sheet": sheet, "keyed": counts.get(sheet.pk, 0)}
        for sheet in found.pages.select_related("returned_by")
    ]
    context = {
        "edition": found, "sheets": sheets, "place": path_names(found.area_id),
        "crumbs": [{"label": _("纸质表册"), "url": reverse("sheets")}, {"label": found.title}],
        "back": sum(bool(one["sheet"].returned_on) for one in sheets),
    }  # fmt: skip
    return render(request, "sheets/edition.html", context)


@work_page(Role.COUNTY_OFFICER)
def paper_format(request: WorkRequest) -> HttpResponse:
    """The county's one format for every village."""
    county = next((area for area in chain(request.post.area_id) if area.level == Level.COUNTY), None)
    if county is None:
        raise Http404
    form = FormatForm(request.POST or None, initial={"columns": list(format_of(county.no))})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, SetFormat(actor_of(request), area_no=county.no, **form.cleaned_data))
    ):
        messages.success(request, _("格式已定，以后打印的表册都照这个格式。"))
        return redirect("sheets")
    return render(request, "sheets/format.html", {"form": form, "county": county})
