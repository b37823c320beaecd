"""Readings: figures that somebody looked up, with where they come from."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Employer
from leye.registers.actions.sites import CAN_KEEP_REGISTERS
from leye.registers.enums import PER_TEN_THOUSAND, RATES
from leye.registers.models import Reading, Site

#: Beyond a thousand billion fen no county counts.
MOST = 10**15


@dataclass(kw_only=True)
class RecordReading(LedgerAction[Reading]):
    """Enter a figure of a period; the same figure of the same period again puts the earlier one right.

    Rates are shares of 10,000: `whole` need not be given for them.
    """

    allowed = CAN_KEEP_REGISTERS

    area_no: int
    kind: str
    period_start: dt.date
    period_end: dt.date
    value: int
    source: str
    whole: int | None = None
    employer_id: int | None = None
    site_id: int | None = None

    def execute(self) -> Reading:
        area = self.area(self.area_no)
        problems = Problems()
        problems.choice(Reading, "kind", self.kind)
        source = problems.text(Reading, "source", self.source, required=True)
        problems.past("period_start", _("数据期开始"), self.period_start)
        problems.order("period_end", _("数据期结束"), self.period_start, self.period_end)
        whole = PER_TEN_THOUSAND if self.kind in RATES and self.whole is None else self.whole
        self._check_numbers(problems, whole)
        key: dict[str, Any] = {
            "area_id": area.no, "kind": self.kind, "period_start": self.period_start, "period_end": self.period_end,
            "employer": self._one_of(Employer, self.employer_id, "employer_id", _("用人单位"), problems),
            "site": self._one_of(Site, self.site_id, "site_id", _("场所、载体"), problems),
        }  # fmt: skip
        problems.check()
        reading = Reading.objects.select_for_update(of=("self",)).filter(**key).first() or Reading(**key)
        reading.value, reading.whole, reading.source = self.value, whole, source
        reading.save()
        return reading

    def _check_numbers(self, problems: Problems, whole: int | None) -> None:
        if not 0 <= self.value <= MOST:
            problems.add("value", _("数值应不小于0。"))
        if whole is not None and not self.value <= whole <= MOST:
            problems.add("value", _("数值不能大于总数。"))

    def _one_of(self, model: Any, pk: int | None, name: str, label: str, problems: Problems) -> Any:
        if pk is None:
            return None
        found = model.objects.visible_to(self.actor.scope).filter(pk=pk).first()
        if found is None:
            problems.add(name, _("请从列表中选择%(label)s。") % {"label": label})
        return found


@dataclass(kw_only=True)
class RemoveReading(LedgerAction[Reading]):
    """Take back a figure entered by mistake; the history keeps it."""

    allowed = CAN_KEEP_REGISTERS

    reading_id: int

    def execute(self) -> Reading:
        reading = self.row(Reading.objects.all(), self.reading_id)
        gone = Reading(
            **{field.attname: getattr(reading, field.attname) for field in Reading._meta.concrete_fields}
        )
        reading.delete()
        return gone
