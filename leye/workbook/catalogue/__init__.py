"""The catalogues of fields, one module for each kind of import."""

from __future__ import annotations

from leye.workbook.catalogue.applications import APPLICATIONS
from leye.workbook.catalogue.employers import EMPLOYERS
from leye.workbook.catalogue.households import HOUSEHOLDS
from leye.workbook.catalogue.people import PEOPLE
from leye.workbook.catalogue.services import SERVICES
from leye.workbook.catalogue.spells import SPELLS
from leye.workbook.catalogue.vacancies import VACANCIES
from leye.workbook.fields import Kind, KindName

KINDS: dict[KindName, Kind] = {
    kind.name: kind for kind in (PEOPLE, HOUSEHOLDS, EMPLOYERS, SPELLS, SERVICES, APPLICATIONS, VACANCIES)
}

__all__ = ["APPLICATIONS", "EMPLOYERS", "HOUSEHOLDS", "KINDS", "PEOPLE", "SERVICES", "SPELLS", "VACANCIES"]
