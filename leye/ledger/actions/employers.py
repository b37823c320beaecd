"""Employers: written once, found by name or code."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.columns import column, column_label
from leye.ledger.conflicts import PLACE, base_version, changed_meanwhile, show_or_place, value_or_place
from leye.ledger.models import Employer
from leye.standards.phones import PhoneError, clean_phone
from leye.standards.uscc import UsccError, parse_uscc


@dataclass(kw_only=True)
class SaveEmployer(LedgerAction[Employer]):
    """Make an employer, or change one of the version that was opened."""

    allowed = CAN_WRITE_LEDGER

    area_no: int
    name: str
    uscc: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    industry: str = ""
    kind: str = ""
    size: str = ""
    in_park: bool = False
    employer_id: int | None = None
    version: int | None = None

    def execute(self) -> Employer:
        self.area(self.area_no)
        values = self._cleaned()
        if self.employer_id is None:
            return Employer.objects.create(area_id=self.area_no, **values)
        employer = self.row(Employer.objects.all(), self.employer_id)
        if self.version is not None and employer.version != self.version:
            sides = {name: (value, getattr(employer, name)) for name, value in values.items()}
            sides[PLACE] = self.area_no, employer.area_id
            raise changed_meanwhile(
                employer, base_version(employer, self.version), sides, _label, _show, value_or_place
            )
        for name, value in values.items():
            setattr(employer, name, value)
        employer.area_id = self.area_no
        employer.version += 1
        employer.save()
        return employer

    def _cleaned(self) -> dict[str, Any]:
        problems = Problems()
        texts = ("contact", "address", "industry")
        values: dict[str, Any] = {name: problems.text(Employer, name, getattr(self, name)) for name in texts}
        values["name"] = problems.text(Employer, "name", self.name, required=True)
        values["kind"] = problems.choice(Employer, "kind", self.kind, required=False)
        values["size"] = problems.choice(Employer, "size", self.size, required=False)
        values["in_park"] = self.in_park
        values["uscc"] = values["phone"] = ""
        try:
            values["uscc"] = parse_uscc(self.uscc) if self.uscc else ""
        except UsccError as error:
            problems.add("uscc", str(error))
        try:
            values["phone"] = clean_phone(self.phone) if self.phone else ""
        except PhoneError as error:
            problems.add("phone", str(error))
        others = Employer.objects.exclude(pk=self.employer_id or 0).filter(uscc=values["uscc"])
        if values["uscc"] and others.exists():
            problems.add("uscc", _("此统一社会信用代码已在台账中，请直接选用该单位。"))
        problems.check()
        return values


def _label(name: str) -> str:
    return column_label(Employer, "area" if name == PLACE else name)


def _show(name: str, value: Any) -> str:
    """A value in words: the label of a code, yes or no, the name of an area."""
    if name == "in_park":
        return _("是") if value else _("否")
    choices = dict(column(Employer, name).flatchoices) if name in ("kind", "size") else {}
    return str(choices.get(value, "")) if choices else show_or_place(name, value)
