"""重复档案: pairs that may be one person, side by side, made into one, and parted again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.merges import TAKEABLE, MergePeople, UndoMerge
from leye.ledger.errors import Absent
from leye.ledger.models import MergeRecord, Person
from leye.ledger.reading import compare_people, find_duplicates, merge_history
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_households, refresh_people

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
MOST = 50


@work_page(*CLERKS)
def duplicates(request: WorkRequest) -> HttpResponse:
    """Pairs to look at, and the latest merges, each of which can be undone."""
    context = {
        "pairs": find_duplicates(request.scope, MOST),
        "merges": merge_history(request.scope, 20),
        "most": MOST,
    }
    return render(request, "people/duplicates.html", context)


@work_page(*CLERKS)
def compare(request: WorkRequest, left: int, right: int) -> HttpResponse:
    """Two files field by field; the one that stays is chosen, and what it takes from the other."""
    try:
        rows = compare_people(request.scope, left, right)
    except Absent as error:
        raise Http404 from error
    log_look(request, left)
    log_look(request, right)
    people = Person.objects.visible_to(request.scope).select_related("area").in_bulk([left, right])
    context: dict[str, Any] = {
        "left": people[left], "right": people[right],
        "rows": [{"row": row, "takeable": row.name in TAKEABLE} for row in rows],
    }  # fmt: skip
    if request.method == "POST":
        survivor, loser = (right, left) if request.POST.get("survivor") == "right" else (left, right)
        side = "right" if survivor == left else "left"
        take = [
            row.name
            for row in rows
            if row.name in TAKEABLE and not row.same and request.POST.get(row.name) == side
        ]
        homes = [one.household_id for one in people.values() if one.household_id is not None]
        try:
            MergePeople(actor_of(request), survivor_id=survivor, loser_id=loser, take=take).run()
        except ActionError as error:
            return render(request, "people/compare.html", context | {"problem": str(error)})
        refresh_people([survivor, loser])
        refresh_households(homes)
        messages.success(request, _("两份档案已合并。如有差错，可在“重复档案”页撤销。"))
        return redirect("person", survivor)
    return render(request, "people/compare.html", context)


@require_POST
@work_page(*CLERKS)
def undo(request: WorkRequest, pk: int) -> HttpResponse:
    """Part two merged files."""
    get_object_or_404(MergeRecord.objects.visible_to(request.scope), pk=pk)
    try:
        record = UndoMerge(actor_of(request), merge_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        refresh_people([record.survivor_id, record.loser_id])
        messages.success(request, _("合并已撤销，两份档案恢复原样。"))
    return redirect("duplicates")
