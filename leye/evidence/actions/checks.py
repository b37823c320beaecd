"""Draw a random sample of services, note what asking about each came to, and settle what was not confirmed."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import Role
from leye.casework.actions.record_service import LATE_AFTER_DAYS
from leye.evidence.enums import CheckOutcome, CheckWay, Settlement
from leye.evidence.models import CheckItem, CheckRound
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.standards.calendar import today

CAN_DRAW = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
CAN_CHECK = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
CAN_SETTLE = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
#: Who sees checks: those who draw, work off or watch; the village's own services are what is checked.
WATCHERS = (*CAN_CHECK, Role.COUNTY_LEADER, Role.AUDITOR)
#: More than this is no sample but a campaign.
MOST_DRAWN = 2000

#: Services given in the span, by the rules of the check; of people who can still be asked.
_GIVEN = f"""
FROM casework_servicerecord s JOIN ledger_person p ON p.id = s.person_id
WHERE s.area_id BETWEEN %(lo)s AND %(hi)s AND s.served_on BETWEEN %(since)s AND %(until)s
  AND s.outcome = 'done' AND p.deceased_on IS NULL AND p.merged_into_id IS NULL
  AND (NOT %(only_late)s OR (s.recorded_at AT TIME ZONE 'Asia/Shanghai')::date - s.served_on > {LATE_AFTER_DAYS})
"""

#: The order of the draw: the digest of seed and number, which nobody can know before the seed is there.
_DRAW = f"""
INSERT INTO evidence_checkitem (round_id, person_id, area_id, service_id, kind, served_on, item, provider_id,
  provider_name, recorder_id, late, outcome, way, note, settlement, settled_note)
SELECT %(round)s, d.person_id, d.area_id, d.id, d.kind, d.served_on, d.item, d.provider_id, d.provider_name,
  (SELECT u.id FROM casework_servicerecordevent e JOIN pghistory_context c ON c.id = e.pgh_context_id
     JOIN accounts_user u ON u.id::text = c.metadata ->> 'user'
   WHERE e.pgh_obj_id = d.id AND e.pgh_label = 'insert' LIMIT 1),
  (d.recorded_at AT TIME ZONE 'Asia/Shanghai')::date - d.served_on > {LATE_AFTER_DAYS}, 'pending', '', '', '', ''
FROM (
  SELECT s.* {_GIVEN}
  ORDER BY encode(sha256(convert_to(%(seed)s || ':' || s.id, 'UTF8')), 'hex'), s.id LIMIT %(wanted)s
) d
"""


@dataclass(kw_only=True)
class DrawRound(LedgerAction[CheckRound]):
    """A sample of an area's services of some days: a number of them, or a share in percent."""

    allowed = CAN_DRAW

    area_no: int
    title: str
    since: dt.date
    until: dt.date
    number: int | None = None
    percent: int | None = None
    only_late: bool = False

    def execute(self) -> CheckRound:
        area = self.area(self.area_no)
        problems = Problems()
        title = problems.text(CheckRound, "title", self.title, required=True)
        problems.past("since", _("开始日期"), self.since)
        problems.past("until", _("结束日期"), self.until)
        problems.order("until", _("结束日期"), self.since, self.until)
        if (self.number is None) == (self.percent is None):
            problems.add("number", _("请填写抽取数量或比例，二者填一项。"))
        if self.number is not None and not 1 <= self.number <= MOST_DRAWN:
            problems.add("number", _("抽取数量应在1至%(most)d之间。") % {"most": MOST_DRAWN})
        if self.percent is not None and not 1 <= self.percent <= 100:
            problems.add("percent", _("抽取比例应在1%%至100%%之间。") % {})
        problems.check()
        span: dict[str, Any] = {
            "lo": area.no, "hi": area.last, "since": self.since, "until": self.until, "only_late": self.only_late,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {_GIVEN}", span)
            population = int(cursor.fetchone()[0])
        if population == 0:
            raise ActionError(_("这段时间没有可抽查的服务记录。请换一段日期或地区。"))
        wanted = min(self._wanted(population), population)
        made = CheckRound.objects.create(
            area=area, title=title, since=self.since, until=self.until, only_late=self.only_late, wanted=wanted,
            seed=secrets.token_hex(16), population=population, drawn=0, drawn_on=today(), drawn_by_id=self.actor.user,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_DRAW, span | {"round": made.pk, "seed": made.seed, "wanted": wanted})
            made.drawn = cursor.rowcount
        made.save(update_fields=["drawn"])
        return made

    def _wanted(self, population: int) -> int:
        if self.number is not None:
            return self.number
        assert self.percent is not None
        wanted = -(-population * self.percent // 100)
        if wanted > MOST_DRAWN:
            words = _(
                "共%(population)d条记录，按%(percent)d%%要抽%(wanted)d条，最多%(most)d条。请降低比例或分地区抽取。"
            )
            raise Invalid(
                {"percent": words % {"population": population, "percent": self.percent, "wanted": wanted, "most": MOST_DRAWN}}
            )  # fmt: skip
        return wanted


@dataclass(kw_only=True)
class RecordCheck(LedgerAction[CheckItem]):
    """What asking about one service came to. Never by whoever gave or entered it."""

    allowed = CAN_CHECK

    item_id: int
    outcome: str
    way: str
    note: str = ""

    def execute(self) -> CheckItem:
        item = self.row(CheckItem.objects.all(), self.item_id, held=True)
        if self.actor.user_id in (item.provider_id, item.recorder_id) and self.actor.user_id is not None:
            raise NotAllowed(_("这条服务是您提供或录入的，须由别的同事核查。"))
        if item.settlement:
            raise ActionError(_("这条已经处理完，不能再改核查结果。"))
        problems = Problems()
        problems.choice(CheckItem, "outcome", self.outcome)
        if self.outcome == CheckOutcome.PENDING:
            problems.add("outcome", _("请选择核查结果。"))
        problems.choice(CheckItem, "way", self.way)
        if self.way == CheckWay.PAPERS and self.outcome == CheckOutcome.UNREACHABLE:
            problems.add("way", _("联系不上的，请选择怎样联系过。"))
        note = problems.text(CheckItem, "note", self.note)
        if self.outcome == CheckOutcome.NOT_CONFIRMED and not note:
            problems.add("note", _("不属实的，请写明本人怎么说。"))
        problems.check()
        item.outcome, item.way, item.note = self.outcome, self.way, note
        item.checked_by_id, item.checked_on = self.actor.user, today()
        item.save(update_fields=["outcome", "way", "note", "checked_by", "checked_on"])
        return item


@dataclass(kw_only=True)
class SettleCheck(LedgerAction[CheckItem]):
    """The county says what was done about a service that was not confirmed; not by whoever gave it."""

    allowed = CAN_SETTLE

    item_id: int
    settlement: str
    note: str

    def execute(self) -> CheckItem:
        item = self.row(CheckItem.objects.all(), self.item_id, held=True)
        if item.outcome != CheckOutcome.NOT_CONFIRMED:
            raise ActionError(_("只有核查不属实的才需要处理。"))
        if item.settlement:
            raise ActionError(_("这条已于%(day)s处理。") % {"day": item.settled_on})
        if self.actor.user_id in (item.provider_id, item.recorder_id):
            raise NotAllowed(_("这条服务是您提供或录入的，须由别的同事处理。"))
        problems = Problems()
        problems.choice(CheckItem, "settlement", self.settlement)
        note = problems.text(CheckItem, "settled_note", self.note, required=True)
        self._check_true(problems, item)
        problems.check()
        item.settlement, item.settled_note = self.settlement, note
        item.settled_by_id, item.settled_on = self.actor.user, today()
        item.save(update_fields=["settlement", "settled_note", "settled_by", "settled_on"])
        return item

    def _check_true(self, problems: Problems, item: CheckItem) -> None:
        """What is said to have been done with the record must show in the record."""
        if self.settlement == Settlement.CANCELLED and item.service_id is not None:
            problems.add("settlement", _("这条服务记录还在，请先撤销记录。"))
        if self.settlement == Settlement.CORRECTED and (item.service is None or not item.service.correction):
            problems.add("settlement", _("这条服务记录没有更正过，请先更正记录。"))
