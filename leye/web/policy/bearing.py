"""How documents bear on each other: which takes the place of which, which gives way, what contradicts what here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.reading import adoption_at
from leye.adoption.registry import packs
from leye.areas.models import Area
from leye.engine.superseding import supersedes
from leye.policy import Pack
from leye.standards.calendar import today


@dataclass(frozen=True)
class Relation:
    """One sentence about another document, with its page where it is installed."""

    label: str
    number: str
    url: str = ""


def relations(pack: Pack) -> list[Relation]:
    """What a document, or another about it, says of their order: it supersedes, is superseded, repealed, gives way."""
    by_number = {other.info.number: other for other in packs().values()}

    def line(label: str, number: str) -> Relation:
        other = by_number.get(number)
        return Relation(
            label, number, reverse("document", args=[other.id]) if other and other is not pack else ""
        )

    info = pack.info
    found = [line(_("替代"), number) for number in info.supersedes]
    later = {o.info.number for o in packs().values() if o.id != pack.id and supersedes(o, pack)}
    if info.superseded_by:
        later.add(info.superseded_by)
    found += [line(_("已被替代"), number) for number in sorted(later)]
    if info.repealed_on:
        found.append(Relation(_("废止"), _("自%(day)s起不再执行") % {"day": info.repealed_on}))
    return found + [line(_("从其规定"), number) for number in info.gives_way_to]


def conflict_lines(pack: Pack, area: Area) -> list[dict[str, Any]]:
    """What of a document cannot stand beside another that acts in an area."""
    lines = []
    for other in packs().values():
        if other.id == pack.id or adoption_at(area.no, other, today()) is None:
            continue
        if supersedes(pack, other):
            words = _("本文件替代%(number)s；批准以后，%(number)s在本地区不再产生待办。") % {
                "number": other.info.number
            }
        elif supersedes(other, pack):
            words = _("本文件已由%(number)s替代，采用以后不产生待办。") % {"number": other.info.number}
        else:
            continue
        lines.append({"words": words, "kind": "warn", "url": reverse("document", args=[other.id])})
    return lines
