"""Buttons of an import: each does one action and goes back to the import's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError, Conflict
from leye.accounts.enums import CAN_IMPORT
from leye.intake.actions.imports import BackToColumns, Confirm, Discard, SettleColumns, TryAgain, Undo
from leye.intake.models import ImportBatch
from leye.web.importing.forms import chosen_columns
from leye.web.importing.views import columns_page, find_batch
from leye.web.work import WorkRequest, actor_of, work_page


def _step(
    request: WorkRequest, number: int, make: Callable[[ImportBatch], Action[ImportBatch]]
) -> ImportBatch | None:
    """Do an action of a batch; an error becomes a message. None when it was refused."""
    batch = find_batch(request, number)
    try:
        return make(batch).run()
    except ActionError as error:
        messages.error(request, str(error))
        return None


@require_POST
@work_page(*CAN_IMPORT)
def settle(request: WorkRequest, number: int) -> HttpResponse:
    """Columns are settled: check the file."""
    chosen, keep = chosen_columns(request.POST), bool(request.POST.get("remember"))
    batch = find_batch(request, number)
    try:
        SettleColumns(actor_of(request), batch, chosen, keep).run()
    except Conflict as error:
        messages.error(request, str(error))
    except ActionError as error:
        # The choices made so far stand in the batch at hand, so they are shown again.
        return columns_page(request, batch, str(error))
    return redirect("import_batch", number)


@require_POST
@work_page(*CAN_IMPORT)
def confirm(request: WorkRequest, number: int) -> HttpResponse:
    """Write the good rows."""
    _step(request, number, lambda batch: Confirm(actor_of(request), batch))
    return redirect("import_batch", number)


@require_POST
@work_page(*CAN_IMPORT)
def again(request: WorkRequest, number: int) -> HttpResponse:
    """Take an unfinished import up again."""
    _step(request, number, lambda batch: TryAgain(actor_of(request), batch))
    return redirect("import_batch", number)


@require_POST
@work_page(*CAN_IMPORT)
def back(request: WorkRequest, number: int) -> HttpResponse:
    """Back to the columns."""
    _step(request, number, lambda batch: BackToColumns(actor_of(request), batch))
    return redirect("import_batch", number)


@require_POST
@work_page(*CAN_IMPORT)
def undo(request: WorkRequest, number: int) -> HttpResponse:
    """Take a done import back."""
    batch = _step(request, number, lambda batch: Undo(actor_of(request), batch))
    if batch is not None:
        kept = batch.counts.get("kept", 0)
        if kept:
            messages.warning(
                request, _("已撤销。有%(n)s行导入后又有人办理过，保留未动，见下面名单。") % {"n": kept}
            )
        else:
            messages.success(request, _("已撤销，台账回到导入前的样子。"))
    return redirect("import_batch", number)


@require_POST
@work_page(*CAN_IMPORT)
def discard(request: WorkRequest, number: int) -> HttpResponse:
    """Drop an import that was not written."""
    if _step(request, number, lambda batch: Discard(actor_of(request), batch)) is None:
        return redirect("import_batch", number)
    messages.success(request, _("已丢弃这次导入，台账没有改动。"))
    return redirect("import")
