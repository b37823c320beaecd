"""An area sets when an open job counts as hard to fill and how often key employers are visited, with the reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.demand.actions.base import CAN_SET_RULES
from leye.demand.models import DemandRules
from leye.demand.models.rules import SHORTAGE_DAYS, VISIT_DAYS
from leye.ledger.actions.base import LedgerAction, Problems

MOST_DAYS = 365


@dataclass(kw_only=True)
class SetDemandRules(LedgerAction[DemandRules]):
    """Set, or put right, the rules of an area of the actor's; `version` is the one that was shown."""

    allowed = CAN_SET_RULES

    area_no: int
    reason: str
    shortage_days: int = SHORTAGE_DAYS
    visit_days: int = VISIT_DAYS
    version: int | None = None

    def execute(self) -> DemandRules:
        self.area(self.area_no)
        rules = DemandRules.objects.select_for_update().filter(area_id=self.area_no).first()
        if rules and self.version is not None and rules.version != self.version:
            raise Conflict(_("这些规则刚被别人改过，没有保存。请重新打开，核对后再改。"))
        rules = rules or DemandRules(area_id=self.area_no, version=0)
        problems = Problems()
        rules.reason = problems.text(DemandRules, "reason", self.reason, required=True)
        for name in ("shortage_days", "visit_days"):
            if not 1 <= getattr(self, name) <= MOST_DAYS:
                problems.add(name, _("天数应在1至%(most)d之间。") % {"most": MOST_DAYS})
            setattr(rules, name, getattr(self, name))
        problems.check()
        rules.version += 1
        rules.save()
        return rules
