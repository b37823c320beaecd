"""What was done for a person: services and public-welfare posts, as moments of the timeline."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from leye.casework.actions.record_service import is_late
from leye.casework.enums import Outcome
from leye.casework.models import Placement, ServiceRecord
from leye.ledger.models import Person
from leye.ledger.moments import Moment
from leye.standards.calendar import SHANGHAI, today


def casework_moments(person: Person, limit: int, before: dt.date | None = None) -> list[Moment]:
    """The latest services and all placements of a person whom the scope may see."""
    services = ServiceRecord.objects.filter(person=person).select_related("provider")
    if before is not None:
        services = services.filter(served_on__lt=before)
    placements = Placement.objects.filter(person=person).select_related("post")
    return [*map(_service, services[:limit]), *(m for placement in placements for m in _placement(placement))]


def _service(record: ServiceRecord) -> Moment:
    title = str(record.get_kind_display())
    if record.outcome != Outcome.DONE:
        title = _("%(kind)s（%(outcome)s）") % {"kind": title, "outcome": record.get_outcome_display()}
    recorded = record.recorded_at.astimezone(SHANGHAI).date()
    late = _("%(day)s补录") % {"day": recorded} if is_late(record.served_on, recorded) else ""
    correction = _("已更正：%(reason)s") % {"reason": record.correction} if record.correction else ""
    parts = (
        record.item,
        record.get_channel_display() if record.channel else "",
        record.place,
        record.note,
        late,
        correction,
    )
    by = record.provider_name or (record.provider.name if record.provider else "")
    return Moment(
        record.served_on,
        record.recorded_at,
        "service",
        "service",
        title,
        "，".join(str(part) for part in parts if part),
        by,
    )


def _placement(placement: Placement) -> Iterator[Moment]:
    title = placement.post.title
    yield Moment(
        placement.started_on,
        None,
        "placement",
        "badge",
        _("到公益性岗位上岗：%(title)s") % {"title": title},
        _("第%(n)d次安置，%(day)s期满") % {"n": placement.ordinal, "day": placement.due_end_on},
    )
    if placement.ended_on is not None and placement.ended_on <= today():
        yield Moment(
            placement.ended_on,
            None,
            "placement",
            "badge",
            _("离开公益性岗位：%(title)s") % {"title": title},
            str(placement.get_end_reason_display()) if placement.end_reason else "",
        )
