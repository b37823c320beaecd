"""An application for help opens a case (申请), through one of the six channels (#9–#14) or by a clerk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER, Source
from leye.cases.actions.base import check_owner
from leye.cases.actions.serving import note_services
from leye.cases.enums import CaseState
from leye.cases.errors import CaseIsOpen
from leye.cases.models import Case
from leye.ledger.actions.base import LedgerAction, Problems

#: Lists that another office hands over with a letter; the letter is part of the record.
NEEDS_GIVER = (Source.DEPARTMENT, Source.DISPUTE)


@dataclass(kw_only=True)
class Apply(LedgerAction[Case]):
    """Open a case for a person of the ledger. Raises CaseIsOpen when one is open already.

    `owner_id` is who will work on it; None leaves it on the list of cases without anybody.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    channel: str
    applied_on: dt.date
    asked_for: str = ""
    handed_by: str = ""
    owner_id: int | None = None

    def describe(self) -> dict[str, Any]:
        """What is written comes from the channel."""
        return {"source": self.channel} if self.channel in Source.values else {}

    def execute(self) -> Case:
        person = self.person(self.person_id)
        problems = Problems()
        problems.choice(Case, "channel", self.channel)
        problems.past("applied_on", _("申请日期"), self.applied_on, person.birth_date)
        asked_for = problems.text(Case, "asked_for", self.asked_for)
        handed_by = problems.text(Case, "handed_by", self.handed_by)
        if self.channel in NEEDS_GIVER and not handed_by:
            problems.add("handed_by", _("请写明是哪个单位移交的，有文号的写文号。"))
        if person.deceased_on is not None:
            problems.add("", _("此人已登记死亡，不能办理申请。"))
        self._check_not_before_last_exit(problems)
        problems.check()
        standing = Case.objects.filter(person=person, exited_on__isnull=True).first()
        if standing is not None:
            raise CaseIsOpen(standing.pk, person.name, standing.applied_on, str(standing.get_state_display()))
        if self.owner_id is not None:
            check_owner(self.owner_id, [person.area_id], "owner_id")
        case = Case.objects.create(
            person=person,
            area_id=person.area_id,
            channel=self.channel,
            state=CaseState.APPLIED,
            applied_on=self.applied_on,
            asked_for=asked_for,
            handed_by=handed_by,
            owner_id=self.owner_id,
        )
        note_services([person.pk])
        case.refresh_from_db()
        return case

    def _check_not_before_last_exit(self, problems: Problems) -> None:
        """Spells of help do not overlap: what was done in the last one is not counted again in this one."""
        last = (
            Case.objects.filter(person_id=self.person_id, exited_on__gt=self.applied_on)
            .order_by("-exited_on")
            .first()
        )
        if last is not None:
            problems.add(
                "applied_on",
                _("上一个个案到%(day)s才退出，这次申请不能更早。") % {"day": last.exited_on},
            )
