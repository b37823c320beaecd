"""The results of a fair, not below what was scanned; and that everybody was told who signed up for a cancelled one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.fairs.actions.base import FairDayAction
from leye.fairs.models import Booth, Visit
from leye.fairs.results import counted
from leye.ledger.actions.base import Problems
from leye.ledger.columns import column_label
from leye.market.actions.fairs import CAN_HOLD_FAIRS, COUNTED, CancelFair, RecordFairHeld
from leye.market.enums import FairState
from leye.market.models import Fair


@dataclass(kw_only=True)
class FinishFair(FairDayAction[Fair]):
    """Write the numbers of a fair. More may have come than were scanned, fewer may not."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    employers: int
    vacancies: int
    visitors: int
    agreed: int

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        scanned, problems = counted(fair).as_numbers(), Problems()
        for name in COUNTED:
            if getattr(self, name) < scanned[name]:
                label = column_label(Fair, name)
                problems.add(
                    name, _("%(label)s现场已登记%(n)d，不能填得更少。") % {"label": label, "n": scanned[name]}
                )
        problems.check()
        return RecordFairHeld(
            self.actor, fair_id=fair.pk, **{name: getattr(self, name) for name in COUNTED}
        ).run()


@dataclass(kw_only=True)
class CallOff(FairDayAction[Fair]):
    """Cancel a fair to which nobody has come. Whoever signed up is to be told, see `NoteTold`."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    reason: str

    def execute(self) -> Fair:
        fair = self.row(Fair.objects.all(), self.fair_id)
        came = Visit.objects.filter(fair=fair, arrived_at__isnull=False).count()
        if came:
            raise ActionError(
                _("这场招聘会已有%(n)d人签到，不能取消。请登记结果；签错的请先撤销签到。") % {"n": came}
            )
        return CancelFair(self.actor, fair_id=fair.pk, reason=self.reason).run()


@dataclass(kw_only=True)
class NoteTold(FairDayAction[int]):
    """These employers and visitors were told that the fair is cancelled. How many were not told before."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    booth_ids: Sequence[int] = ()
    visit_ids: Sequence[int] = ()

    def execute(self) -> int:
        fair = self.row(Fair.objects.all(), self.fair_id)
        if fair.status != FairState.CANCELLED:
            raise ActionError(_("只有取消的招聘会才登记通知情况。"))
        now, count = timezone.now(), 0
        booths = Booth.objects.filter(fair=fair, pk__in=set(self.booth_ids), told_at__isnull=True)
        visits = Visit.objects.filter(fair=fair, pk__in=set(self.visit_ids), told_at__isnull=True)
        for rows in (booths, visits):
            count += rows.update(told_at=now, told_by_id=self.actor.user)
        return count
