"""Labour brands with their people and the work they brought in a year (#54, #108, #190)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from leye.accounts.scope import Scope
from leye.demand.models import BrandMember, LabourBrand
from leye.ledger.models import EmploymentSpell
from leye.registers.enums import SiteKind
from leye.registers.models import Site


@dataclass(frozen=True)
class BrandRow:
    """A brand of the register; `brand` None while trade and basis have not been filled in."""

    site: Site
    brand: LabourBrand | None
    members: int
    hires: int


def brand_rows(scope: Scope, day: dt.date, *, closed: bool = False) -> list[BrandRow]:
    """The brands of a scope. Members and hires are those of people whom the scope shows. Four queries."""
    sites = Site.objects.visible_to(scope).filter(kind=SiteKind.LABOUR_BRAND)
    if not closed:
        sites = sites.filter(closed_on__isnull=True)
    found = list(sites.select_related("area").order_by("level", "area_id", "name"))
    details = {
        one.site_id: one
        for one in LabourBrand.objects.visible_to(scope).select_related("holder").filter(site__in=found)
    }
    keys = [one.pk for one in details.values()]
    members = _members(scope, keys, day)
    hires = hires_of(scope, list(details.values()), day)
    return [
        BrandRow(
            site, brand, members.get(brand.pk, 0) if brand else 0, hires.get(brand.pk, 0) if brand else 0
        )
        for site in found
        for brand in [details.get(site.pk)]
    ]


def _members(scope: Scope, brands: list[int], day: dt.date) -> dict[int, int]:
    now = BrandMember.objects.visible_to(scope).filter(
        Q(left_on__isnull=True) | Q(left_on__gt=day), brand__in=brands, joined_on__lte=day
    )
    return dict(now.values_list("brand_id").annotate(n=Count("pk")).order_by())


def hires_of(scope: Scope, brands: list[LabourBrand], day: dt.date) -> dict[int, int]:
    """By brand, how many people took up work in the day's year under it: as its members, or at its holder. Each once."""
    year = Q(started_on__gte=day.replace(month=1, day=1), started_on__lte=day)
    found: dict[int, set[int]] = {}
    # A spell counts for a member when it began while the person was one.
    spells = EmploymentSpell.objects.filter(
        year, person_id=OuterRef("person_id"), started_on__gte=OuterRef("joined_on")
    )
    before_leaving = spells.filter(started_on__lt=OuterRef("left_on"))
    members = BrandMember.objects.visible_to(scope).filter(
        Q(Exists(spells), left_on__isnull=True) | Q(Exists(before_leaving)),
        brand__in=[one.pk for one in brands],
    )
    for brand, person in members.values_list("brand_id", "person_id"):
        found.setdefault(brand, set()).add(person)
    holders: dict[int, list[int]] = {}
    for one in brands:
        if one.holder_id is not None:
            holders.setdefault(one.holder_id, []).append(one.pk)
    at_holder = EmploymentSpell.objects.visible_to(scope).filter(year, employer__in=holders)
    for employer, person in at_holder.values_list("employer_id", "person_id"):
        for brand in holders[employer]:
            found.setdefault(brand, set()).add(person)
    return {brand: len(people) for brand, people in found.items()}
