"""Tables of the demand side."""

from leye.demand.models.brands import BrandMember, LabourBrand
from leye.demand.models.collecting import Brought, JobCollection, JobSource
from leye.demand.models.exchange import Exchange, ExchangePerson
from leye.demand.models.officers import EmployerNeed, EmployerOfficer, EmployerVisit
from leye.demand.models.rules import DemandRules
from leye.demand.models.shortage import ShortageLine, ShortageList

__all__ = [
    "BrandMember", "Brought", "DemandRules", "EmployerNeed", "EmployerOfficer", "EmployerVisit", "Exchange",
    "ExchangePerson", "JobCollection", "JobSource", "LabourBrand", "ShortageLine", "ShortageList",
]  # fmt: skip
