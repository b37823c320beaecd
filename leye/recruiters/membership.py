"""For which units a user acts, and what a unit has in hand: its own vacancies and those of its clients."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope, as_service
from leye.recruiters.models import Mandate, RecruiterMember
from leye.standards.calendar import today
from leye.vacancies.enums import AgencyKind
from leye.vacancies.models import EmployerStanding, Vacancy
from leye.vacancies.querysets import VacancyQuerySet


@dataclass(frozen=True)
class Unit:
    """A unit for which a user acts. `agency`: it may post for others, with a mandate."""

    member_id: int
    employer_id: int
    name: str
    area_id: int
    contact: str
    phone: str
    owner: bool
    agency: bool

    @property
    def scope(self) -> Scope:
        """What the user sees while acting for it."""
        return Scope.of_employers(self.employer_id)


def units_of(user_id: int) -> list[Unit]:
    """The units for which a user acts today, the first verified first. Read before there is a scope."""
    with as_service():
        members = RecruiterMember.objects.in_use().filter(user_id=user_id)
        return [
            Unit(
                one.pk, one.employer_id or 0, one.employer.name, one.employer.area_id, one.contact, one.phone,
                one.role == "owner", _agency_kind(one) != "",
            )
            for one in members.select_related("employer__standing").order_by("decided_on", "pk")
            if one.employer is not None
        ]  # fmt: skip


def _agency_kind(member: RecruiterMember) -> str:
    standing: EmployerStanding | None = getattr(member.employer, "standing", None)
    return standing.agency_kind if standing else ""


def why_no_agency(standing: EmployerStanding | None) -> str:
    """Why a unit may not post for others today, in words; '' when it may."""
    if standing is None or not standing.agency_kind:
        return _("没有登记代招身份，不能代别的单位招人。请先请经办机构登记。")
    over = standing.licence_until is not None and standing.licence_until < today()
    if standing.agency_kind == AgencyKind.AGENCY and (not standing.licence or over):
        return _("没有有效的人力资源服务许可证，不能代招（人力资源市场暂行条例第十八条）。")
    return ""


@dataclass(frozen=True)
class Client:
    """A unit for which an agency may post, until a day (None: no end was named)."""

    employer_id: int
    name: str
    area_id: int
    until: dt.date | None


def clients_of(agency_id: int) -> dict[int, Client]:
    """The clients of an agency today, by key. None once officers have cleared it, or when its licence has run out."""
    with as_service():
        if why_no_agency(EmployerStanding.objects.filter(employer_id=agency_id).first()):
            return {}
        rows = Mandate.objects.standing_on(today()).filter(agency_id=agency_id).select_related("client")
        return {
            one.client_id: Client(one.client_id, one.client.name, one.client.area_id, one.valid_to)
            for one in rows.exclude(client__standing__closed_on__isnull=False).order_by("client__name")
        }


def in_hand(scope: Scope) -> VacancyQuerySet:
    """The vacancies with which the units in a scope may deal: an agency's only while its client's mandate stands."""
    wanted = Q()
    for unit in scope.employers:
        wanted |= Q(employer_id=unit) | Q(agency_id=unit, employer_id__in=list(clients_of(unit)))
    return Vacancy.objects.visible_to(scope).filter(wanted) if wanted else Vacancy.objects.none()
