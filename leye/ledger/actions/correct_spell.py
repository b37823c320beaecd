"""Put right what is written about a job: its wage and where the work is done."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import EmploymentSpell

CORRECTABLE = ("wage_fen", "work_place")


@dataclass(kw_only=True)
class CorrectSpell(LedgerAction[EmploymentSpell]):
    """Change wage (fen) or place of work of a job; another employer is another job. History keeps what stood there."""

    allowed = CAN_WRITE_LEDGER

    spell_id: int
    changes: dict[str, Any]
    cleaned: dict[str, Any] = field(init=False, repr=False, default_factory=dict)

    def execute(self) -> EmploymentSpell:
        spell = self.row(EmploymentSpell.objects.all(), self.spell_id)
        problems = Problems()
        for name, value in self.changes.items():
            if name not in CORRECTABLE:
                raise KeyError(name)
            if name == "wage_fen":
                problems.wage(name, _("月工资"), value)
            self.cleaned[name] = value if name == "wage_fen" else problems.text(EmploymentSpell, name, value)
        problems.check()
        for name, value in self.cleaned.items():
            setattr(spell, name, value)
        spell.save(update_fields=list(self.cleaned))
        return spell
