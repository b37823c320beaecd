"""Writing a vacancy and putting it right; two officers who write at once see both versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Allowed
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.ledger.actions.base import Problems
from leye.ledger.conflicts import PLACE, base_version, changed_meanwhile, value_or_place
from leye.ledger.errors import Invalid
from leye.ledger.models import Employer, GroupCode
from leye.standards.calendar import today
from leye.standards.occupations import occupation
from leye.standards.phones import PhoneError, clean_phone
from leye.vacancies.actions.base import CAN_POST, CAN_REVIEW, VacancyAction
from leye.vacancies.checks import Remark, remarks_on
from leye.vacancies.enums import (
    ContractKind,
    Demand,
    Hours,
    Insurance,
    PayPeriod,
    VacancySource,
    VacancyState,
)
from leye.vacancies.fingerprint import fingerprint_of
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import label_of, show_value
from leye.vacancies.states import EDITABLE

#: No number of seats that anybody types is larger; what is merely absurd is a remark.
MOST_SEATS = 1_000_000
MOST_FEN = 10**11
_TEXTS = ("title", "place", "duties", "age_reason", "contact_name")
_PLAIN = (
    "occupation", "seats", "pay_low_fen", "pay_high_fen", "pay_period", "pay_months", "hours", "contract", "education",
    "experience_years", "age_low", "age_high", "housing", "meals", "elastic", "expires_on", "employer_id", "agency_id",
)  # fmt: skip
_LISTS: dict[str, Any] = {"insurance": Insurance, "demands": Demand}


@dataclass(kw_only=True)
class SaveVacancy(VacancyAction[Vacancy]):
    """Write a vacancy as a draft, or put one right of the version that was opened.

    What is open and is changed by somebody who may not review goes back to review, and is not to be found meanwhile;
    a reviewer's change stays open, unless something hard now stands against it: then it is refused as a whole.
    """

    allowed: ClassVar[Allowed] = CAN_POST

    area_no: int
    employer_id: int
    title: str
    agency_id: int | None = None
    place: str = ""
    occupation: str = ""
    duties: str = ""
    seats: int = 1
    pay_low_fen: int | None = None
    pay_high_fen: int | None = None
    pay_period: str = PayPeriod.MONTH
    pay_months: int = 12
    hours: str = Hours.FULL
    contract: str = ContractKind.LABOUR
    insurance: list[str] = field(default_factory=list)
    education: str = ""
    experience_years: int = 0
    age_low: int | None = None
    age_high: int | None = None
    age_reason: str = ""
    demands: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    housing: bool = False
    meals: bool = False
    elastic: bool = False
    groups: list[str] = field(default_factory=list)
    contact_name: str = ""
    contact_phone: str = ""
    expires_on: dt.date | None = None
    source: str = VacancySource.OFFICER
    vacancy_id: int | None = None
    version: int | None = None

    def execute(self) -> Vacancy:
        values = self.cleaned()
        if self.vacancy_id is None:
            vacancy = Vacancy(source=self.source, **values)
            vacancy.fingerprint = fingerprint_of(vacancy)
            vacancy.save()
            return vacancy
        vacancy = self.vacancy(self.vacancy_id)
        if self.version is not None and vacancy.version != self.version:
            raise self._conflict(vacancy, values)
        if vacancy.status not in EDITABLE:
            raise ActionError(
                _("这个岗位%(state)s，不能再改。") % {"state": VacancyState(vacancy.status).label}
            )
        if values["seats"] < vacancy.filled:
            words = _("已招%(filled)d人，招聘人数不能少于这个数。") % {"filled": vacancy.filled}
            raise Invalid({"seats": words})
        for name, value in values.items():
            setattr(vacancy, name, value)
        vacancy.fingerprint = fingerprint_of(vacancy)
        if vacancy.is_open:
            self._stay_open(vacancy)
        return self.keep(vacancy)

    def unsaved(self) -> Vacancy:
        """The vacancy as it would be, for the checks shown while the form is filled in. Raises Invalid."""
        return Vacancy(pk=self.vacancy_id, **self.cleaned())

    def _stay_open(self, vacancy: Vacancy) -> None:
        if self.actor.role not in CAN_REVIEW:
            vacancy.status = VacancyState.SUBMITTED
            vacancy.submitted_by_id, vacancy.submitted_on = self.actor.user_id, today()
            return
        hard = [remark for remark in remarks_on(vacancy) if remark.hard]
        if hard:
            raise refused(hard)
        vacancy.confirmed_on, vacancy.status = today(), VacancyState.PUBLISHED

    def _conflict(self, vacancy: Vacancy, values: dict[str, Any]) -> Exception:
        names = [name for name in values if name not in ("office_id", "area_id", "employer_name")]
        sides = {name: (values[name], getattr(vacancy, name)) for name in names}
        sides[PLACE] = values["area_id"], vacancy.area_id
        assert self.version is not None
        # What was saved before is read for whoever may open the vacancy; history is the office's.
        with as_service():
            base = base_version(vacancy, self.version)
            return changed_meanwhile(vacancy, base, sides, label_of, show_value, value_or_place)

    def cleaned(self) -> dict[str, Any]:
        """The values to write. Raises Invalid for what cannot be written at all, whatever the checks say of it."""
        problems = Problems()
        area = Area.objects.filter(pk=self.area_no).valid_on(today()).first()
        if area is None:
            raise Invalid({"area_no": _("请选择工作地区。")})
        values: dict[str, Any] = {name: getattr(self, name) for name in _PLAIN}
        for name in _TEXTS:
            values[name] = problems.text(Vacancy, name, getattr(self, name), required=name == "title")
        for name in ("pay_period", "hours", "contract"):
            problems.choice(Vacancy, name, getattr(self, name))
        problems.choice(Vacancy, "education", self.education, required=False)
        values |= self._lists(problems) | self._units(problems)
        if self.occupation and occupation(self.occupation) is None:
            words = _("职业分类大典里没有“%(code)s”这个代码，请从列表中选。")
            problems.add("occupation", words % {"code": self.occupation[:20]})
        if not 1 <= self.seats <= MOST_SEATS:
            problems.add("seats", _("招聘人数应为1至%(most)d之间的整数。") % {"most": MOST_SEATS})
        for name in ("pay_low_fen", "pay_high_fen"):
            amount = getattr(self, name)
            if amount is not None and not 0 <= amount <= MOST_FEN:
                problems.add(name, _("报酬应在0元以上，请核对金额。"))
        if None not in (self.pay_low_fen, self.pay_high_fen) and self.pay_low_fen > self.pay_high_fen:  # type: ignore[operator]  # both are numbers here
            problems.add("pay_high_fen", _("报酬上限不能低于下限。"))
        if not 12 <= self.pay_months <= 24:
            problems.add("pay_months", _("一年发的月数应在12至24之间。"))
        for name in ("age_low", "age_high"):
            if getattr(self, name) is not None and not 1 <= getattr(self, name) <= 100:
                problems.add(name, _("年龄应在1至100之间。"))
        if not 0 <= self.experience_years <= 40:
            problems.add("experience_years", _("工作经验应在0至40年之间。"))
        try:
            values["contact_phone"] = clean_phone(self.contact_phone) if self.contact_phone else ""
        except PhoneError as error:
            problems.add("contact_phone", str(error))
        problems.check()
        return {**values, "area_id": self.area_no, "office_id": self.office()}

    def office(self) -> int:
        """Whose officers look after it. Work elsewhere that is collected for our people: whoever enters it."""
        return self.area_no if self.actor.scope.covers(self.area_no) else self.actor.scope.lo

    def units(self, wanted: set[int]) -> dict[int, Employer]:
        """Those of the employers that the actor may name."""
        return Employer.objects.visible_to(self.actor.scope).in_bulk(wanted)

    def _lists(self, problems: Problems) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for name, codes in _LISTS.items():
            values[name] = list(dict.fromkeys(getattr(self, name)))
            if set(values[name]) - set(codes.values):
                problems.add(name, _("请从列表中选择%(label)s。") % {"label": label_of(name)})
        for name in ("certificates", "skills"):
            words = [str(word).strip()[:40] for word in getattr(self, name)]
            values[name] = list(dict.fromkeys(filter(None, words)))[:20]
        values["groups"] = list(dict.fromkeys(self.groups))
        if GroupCode.objects.filter(code__in=values["groups"]).count() != len(values["groups"]):
            problems.add("groups", _("请从列表中选择面向群体。"))
        return values

    def _units(self, problems: Problems) -> dict[str, str]:
        known = self.units({pk for pk in (self.employer_id, self.agency_id) if pk})
        if self.employer_id not in known:
            problems.add("employer_id", _("请选择您辖区台账里的用人单位；没有的请先登记单位。"))
        if self.agency_id is not None and self.agency_id not in known:
            problems.add("agency_id", _("请选择您辖区台账里的代招机构。"))
        if self.agency_id is not None and self.agency_id == self.employer_id:
            problems.add("agency_id", _("代招机构不能是用人单位自己；单位自己招聘的不填。"))
        employer = known.get(self.employer_id)
        return {"employer_name": employer.name if employer else ""}


def refused(remarks: list[Remark]) -> Invalid:
    """The error of hard remarks, each at its field with its article."""
    problems: dict[str, str] = {}
    for remark in remarks:
        words = remark.sentence + (f"（{remark.article}）" if remark.article else "")
        problems[remark.field] = problems.get(remark.field, "") + words
    return Invalid(problems)
