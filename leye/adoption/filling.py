"""Numbers that a document leaves open (X): which of them an area still has to fill in before it adopts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.adoption.enums import AdoptionState
from leye.adoption.models import ParameterOverride
from leye.areas.models import Area
from leye.policy import Pack, Parameter


@dataclass(frozen=True)
class Blank:
    """A number left open, with the area's own value on a day: approved, proposed, or none."""

    parameter: Parameter
    value: ParameterOverride | None

    @property
    def is_filled(self) -> bool:
        """Whether an approved value is there."""
        return self.value is not None and self.value.state == AdoptionState.APPROVED

    @property
    def is_missing(self) -> bool:
        """Whether nobody has proposed a value either."""
        return self.value is None

    @property
    def shown(self) -> str:
        """The value in words; '' without one."""
        return self.parameter.show(self.value.value) if self.value else ""


def blanks(pack: Pack, area: Area, day: dt.date) -> list[Blank]:
    """Every number that a document leaves open, as an area stands on a day: one query, none without any.

    The value of the area itself or of one above it; the innermost, and an approved one before a proposed one.
    """
    open_ones = [parameter for parameter in pack.parameters.values() if parameter.to_fill]
    if not open_ones:
        return []
    found = ParameterOverride.objects.filter(
        pack=pack.id, name__in=[p.name for p in open_ones], area__no__lte=area.no, area__last__gte=area.last,
        state__in=(AdoptionState.APPROVED, AdoptionState.PROPOSED),
    ).select_related("area", "proposed_by")  # fmt: skip
    held = [o for o in found if o.valid_to is None or o.valid_to >= day]
    lines = []
    for parameter in open_ones:
        # A target holds only in the area that it was set for.
        mine = [
            o
            for o in held
            if o.name == parameter.name and (parameter.kind != "target" or o.area_id == area.no)
        ]
        mine = [o for o in mine if o.valid_from <= day] or [
            o for o in mine if o.state == AdoptionState.PROPOSED
        ]
        best = max(
            mine, key=lambda o: (o.state == AdoptionState.APPROVED, o.area.no, -o.area.last), default=None
        )
        lines.append(Blank(parameter, best))
    return lines


def fill_words(left: Sequence[Blank]) -> str:
    """What has to be filled in, in a sentence."""
    labels = "、".join(blank.parameter.label for blank in left)
    return _(
        "文件有%(n)d个数留了空，须先填写本地取值才能采用：%(labels)s。请打开这份文件的“填写空缺”页一次填完。"
    ) % {"n": len(left), "labels": labels}  # fmt: skip


def unapproved_words(left: Sequence[Blank]) -> str:
    """What has been filled in and waits for approval, in a sentence."""
    labels = "、".join(blank.parameter.label for blank in left)
    return _("以下本地取值还没有批准：%(labels)s。请先在“填写空缺”页批准这些取值，再批准采用。") % {
        "labels": labels
    }
