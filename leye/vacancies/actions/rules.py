"""An area sets how long its vacancies stand unconfirmed and names its lowest wages, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Conflict
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.vacancies.models import VacancyRules
from leye.vacancies.models.upkeep import UNPUBLISH_DAYS, WARN_DAYS

CAN_SET_RULES = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
MOST_DAYS = 365


@dataclass(kw_only=True)
class SetRules(LedgerAction[VacancyRules]):
    """Set, or put right, the rules of an area of the actor's."""

    allowed = CAN_SET_RULES

    area_no: int
    reason: str
    warn_days: int = WARN_DAYS
    unpublish_days: int = UNPUBLISH_DAYS
    minimum_month_fen: int | None = None
    minimum_hour_fen: int | None = None
    version: int | None = None

    def execute(self) -> VacancyRules:
        self.area(self.area_no)
        rules = VacancyRules.objects.select_for_update().filter(area_id=self.area_no).first()
        if rules and self.version is not None and rules.version != self.version:
            raise Conflict(_("这些规则刚被别人改过，没有保存。请重新打开，核对后再改。"))
        rules = rules or VacancyRules(area_id=self.area_no, version=0)
        problems = Problems()
        rules.reason = problems.text(VacancyRules, "reason", self.reason, required=True)
        for name in ("warn_days", "unpublish_days"):
            if not 1 <= getattr(self, name) <= MOST_DAYS:
                problems.add(name, _("天数应在1至%(most)d之间。") % {"most": MOST_DAYS})
            setattr(rules, name, getattr(self, name))
        for name, label in (
            ("minimum_month_fen", _("月最低工资标准")),
            ("minimum_hour_fen", _("小时最低工资标准")),
        ):
            problems.wage(name, label, getattr(self, name))
            setattr(rules, name, getattr(self, name))
        problems.check()
        rules.version += 1
        rules.save()
        return rules
