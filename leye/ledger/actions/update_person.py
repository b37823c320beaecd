"""Change what is written about a person, never over somebody else's change."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.conflicts import base_version, changed_meanwhile
from leye.ledger.errors import AlreadyHere, Invalid, MayBeElsewhere
from leye.ledger.identities import hold_keys, holders_of
from leye.ledger.models import Person
from leye.ledger.person_fields import EDITABLE, clean_fields, label_of, put, show, value_of


@dataclass(kw_only=True)
class UpdatePerson(LedgerAction[Person]):
    """Save changed fields of the version that was opened.

    `version` is the version shown to the user. When it is no longer the current one nothing is written, and
    ChangedMeanwhile carries base, mine and theirs of every field that either side changed.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    version: int
    changes: dict[str, Any]
    cleaned: dict[str, Any] = field(init=False, repr=False, default_factory=dict)

    def run(self) -> Person:
        """As every action; a neutral refusal is logged, because asking for a number is itself a look-up."""
        try:
            return super().run()
        except MayBeElsewhere:
            log_access(self.actor, Access.SEARCH, detail={"correcting": True, "found": False})
            raise

    def check(self) -> None:
        super().check()
        problems = Problems()
        self.cleaned = clean_fields(self.changes, problems)
        problems.check()

    def execute(self) -> Person:
        person = self.person(self.person_id)
        if person.version != self.version:
            base = base_version(person, self.version)
            raise changed_meanwhile(person, base, self._sides(person, base), label_of, show, value_of)
        identity = self.cleaned.get("id_number")
        if identity is not None:
            hold_keys()
            self._check_number(person, identity.number)
        born = identity.birth_date if identity else person.birth_date
        if (graduated := self.cleaned.get("graduated_on")) and graduated < born:
            raise Invalid({"graduated_on": _("毕业日期早于出生日期（%(born)s），请核对。") % {"born": born}})
        if all(
            value_of(person, name) == getattr(value, "number", value) for name, value in self.cleaned.items()
        ):
            return person
        put(person, self.cleaned)
        person.version += 1
        person.save()
        return person

    def _sides(self, person: Person, base: Any) -> dict[str, tuple[Any, Any]]:
        """field -> (mine, theirs) of every field that I wrote or that somebody else changed."""
        sides: dict[str, tuple[Any, Any]] = {}
        for name in EDITABLE:
            theirs = value_of(person, name)
            if name in self.cleaned:
                mine = self.cleaned[name]
                sides[name] = getattr(mine, "number", mine), theirs
            elif base is not None and value_of(base, name) != theirs:
                sides[name] = value_of(base, name), theirs
        return sides

    def _check_number(self, person: Person, number: str) -> None:
        """The new number is nobody else's; out of scope the answer is the same neutral one as at registering."""
        with as_service():
            holder = holders_of([number]).get(number)
        if holder is None or holder.pk == person.pk:
            return
        if self.actor.scope.covers(holder.area_id):
            raise AlreadyHere(holder.pk, holder.name, holder.area.name)
        raise MayBeElsewhere
