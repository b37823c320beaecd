"""A month's list of shortage occupations: counted and drafted by one, published by another, withdrawn with a reason."""

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.areas.enums import Level
from leye.demand.actions.base import CAN_DRAFT, CAN_PUBLISH
from leye.demand.enums import ListState
from leye.demand.models import ShortageLine, ShortageList
from leye.demand.months import first_of
from leye.demand.rules import held_in
from leye.demand.shortage import shortage_in
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.standards.calendar import today


@dataclass(kw_only=True)
class DraftShortageList(LedgerAction[ShortageList]):
    """Count today and keep the lines as the running month's list; drafted again, the lines are counted anew."""

    allowed = CAN_DRAFT

    area_no: int

    def execute(self) -> ShortageList:
        area, day = self.area(self.area_no), today()
        if area.level > Level.COUNTY:
            raise Invalid({"area_no": _("紧缺职业清单由县级和县级以上编制。")})
        month = first_of(day)
        held = ShortageList.objects.select_for_update().filter(area=area, month=month)
        made = held.exclude(state=ListState.WITHDRAWN).first()
        if made is not None and made.state == ListState.PUBLISHED:
            raise ActionError(_("本月的清单已经发布，不能再改。确有错误的，请发布人撤回后重新编制。"))
        days = held_in(area.no).shortage_days
        found = shortage_in(self.actor.scope, area, day, days).lines
        if not found:
            raise ActionError(_("本地没有满%(days)d天还没招满的岗位，没有可编的清单。") % {"days": days})
        made = made or ShortageList(area=area, month=month)
        made.as_of, made.days, made.made_by_id = day, days, self.actor.user
        made.save()
        made.lines.all().delete()
        ShortageLine.objects.bulk_create(ShortageLine(list=made, area=area, **asdict(one)) for one in found)
        return made


class _OfList(LedgerAction[ShortageList]):
    def found(self, pk: int, state: ListState) -> ShortageList:
        """The list, locked and in the state that the step begins with."""
        made = self.row(ShortageList.objects.all(), pk)
        if made.state != state:
            raise ActionError(_("这份清单%(state)s，不能这样办理。") % {"state": made.get_state_display()})
        return made


@dataclass(kw_only=True)
class PublishShortageList(_OfList):
    """Make a list public as it was drafted; by another person than the one who drafted it."""

    allowed = CAN_PUBLISH

    list_id: int

    def execute(self) -> ShortageList:
        made = self.found(self.list_id, ListState.DRAFT)
        if made.made_by_id == self.actor.user:
            raise NotAllowed(_("清单须由编制人以外的人发布。"))
        made.state, made.published_by_id, made.published_on = ListState.PUBLISHED, self.actor.user, today()
        made.save()
        return made


@dataclass(kw_only=True)
class WithdrawShortageList(_OfList):
    """Take a published list off the public page, with the reason; the month may then be drafted anew."""

    allowed = CAN_PUBLISH

    list_id: int
    reason: str

    def execute(self) -> ShortageList:
        made = self.found(self.list_id, ListState.PUBLISHED)
        problems = Problems()
        made.reason = problems.text(ShortageList, "reason", self.reason, required=True)
        problems.check()
        made.state = ListState.WITHDRAWN
        made.save()
        return made
