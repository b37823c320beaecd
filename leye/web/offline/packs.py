"""带出的离线资料: the packs that others have on their devices, and calling one back."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.offline.actions.packs import CAN_CALL_BACK, ClosePack, closable_packs
from leye.offline.errors import PackAbsent
from leye.offline.models import OfflinePack
from leye.web.fields import whole
from leye.web.work import WorkRequest, actor_of, work_page

#: Packs of one page.
PAGE = 50
#: How far back packs are listed that were called back.
LOOK_BACK = dt.timedelta(days=30)
MOST_CLOSED = 20


@work_page(*CAN_CALL_BACK)
def packs(request: WorkRequest) -> HttpResponse:
    """What is out in the area, newest first, and what was called back lately, by whom and why."""
    now = timezone.now()
    page = max(whole(request.GET.get("page")) or 1, 1)
    mine = closable_packs(actor_of(request)).select_related("area", "user", "post", "closed_by")
    out = mine.valid_at(now)
    shown = list(out[(page - 1) * PAGE : page * PAGE + 1])
    count = out.count()
    address = reverse("offline_packs")
    context = {
        "packs": shown[:PAGE], "count": count,
        "previous_url": f"{address}?page={page - 1}" if page > 1 else "",
        "next_url": f"{address}?page={page + 1}" if len(shown) > PAGE else "",
        "closed": mine.filter(closed_at__gte=now - LOOK_BACK).order_by("-closed_at")[:MOST_CLOSED],
        "summary": _("辖区内有%(n)s份资料带在外面。设备丢了，或人已离岗，请作废。") % {"n": count}
        if count else _("辖区内现在没有带在外面的资料。"),
    }  # fmt: skip
    return render(request, "offline/packs.html", context)


def _after(request: WorkRequest, pack: OfflinePack) -> str:
    """Where to go on: one's own packs stand beside one's records."""
    own = pack.user_id == request.user.pk and request.post.role in CAN_WRITE_LEDGER
    return reverse("offline_decisions" if own else "offline_packs")


@work_page(*{*CAN_WRITE_LEDGER, *CAN_CALL_BACK})
def close(request: WorkRequest, pack_id: UUID) -> HttpResponse:
    """Ask whether a pack is to be called back, and do it."""
    actor = actor_of(request)
    found = closable_packs(actor).select_related("area", "user", "post").filter(pk=pack_id).first()
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            ClosePack(actor, pack_id=pack_id, reason=reason).run()
        except PackAbsent as error:
            raise Http404 from error
        except ActionError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("已作废。那台设备有网络时一打开离线走访，就会清除人员资料；没有同步的记录仍可同步。"),
            )
            return redirect(_after(request, found))
    context = {
        "pack": found,
        "reason": reason,
        "back": _after(request, found),
        "over": found.closed_at is not None,
    }
    return render(request, "offline/close.html", context)
