"""Vacancies of the demo's counties: most of them open, some unconfirmed, taken down, full, or waiting for review."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pghistory

from leye.accounts.models import Post
from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.ops.jobs.kinds import CITY, CITY_EMPLOYERS, COURSES, FAR, FAR_EMPLOYERS, HERE, KINDS, Kind
from leye.ops.world.draw import Rng, chance, pick, stream
from leye.standards.calendar import today
from leye.standards.occupations import occupations
from leye.training.models import Course
from leye.vacancies.enums import AgencyKind, VacancySource, VacancyState
from leye.vacancies.fingerprint import fingerprint_of
from leye.vacancies.indexing import count_words, refresh_postings
from leye.vacancies.models import EmployerStanding, Vacancy

#: Where people go to work by the coast: Bao'an (Shenzhen), Yiwu, Kunshan. Loaded by the demo beside its own counties.
COAST = ("440306", "330782", "320583")
SEED = 2022
#: How many of each kind a county has, and of all in a hundred what is not simply open.
AGAIN = {HERE: (2, 5), "seat": (1, 4), CITY: (1, 2), FAR: (1, 2)}
STATES = (VacancyState.PUBLISHED, VacancyState.WARNED, VacancyState.UNPUBLISHED, VacancyState.FILLED, VacancyState.SUBMITTED,
          VacancyState.DRAFT, VacancyState.CLOSED)  # fmt: skip
SHARES = (82, 4, 4, 4, 3, 2, 1)
WHY = {
    VacancyState.UNPUBLISHED: "45天没有确认仍在招聘，系统自动下架。", VacancyState.CLOSED: "单位说明今年不再招聘。",
}  # fmt: skip
INSURED = ["pension", "medical", "unemployment", "injury"]


def fill_job_bank(counties: list[Area]) -> int:
    """Vacancies, units that were looked at, and courses of these counties; how many vacancies."""
    with as_service(), pghistory.context(action="DemoWorld", user=None, post=None, source="clerk"):
        codes = {entry.name: entry.code for entry in occupations(4)}
        coast = list(Area.objects.filter(code__in=[code.ljust(12, "0") for code in COAST]))
        made = [vacancy for county in counties for vacancy in _County(county, codes, coast).vacancies()]
        Vacancy.objects.bulk_create(made)
        refresh_postings(vacancy.pk for vacancy in made)
        count_words()
    return len(made)


class _County:
    """One county while its vacancies are drawn."""

    def __init__(self, county: Area, codes: dict[str, str], coast: list[Area]) -> None:
        self.county, self.codes, self.coast = county, codes, coast
        self.rng: Rng = stream(SEED, county.code[:6], "vacancies")
        self.towns = list(Area.objects.below(county).filter(level=Level.TOWNSHIP))
        siblings = Area.objects.filter(parent_id=county.parent_id, level=Level.COUNTY).exclude(pk=county.pk)
        self.city = list(siblings)[:4]
        own = Employer.objects.filter(area_id__gte=county.no, area_id__lte=county.last)
        self.agency = own.filter(kind="agency", area=county).first()
        self.employers = list(own.exclude(kind__in=["agency", "institution"]).order_by("pk"))
        officers = Post.objects.filter(area=county, user__username__endswith="_county")
        self.officer = officers.values_list("user_id", flat=True).first()
        self.seen: set[tuple[int, str]] = set()

    def vacancies(self) -> Iterator[Vacancy]:
        """Drawn by one seed; an employer offers each kind of work once."""
        elsewhere = {
            where: self._units(names) for where, names in ((CITY, CITY_EMPLOYERS), (FAR, FAR_EMPLOYERS))
        }
        self._looked_at(self.employers, elsewhere)
        self._courses()
        for kind in KINDS:
            if (kind.where == CITY and not self.city) or (kind.where == FAR and not self.coast):
                continue
            for _ in range(int(self.rng.integers(*AGAIN[kind.where]))):
                vacancy = self._vacancy(kind, elsewhere.get(kind.where) or self.employers)
                if (vacancy.employer_id, vacancy.title) not in self.seen:
                    self.seen.add((vacancy.employer_id, vacancy.title))
                    yield vacancy

    def _one(self, of: list[Any]) -> Any:
        return of[int(self.rng.integers(0, len(of)))]

    def _place(self, kind: Kind, employer: Employer) -> Area:
        if kind.where == HERE and self.towns:
            return self._one(self.towns)
        if kind.where in (CITY, FAR):
            return self._one(self.city if kind.where == CITY else self.coast)
        return next((town for town in self.towns if town.contains(employer.area_id)), self.county)

    def _vacancy(self, kind: Kind, employers: list[Employer]) -> Vacancy:
        employer = self._one(employers)
        area = self._place(kind, employer)
        state = STATES[int(pick(self.rng, SHARES, 1)[0])]
        age = int(self.rng.integers(0, 26)) + (
            25 if state in (VacancyState.WARNED, VacancyState.UNPUBLISHED) else 0
        )
        shift = 1 + float(self.rng.normal(0, 0.05))
        step = 10 if kind.period == "day" else 100
        low, high = (round(pay * shift / step) * step * 100 if pay else None for pay in (kind.low, kind.high))
        labour = kind.contract == "labour"
        vacancy = Vacancy(
            office=self.county, area=area, place=f"{area.name}{'园区' if kind.where in (CITY, FAR) else ''}",
            employer=employer, employer_name=employer.name, title=kind.title, occupation=self.codes[kind.occupation],
            agency=self.agency if kind.where == FAR else None, duties=kind.duties,
            seats=int(self.rng.integers(1, kind.seats + 1)), pay_low_fen=low, pay_high_fen=high, pay_period=kind.period,
            hours=kind.hours, contract=kind.contract, insurance=INSURED if labour else ["accident"],
            education=kind.education, experience_years=kind.years, demands=kind.demands.split(),
            certificates=[kind.certificate] if kind.certificate else [], skills=[kind.skill] if kind.skill else [],
            housing=kind.housing, meals=kind.housing or bool(chance(self.rng, 0.3, 1)[0]),
            elastic=kind.hours in ("flexible", "part"), groups=[kind.groups] if kind.groups else [],
            contact_name=employer.contact or "招聘负责人", contact_phone=employer.phone, status=state,
            source=VacancySource.AGENCY if kind.where == FAR else VacancySource.OFFICER, reason=WHY.get(state, ""),
        )  # fmt: skip
        vacancy.submitted_by_id = self.officer if state != VacancyState.DRAFT else None
        if state != VacancyState.DRAFT:
            vacancy.submitted_on = today() - dt.timedelta(days=age + 1)
        if state not in (VacancyState.DRAFT, VacancyState.SUBMITTED):
            vacancy.published_on = vacancy.confirmed_on = today() - dt.timedelta(days=age)
        vacancy.fingerprint = fingerprint_of(vacancy)
        return vacancy

    def _units(self, names: tuple[str, ...]) -> list[Employer]:
        """Employers elsewhere, as the county's job bank keeps them."""
        made = [Employer(area=self.county, name=f"{name}（{self.county.name}岗位库）") for name in names]
        return list(Employer.objects.bulk_create(made))

    def _looked_at(self, employers: list[Employer], elsewhere: dict[str, list[Employer]]) -> None:
        """Most units were verified; the agency may post for others."""
        units = [one for one in employers if self.rng.random() < 0.85] + [
            one for found in elsewhere.values() for one in found
        ]
        standings = [
            EmployerStanding(
                employer=one, area_id=one.area_id, verified_on=today() - dt.timedelta(days=40), verified_by_id=self.officer,
                verified_how="核对营业执照，电话回访",
            )
            for one in units
        ]  # fmt: skip
        if self.agency is not None:
            standings.append(
                EmployerStanding(
                    employer=self.agency, area_id=self.agency.area_id, verified_on=today() - dt.timedelta(days=60),
                    verified_by_id=self.officer, verified_how="核对人力资源服务许可证", agency_kind=AgencyKind.AGENCY,
                    licence=f"（演示）人服证字〔2025〕第{self.county.code[:6]}号", licence_until=today() + dt.timedelta(days=500),
                )
            )  # fmt: skip
        EmployerStanding.objects.bulk_create(standings)

    def _courses(self) -> None:
        Course.objects.bulk_create(
            Course(
                area=self.county, title=title, institution=f"{self.county.name}职业技能培训学校",
                occupation=self.codes[occupation], certificate=certificate, seats=int(self.rng.integers(15, 41)),
                starts_on=today() + dt.timedelta(days=int(self.rng.integers(5, 60))), place=f"{self.county.name}培训基地",
            )
            for title, occupation, certificate in COURSES
        )  # fmt: skip
