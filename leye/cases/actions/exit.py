"""The end of a case (退出), with its reason and the evidence for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.cases.actions.base import CaseAction
from leye.cases.actions.closing import close_case
from leye.cases.actions.register import CLERKS
from leye.cases.enums import ExitKind
from leye.cases.exits import REGISTRATION_ENDS, Evidence, evidence_for
from leye.cases.models import Case
from leye.ledger.actions.base import Problems
from leye.ledger.actions.registrations import EndRegistration


@dataclass(kw_only=True)
class ExitCase(CaseAction[Case]):
    """End a case for one of the reasons; refused, saying what is lacking, while its evidence is not complete.

    `spell_id` or `placement_id` names the job when there are several. `end_registration` ends the open registration
    of unemployment for the same reason. The plan of help ends with the case, and what waits
    for another area's answer is taken back.
    """

    allowed = CLERKS

    case_id: int
    version: int
    kind: str
    exited_on: dt.date
    note: str = ""
    spell_id: int | None = None
    placement_id: int | None = None
    end_registration: bool = True

    def describe(self) -> dict[str, Any]:
        """The reason."""
        return {"exit": self.kind}

    def execute(self) -> Case:
        case = self.open_case(self.case_id, self.version)
        problems = Problems()
        note = problems.text(Case, "exit_note", self.note)
        problems.choice(Case, "exit_kind", self.kind)
        problems.past("exited_on", _("退出日期"), self.exited_on)
        problems.order("exited_on", _("退出日期"), case.applied_on, self.exited_on)
        if case.registered_on is not None:
            problems.order("exited_on", _("退出日期"), case.registered_on, self.exited_on)
        problems.check()
        found = evidence_for(case, ExitKind(self.kind), self.exited_on)
        if found.lacking:
            problems.add("kind", "".join(found.lacking))
        if found.note and not note:
            problems.add("note", found.note)
        self._take_job(case, found, problems)
        problems.check()
        case.exit_declaration = found.declaration
        columns = ("exit_spell", "exit_placement", "exit_declaration")
        close_case(self, case, found.kind, self.exited_on, note, *columns)
        self._end_registration(case)
        return case

    def _take_job(self, case: Case, found: Evidence, problems: Problems) -> None:
        """The one job, or the one that was chosen."""
        if found.kind != ExitKind.EMPLOYED or found.lacking:
            return
        jobs = {("spell", spell.pk): spell for spell in found.spells} | {
            ("post", placement.pk): placement for placement in found.placements
        }
        chosen: Any = None
        if self.spell_id is not None:
            chosen = jobs.get(("spell", self.spell_id))
        elif self.placement_id is not None:
            chosen = jobs.get(("post", self.placement_id))
        elif len(jobs) == 1:
            chosen = next(iter(jobs.values()))
        if chosen is None:
            problems.add("job", _("请选择作为依据的那一段就业。"))
            return
        case.exit_spell = chosen if chosen in found.spells else None
        case.exit_placement = chosen if chosen in found.placements else None

    def _end_registration(self, case: Case) -> None:
        reason = REGISTRATION_ENDS.get(ExitKind(self.kind))
        standing = case.person.registrations.filter(ended_on__isnull=True).first()
        if not self.end_registration or reason is None or standing is None:
            return
        EndRegistration(
            self.actor,
            registration_id=standing.pk,
            ended_on=max(self.exited_on, standing.registered_on),
            reason=reason,
        ).run()
