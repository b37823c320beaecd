"""Keep a ledger of one's own, change it, take it away."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.sheets.actions.views import RemoveView, SaveView
from leye.sheets.books import SAVED
from leye.sheets.models import LedgerView
from leye.web.acting import attempt, carried_out
from leye.web.ledger.forms import LedgerForm
from leye.web.ledger.lists import book_or_404
from leye.web.work import WorkRequest, actor_of, work_page


def _own(request: WorkRequest, slug: str) -> LedgerView:
    """A saved ledger of the scope's own areas; those of above are only used."""
    view = book_or_404(request, slug).view
    if view is None or not request.scope.covers(view.area_id):
        raise Http404
    return view


@work_page(*CAN_WRITE_LEDGER)
def add(request: WorkRequest) -> HttpResponse:
    """A new ledger of the post's area."""
    form = LedgerForm(request.POST or None, area_no=request.post.area_id)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, SaveView(actor_of(request), area_no=request.post.area_id, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("台账已设立，本级和下级都能打开。"))
            return redirect("ledger", slug=f"{SAVED}{made.pk}")
    context = {"form": form, "title": _("设立台账"), "button": _("设立")}
    return render(request, "ledger/form.html", context)


@work_page(*CAN_WRITE_LEDGER)
def edit(request: WorkRequest, slug: str) -> HttpResponse:
    """Change a saved ledger."""
    view = _own(request, slug)
    form = LedgerForm(request.POST or None, area_no=view.area_id, view=view)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, SaveView(actor_of(request), view_id=view.pk, **form.cleaned_data))
    ):
        messages.success(request, _("已保存。"))
        return redirect("ledger", slug=slug)
    context = {"form": form, "title": _("修改台账"), "of": view.name, "button": _("保存"), "slug": slug}
    return render(request, "ledger/form.html", context)


@work_page(*CAN_WRITE_LEDGER)
def remove(request: WorkRequest, slug: str) -> HttpResponse:
    """Take a saved ledger away, after asking."""
    view = _own(request, slug)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, RemoveView(actor_of(request), view_id=view.pk))
    ):
        messages.success(request, _("台账已删除；里面的人和打印过的表册都还在。"))
        return redirect("ledgers")
    context = {
        "form": form,
        "title": _("删除台账"),
        "of": view.name,
        "button": _("删除"),
        "slug": slug,
        "danger": True,
    }
    return render(request, "ledger/form.html", context)
