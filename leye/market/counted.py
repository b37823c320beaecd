"""What a fair counts as besides: a line in the register of activities, there only while somebody came."""

from leye.market.enums import FairKind
from leye.market.models import Fair
from leye.registers.enums import ActivityKind
from leye.registers.models import Activity

#: Fairs at a site of their kind are what documents ask of that site (#55, #268).
AT_SITES = {
    FairKind.GIG_DAY: ActivityKind.GIG_MARKET_SERVICE, FairKind.RESETTLEMENT: ActivityKind.RESETTLEMENT_FAIR,
}  # fmt: skip


def kind_of(fair: Fair) -> ActivityKind | None:
    """The activity that a fair is, if it is one."""
    if fair.site_id is not None and fair.kind in AT_SITES:
        return AT_SITES[FairKind(fair.kind)]
    return ActivityKind.FOUR_ENTERS if fair.four_enters else None


def count_as_activity(fair: Fair) -> None:
    """Write, change or take back the fair's line in the register; sets `fair.activity`, does not save the fair.

    An event with no attendance does not count, so it has no line.
    """
    kind = kind_of(fair)
    if kind is None or not fair.counts:
        gone, fair.activity = fair.activity, None
        if gone is not None:
            Fair.objects.filter(pk=fair.pk).update(activity=None)
            gone.delete()
        return
    line = fair.activity or Activity()
    line.area_id = fair.site.area_id if fair.site is not None else fair.area_id
    line.kind, line.site, line.happened_on = kind, fair.site, fair.held_on
    line.quantity, line.note = None, fair.title
    line.save()
    fair.activity = line
