"""How documents bear on each other: which takes the place of which, which gives way, what contradicts what here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.adoption.registry import packs
from leye.adoption.resolution import InForce
from leye.engine import Adoption as EngineAdoption
from leye.engine import conflicts
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


def conflict_lines(pack: Pack, adoption: Adoption) -> list[dict[str, Any]]:
    """What of an adoption, standing or proposed, does not go together with others in its area, each with a remedy."""
    state, area = InForce.now(), adoption.area
    if adoption.state == AdoptionState.PROPOSED:
        state = state.adopting(
            EngineAdoption(
                pack.id, area.no, area.last, adoption.valid_from, adoption.valid_to, adoption.standing
            )
        )
    found = conflicts(packs(), state.adoptions, max(today(), adoption.valid_from), state.values)
    lines, seen = [], set()
    for conflict in found:
        sides = (conflict.first[0], conflict.second[0])
        if (
            pack.id not in sides
            or conflict.lo > area.last
            or conflict.hi < area.no
            or conflict.message in seen
        ):
            continue
        seen.add(conflict.message)
        other = sides[0] if sides[1] == pack.id else sides[1]
        strong = conflict.kind == "superseded"
        lines.append({"words": conflict.message, "kind": "bad" if strong else "warn",
                      "word": _("已被替代") if strong else _("数字不同") if conflict.kind == "numbers" else _("同名规则"),
                      "url": reverse("document", args=[other])})  # fmt: skip
    return lines
