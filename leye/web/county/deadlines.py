"""What falls due in the next 30 days: duties by rule, planned fairs, placements whose term ends."""

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.areas.models import Area
from leye.casework.models import Placement
from leye.market.enums import COMING
from leye.market.models import Fair
from leye.web.county.choosing import list_url
from leye.web.links import rule_url
from leye.worklist.county import SOON, due_soon

#: Lines shown of one kind; more are in the lists they open to.
MOST = 12


def deadlines(scope: Scope, area: Area, day: dt.date) -> list[dict[str, Any]]:
    """Lines by day: {on, title, text, url, clause, clause_url}. Three queries."""
    until = day + dt.timedelta(days=SOON)
    lines = [
        *_duties(scope, area, day),
        *_fairs(scope, area, day, until),
        *_placements(scope, area, day, until),
    ]
    return sorted(lines, key=lambda line: (line["on"], line["title"]))


def until_words(last: dt.date) -> str:
    """That the others follow until a day."""
    return _("，到%(month)s月%(day)s日为止陆续到期") % {"month": last.month, "day": last.day}


def _duties(scope: Scope, area: Area, day: dt.date) -> list[dict[str, Any]]:
    rows = due_soon(scope, area, day)
    by_rule: dict[tuple[str, str], list[tuple[dt.date, int]]] = {}
    for pack, name, due_on, n in rows:
        by_rule.setdefault((pack, name), []).append((due_on, n))
    lines = []
    for (pack, name), dues in by_rule.items():
        rule, total = find_rule(pack, name), sum(n for _due, n in dues)
        first, last = dues[0][0], dues[-1][0]
        text = _("%(n)s项未办") % {"n": f"{total:,}"}
        if first != last:
            text += until_words(last)
        lines.append({
            "on": first, "title": rule.title if rule else name, "text": text,
            "url": list_url("due_soon", area, pack=pack, rule=name),
            "clause": str(getattr(rule.clause, "ref", "")) if rule else "", "clause_url": rule_url(pack, name),
        })  # fmt: skip
    return lines


def _fairs(scope: Scope, area: Area, day: dt.date, until: dt.date) -> list[dict[str, Any]]:
    fairs = Fair.objects.visible_to(scope).in_range(area.no, area.last).filter(
        status__in=COMING, held_on__gte=day, held_on__lte=until)  # fmt: skip
    fairs = fairs.select_related("area").order_by("held_on", "pk")
    return [{"on": fair.held_on, "title": fair.title, "text": _("招聘会 · %(area)s") % {"area": fair.area.name},
             "url": reverse("fair", args=[fair.pk])} for fair in fairs[:MOST]]  # fmt: skip


def _placements(scope: Scope, area: Area, day: dt.date, until: dt.date) -> list[dict[str, Any]]:
    ending = Placement.objects.visible_to(scope).in_range(area.no, area.last).filter(
        ended_on__isnull=True, due_end_on__gte=day, due_end_on__lte=until)  # fmt: skip
    found = ending.aggregate(n=Count("pk"), first=Min("due_end_on"), last=Max("due_end_on"))
    if not found["n"]:
        return []
    text = _("%(n)s人") % {"n": f"{found['n']:,}"}
    if found["last"] != found["first"]:
        text += until_words(found["last"])
    return [{"on": found["first"], "title": _("公益性岗位安置期满"), "text": text,
             "url": f"{reverse('county_placements')}?area={area.no}"}]  # fmt: skip
