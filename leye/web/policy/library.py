"""政策: which documents there are, whether they hold, and where they are adopted."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_PROPOSE_ADOPTION
from leye.adoption.enums import AdoptionState
from leye.adoption.reading import Validity, adoptions_about, standing_of, validity
from leye.adoption.registry import packs
from leye.policy import HELD_LABELS, Pack
from leye.standards.calendar import today
from leye.web.work import WorkRequest, work_page


def validity_tag(pack: Pack, day: dt.date) -> tuple[str, str]:
    """Kind and word of a document's own validity."""
    return {
        Validity.FUTURE: ("info", _("尚未施行")),
        Validity.CURRENT: ("good", _("有效")),
        Validity.PAST: ("warn", _("已过文件有效期")),
    }[validity(pack.info, day)]


def _card(pack: Pack, adoptions: list[Any], day: dt.date) -> dict[str, Any]:
    lines = [(a, standing_of(a, pack.info, day)) for a in adoptions if a.pack == pack.id]
    held = dict.fromkeys(HELD_LABELS, 0)
    for entry in pack.clauses.entries:
        for point in entry.points:
            held[point.held] += 1
    return {
        "pack": pack, "info": pack.info, "validity": validity_tag(pack, day), "held": held,
        "kinds": [(label, n) for label, n in ((_("任务"), len(pack.duties)), (_("待遇"), len(pack.benefits)),
                  (_("红线"), len(pack.limits)), (_("指标"), len(pack.indicators))) if n],
        "acting": [(a, s) for a, s in lines if s.acts],
        "waiting": [(a, s) for a, s in lines if a.state == AdoptionState.PROPOSED],
    }  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Every installed document; those that could not be loaded, with the reason."""
    day = today()
    adoptions = list(adoptions_about(request.scope))
    cards = [_card(pack, adoptions, day) for pack in packs().values()]
    acting = sum(bool(card["acting"]) for card in cards)
    context = {
        "cards": cards, "broken": sorted((name, str(error)) for name, error in packs().broken.items()),
        "summary": _("共%(n)s份文件，其中%(acting)s份在本辖区执行。") % {"n": len(cards), "acting": acting},
        "may_propose": request.post.role in CAN_PROPOSE_ADOPTION,
    }  # fmt: skip
    return render(request, "policy/index.html", context)
